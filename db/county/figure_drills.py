"""
The cases and tickets behind a figure: pages of operations, counted by the domain's own definition.

A page costs what it shows: operations are read in order of time by an index, never all of a period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from counter_app.domain.case import Case
from counter_app.domain.codec import from_plain
from counter_app.domain.figure_drill import (
    DRILL_PAGE,
    CaseLine,
    DrillPage,
    DrillWish,
    TicketLine,
    is_ticket_figure,
)
from counter_app.domain.figure_log import (
    CLOSING_KINDS,
    CONSULT_KIND,
    TAKING_KINDS,
    Fact,
    Happening,
    facts_of,
)
from counter_app.domain.figures import Duration, Level, Mark, Measure
from counter_app.domain.localtime import at as china_time
from counter_app.domain.masking import mask_name
from counter_app.domain.ticket import SUBJECT_PREFIX
from db.county.rollup_facts import EVENT
from db.county.tables_figures import CALLING_KINDS, kinds_in

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Row = tuple[Any, ...]

_OPENING = ("case.receive", "case.accept", "case.correct", "case.refuse")
_KINDS: dict[str, tuple[str, ...]] = {
    Measure.ARRIVALS.value: ("ticket.take",),
    Measure.CALLS.value: ("ticket.call",),
    Measure.STARTS.value: ("ticket.start",),
    Measure.FINISHES.value: ("ticket.finish",),
    Measure.NO_SHOWS.value: ("ticket.no_show",),
    Measure.RECEIVED.value: _OPENING,
    Measure.ACCEPTED.value: ("case.accept",),
    Measure.ACCEPTED_IMMEDIATE.value: ("case.accept",),
    Measure.CLOSED.value: CLOSING_KINDS,
    Measure.CLOSED_IMMEDIATE.value: CLOSING_KINDS,
    Measure.CONSULTATIONS.value: (CONSULT_KIND,),
    Duration.WAITING.value: ("ticket.call",),
    Duration.WALKING.value: ("ticket.start",),
    Duration.HANDLING.value: ("ticket.finish",),
    Duration.SERVING.value: ("ticket.finish",),
    Duration.IDLE.value: TAKING_KINDS,
}
"""The operations that a figure's facts are told at."""
_READ_AT_ONCE = 4 * DRILL_PAGE
_TIMES_MOST = 25
_PART = f"""(
    SELECT {EVENT} FROM event WHERE hall = %(hall{{place}})s AND kind = '{{kind}}'
        AND at >= %(since)s AND at < %(until)s AND (at, op_id) > (%(since)s, %(after)s)
        {{narrowed}} ORDER BY at, op_id LIMIT %(most)s)
"""  # noqa: S608
_SCOPES = {
    Level.WINDOW: "AND window_id = %(key)s",
    Level.ITEM: "AND item = %(key)s",
    Level.CLERK: "AND by_user = %(key)s",
}
_MARKED = """AND subject IN (SELECT m.subject FROM event m
    WHERE m.hall = ANY(%(halls)s) AND m.kind = 'case.mark')"""
_LOG = f"SELECT {EVENT} FROM event WHERE subject = ANY(%s)"  # noqa: S608
_BEFORE = f"""
    SELECT DISTINCT {", ".join(f"e.{each.strip()}" for each in EVENT.split(","))}
    FROM unnest(%s::uuid[]) wanted JOIN event t ON t.op_id = wanted CROSS JOIN LATERAL (
        SELECT * FROM event b WHERE b.window_id = t.window_id AND b.at <= t.at
            AND b.kind IN ({kinds_in(CALLING_KINDS)}) ORDER BY b.at DESC, b.n DESC LIMIT 3) e
"""  # noqa: S608
_CASES = """
    SELECT c.id, c.no, c.item, i.body ->> 'name', c.state, c.body FROM case_ c
    LEFT JOIN item i ON i.code = c.item WHERE c.id = ANY(%s)
"""
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class DrillAsk:
    """A wish as allowed, in these halls."""

    wish: DrillWish
    halls: tuple[str, ...]


async def read_drill(opened: Connection, ask: DrillAsk) -> DrillPage:
    """Return the page of operations that were counted, after ``wish.after``."""
    found: list[tuple[Row, Fact]] = []
    at, op_id = _position(ask.wish)
    ended = False
    for _ in range(_TIMES_MOST):
        rows = await _operations(opened, ask, at, op_id)
        counted = await _counted(opened, ask.wish, rows)
        found.extend((row, counted[row[0].hex]) for row in rows if row[0].hex in counted)
        ended = len(rows) < _READ_AT_ONCE
        if ended or len(found) > DRILL_PAGE:
            break
        at, op_id = rows[-1][2], rows[-1][0]
    shown = found[:DRILL_PAGE]
    if len(found) > DRILL_PAGE:
        at, op_id = shown[-1][0][2], shown[-1][0][0]
    more = "" if ended and len(found) <= DRILL_PAGE else f"{_ms(at)}.{op_id.hex}"
    if is_ticket_figure(ask.wish.what):
        return DrillPage(tickets=tuple(_ticket_line(*each) for each in shown), more=more)
    return DrillPage(cases=await _case_lines(opened, shown), more=more)


async def _operations(opened: Connection, ask: DrillAsk, at: datetime, op_id: UUID) -> list[Row]:
    wish = ask.wish
    narrowed = _SCOPES.get(wish.scope.level, "")
    if wish.mark is not Mark.NONE:
        narrowed += _MARKED
    parts = " UNION ALL ".join(
        _PART.format(place=place, kind=kind, narrowed=narrowed)
        for place in range(len(ask.halls))
        for kind in _KINDS[wish.what]
    )
    values: dict[str, Any] = {f"hall{place}": hall for place, hall in enumerate(ask.halls)}
    values |= {"halls": list(ask.halls), "key": wish.scope.key, "most": _READ_AT_ONCE}
    values |= {"since": at, "until": china_time(wish.end_ms), "after": op_id}
    statement = f"SELECT * FROM ({parts}) found ORDER BY at, op_id LIMIT %(most)s"  # noqa: S608
    return await (await opened.execute(statement, values)).fetchall()


async def _counted(opened: Connection, wish: DrillWish, rows: Sequence[Row]) -> dict[str, Fact]:
    """Return the facts wished for that these operations are, by op id."""
    if wish.what == Duration.IDLE.value:
        found = await opened.execute(_BEFORE, [[row[0] for row in rows]])
    elif wish.what == Measure.CONSULTATIONS.value:
        return _wished(wish, map(_happening, rows))
    else:
        found = await opened.execute(_LOG, [sorted({row[7] for row in rows})])
    return _wished(wish, [_happening(row) for row in await found.fetchall()])


def _wished(wish: DrillWish, log: Iterable[Happening]) -> dict[str, Fact]:
    return {
        each.op_id: each
        for each in facts_of(log)
        if each.what.value == wish.what and each.mark is wish.mark
    }


def _happening(row: Row) -> Happening:
    op_id, n, at, _hall, window, by, kind, subject, item, *rest = row
    return Happening(op_id.hex, n, _ms(at), window, by, kind, subject, item or "", *rest)


def _ticket_line(row: Row, fact: Fact) -> TicketLine:
    subject = row[7]
    no = subject.rpartition("/")[2] if subject.startswith(SUBJECT_PREFIX) else ""
    return TicketLine(fact.op_id, no, row[4], row[5], _ms(row[2]), fact.seconds)


async def _case_lines(
    opened: Connection, found: Sequence[tuple[Row, Fact]]
) -> tuple[CaseLine, ...]:
    ids = sorted({row[7] for row, _ in found})
    cases = {row[0]: row for row in await (await opened.execute(_CASES, [ids])).fetchall()}
    return tuple(_case_line(row, fact, cases[row[7]]) for row, fact in found if row[7] in cases)


def _case_line(row: Row, fact: Fact, case: Row) -> CaseLine:
    case_id, no, item, name, state, body = case
    application = from_plain(Case, body).application
    shown = mask_name(application.applicant_name())
    head = (fact.op_id, case_id, no, item, name or application.item.name)
    return CaseLine(*head, row[4], row[5], _ms(row[2]), state, shown)


def _position(wish: DrillWish) -> tuple[datetime, UUID]:
    at_ms, _, op_id = wish.after.partition(".")
    if at_ms.isascii() and at_ms.isdigit() and len(op_id) == 32:  # noqa: PLR2004 - 16 bytes in hex
        return max(china_time(int(at_ms)), china_time(wish.first_ms)), UUID(hex=op_id)
    return china_time(wish.first_ms), _FIRST


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
