"""What reports read beside the roll-ups: a day's operations, annual facts, and the lines behind both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg

from counter_app.domain import localtime
from counter_app.domain.operation import Entry, UnknownOperation, decode
from counter_app.domain.report import LINES_PAGE, LinesPage, ReportLine
from counter_app.domain.report_close import CLOSE_KINDS, DayOp
from counter_app.domain.report_operation import DayClosed, DeviceMark, subject_of_day

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Span = tuple[datetime, datetime]

# One statement, so that the marks and the operations are of one moment.
_DAY = """
    SELECT d.id, d.gen, d.last_seq, NULL::bytea, 0::bigint, NULL::uuid, false, ''
    FROM device d JOIN window_ w ON w.id = d.window_id WHERE w.hall = %(hall)s
    UNION ALL
    SELECT l.device, l.gen, l.seq, l.raw, l.n, e.op_id, e.opens, coalesce((SELECT m.mark
        FROM event m WHERE m.subject = e.subject AND m.kind = 'case.mark'
        ORDER BY m.n DESC LIMIT 1), '')
    FROM event e JOIN op_log l ON l.op_id = e.op_id
    WHERE e.hall = %(hall)s AND e.kind = ANY(%(kinds)s)
        AND e.at >= %(first)s AND e.at < %(end)s
    ORDER BY 5
"""
_CLOSED = """
    SELECT l.raw FROM event e JOIN op_log l ON l.op_id = e.op_id
    WHERE e.subject = %s AND e.kind = 'day.close' ORDER BY l.n LIMIT 1
"""
_AREA = "SELECT area FROM hall WHERE id = %s"
_HALLS = "SELECT id FROM hall WHERE starts_with(area, %s) ORDER BY id"
_OF = "e.hall = ANY(%(halls)s) AND e.at >= %(first)s AND e.at < %(end)s"
# A certificate counts once, on the day of its first confirmation, if its sheet stands.
_CERTIFICATES = f"""
    SELECT DISTINCT ON (t.number) t.number, e.no, e.window_id, e.by_user, e.at
    FROM event e JOIN op_log l ON l.op_id = e.op_id JOIN certificate t ON t.case_id = e.subject
        AND t.grant_id = convert_from(l.raw, 'UTF8')::jsonb #>> '{{data,certificate}}'
    WHERE e.kind = 'certificate.confirm' AND {_OF} AND t.job <> '' AND NOT EXISTS (
        SELECT FROM event b JOIN op_log k ON k.op_id = b.op_id
        WHERE b.subject = e.subject AND b.kind = 'certificate.confirm' AND b.at < %(first)s
            AND convert_from(k.raw, 'UTF8')::jsonb #>> '{{data,certificate}}' = t.grant_id)
    ORDER BY t.number, e.at
"""  # noqa: S608 - texts of ours
# A person is served once for each authorisation, on the day its waybill was scanned first.
_DELIVERIES = f"""
    SELECT DISTINCT ON (e.subject, d ->> 'order') d ->> 'waybill', e.no, e.window_id, e.by_user, e.at
    FROM event e JOIN op_log l ON l.op_id = e.op_id,
        LATERAL (SELECT convert_from(l.raw, 'UTF8')::jsonb -> 'data') o(d)
    WHERE e.kind = 'delivery.waybill' AND {_OF} AND NOT EXISTS (
        SELECT FROM event b JOIN op_log k ON k.op_id = b.op_id
        WHERE b.subject = e.subject AND b.kind = 'delivery.waybill' AND b.at < %(first)s
            AND convert_from(k.raw, 'UTF8')::jsonb #>> '{{data,order}}' = d ->> 'order')
    ORDER BY e.subject, d ->> 'order', e.at
"""  # noqa: S608
_SLIPS = f"""
    SELECT convert_from(l.raw, 'UTF8')::jsonb #>> '{{data,item}}', '', e.window_id, e.by_user, e.at
    FROM event e JOIN op_log l ON l.op_id = e.op_id WHERE e.kind = 'slip.hand' AND {_OF}
"""  # noqa: S608
# Who rated what is nobody's business here: case, window and day.
_RATINGS = f"""
    SELECT coalesce(e.no, ''), '', e.window_id, '', e.at
    FROM event e JOIN op_log l ON l.op_id = e.op_id WHERE e.kind = 'rating.give' AND {_OF}
        AND convert_from(l.raw, 'UTF8')::jsonb #>> '{{data,source}}' = 'citizen'
"""  # noqa: S608
_ITEMS = """
    SELECT code, body ->> 'name', '', '', NULL::timestamptz FROM item
    WHERE body ->> 'state' = '1' AND coalesce(body ->> 'withdrawn_on', '9') >= %(today)s
        AND coalesce(body ->> 'effective_on', '0') <= %(today)s
"""
_UNITS = f"""
    SELECT DISTINCT i.dept_code, i.dept_name, '', '', NULL::timestamptz FROM (
        SELECT body ->> 'dept_code' AS dept_code, body ->> 'dept_name' AS dept_name
        FROM item WHERE code IN (SELECT code FROM ({_ITEMS}) there(code, a, b, c, d))) i
"""  # noqa: S608
_WINDOWS = """
    SELECT w.id, w.info ->> 'name', w.hall, '', NULL::timestamptz FROM window_ w
    WHERE w.hall = ANY(%(halls)s) AND w.info ->> 'kind' = '{kind}'
"""
_STATEMENTS = {
    "certificates": _CERTIFICATES,
    "deliveries": _DELIVERIES,
    "slips": _SLIPS,
    "ratings": _RATINGS,
    "notice_items": _ITEMS,
    "items_nd": _ITEMS,
    "items_field": f"{_ITEMS} AND coalesce(body ->> 'domain_tag', '') <> ''",
    "notice_units": _UNITS,
    **{
        f"windows_{kind}": _WINDOWS.format(kind=kind)
        for kind in ("nd", "field", "cert", "fallback")
    },
}
"""What each annual fact counts; every statement gives number, more, window, who and when."""


@dataclass(frozen=True, slots=True)
class HallDay:
    """A hall's day: how far each device's log was read, and the operations that count."""

    seen: tuple[DeviceMark, ...]
    ops: tuple[DayOp, ...]


async def day_rows(opened: Connection, hall: str, day: date) -> list[tuple[Any, ...]]:
    """Return the rows that ``read_day`` reads: decoding them takes a while, on another thread."""
    first = localtime.start_ms(day)
    end = first + 24 * 60 * 60 * 1000
    values = {"hall": hall, "kinds": list(CLOSE_KINDS), **_bounds((first, end))}
    return await (await opened.execute(_DAY, values)).fetchall()


def read_day(rows: Sequence[tuple[Any, ...]]) -> HallDay:
    """Return a day of ``day_rows``; what a newer program wrote is left out."""
    seen = tuple(DeviceMark(*row[:3]) for row in rows if row[3] is None)
    ops = (_op(row) for row in rows if row[3] is not None)
    return HallDay(seen, tuple(each for each in ops if each is not None))


def _op(row: tuple[Any, ...]) -> DayOp | None:
    device, gen, seq, raw, n, op_id, opens, mark = row
    try:
        entry = decode(raw)
    except UnknownOperation:
        return None
    return DayOp(op_id.hex, n, device, gen, seq, entry, opens, mark)


async def close_of(opened: Connection, hall: str, day: date) -> tuple[Entry, DayClosed] | None:
    """Return how a hall's day was closed."""
    row = await (await opened.execute(_CLOSED, [subject_of_day(hall, day)])).fetchone()
    if row is None:
        return None
    entry = decode(row[0])
    did = entry.operation
    assert isinstance(did, DayClosed)  # noqa: S101 - no other kind was asked for
    return entry, did


async def area_of(opened: Connection, hall: str) -> str:
    """Return the area of a hall, empty when there is none such."""
    row = await (await opened.execute(_AREA, [hall])).fetchone()
    return "" if row is None else str(row[0])


async def halls_in(opened: Connection, prefix: str) -> tuple[str, ...]:
    """Return the halls whose area begins so."""
    rows = await (await opened.execute(_HALLS, [prefix])).fetchall()
    return tuple(row[0] for row in rows)


async def count_fact(
    opened: Connection, what: str, halls: Sequence[str], span: tuple[int, int], today: date
) -> int:
    """Return how many lines an annual fact has; ``span`` in UTC ms."""
    statement = f"SELECT count(*) FROM ({_STATEMENTS[what]}) found"  # noqa: S608 - texts of ours
    row = await (await opened.execute(statement, _values(halls, span, today))).fetchone()
    return int(row[0]) if row else 0


async def fact_lines(
    opened: Connection,
    what: str,
    halls: Sequence[str],
    span: tuple[int, int],
    page: tuple[date, int],
) -> LinesPage:
    """Return the lines of an annual fact, in order of time; ``page``: today, and how many to skip."""
    today, skip = page
    statement = (
        f"SELECT * FROM ({_STATEMENTS[what]}) found(no, what, place, who, at)"  # noqa: S608
        " ORDER BY at, no, what LIMIT %(limit)s OFFSET %(skip)s"
    )
    values = _values(halls, span, today) | {"limit": LINES_PAGE + 1, "skip": skip}
    rows = await (await opened.execute(statement, values)).fetchall()
    lines = tuple(_line(row) for row in rows[:LINES_PAGE])
    return LinesPage(lines, str(skip + LINES_PAGE) if len(rows) > LINES_PAGE else "")


def _line(row: tuple[Any, ...]) -> ReportLine:
    no, what, place, who, at = row
    at_ms = 0 if at is None else round(at.timestamp() * 1000)
    return ReportLine(no or "", what or "", place or "", who or "", at_ms)


def _values(halls: Sequence[str], span: tuple[int, int], today: date) -> dict[str, Any]:
    return {"halls": list(halls), "today": today.isoformat(), **_bounds(span)}


def _bounds(span: tuple[int, int]) -> dict[str, datetime]:
    return {"first": localtime.at(span[0]), "end": localtime.at(span[1])}
