"""One turn on a device: its row locked, its operations logged and applied in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg

from counter_app.domain.case import Case
from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.county import (
    ALARMS,
    CaseAt,
    DeviceRow,
    Effect,
    Judged,
    Known,
    Logged,
    PushedOp,
    Recent,
)
from counter_app.domain.localtime import at as china_time
from counter_app.domain.rating_ticket import Rated
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import OpResult, hall_scope
from db.county.blanks import BlankStore, read_blanks, write_moves
from db.county.certificates import note_certificates
from db.county.events import write_events
from db.county.ratings import read_ratings, write_ratings
from db.county.rollup import roll_up
from db.county.sql import PUBLISH
from db.county.tickets import read_tickets, write_queue

# Arrays of long texts and bytes go as binary (%b): as text each one would be escaped.
Connection = psycopg.AsyncConnection[tuple[Any, ...]]

OUTCOMES = {"applied": 1, "parked": 2, "conflict": 3}

_LOGGED = (
    "SELECT seq, h, result FROM op_log WHERE device = %s AND gen = %s AND seq BETWEEN %s AND %s"
)
_HIGH = "SELECT coalesce(max(seq), 0) FROM op_log WHERE device = %s AND gen = %s"
_KNOWN_OPS = "SELECT op_id, s FROM op_log WHERE op_id = ANY(%s)"
_KNOWN_CASES = "SELECT id, hall, body FROM case_ WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_KNOWN_NUMBERS = "SELECT no, id FROM case_ WHERE no = ANY(%s)"
_RECENT = "SELECT s = 2 FROM op_log WHERE device = %s ORDER BY n DESC LIMIT %s"
_ALL_PARKED = """
    SELECT count(*) FILTER (WHERE s = 2) FROM (SELECT s FROM op_log ORDER BY n DESC LIMIT %s) newest
"""
_NEW_CASES = """
    INSERT INTO case_ (id, no, rev, hall, window_id, item, state, received_on, accepted_at, body)
    SELECT id, no, rev, hall, window_id, item, state, received_on, accepted_at, body::jsonb
    FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[], %s::text[], %s::text[],
        %s::text[], %s::date[], %s::timestamptz[], %b::text[])
        AS new(id, no, rev, hall, window_id, item, state, received_on, accepted_at, body)
"""
_CHANGED_CASES = """
    UPDATE case_ SET rev = new.rev, window_id = new.window_id, item = new.item, state = new.state,
        received_on = new.received_on, accepted_at = new.accepted_at, body = new.body::jsonb
    FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[], %s::text[], %s::text[],
        %s::text[], %s::date[], %s::timestamptz[], %b::text[])
        AS new(id, no, rev, hall, window_id, item, state, received_on, accepted_at, body)
    WHERE case_.id = new.id
"""
_LOG = """
    INSERT INTO op_log (device, gen, seq, op_id, kind, v, raw, h, at_wall, skew_ms, s, result)
    SELECT %s, %s, seq, op_id, kind, v, raw, h, at_wall, %s, s, result::jsonb
    FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::int[], %b::bytea[], %b::bytea[],
        %s::bigint[], %s::smallint[], %b::text[])
        AS new(seq, op_id, kind, v, raw, h, at_wall, s, result)
    ORDER BY seq
"""
_PARK = """
    INSERT INTO parked (op_id, code, detail, alarm)
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::smallint[])
"""
_COPY = """
    INSERT INTO fork_copy (device, gen, seq, op_id, raw, h)
    SELECT %s, %s, * FROM unnest(%s::bigint[], %s::uuid[], %b::bytea[], %b::bytea[])
"""


class PostgresTurn(BlankStore):
    """``county_server.sync.store.PushTurn`` on a transaction that has the device's row locked."""

    def __init__(self, opened: Connection, device: DeviceRow, epoch: str) -> None:
        self.device = device
        self.epoch = epoch
        self._opened = opened

    async def logged(self, gen: int, first: int, last: int) -> Mapping[int, Logged]:
        """Return the log of a generation from ``first`` to ``last``."""
        found = await self._opened.execute(_LOGGED, [self.device.id, gen, first, last])
        return {
            seq: Logged(h, from_plain(OpResult, result))
            for seq, h, result in await found.fetchall()
        }

    async def high(self, gen: int) -> int:
        """Return the newest sequence number of a generation."""
        found = await self._opened.execute(_HIGH, [self.device.id, gen])
        row = await found.fetchone()
        return int(row[0]) if row else 0

    async def known(
        self,
        op_ids: Sequence[str],
        cases: Sequence[str],
        numbers: Sequence[str],
        blanks: Sequence[tuple[str, SerialRange]] = (),
        tickets: Sequence[str] = (),
    ) -> Known:
        """Return what is there of these, the rows of cases, blanks and tickets locked."""
        execute = self._opened.execute
        ops = await execute(_KNOWN_OPS, [[UUID(hex=each) for each in op_ids if _is_op_id(each)]])
        outcomes = {op.hex: "applied" if s == 1 else "parked" for op, s in await ops.fetchall()}
        at_county = await self._known_cases(outcomes, cases, numbers) if cases else Known(outcomes)
        there = await read_tickets(self._opened, tickets) if tickets else {}
        sheets = await read_blanks(self._opened, blanks)
        return replace(at_county, blanks=sheets, tickets=there)

    async def _known_cases(
        self, outcomes: Mapping[str, str], cases: Sequence[str], numbers: Sequence[str]
    ) -> Known:
        execute = self._opened.execute
        rows = await execute(_KNOWN_CASES, [[each for each in cases if "\0" not in each]])
        there = {
            case: CaseAt(from_plain(Case, body), hall) for case, hall, body in await rows.fetchall()
        }
        owners = await execute(_KNOWN_NUMBERS, [[each for each in numbers if "\0" not in each]])
        return Known(outcomes, there, dict(await owners.fetchall()))

    async def ratings(self, ids: Sequence[str]) -> Mapping[str, Rated]:
        """Return the ratings that exist of some, their rows locked."""
        return await read_ratings(self._opened, ids)

    async def recent(self, device_ops: int, all_ops: int) -> Recent:
        """Return the outcomes of the newest operations."""
        mine = await self._opened.execute(_RECENT, [self.device.id, device_ops])
        of_device = tuple(bool(row[0]) for row in await mine.fetchall())
        everyone = await (await self._opened.execute(_ALL_PARKED, [all_ops])).fetchone()
        return Recent(of_device, int(everyone[0]) if everyone else 0)

    async def apply(self, judged: Sequence[Judged]) -> bool:
        """Write the effects under one savepoint; False and nothing written when one is refused."""
        if not judged:
            return True
        try:
            async with self._opened.transaction():
                await self._write_cases([each.effect for each in judged if each.effect is not None])
                for each in judged:
                    await write_moves(self._opened, each)
                await self._write_news(judged)
        except (psycopg.DataError, psycopg.IntegrityError, UnicodeEncodeError):
            return False
        return True

    async def _write_news(self, judged: Sequence[Judged]) -> None:
        """Write events and what they do to the hall's queue and figures."""
        await write_events(self._opened, self.device, judged)
        await write_queue(self._opened, self.device.hall, judged)
        await roll_up(self._opened, judged)
        await write_ratings(self._opened, self.device.hall, judged)

    async def _write_cases(self, effects: Sequence[Effect]) -> None:
        created = {each.case.id for each in effects if each.created}
        newest = {each.case.id: each for each in effects}
        new = [each for case, each in newest.items() if case in created]
        changed = [each for case, each in newest.items() if case not in created]
        if new:
            await self._opened.execute(_NEW_CASES, _cases(new))
        if changed:
            await self._opened.execute(_CHANGED_CASES, _cases(changed))
        if newest:
            await self._opened.execute(PUBLISH, _case_rows(list(newest.values())))
            await note_certificates(self._opened, list(newest.values()))

    async def log(self, judged: Sequence[Judged]) -> None:
        """Append operations with their outcomes."""
        columns = list(zip(*(_log_row(each) for each in judged), strict=True))
        device = self.device
        head: list[Any] = [device.id, device.gen, device.skew_ms]
        await self._opened.execute(_LOG, head + [list(each) for each in columns])
        parked = [_parked_row(each) for each in judged if each.parked]
        if parked:
            await self._opened.execute(_PARK, [list(each) for each in zip(*parked, strict=True)])

    async def advance(
        self, last_seq: int, chain: bytes, hiwater: str, certificate_hiwater: str | None = None
    ) -> None:
        """Move the device's mark; ``certificate_hiwater`` None leaves that as it is."""
        device = replace(self.device, last_seq=last_seq, chain=chain, hiwater=hiwater)
        if certificate_hiwater is not None:
            device = replace(device, certificate_hiwater=certificate_hiwater)
        await self._opened.execute(
            "UPDATE device SET last_seq = %s, chain = %s, hiwater = %s, certificate_hiwater = %s"
            " WHERE id = %s",
            [last_seq, chain, hiwater, device.certificate_hiwater, device.id],
        )
        self.device = device

    async def stop(self, ops: Sequence[PushedOp]) -> None:
        """Keep a copy of what forks and stop the device."""
        if ops:
            rows = zip(*((op.seq, UUID(bytes=op.op_id), op.body, op.h) for op in ops), strict=True)
            head: list[Any] = [self.device.id, self.device.gen]
            await self._opened.execute(_COPY, head + [list(each) for each in rows])
        await self._opened.execute(
            "UPDATE device SET status = 'forked' WHERE id = %s", [self.device.id]
        )

    async def renew(self, chain: bytes) -> None:
        """Begin the device's next generation."""
        await self._opened.execute(
            "UPDATE device SET gen = gen + 1, last_seq = 0, secured = 0, hiwater = '',"
            " certificate_hiwater = '', chain = %s WHERE id = %s",
            [chain, self.device.id],
        )

    async def note_skew(self, skew_ms: int) -> None:
        """Keep how far the device's wall clock is ahead of the county's."""
        await self._opened.execute(
            "UPDATE device SET skew_ms = %s WHERE id = %s", [skew_ms, self.device.id]
        )


def _is_op_id(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("0123456789abcdef")  # noqa: PLR2004 - 16 bytes in hex


def _cases(effects: Sequence[Effect]) -> list[list[Any]]:
    rows = ((*_case_columns(each), each.body.decode()) for each in effects)
    return [list(column) for column in zip(*rows, strict=True)]


def _case_columns(effect: Effect) -> tuple[Any, ...]:
    case = effect.case
    accepted = None if case.accepted_at_ms is None else china_time(case.accepted_at_ms)
    item = case.application.item.code
    head = (case.id, case.no, case.rev, effect.hall, case.window, item)
    return (*head, case.state.value, case.received_on, accepted)


def _case_rows(effects: Sequence[Effect]) -> list[list[Any]]:
    return [
        [hall_scope(each.hall) for each in effects],
        ["case"] * len(effects),
        [each.case.id for each in effects],
        [each.case.rev for each in effects],
        [each.body for each in effects],
    ]


def _log_row(judged: Judged) -> tuple[Any, ...]:
    read, op, result = judged.read, judged.read.op, judged.result
    head = (op.seq, UUID(bytes=op.op_id), read.kind, read.v, op.body, op.h, read.at_wall)
    return (*head, OUTCOMES[result.s], to_bytes(result).decode())


def _parked_row(judged: Judged) -> tuple[Any, ...]:
    code = judged.result.code
    op_id = UUID(bytes=judged.read.op.op_id)
    return (op_id, code, judged.read.detail.replace("\0", ""), int(code in ALARMS))
