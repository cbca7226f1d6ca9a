"""What a supervisor asks of the county for a report (F-H4, F-H5, F-H6); all need the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from counter_app.domain.figure_period import Grouping, PeriodView, PeriodWish
from counter_app.domain.figures import Basis, Level, Scope
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ports_reports import CloseWish, DayClosing, FactsWish
from counter_app.domain.records import Enrolment
from counter_app.domain.report import LinesPage, LinesWish
from counter_app.domain.report_annual import AnnualFacts
from counter_app.domain.report_compare import Comparison, compare
from counter_app.domain.report_span import Span
from counter_app.services.desk import Desk, enrolled
from counter_app.services.hall_line import new_op_id
from counter_app.services.visit import Visit, signed_in

SUPERVISOR = "supervisor"
MONTHS_FROM_DAYS = 62
"""Spans longer than this are shown by month, longer than ``YEARS_FROM_DAYS`` by year."""
YEARS_FROM_DAYS = 1_100
T = TypeVar("T")
Reach = Literal["hall", "area"]


@dataclass(frozen=True, slots=True)
class CompareWish:
    """``after`` against ``before``, by ``grouping``, of the own hall or its city."""

    before: Span
    after: Span
    grouping: Grouping
    basis: Basis = Basis.ACCEPTED
    reach: Reach = "hall"


@dataclass(frozen=True, slots=True)
class Year:
    """A period as the year page tells it: the roll-ups' figures, and what else was counted."""

    span: Span
    view: PeriodView
    facts: AnnualFacts


@dataclass(frozen=True, slots=True)
class DayBook:
    """
    A hall's day; ``missing``: windows that have not reported up to now.

    ``signer`` is what who closed it is called, as far as this window knows him.
    """

    closing: DayClosing
    missing: tuple[str, ...]
    signer: str = ""


def compare_periods(desk: Desk, visit: Visit, wish: CompareWish) -> Flow[Comparison]:
    """
    Set two periods side by side.

    Raises:
        RuleError: ``not_signed_in``, ``role_missing``, ``figures_scope``
        CountyError: the line

    """
    user = signed_in(visit, SUPERVISOR).name
    known = yield Hop("store", lambda: enrolled(desk))
    scope = scope_of(known, wish.reach)
    grouping = by_time(wish.grouping, wish.after)
    asked = [
        PeriodWish(scope, each.first, each.last, grouping, user)
        for each in (wish.before, wish.after)
    ]
    before, after = yield from _told(
        desk, known, lambda: [desk.county.period_figures(each) for each in asked]
    )
    return compare(before, after, wish.basis)


def year(desk: Desk, visit: Visit, span: Span, reach: Reach) -> Flow[Year]:
    """Count a period for the year page; errors as ``compare_periods``."""
    user = signed_in(visit, SUPERVISOR).name
    known = yield Hop("store", lambda: enrolled(desk))
    scope = scope_of(known, reach)
    asked = PeriodWish(scope, span.first, span.last, Grouping.ALL, user)
    facts_wish = FactsWish(reach, scope.key, span.first, span.last, user)
    view, facts = yield from _told(
        desk,
        known,
        lambda: (desk.county.period_figures(asked), desk.county.annual_facts(facts_wish)),
    )
    return Year(span, view, facts)


def day_book(desk: Desk, visit: Visit, day: date) -> Flow[DayBook]:
    """Look at a day of the own hall; errors as ``compare_periods``."""
    user = signed_in(visit, SUPERVISOR).name
    known = yield Hop("store", lambda: enrolled(desk))
    asked = PeriodWish(scope_of(known, "hall"), day, day, Grouping.ALL, user)
    closing, view = yield from _told(
        desk,
        known,
        lambda: (desk.county.day_closing(day, user), desk.county.period_figures(asked)),
    )
    return (yield from _signed(desk, DayBook(closing, view.missing)))


def close_day(desk: Desk, visit: Visit, book: DayBook, note: str) -> Flow[DayBook]:
    """
    Sign off the day of ``book`` as it now stands.

    Raises:
        RuleError: ``day_closed``, ``day_ahead``, ``day_note_long``, or as ``compare_periods``
        CountyError: the line

    """
    user = signed_in(visit, SUPERVISOR).name
    known = yield Hop("store", lambda: enrolled(desk))
    wish = CloseWish(new_op_id(desk).hex(), book.closing.day, user, book.missing, note)
    closing = yield from _told(desk, known, lambda: desk.county.close_day(wish))
    return (yield from _signed(desk, replace(book, closing=closing)))


def lines(desk: Desk, visit: Visit, wish: LinesWish) -> Flow[LinesPage]:
    """Read one page of what lies behind a count; errors as ``compare_periods``."""
    asked = replace(wish, by=signed_in(visit, SUPERVISOR).name)
    known = yield Hop("store", lambda: enrolled(desk))
    return (yield from _told(desk, known, lambda: desk.county.report_lines(asked)))


def scope_of(known: Enrolment, reach: Reach) -> Scope:
    """Return the own hall, or the city that it lies in (four digits of its area code)."""
    if reach == "hall":
        return Scope(Level.HALL, known.window.hall)
    return Scope(Level.AREA, f"{known.window.area[:4]}00")


def by_time(grouping: Grouping, span: Span) -> Grouping:
    """Return how time is cut: long spans by month or year, everything else as it was asked."""
    if grouping is not Grouping.DAY or span.days() <= MONTHS_FROM_DAYS:
        return grouping
    return Grouping.MONTH if span.days() <= YEARS_FROM_DAYS else Grouping.YEAR


def _signed(desk: Desk, book: DayBook) -> Flow[DayBook]:
    closed = book.closing.closed
    if closed is None:
        return book
    user = yield Hop("store", lambda: desk.ledger.user(closed.by))
    return replace(book, signer=closed.by if user is None else user.display_name)


def _told(desk: Desk, known: Enrolment, call: Callable[[], T]) -> Flow[T]:
    def asked() -> T:
        desk.county.aim(known.server, known.device)
        return call()

    answer: T = yield Hop("sync", asked)
    return answer
