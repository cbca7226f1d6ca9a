"""
The lights of the opening check about the day itself (F-A6).

What the day before left, receipts that run out, numbers of certificates and tickets that are lent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.calendar import Calendar
from counter_app.domain.certificate_number import parse_certificate_no
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Operation
from counter_app.domain.records import ChainState, Recorded
from counter_app.domain.shift_operation import WindowClosed
from counter_app.domain.ticket import ASIDE, AT_WINDOW
from counter_app.domain.window_operation import WindowOpened
from counter_app.services.desk import Desk, enrolled
from counter_app.services.limits import calendar
from counter_app.services.opening_checks import Check, Light, left_check
from counter_app.services.shift_figures import Receipt, open_receipts, today
from counter_app.services.ticketing import has_queue

LOOK_BACK_DAYS = 40
"""A window that stood shut for longer begins anew."""
_DAY_MS = 86_400_000


def day_subject(desk: Desk, day: date) -> str:
    """Return the subject of opening and closing this window on a day (store lane)."""
    return f"opening:{enrolled(desk).window.id}:{day:%Y-%m-%d}"


def stands_open(desk: Desk) -> bool:
    """Whether the window was opened today and not closed since (store lane)."""
    return isinstance(_newest(desk), WindowOpened)


def stands_closed(desk: Desk) -> bool:
    """Whether the window was closed today and not opened since (store lane)."""
    return isinstance(_newest(desk), WindowClosed)


def _newest(desk: Desk) -> Operation | None:
    entries = desk.ledger.entries(day_subject(desk, today(desk)))
    return entries[-1].entry.operation if entries else None


def day_checks(desk: Desk) -> tuple[Check, ...]:
    """Judge what the day before left and what runs out today (store lane)."""
    table, day = calendar(desk, enrolled(desk).window.area), today(desk)
    chain = desk.ledger.chain_state()
    printing = bool(desk.settings.devices.certificates or chain.certificate_hiwater)
    return (
        *_yesterday(desk, day),
        *receipts_check(open_receipts(desk), day, table),
        *((certificate_numbers_check(chain, day.year),) if printing else ()),
        *((_lent(desk),) if has_queue(desk) else ()),
    )


def receipts_check(found: tuple[Receipt, ...], day: date, table: Calendar) -> tuple[Check, ...]:
    """Judge receipts (W01) whose five working days end (licence law art. 32(4)); none, no line."""
    if not found:
        return ()
    over = [each for each in found if each.answer_by < day]
    due = [each for each in found if each.answer_by == day]
    soon = [each for each in found if day < each.answer_by <= _next_working(table, day)]
    states: tuple[tuple[str, Light, list[Receipt]], ...] = (
        ("over", "red", over),
        ("due", "red", due),
        ("soon", "yellow", soon),
    )
    for state, light, named in states:
        if named:
            return (Check("receipts", light, state, _values(named)),)
    return (Check("receipts", "green", "there", (("count", len(found)),)),)


def certificate_numbers_check(chain: ChainState, year: int) -> Check:
    """Judge how many certificate numbers this year's block still has."""
    newest = parse_certificate_no(chain.certificate_hiwater) if chain.certificate_hiwater else None
    used = newest.seq if newest is not None and newest.year == year else 0
    return left_check("certificate_numbers", used, year)


def _next_working(table: Calendar, day: date) -> date:
    try:
        return table.add_working_days(day, 1)
    except RuleError:  # no table of that year: a day more is never too late
        return date.fromordinal(day.toordinal() + 1)


def _values(named: list[Receipt]) -> tuple[tuple[str, str | int], ...]:
    return (("count", len(named)), ("tail", named[0].case_no[-7:]))


def _yesterday(desk: Desk, day: date) -> tuple[Check, ...]:
    newest = _before(desk, day)
    if newest is None:
        return ()
    did, on = newest.entry.operation, localtime.day(newest.entry.at.wall)
    at = (("month", on.month), ("day", on.day))
    if not isinstance(did, WindowClosed):
        held = ("held", _left_over(desk, on))
        return (Check("yesterday", "yellow", "open", (*at, held)),)
    left = did.left
    if left.held or left.papers:
        values = (*at, ("held", len(left.held)), ("papers", left.papers))
        return (Check("yesterday", "yellow", "left", values),)
    return (Check("yesterday", "green", "closed", at),)


def _before(desk: Desk, day: date) -> Recorded | None:
    """Return the newest opening or closing before a day."""
    start_ms = localtime.start_ms(day)
    since_ms = start_ms - LOOK_BACK_DAYS * _DAY_MS
    found = desk.ledger.of_kinds(WindowOpened.kind, WindowClosed.kind, since_ms=since_ms)
    before: Iterable[Recorded] = (each for each in found if each.entry.at.wall < start_ms)
    return max(before, key=lambda each: (each.gen, each.seq), default=None)


def _left_over(desk: Desk, day: date) -> int:
    """Return how many tickets of a day nobody has ended here."""
    window = enrolled(desk).window.id
    own = desk.ledger.own_tickets(localtime.start_ms(day))
    here = (each for each in own if each.window == window and each.day == day)
    return sum(each.state in ASIDE | AT_WINDOW for each in here)


def _lent(desk: Desk) -> Check:
    now = desk.clock.read()
    count = sum(each.holds(now) for each in desk.ledger.ticket_leases())
    return Check("lent", "green", "some" if count else "none", (("count", count),))
