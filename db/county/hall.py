"""
``county_server.hall.store`` on PostgreSQL: one hall's queue, one act at a time.

The row of the hall's desk is the lock. Few acts at once hold a connection while they wait for it, so
that a crowd in one hall does not keep windows from the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

from counter_app.domain.appointment import Appointment
from counter_app.domain.county import DeviceRow, Judged
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.errors import StoreError
from counter_app.domain.hall import ClassCount, HallState, QueueInfo
from counter_app.domain.hall_desk import Place, TicketAt
from counter_app.domain.operation import Entry, decode
from counter_app.domain.queue_rule import HALL, PASSED_MOST, PRIORITY_MOST, Candidate, run_of
from counter_app.domain.ticket import Ticket
from counter_app.domain.ticket_lease import LEASE_MS, Lending, LentTicket, lease_margin_ms
from db.county.appointments import find_appointment, note_check_in, read_key
from db.county.desk import desk_of
from db.county.engine import Pool, connection
from db.county.hall_log import log_act
from db.county.hall_state import read_classes, read_state
from db.county.inbox import Connection, PostgresTurn
from db.county.queue_lines import read_lines
from db.county.rollup import roll_up
from db.county.sql import DEVICE, device_row
from db.county.tickets import NAMES, ticket_of, write_rows

# Names of ours only are put into these texts.
_IN_LINE = "state IN ('waiting', 'transferred')"
_FREE = """(lent_to = '' OR lent_to = %(window)s OR (lent_boot = %(boot)s AND lent_until <= %(mono)s)
    OR (lent_boot <> %(boot)s AND %(mono)s - %(begun)s >= lent_ttl))"""
_OF_LINE = f"""
    SELECT {NAMES} FROM ticket
    WHERE hall = %(hall)s AND day = %(day)s AND line = letter AND {_IN_LINE} AND target = ''
        AND {_FREE}
"""  # noqa: S608
_HEAD = "ORDER BY order_ LIMIT 1 FOR UPDATE SKIP LOCKED"
_CANDIDATES = f"""
    WITH oldest AS (
        SELECT t.* FROM unnest(%(lines)s::text[]) letter CROSS JOIN LATERAL ({_OF_LINE} {_HEAD}) t
    ), first AS (
        SELECT t.* FROM unnest(%(lines)s::text[]) letter
        CROSS JOIN LATERAL ({_OF_LINE} AND ticket_class <> 'ordinary' {_HEAD}) t
    ), targeted AS (
        SELECT {NAMES} FROM ticket WHERE target = %(window)s AND hall = %(hall)s
            AND day = %(day)s AND {_IN_LINE} {_HEAD}
    ), found AS (
        SELECT * FROM oldest UNION SELECT * FROM first UNION SELECT * FROM targeted
    )
    SELECT found.*, (SELECT count(*) FROM (SELECT 1 FROM ticket j WHERE j.hall = %(hall)s
        AND j.day = %(day)s AND j.order_ > found.order_ AND j.passed <> '{{}}'
        AND found.line = ANY(j.passed) LIMIT {PASSED_MOST}) passed) FROM found
"""  # noqa: S608
_NEWEST = f"""array(SELECT ticket_class <> 'ordinary' FROM ticket WHERE hall = %(hall)s
    AND day = %(day)s AND called_n IS NOT NULL %s ORDER BY called_n DESC LIMIT {PRIORITY_MOST})"""  # noqa: S608
_RUNS = f"""
    SELECT '{HALL}', {_NEWEST.replace("%s ORDER", "ORDER")} UNION ALL
    SELECT letter, {_NEWEST.replace("%s ORDER", "AND line = letter ORDER")}
    FROM unnest(%(lines)s::text[]) letter
"""  # noqa: S608
_PLACE = """
    INSERT INTO ticket_count (hall, day, letter, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (hall, day, letter) DO UPDATE SET last = ticket_count.last + 1
    RETURNING last, nextval('ticket_order')
"""
_TICKET = f"""
    SELECT {NAMES}, lent_to, lent_until, lent_boot, lent_ttl FROM ticket WHERE id = %s FOR UPDATE
"""  # noqa: S608
_AT_WINDOW = f"""
    SELECT {NAMES} FROM ticket WHERE window_id = %s AND day = %s AND state IN ('called', 'serving')
    ORDER BY called_n DESC LIMIT 1
"""  # noqa: S608
_AHEAD = f"""
    SELECT count(*) FROM ticket
    WHERE hall = %s AND day = %s AND line = %s AND {_IN_LINE} AND order_ < %s
"""  # noqa: S608
_WAITING = f"""
    SELECT count(*) FROM ticket WHERE hall = %s AND day = %s AND {_IN_LINE}
        AND (line = ANY(%s) AND target = '' OR target = %s)
"""  # noqa: S608
_OPEN = """
    SELECT 1 FROM queue_window q JOIN window_ w ON w.id = q.window_id
    WHERE q.window_id = %s AND w.hall = %s AND q.day = %s AND q.open
"""
# The first in line are left to the windows that call now.
_LEND = f"""
    WITH line AS (
        SELECT id FROM ticket WHERE hall = %(hall)s AND day = %(day)s AND line = ANY(%(lines)s)
            AND {_IN_LINE} AND target = '' AND {_FREE}
        ORDER BY order_ LIMIT 100 OFFSET (SELECT count(*) FROM queue_window q
            JOIN window_ w ON w.id = q.window_id
            WHERE w.hall = %(hall)s AND q.day = %(day)s AND q.open)
    ), chosen AS (
        SELECT t.id FROM ticket t WHERE t.id IN (SELECT id FROM line) AND t.lent_times = 0
        ORDER BY t.order_ LIMIT greatest(0, %(want)s - (SELECT count(*) FROM ticket h
            WHERE h.lent_to = %(window)s AND h.lent_boot = %(boot)s
                AND h.lent_until - %(mono)s > %(margin)s)) FOR UPDATE SKIP LOCKED
    )
    UPDATE ticket SET lent_to = %(window)s, lent_until = %(mono)s + %(ttl)s,
        lent_boot = %(boot)s, lent_ttl = %(ttl)s, lent_times = lent_times + 1
    WHERE id IN (SELECT id FROM chosen) RETURNING {NAMES}
"""  # noqa: S608
_AT_ONCE = 4
"""Acts that hold a connection of the pool: the others wait without one."""
_WHO = f"""
    SELECT {DEVICE.partition("SELECT")[2].partition("FROM")[0]}, w.info ->> 'kind',
        (SELECT id FROM device WHERE window_id = '{DESK_PREFIX}' || w.hall),
        (SELECT json_agg(json_build_array(letter, name, name_bo, kinds, closed_on) ORDER BY letter)
            FROM queue_line WHERE hall = w.hall)
    FROM device d JOIN window_ w ON w.id = d.window_id WHERE d.id = %s
"""  # noqa: S608
_DONE = "SELECT raw FROM op_log WHERE op_id = %s"


class PostgresHallTurn(PostgresTurn):
    """A turn at a hall's desk, for one of its windows, of kind ``kind``."""

    def __init__(
        self, opened: Connection, device: DeviceRow, epoch: str, kind: str, info: QueueInfo
    ) -> None:
        super().__init__(opened, device, epoch)
        self.kind, self.info = kind, info

    async def done(self, op_id: bytes) -> Entry | None:
        """Return the act that was logged under this id."""
        row = await self._one(_DONE, [UUID(bytes=op_id)])
        return None if row is None else decode(row[0])

    async def next_place(self, day: date, letter: str) -> tuple[int, int]:
        """Return the next number of a letter, and the next place in line."""
        row = await self._one(_PLACE, [self.device.hall, day, letter])
        assert row is not None  # noqa: S101 - an upsert returns its row
        return int(row[0]), int(row[1])

    async def candidates(self, place: Place, lines: Sequence[str]) -> tuple[Candidate, ...]:
        """Return what the rule needs, those rows locked."""
        rows = await self._opened.execute(_CANDIDATES, self._values(place, lines))
        return tuple(Candidate(ticket_of(row[:-1]), row[-1]) for row in await rows.fetchall())

    async def runs(self, day: date, lines: Sequence[str]) -> Mapping[str, int]:
        """Return how many of the newest calls in a row were of a priority class."""
        values = {"hall": self.device.hall, "day": day, "lines": list(lines)}
        rows = await self._opened.execute(_RUNS, values)
        return {line: run_of(classes) for line, classes in await rows.fetchall()}

    async def ticket(self, ticket: str) -> TicketAt | None:
        """Return a ticket, its row locked."""
        row = None if "\0" in ticket else await self._one(_TICKET, [ticket])
        return None if row is None else TicketAt(ticket_of(row[:-4]), Lending(*row[-4:]))

    async def at_window(self, place: Place) -> Ticket | None:
        """Return the ticket that a window has called or serves."""
        row = await self._one(_AT_WINDOW, [place.window, place.day])
        return None if row is None else ticket_of(row)

    async def ahead(self, ticket: Ticket) -> int:
        """Return how many wait in its line before it."""
        return await self._count(_AHEAD, [ticket.hall, ticket.day, ticket.line, ticket.order])

    async def waiting(self, place: Place, lines: Sequence[str]) -> int:
        """Return how many the window may still call."""
        values = [self.device.hall, place.day, list(lines), place.window]
        return await self._count(_WAITING, values)

    async def classes(self, day: date) -> tuple[ClassCount, ...]:
        """Return how many of each class wait in each line."""
        return await read_classes(self._opened, self.device.hall, day)

    async def state(self, day: date) -> HallState:
        """Return the hall as its displays show it."""
        return await read_state(self._opened, self.device.hall, day)

    async def record(self, judged: Judged) -> None:
        """Write an act, log it as the desk's next operation and move the desk's mark."""
        async with self._opened.pipeline():
            await write_rows(self._opened, judged)
            await log_act(self._opened, self.device, judged)
            await roll_up(self._opened, [judged])

    async def appointment(
        self, day: date, now_ms: int, code: str, person: str
    ) -> Appointment | None:
        """Return an appointment of this hall, its row locked."""
        where = (self.device.hall, day, now_ms)
        return await find_appointment(self._opened, where, code, person)

    async def check_in(self, appointment: Appointment, ticket: str) -> None:
        """Write down which ticket an appointment became."""
        await note_check_in(self._opened, appointment, ticket)

    async def is_open(self, window: str, day: date) -> bool:
        """Whether a window of this hall calls on that day."""
        return await self._one(_OPEN, [window, self.device.hall, day]) is not None

    async def lend(self, place: Place, lines: Sequence[str], want: int) -> tuple[LentTicket, ...]:
        """Lend the window new tickets until it has ``want`` that it may still call."""
        margin = lease_margin_ms(LEASE_MS)
        values = self._values(place, lines) | {"want": want, "ttl": LEASE_MS, "margin": margin}
        rows = await self._opened.execute(_LEND, values)
        lent = [LentTicket(ticket_of(row), LEASE_MS) for row in await rows.fetchall()]
        return tuple(sorted(lent, key=lambda each: each.ticket.order))

    def _values(self, place: Place, lines: Sequence[str]) -> dict[str, Any]:
        tick = place.tick
        clock = {"mono": tick.mono_ms, "boot": tick.boot, "begun": tick.begun_mono_ms}
        where = {"hall": self.device.hall, "day": place.day, "window": place.window}
        return clock | where | {"lines": list(lines)}

    async def _one(self, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
        return await (await self._opened.execute(statement, values)).fetchone()

    async def _count(self, statement: str, values: list[Any]) -> int:
        row = await self._one(statement, values)
        return int(row[0]) if row else 0


class PostgresHallVisit:
    """A transaction of one device of some hall."""

    def __init__(self, opened: Connection) -> None:
        self._opened = opened
        self._found: tuple[DeviceRow, str, str, QueueInfo] | None = None

    async def device(self, device: str) -> DeviceRow | None:
        """Return a device's row; its hall is the one to whose desk the turn goes."""
        row = await (await self._opened.execute(_WHO, [device])).fetchone()
        if row is None:
            return None
        found, (kind, desk, lines) = device_row(row[:-3]), row[-3:]
        self._found = found, kind, desk or "", read_lines(lines)
        return found

    async def turn(self) -> PostgresHallTurn:
        """Lock the desk of the hall whose device was read."""
        if self._found is None:
            raise StoreError("county_store_busy", detail="device")
        device, kind, known, info = self._found
        desk = known or await desk_of(self._opened, device.hall)
        row = await (await self._opened.execute(f"{DEVICE} FOR UPDATE OF d", [desk])).fetchone()
        if row is None:
            raise StoreError("county_store_busy", detail="desk")
        return PostgresHallTurn(self._opened, device_row(row), "", kind, info)


class PostgresHallStore:
    """The queues of the county's halls over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._acts = asyncio.Semaphore(_AT_ONCE)

    @asynccontextmanager
    async def visit(self) -> AsyncIterator[PostgresHallVisit]:
        """Begin a transaction; commits unless an error leaves it."""
        async with self._acts, connection(self._pool) as opened:
            yield PostgresHallVisit(opened)

    async def person_key(self) -> bytes:
        """Return the key for hashes of persons."""
        async with connection(self._pool) as opened:
            return await read_key(opened)

    async def state(self, hall: str, day: date) -> HallState:
        """Return the hall as its displays show it."""
        async with connection(self._pool) as opened:
            return await read_state(opened, hall, day)
