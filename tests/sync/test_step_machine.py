"""Any order of answers, losses, repetitions, crashes and restores: nothing lost, nothing doubled."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.services.sync.messages import (
    Cut,
    Failed,
    Fault,
    Phase,
    ReadBatch,
    SendHello,
    SendPull,
    SendPush,
    SyncState,
    Wait,
    Wake,
)
from counter_app.services.sync.speaking import speak
from counter_app.services.sync.step import step
from counter_app.services.sync.storing import in_store
from tests.fakes.county import LineFault
from tests.fakes.sync_desk import enrolled_desk

DEVICE = "device-w-07"
LINE = (SendHello, SendPush, SendPull)
MOST_STEPS = 2_000


class Window(RuleBasedStateMachine):
    """One window, its county and the line between them, moved one effect at a time."""

    def __init__(self):
        super().__init__()
        self.desk, self.county = enrolled_desk()
        self.enrolment = self.desk.ledger.enrolment()
        self.county.page = 2
        self.state = SyncState(DEVICE, 1)
        self.pending = []
        self.late = []
        self.recorded = []
        self.epochs = 1

    # ---- the driver: what flow does, in single steps

    def deliver(self, event):
        before = self.state
        self.state, effects = step(self.state, event)
        assert (self.state, effects) == step(before, event)
        if effects:
            assert not [each for each in self.pending if not isinstance(each, Wait)]
            self.pending = list(effects)

    def wake(self):
        self.deliver(Wake(self.desk.clock.read().mono_ms))

    def front(self, *kinds):
        return bool(self.pending) and isinstance(self.pending[0], kinds)

    # ---- what may happen

    @rule(count=st.integers(1, 3))
    def somebody_works(self, count):
        self.recorded += [self.desk.record().hex() for _ in range(count)]

    @rule(scope=st.sampled_from(["reference", "hall:hall-1"]), key=st.sampled_from("abc"))
    def the_county_publishes(self, scope, key):
        self.county.publish(scope, "note", key, {"scope": scope})

    @rule(key=st.sampled_from("abc"))
    def the_county_deletes(self, key):
        self.county.publish("reference", "note", key, None)

    @rule(ms=st.integers(0, 100_000))
    def time_passes(self, ms):
        self.desk.clock.advance(ms)

    @precondition(lambda self: not self.pending or self.front(Wait))
    @rule()
    def it_wakes(self):
        self.wake()

    @precondition(lambda self: self.front(Wait))
    @rule()
    def it_has_waited(self):
        self.desk.clock.advance(self.pending.pop(0).ms)
        self.wake()
        assert self.state.phase is Phase.READING

    @precondition(lambda self: self.pending and not self.front(Wait, *LINE))
    @rule()
    def the_store_does_one_thing(self):
        effect = self.pending.pop(0)
        read = in_store(self.desk, [effect])
        assert (read is not None) == isinstance(effect, ReadBatch)
        if read is not None:
            self.deliver(read)

    @precondition(lambda self: self.front(*LINE))
    @rule(fault=st.sampled_from([LineFault.NONE] * 6 + list(LineFault)))
    def it_speaks(self, fault):
        self.county.plan(fault)
        event = speak(self.desk, self.enrolment, self.pending.pop(0))
        self.late.append(event)
        self.deliver(event)

    @precondition(lambda self: self.front(*LINE))
    @rule()
    def its_answer_comes_too_late(self):
        effect = self.pending.pop(0)
        self.late.append(speak(self.desk, self.enrolment, effect))
        now = self.desk.clock.read().mono_ms
        fault = Fault("county_timeout", reachable=False)
        self.deliver(Failed(effect.request, now, fault))

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def an_old_answer_comes_again(self, data):
        self.deliver(data.draw(st.sampled_from(self.late)))

    @rule()
    def the_turn_is_cut(self):
        self.deliver(Cut())
        self.pending = []

    @rule(seed=st.integers(0, 2**64 - 1))
    def the_program_is_killed(self, seed):
        self.state = SyncState(DEVICE, seed)
        self.pending, self.late = [], []

    @precondition(lambda self: self.county.devices[DEVICE].log)
    @rule(data=st.data())
    def the_county_is_restored(self, data):
        kept = data.draw(st.integers(0, len(self.county.devices[DEVICE].log)))
        self.epochs += 1
        self.county.restore({DEVICE: kept}, f"epoch-{self.epochs}")

    # ---- what always holds

    @invariant()
    def the_log_has_no_hole_and_nothing_twice(self):
        log = self.county.devices[DEVICE].log
        assert [each.seq for each in log] == list(range(1, len(log) + 1))
        assert [each.op_id for each in log] == self.recorded[: len(log)]
        chain = GENESIS
        for each in log:
            chain = next_hash(chain, each.gen, each.seq, bytes.fromhex(each.op_id), each.body)
            assert chain.hex() == each.h
        assert not self.county.devices[DEVICE].stopped

    @invariant()
    def what_counts_as_acked_is_there(self):
        chain = self.desk.ledger.chain_state()
        if chain.epoch == self.county.epoch:
            assert chain.acked <= len(self.county.devices[DEVICE].log)
        assert chain.secured <= chain.acked

    @invariant()
    def a_waiting_line_has_a_wait(self):
        if self.state.phase is Phase.WAITING:
            assert isinstance(self.pending[-1], Wait)

    def teardown(self):
        """Once faults stop everything is at the county, and the window has its feed."""
        self.deliver(Cut())
        self.pending = []
        for _ in range(2):
            self.wake()
            self._settle()
        assert self.state.fault is None
        log = self.county.devices[DEVICE].log
        assert [each.op_id for each in log] == self.recorded
        assert self.desk.ledger.outbox_count().pending == 0
        for key in "abc":
            rows = [
                feed[("note", key)][1]
                for feed in self.county.feed.values()
                if ("note", key) in feed and feed[("note", key)][1].op == "put"
            ]
            newest = max(rows, key=lambda each: each.rev, default=None)
            found = self.desk.cache.row("note", key)
            assert (found is None) == (newest is None)
            assert found is None or found.rev == newest.rev

    def _settle(self):
        for _ in range(MOST_STEPS):
            if not self.pending:
                break
            if self.front(Wait):
                self.it_has_waited()
            elif self.front(*LINE):
                self.deliver(speak(self.desk, self.enrolment, self.pending.pop(0)))
            else:
                self.the_store_does_one_thing()
            self.the_log_has_no_hole_and_nothing_twice()
            self.what_counts_as_acked_is_there()
        assert self.state.phase is Phase.IDLE


TestWindow = Window.TestCase
