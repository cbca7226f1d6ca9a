"""
The mutants of design/sync.md 3.7 that the simulator must kill, each a part of a world.

Not here, since nothing a simulated world does could tell them: ``seq``-only cursor, ``seq`` cursor
with xmin filter, ``xid < xmin`` removed and ``acked`` read outside the snapshot need PostgreSQL's
transactions (``tests/store``); rev guard removed (the cache's contract suite); lease timer on wall
clock (``tests/sync/test_hall_torture.py``); retry without jitter (``tests/sync/test_step_pace.py``).
Tombstones dropped before the floor moves is not killed by any seed that was tried, and not here.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.chain import next_hash
from counter_app.domain.wire import Refusal
from counter_app.services.sync.line import Line
from county_server.sync.bodies import read_push, unpack
from county_server.sync.reading import read_op
from county_server.sync.routes import SyncApi, answered, encoding_of
from tests.sim.county import SimStore
from tests.sim.disk import SimCache, SimLedger
from tests.sim.parts import Parts
from tests.sim.window import YEAR


class AnswersBeforeCommit(SimStore):
    """A power cut takes the newest turn with it, which has been answered."""

    def committed(self) -> None:
        self.durable, self._newest = getattr(self, "_newest", self.durable), self.data


class CursorBeforeRows(SimCache):
    def apply(self, scope, answer):
        super().apply(scope, replace(answer, rows=()))
        super().apply(scope, answer)


class IdAtSend(SimLedger):
    """An operation's id is made when it is sent, and so is the hash that covers it."""

    sends = 0

    def outbox(self, after_seq, max_ops, max_bytes):
        rows, chain = [], None
        for row in super().outbox(after_seq, max_ops, max_bytes):
            self.sends += 1
            op_id = row.op_id[:8] + self.sends.to_bytes(8, "big")
            before = chain or self._before(row)
            chain = next_hash(before, row.gen, row.seq, op_id, row.body)
            rows.append(replace(row, op_id=op_id, h=chain))
        return tuple(rows)

    def _before(self, row):
        at = [each.op_id for each in self._rows].index(row.op_id)
        return self._rows[at - 1].h if at else bytes(32)


class NumberApart(SimLedger):
    """The number is drawn in a transaction of its own, before the entry's."""

    def record(self, op_id, make, *, number_year=None, series="case"):
        if number_year is None:
            return super().record(op_id, make)
        state = self.chain_state()
        key = (series, number_year, state.gen)
        drawn = self._numbers.get(key, 0)
        self._numbers[key] = drawn + 1
        self.power.tick()
        self._numbers[key] = drawn  # the entry of this very number comes now
        return super().record(op_id, make, number_year=number_year, series=series)


class NotSynced(SimLedger):
    """``synchronous=NORMAL``: a power cut takes the newest operations with it."""

    _earlier = None

    def record(self, op_id, make, **numbered):
        self._earlier = self.copied(self.power)
        return super().record(op_id, make, **numbered)

    def power_returns(self):
        return self._earlier or self


class DeletesAcked(SimLedger):
    def settle(self, acked, secured, results):
        super().settle(acked, secured, results)
        self._rows = [each for each in self._rows if not each.acked]


class NeverRenews(SimLedger):
    """An older image of itself goes on under its generation."""

    def spoil_image(self):
        pass


class NoHashCompare(SimStore):
    """What was sent again counts as what is logged, whatever it says."""

    sent: dict[int, bytes]

    def opened(self, turn):
        return _Believing(turn, self)


class _Believing:
    def __init__(self, turn, store):
        self._turn, self._store = turn, store

    def __getattr__(self, name):
        return getattr(self._turn, name)

    async def logged(self, gen, first, last):
        found = await self._turn.logged(gen, first, last)
        sent = getattr(self._store, "sent", {})
        return {seq: replace(each, h=sent.get(seq, each.h)) for seq, each in found.items()}


class _Peeking(SyncApi):
    """Sees what a push says before the product takes it."""

    async def push(self, request):
        device, body = await self._signed(request)
        self.peek(read_push(unpack(body, encoding_of(request)), device))
        return self.refused or await super().push(request)

    async def _signed(self, request):
        if not hasattr(request.state, "signed"):
            request.state.signed = await super()._signed(request)
        return request.state.signed

    refused = None


class BelievesWhatIsSent(_Peeking):
    def peek(self, push):
        self._store.sent = {op.seq: op.h for op in push.ops}

    async def hello(self, request):
        self._store.sent = {}
        return await super().hello(request)


class ParkedStops(_Peeking):
    """A push with an operation that cannot be read is refused."""

    def peek(self, push):
        bad = any(read_op(op).entry is None for op in push.ops)
        self.refused = answered(Refusal("hold", retry_after_s=60.0)) if bad else None


class ParkedNotCounted(SimStore):
    """A parked operation is logged, and the device's mark stays before it."""

    def opened(self, turn):
        return _NotCounting(turn)


class _NotCounting:
    def __init__(self, turn):
        self._turn, self._parked = turn, False

    def __getattr__(self, name):
        return getattr(self._turn, name)

    async def log(self, judged):
        self._parked = judged[-1].parked
        await self._turn.log(judged)

    async def advance(self, last_seq, chain, hiwater, certificate_hiwater=None):
        mark = last_seq - 1 if self._parked else last_seq
        await self._turn.advance(mark, chain, hiwater, certificate_hiwater)


class ForgetsDuplicates(SimStore):
    """Whether an operation came before is known for a minute."""

    def opened(self, turn):
        return _Forgetful(turn, self)


class _Forgetful:
    def __init__(self, turn, store):
        self._turn, self._store = turn, store

    def __getattr__(self, name):
        return getattr(self._turn, name)

    @property
    def device(self):
        row, first = self._turn.device, getattr(self._store, "first", 0)
        if 0 < first <= row.last_seq and self._store.old(row.id, row.gen, first):
            return replace(row, last_seq=first - 1, chain=self._store.before(row, first))
        return row

    async def known(self, *asked):
        return replace(await self._turn.known(*asked), outcomes={}, numbers={}, cases={})


class MinuteOfMemory(_Peeking):
    def peek(self, push):
        store, now = self._store, self._now_ms
        store.first = push.first
        seen = store.__dict__.setdefault("seen", {})
        known = {(op.seq, op.h): seen.setdefault((op.seq, op.h), now()) for op in push.ops}
        store.old = lambda _device, _gen, _first: max(known.values()) < now() - 60_000
        hashes = {row.judged.result.seq: row.judged.read.op.h for row in store.data.log}
        store.before = lambda row, first: hashes.get(first - 1, row.chain)

    async def hello(self, request):
        self._store.first = 0
        return await super().hello(request)


class EpochUnchecked(SimStore):
    """A cursor of another epoch is taken for one of this."""

    def _position(self, cursor):
        _, _, place = cursor.partition(".")
        return super()._position(f"{self.epoch}.{place}" if place else "")


class TwoAtOnce(Line):
    """Another turn begins while one is under way."""

    def enter(self, device, seed):
        if not super().enter(device, seed):
            self._inside = getattr(self, "_inside", 0) + 1
        return True

    def leave(self, state):
        if getattr(self, "_inside", 0):
            self._inside -= 1
        else:
            super().leave(state)


def print_first(window, op_id, make):
    """The paper comes before the commit."""
    state = window.ledger.chain_state()
    number = None if state.renew else window.ledger._draw(state, YEAR, "case")
    if number is not None:
        window.print_paper(op_id, number)
    entry = window.ledger.record(op_id, make, number_year=YEAR).entry
    window.accepted(op_id, entry.subject, entry.no)


MUTANTS = {
    "answer before COMMIT": Parts(store=AnswersBeforeCommit),
    "cursor saved before rows": Parts(cache=CursorBeforeRows),
    "dedupe by time window": Parts(store=ForgetsDuplicates, api=MinuteOfMemory),
    "op_id made at send": Parts(ledger=IdAtSend),
    "last_seq advanced without the hash compare": Parts(
        store=NoHashCompare, api=BelievesWhatIsSent
    ),
    "number drawn in its own transaction": Parts(ledger=NumberApart),
    "synchronous=NORMAL in ledger.db": Parts(ledger=NotSynced),
    "print before COMMIT": Parts(accept=print_first),
    "parked op stops the queue": Parts(api=ParkedStops),
    "parked op not counted in last_seq": Parts(store=ParkedNotCounted),
    "acked rows deleted before secured": Parts(ledger=DeletesAcked),
    "same gen after image restore": Parts(ledger=NeverRenews),
    "epoch not checked on pull": Parts(store=EpochUnchecked),
    "two pushes in flight": Parts(line=TwoAtOnce),
}
