"""
The county's store in memory: turns one after the other, each all or nothing.

Transaction ids count turns; everything that has ended lies below the watermark.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from uuid import uuid4

from counter_app.domain.blank import Blank, BlankKey
from counter_app.domain.chain import GENESIS
from counter_app.domain.county import (
    CaseAt,
    DeviceRow,
    DeviceStatus,
    Effect,
    FeedPage,
    Judged,
    Known,
    Logged,
    PushedOp,
    Recent,
    StoredRow,
)
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.ticket import Ticket
from counter_app.domain.wire import EnrolAnswer, WindowInfo, hall_scope
from tests.fakes.county_blanks import Leased, MemoryBlanks
from tests.fakes.county_rated import MemoryRated

LAST_SEQ = 2**63 - 1


@dataclass(frozen=True)
class LogRow:
    device: str
    gen: int
    judged: Judged
    xid: int


@dataclass
class Data:
    """Everything that a turn can change; copied at its begin and put back if it fails."""

    devices: dict[str, DeviceRow] = field(default_factory=dict)
    log: list[LogRow] = field(default_factory=list)
    forks: list[PushedOp] = field(default_factory=list)
    cases: dict[str, CaseAt] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    feed: dict[tuple[str, str, str], tuple[int, int, StoredRow]] = field(default_factory=dict)
    floors: dict[str, tuple[int, int]] = field(default_factory=dict)
    blanks: dict[BlankKey, Blank] = field(default_factory=dict)
    leases: dict[str, Leased] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    ratings: dict[str, tuple] = field(default_factory=dict)
    seq: int = 0

    def copied(self) -> Data:
        return Data(**{name: copy(value) for name, value in vars(self).items()})

    def publish(self, xid: int, scope: str, row: StoredRow) -> None:
        there = self.feed.get((scope, row.k, row.id))
        if there is None or there[2].rev < row.rev:
            self.seq += 1
            self.feed[scope, row.k, row.id] = (xid, self.seq, row)


class MemoryTurn(MemoryBlanks, MemoryRated):
    def __init__(self, data: Data, device: str, epoch: str, xid: int) -> None:
        self.data = data
        self.epoch = epoch
        self._id = device
        self._xid = xid

    @property
    def device(self) -> DeviceRow:
        return self.data.devices[self._id]

    def _set(self, **changes) -> None:
        self.data.devices[self._id] = replace(self.device, **changes)

    def _mine(self, gen: int) -> list[LogRow]:
        return [each for each in self.data.log if (each.device, each.gen) == (self._id, gen)]

    async def logged(self, gen: int, first: int, last: int) -> Mapping[int, Logged]:
        return {
            each.judged.result.seq: Logged(each.judged.read.op.h, each.judged.result)
            for each in self._mine(gen)
            if first <= each.judged.result.seq <= last
        }

    async def high(self, gen: int) -> int:
        return max((each.judged.result.seq for each in self._mine(gen)), default=0)

    async def known(
        self,
        op_ids: Sequence[str],
        cases: Sequence[str],
        numbers: Sequence[str],
        blanks: Sequence[tuple[str, SerialRange]] = (),
        tickets: Sequence[str] = (),
    ) -> Known:
        return Known(
            {
                each.judged.read.op.op_id.hex(): each.judged.result.s
                for each in self.data.log
                if each.judged.read.op.op_id.hex() in op_ids
            },
            {case: self.data.cases[case] for case in cases if case in self.data.cases},
            {
                each.case.no: each.case.id
                for each in self.data.cases.values()
                if each.case.no in numbers
            },
            self._blanks(blanks),
            {each: self.data.tickets[each] for each in tickets if each in self.data.tickets},
        )

    async def recent(self, device_ops: int, all_ops: int) -> Recent:
        mine = [each.judged.parked for each in self.data.log if each.device == self._id]
        everyone = [each.judged.parked for each in self.data.log]
        return Recent(tuple(reversed(mine[-device_ops:])), sum(everyone[-all_ops:]))

    async def apply(self, judged: Sequence[Judged]) -> bool:
        """Refuses what PostgreSQL refuses: half a character, a number or case that is there."""
        before = self.data.copied()
        for each in judged:
            half = b"\\ud800" in each.read.op.body
            written = each.effect is None or self._write(each.effect)
            if half or not written or not self._write_moves(each):
                vars(self.data).update(vars(before))
                return False
            self.data.events.append(each.read.op.op_id.hex())
            if each.ticket is not None:
                self.data.tickets[each.ticket.id] = each.ticket
            self._write_rating(each)
        return True

    def _write(self, effect: Effect) -> bool:
        case = effect.case
        owner = next((at.case.id for at in self.data.cases.values() if at.case.no == case.no), None)
        taken = effect.created and (case.id in self.data.cases or owner is not None)
        if taken:
            return False
        self.data.cases[case.id] = CaseAt(case, effect.hall)
        row = StoredRow("case", case.id, case.rev, "put", 1, effect.body)
        self.data.publish(self._xid, hall_scope(effect.hall), row)
        return True

    async def log(self, judged: Sequence[Judged]) -> None:
        gen = self.device.gen
        self.data.log.extend(LogRow(self._id, gen, each, self._xid) for each in judged)

    async def advance(
        self, last_seq: int, chain: bytes, hiwater: str, certificate_hiwater: str | None = None
    ) -> None:
        self._set(last_seq=last_seq, chain=chain, hiwater=hiwater)
        if certificate_hiwater is not None:
            self._set(certificate_hiwater=certificate_hiwater)

    async def stop(self, ops: Sequence[PushedOp]) -> None:
        self.data.forks.extend(ops)
        self._set(status=DeviceStatus.FORKED)

    async def renew(self, chain: bytes) -> None:
        began = {"last_seq": 0, "secured": 0, "hiwater": "", "certificate_hiwater": ""}
        self._set(gen=self.device.gen + 1, chain=chain, **began)

    async def note_skew(self, skew_ms: int) -> None:
        self._set(skew_ms=skew_ms)


class MemoryCountyStore:
    def __init__(self) -> None:
        self.data = Data()
        self.epoch = uuid4().hex[:16]
        self.windows: dict[str, WindowInfo] = {}
        self.codes: dict[bytes, tuple[str, int, bytes | None]] = {}
        self.nonces: dict[tuple[str, str], int] = {}
        self._xid = 100
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, device: str) -> AsyncIterator[MemoryTurn]:
        async with self._lock:
            self._xid += 1
            turn = MemoryTurn(self.data.copied(), device, self.epoch, self._xid)
            yield turn
            self.data = turn.data

    async def device(self, device: str) -> DeviceRow | None:
        return self.data.devices.get(device)

    async def take_nonce(self, device: str, nonce: str, now_ms: int, keep_ms: int) -> bool:
        self.nonces = {key: at for key, at in self.nonces.items() if at >= now_ms - keep_ms}
        fresh = (device, nonce) not in self.nonces
        self.nonces.setdefault((device, nonce), now_ms)
        return fresh

    async def enrol(self, code_hash: bytes, public_key: bytes, now_ms: int) -> EnrolAnswer | None:
        window, expires_ms, used = self.codes.get(code_hash, ("", 0, None))
        if expires_ms <= now_ms or used not in (None, public_key):
            return None
        there = next((row for row in self.data.devices.values() if row.window == window), None)
        if used is None:
            self.codes[code_hash] = (window, expires_ms, public_key)
            there = self._made(self.windows[window], there, public_key)
        elif there is None or there.public_key != public_key:
            return None
        return EnrolAnswer(there.id, there.gen, self.epoch, now_ms, self.windows[window])

    def _made(self, info: WindowInfo, there: DeviceRow | None, public_key: bytes) -> DeviceRow:
        row = there or DeviceRow(
            uuid4().hex,
            info.id,
            info.hall,
            info.area,
            info.slot,
            0,
            DeviceStatus.ACTIVE,
            public_key,
            0,
            GENESIS,
            0,
        )
        made = replace(
            row,
            gen=row.gen + 1,
            status=DeviceStatus.ACTIVE,
            public_key=public_key,
            last_seq=0,
            secured=0,
            hiwater="",
            certificate_hiwater="",
        )
        self.data.devices[made.id] = made
        return made

    async def pull(self, device: str, scope: str, cursor: str, limit: int) -> FeedPage:
        after = self._position(cursor)
        if after is None:
            return FeedPage(self.epoch, "", more=False, acked=0, secured=0, rows=(), reset="epoch")
        floor = self.data.floors.get(scope)
        if cursor and floor is not None and after < floor:
            return FeedPage(self.epoch, "", more=False, acked=0, secured=0, rows=(), reset="floor")
        found = sorted(
            (xid, seq, row)
            for (where, _, _), (xid, seq, row) in self.data.feed.items()
            if where == scope and (xid, seq) > after
        )
        more, kept = len(found) > limit, found[:limit]
        mark = kept[-1][0] if more else self._xid + 1
        last = kept[-1][:2] if more else (self._xid, LAST_SEQ)
        row = self.data.devices[device]
        acked = max(
            (
                each.judged.result.seq
                for each in self.data.log
                if (each.device, each.gen) == (device, row.gen) and each.xid < mark
            ),
            default=0,
        )
        rows = tuple(each[2] for each in kept)
        position = f"{self.epoch}.{last[0]}.{last[1]}"
        return FeedPage(self.epoch, position, more, acked, min(row.secured, acked), rows)

    def _position(self, cursor: str) -> tuple[int, int] | None:
        if not cursor:
            return (0, 0)
        parts = cursor.split(".")
        if len(parts) != 3 or parts[0] != self.epoch or not "".join(parts[1:]).isdigit():
            return None
        return int(parts[1]), int(parts[2])

    async def changed(self, scopes: Sequence[str], since: int) -> tuple[int, frozenset[str]]:
        new = {scope for (scope, _, _), (xid, _, _) in self.data.feed.items() if xid >= since}
        return self._xid + 1, frozenset(new & set(scopes))

    async def window_count(self) -> int:
        return len(self.data.devices)

    def prepare(self, info: WindowInfo, code_hash: bytes, expires_ms: int) -> WindowInfo:
        """What ``enrol-window`` does."""
        there = self.windows.get(info.id)
        made = there or replace(info, slot=len(self.windows))
        self.windows[made.id] = made
        self.codes[code_hash] = (made.id, expires_ms, None)
        return made

    def publish(self, scope: str, row: StoredRow) -> None:
        """A change by the county itself."""
        self._xid += 1
        self.data.publish(self._xid, scope, row)
