"""What the county's desk and its stores tell each other of ratings: where one lies, and a list of tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.rating_ticket import Rated, Stage


@dataclass(frozen=True, slots=True)
class RatedAt:
    """
    A rating with its hall and the hall's area code.

    ``here``: its case has come. ``clerk``: who is rated, as far as known. ``contact``: the case has a
    phone and the person did not rate without a name. ``received_on``: the day it reached the county.
    ``item``: what the case is about, empty while it has not come.
    """

    rated: Rated
    hall: str
    area: str
    here: bool
    clerk: str
    contact: bool
    received_on: date
    item: str = ""


def lateness(at: RatedAt, today: date) -> str:
    """Return ``assign`` or ``fix`` when that should have been done by now, else nothing."""
    ticket = at.rated.ticket
    if ticket is None or ticket.stage is Stage.CLOSED:
        return ""
    if ticket.stage is Stage.OPEN:
        return "assign" if at.received_on < today else ""
    late = ticket.fix_by is not None and ticket.fixed_on is None and ticket.fix_by < today
    return "fix" if late else ""
