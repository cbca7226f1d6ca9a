"""
The close of a hall's day: counted in one moment, signed off once, never changed after (F-H5).

The row of the hall's desk is the lock, so of two supervisors one closes and the other is told who.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ports_reports import CloseWish, DayClosing, SignedOff
from counter_app.domain.report import LINES_PAGE, LinesPage, LinesWish, ReportLine
from counter_app.domain.report_close import (
    MATCHES,
    PAPERS,
    SENT,
    DayOp,
    matches_of,
    op_line,
    open_lines,
    thing_lines,
    totals_of,
)
from counter_app.domain.report_operation import NOTE_MOST, DayClosed, DeviceMark, subject_of_day
from county_server.desk.acts import COUNTY_CLOCK
from county_server.desk.recording import append
from county_server.reports.store import CountedDay, ReportVisit

OPEN_PREFIX = "open."
LATE = "late"


@dataclass(frozen=True, slots=True)
class Asked:
    """A close that came from a window: ``op_id`` 16 bytes, ``now_ms`` the county's time (UTC ms)."""

    hall: str
    window: str
    op_id: bytes
    wish: CloseWish
    now_ms: int


async def day_closing(visit: ReportVisit, hall: str, day: date, now_ms: int) -> DayClosing:
    """Return a day as it stands, and as it was signed off."""
    return await _told(visit, hall, await visit.day(hall, day), day, now_ms)


async def close_day(visit: ReportVisit, asked: Asked) -> DayClosing:
    """
    Sign off a day and return it; the same ``op_id`` again is answered alike.

    Raises:
        RuleError: ``day_closed``, ``day_ahead``, ``day_note_long``, ``day_refused``
        StoreError: ``county_store_busy``, nothing was done

    """
    hall, day = asked.hall, asked.wish.day
    if localtime.start_ms(day) > asked.now_ms:
        raise RuleError("day_ahead", day=day.isoformat())
    if len(asked.wish.note) > NOTE_MOST:
        raise RuleError("day_note_long", most=NOTE_MOST)
    turn = await visit.turn()
    counted = await visit.day(hall, day)
    before = await visit.close_of(hall, day)
    if before is not None and await turn.done(asked.op_id) != before[0]:
        at = f"{localtime.at(before[0].at.wall):%m-%d %H:%M}"
        raise RuleError("day_closed", day=day.isoformat(), by=before[0].by, at=at)
    if before is None:
        judged = await append(turn, asked.op_id, _entry(asked, counted))
        if judged.parked:
            raise RuleError("day_refused", why=judged.result.code)
    return await _told(visit, hall, counted, day, asked.now_ms)


async def day_lines(visit: ReportVisit, hall: str, wish: LinesWish) -> LinesPage:
    """Return one page of what lies behind a count of a hall's day."""
    day = localtime.day(wish.first_ms)
    counted = await visit.day(hall, day)
    lines = await _lines(visit, hall, day, counted.ops, wish.what)
    skip = int(wish.after or "0")
    more = str(skip + LINES_PAGE) if len(lines) > skip + LINES_PAGE else ""
    return LinesPage(lines[skip : skip + LINES_PAGE], more)


def is_day_line(what: str) -> bool:
    """Whether ``day_lines`` knows it."""
    opened = what.removeprefix(OPEN_PREFIX)
    return what == LATE or what in PAPERS + SENT or (opened != what and opened in MATCHES)


async def _lines(
    visit: ReportVisit, hall: str, day: date, ops: tuple[DayOp, ...], what: str
) -> tuple[ReportLine, ...]:
    if what == LATE:
        before = await visit.close_of(hall, day)
        late = () if before is None else _late(ops, before[1].seen)
        return tuple(map(op_line, late))
    if what.startswith(OPEN_PREFIX):
        return open_lines(ops, what.removeprefix(OPEN_PREFIX))
    return thing_lines(ops, what)


def _entry(asked: Asked, counted: CountedDay) -> Entry:
    did = DayClosed(
        asked.hall,
        asked.wish.day,
        totals_of(counted.ops),
        matches_of(counted.ops),
        counted.seen,
        asked.wish.missing,
        asked.wish.note.strip(),
    )
    moment = Moment(asked.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
    subject = subject_of_day(asked.hall, asked.wish.day)
    return Entry(did, moment, asked.wish.by, asked.window, subject)


async def _told(
    visit: ReportVisit, hall: str, counted: CountedDay, day: date, now_ms: int
) -> DayClosing:
    ops = counted.ops
    signed = await visit.close_of(hall, day)
    closed = None
    if signed is not None:
        entry, did = signed
        closed = SignedOff(
            entry.by,
            entry.at.wall,
            did.totals,
            did.matches,
            did.missing,
            did.note,
            len(_late(ops, did.seen)),
        )
    return DayClosing(hall, day, now_ms, totals_of(ops), matches_of(ops), closed)


def _late(ops: tuple[DayOp, ...], seen: tuple[DeviceMark, ...]) -> tuple[DayOp, ...]:
    """Return the operations that no mark of the close covers."""
    marks = {each.device: each for each in seen}
    return tuple(
        op for op in ops if op.device not in marks or not marks[op.device].covers(op.gen, op.seq)
    )


def end_ms(day: date) -> int:
    """Return when a day ends, as UTC milliseconds."""
    return localtime.start_ms(day + timedelta(days=1))
