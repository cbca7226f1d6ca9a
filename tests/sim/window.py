"""A window of a simulated world: the product's turns over its own clocks, disk and line."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from counter_app.domain.errors import CounterError, StoreError
from counter_app.domain.ids import uuid7
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.operation import CaseAmended, Entry, Moment, encode
from counter_app.domain.window_operation import ConsultationServed
from counter_app.services.sync.flow import SyncReport, enrol, sync_turn
from tests.fakes.builders import accepted
from tests.fakes.files import FakeFiles
from tests.fakes.signer import FakeSigner
from tests.sim.clock import SimClock
from tests.sim.disk import Drawn, Image, Memory, Power, PowerCutError, SimLedger
from tests.sim.network import SimCounty

SERVER = "http://127.0.0.1:9"
YEAR = 2026
ACCEPTED = accepted()
TURN_S = 90.0


@dataclass
class RunningFlow:
    """A flow between two of its hops."""

    flow: Any
    call: Any = None
    lane: str = ""
    wake_ms: int = 0

    @property
    def speaking(self) -> bool:
        """Whether it has the line: it stands within the loop of a turn."""
        part = self.flow
        while part is not None and part.gi_code.co_name != "_driven":
            part = part.gi_yieldfrom
        return part is not None


class SimWindow:
    """
    Satisfies ``counter_app.services.sync.ports.SyncDesk``.

    ``blind``: its disk was copied or set back as a whole, and the county has not yet been met.
    ``copied``: it was copied or set back at all. ``newest``: generation and number in the small
    file beside the ledger, as far as that knows more.
    """

    def __init__(self, name: str, world, random: Random, info) -> None:
        self.name, self.info, self.device = name, info, f"device-{info.id}"
        self.world, self.rng = world, random
        self.random = random.randbytes
        self.power = Power()
        parts = world.parts
        self.ledger, self.cache = parts.ledger(self.power), parts.cache(self.power)
        self.clock = SimClock(world.time, random.randrange(900, 1101), world.wall_shift_ms)
        self.signer, self.files = FakeSigner(f"{world.seed}-{info.id}"), FakeFiles()
        self.county = SimCounty(self.signer, self.clock, world.network, random)
        self.memory = Memory()
        self.flows: list[RunningFlow] = []
        self.newest = (0, "")
        self.revs: dict[str, tuple] = {}
        self.blind = self.copied = False
        self.report: SyncReport | None = None
        self.line = parts.line(self._pause)
        self._moving: RunningFlow | None = None

    # ---- the program

    def begin(self, timeout_s: float = TURN_S) -> None:
        self.flows.append(RunningFlow(sync_turn(self, timeout_s)))

    def begin_enrolment(self, code: str) -> None:
        self.flows.append(RunningFlow(enrol(self, SERVER, code)))

    def awake(self) -> list[RunningFlow]:
        return [each for each in self.flows if each.wake_ms <= self.world.time.now_ms]

    def hop(self, flow: RunningFlow) -> str:
        """Carry out the hop that ``flow`` stands before, and move it to its next one."""
        self._moving = flow
        value, error = None, None
        try:
            if flow.call is not None:
                value = flow.call()
        except CounterError as raised:
            error = raised
        except PowerCutError:
            self.crash()
            return "power cut"
        self._moved(flow, value, error)
        return flow.lane or "end"

    def _moved(self, flow: RunningFlow, value: Any, error: CounterError | None) -> None:
        try:
            hop = flow.flow.send(value) if error is None else flow.flow.throw(error)
            flow.call, flow.lane = hop.call, hop.lane
        except StopIteration as end:
            self._ended(flow, end.value)
        except CounterError as failed:
            self.world.note(f"{self.name} turn failed {failed.code}")
            self.flows.remove(flow)
            flow.lane = ""

    def _ended(self, flow: RunningFlow, report: SyncReport) -> None:
        self.flows.remove(flow)
        flow.lane = ""
        self.report = report
        if report.fault is None and report.pending == 0:
            self.blind = self.blind and self.world.has_clone(self)

    def _pause(self, seconds: float) -> None:
        self._moving.wake_ms = self.world.time.now_ms + self.clock.true_ms(seconds)

    def crash(self) -> None:
        """Power off and on: what was in memory is gone."""
        self.power.cut_in = 0
        for each in self.flows:
            each.flow.close()  # while its line is still there to be left
        self.flows.clear()
        self.line = self.world.parts.line(self._pause)
        self.ledger = self.disk_ledger()
        self.county = SimCounty(self.signer, self.clock, self.world.network, self.rng)
        self.clock.reboot()

    def disk_ledger(self) -> SimLedger:
        return self.ledger.power_returns()

    # ---- the disk

    def image(self) -> Image:
        ledger = self.disk_ledger()
        return Image(ledger.copied(Power()), self.cache.copied(Power()), self.memory.copied())

    def set_back(self, image: Image, *, whole: bool) -> None:
        """The disk is an older one; with ``whole`` also the small file of newest numbers."""
        newest = max(self.newest, _newest(self.ledger))
        self.crash()
        self.take(image)
        self.copied = True
        if whole:
            self.blind, self.newest = True, _newest(self.ledger)
        elif _newest(self.ledger) < newest:
            self.newest = newest
            self.ledger.spoil_image()

    def take(self, image: Image) -> None:
        self.ledger, self.cache = image.ledger.copied(self.power), image.cache.copied(self.power)
        self.memory, self.revs = image.memory.copied(), {}

    # ---- the clerk

    def act(self) -> str:
        """Do something that goes into the outbox; return what."""
        did = self.rng.choices(("accept", "amend", "consult"), (5, 3, 2))[0]
        if did == "amend" and not self.memory.cases:
            did = "accept"
        try:
            getattr(self, f"_{did}")(self._op_id())
        except StoreError as refused:
            return f"{did} refused {refused.code}"
        except PowerCutError:
            self.crash()
            return f"{did}: power cut"
        return did

    def _op_id(self) -> bytes:
        return uuid7(self.clock.read().wall_ms, self.random(10))

    def _entry(self, operation, subject: str, no: str | None = None, deps=()) -> Entry:
        now = self.clock.read()
        moment = Moment(now.wall_ms, now.mono_ms, now.boot)
        return Entry(operation, moment, "clerk", self.info.id, subject, no, deps)

    def _accept(self, op_id: bytes) -> None:
        case = f"case-{op_id.hex()}"
        did = replace(ACCEPTED, application=replace(ACCEPTED.application, case_id=case))
        self.world.parts.accept(self, op_id, lambda no: self._entry(did, case, no))

    def print_paper(self, op_id: bytes, no: str) -> None:
        parts = parse_case_no(no)
        self.memory.drawn.append(Drawn(parts.generation, parts.seq, no, op_id))
        self.world.papers.setdefault(no, []).append((op_id, self.blind))

    def accepted(self, op_id: bytes, case: str, no: str) -> None:
        self.memory.op_ids.append(op_id)
        self.memory.cases.append((case, no))

    def _amend(self, op_id: bytes) -> None:
        case, no = self.rng.choice(self.memory.cases)
        did = CaseAmended(case, "phone", "13800000001", "13800000002", ())
        self.ledger.record(op_id, lambda _no: self._entry(did, case, no))
        self.memory.op_ids.append(op_id)

    def _consult(self, op_id: bytes) -> None:
        self.ledger.record(op_id, lambda _no: self._entry(ConsultationServed("t"), "s"))
        self.memory.op_ids.append(op_id)

    def poison(self) -> None:
        """Write what no county understands, and something that depends on it."""
        entry = self._entry(ConsultationServed("t"), "s")
        plain = json.loads(encode(entry))
        bodies = (b"\xff\x00", b"{}", json.dumps(plain | {"v": 99}).encode(), encode(entry)[:-3])
        first, second = self._op_id(), self._op_id()
        self.ledger.record_raw(first, self.rng.choice(bodies), entry)
        self.memory.op_ids.append(first)
        self.memory.poison.append(first)
        after = self._entry(ConsultationServed("t"), "s", deps=(first.hex(),))
        self.ledger.record(second, lambda _no: after)
        self.memory.op_ids.append(second)
        self.memory.poison.append(second)


def _newest(ledger: SimLedger) -> tuple[int, str]:
    state = ledger.chain_state()
    return state.gen, state.hiwater


def accept_at(window: SimWindow, op_id: bytes, make) -> None:
    """Record, and only then print (design/sync.md 3.4)."""
    entry = window.ledger.record(op_id, make, number_year=YEAR).entry
    window.accepted(op_id, entry.subject, entry.no)
    window.print_paper(op_id, entry.no)
