"""What the rules need for reports: the county over the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from counter_app.domain.report import LinesPage, LinesWish
from counter_app.domain.report_annual import AnnualFacts
from counter_app.domain.report_operation import Match, Total


@dataclass(frozen=True, slots=True)
class SignedOff:
    """
    The close of a day as it was signed; ``late``: operations of that day that came after.

    ``by`` is the supervisor's user name, ``at_ms`` the county's time (UTC).
    """

    by: str
    at_ms: int
    totals: tuple[Total, ...]
    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    note: str
    late: int


@dataclass(frozen=True, slots=True)
class DayClosing:
    """A hall's day as it stands at ``at_ms``, and as it was signed off if it was."""

    hall: str
    day: date
    at_ms: int
    totals: tuple[Total, ...]
    matches: tuple[Match, ...]
    closed: SignedOff | None = None


@dataclass(frozen=True, slots=True)
class FactsWish:
    """Asks for the annual facts of the days ``first`` to ``last`` (both included) of a scope."""

    level: Literal["hall", "area"]
    key: str
    first: date
    last: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class CloseWish:
    """
    Asks to close the day of the device's hall; ``op_id`` (hex) is made at the key press.

    ``missing``: the windows that, as the supervisor was told, had not reported.
    """

    op_id: str
    day: date
    by: str
    missing: tuple[str, ...] = ()
    note: str = ""


class ReportsCaller(Protocol):
    """
    The county's reports; part of the County. Failures of the line are CountyErrors.

    Who asks must be a supervisor: RuleError ``role_missing``; a scope outside the device's area is
    ``figures_scope``.
    """

    def annual_facts(self, wish: FactsWish) -> AnnualFacts:
        """Count what the roll-ups do not hold."""

    def report_lines(self, wish: LinesWish) -> LinesPage:
        """One page of what lies behind a count."""

    def day_closing(self, day: date, by: str) -> DayClosing:
        """The day of the device's hall."""

    def close_day(self, wish: CloseWish) -> DayClosing:
        """
        Sign off the day and return it; the same ``op_id`` again is answered alike.

        A day is closed once (``day_closed``), and not before it began (``day_ahead``).
        """
