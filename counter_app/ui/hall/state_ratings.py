"""What stands on 好差评 in 大厅: one frozen value, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from counter_app.domain.rating_desk import TicketAct, TicketSeen
from counter_app.services.rating_desk import RatingBook
from counter_app.services.visit import Visit
from counter_app.ui.board import Focus

RatingTable = Literal["tickets", "clerks"]
TABLES: tuple[RatingTable, ...] = ("tickets", "clerks")
FORMS: dict[TicketAct, tuple[str, ...]] = {
    "assign": ("owner",),
    "call": ("result", "note"),
    "verdict": ("verdict", "grounds", "days", "again"),
    "fix": ("done", "reply"),
    "confirm": ("note",),
}
"""What each act asks, in the order of typing."""
FIELDS = tuple(dict.fromkeys(name for names in FORMS.values() for name in names))
PERIOD = "period"


@dataclass(frozen=True, slots=True)
class RatingsState:
    """
    ``chosen`` is a ticket by its rating; ``opened``: its course is shown; ``form``: an act is typed.

    ``typed`` tells which ticket and act the texts are of. ``acting``: ``look`` or an act under way.
    ``trouble``: why there is nothing to see, for instance that the line is cut.
    """

    visit: Visit = field(default_factory=Visit)
    book: RatingBook | None = None
    table: RatingTable = "tickets"
    chosen: str = ""
    opened: bool = False
    form: TicketAct | None = None
    typed: tuple[str, str] = ("", "")
    acting: str = ""
    trouble: tuple[str, str] = ("", "")
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("table"))

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")

    def ticket(self) -> TicketSeen | None:
        """The chosen ticket, where tickets are shown."""
        if self.book is None or self.table != "tickets":
            return None
        tickets = self.book.tickets.tickets
        return next((each for each in tickets if each.rating == self.chosen), None)
