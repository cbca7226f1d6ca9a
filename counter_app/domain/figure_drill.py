"""What lies behind a figure: the cases or tickets whose operations were counted (F-H3)."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.figures import Duration, Mark, Measure, Scope

DRILL_PAGE = 100


@dataclass(frozen=True, slots=True)
class DrillWish:
    """
    Asks for what was counted as ``what`` from ``first_ms`` up to and without ``end_ms`` (UTC).

    ``what`` is a Measure's or a Duration's value. ``after`` is the ``more`` of the page before.
    ``by`` is who asks: a scope of a clerk is for supervisors only.
    """

    scope: Scope
    what: str
    first_ms: int
    end_ms: int
    mark: Mark = Mark.NONE
    after: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A counted operation on a case: never a full name. ``at_ms`` is its moment (UTC)."""

    op_id: str
    case_id: str
    no: str
    item: str
    item_name: str
    window: str
    clerk: str
    at_ms: int
    state: str
    applicant_masked: str


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A counted operation on a ticket, or an idle time (``no`` empty); ``seconds`` of a duration."""

    op_id: str
    no: str
    window: str
    clerk: str
    at_ms: int
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class DrillPage:
    """Up to ``DRILL_PAGE`` lines in order of time; ``more`` asks for the next page, empty at the end."""

    cases: tuple[CaseLine, ...] = ()
    tickets: tuple[TicketLine, ...] = ()
    more: str = ""


def is_ticket_figure(what: str) -> bool:
    """Whether the list behind it holds tickets (or consultations and idle times), not cases."""
    return what not in _OF_CASES


_OF_CASES = frozenset(
    each.value
    for each in (
        Measure.RECEIVED,
        Measure.ACCEPTED,
        Measure.ACCEPTED_IMMEDIATE,
        Measure.CLOSED,
        Measure.CLOSED_IMMEDIATE,
    )
)
KNOWN = frozenset(each.value for each in (*Measure, *Duration))
