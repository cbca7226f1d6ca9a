"""What the kiosk knows at this moment; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from counter_app.domain.appointment import CODE_DIGITS
from counter_app.domain.errors import CounterError
from counter_app.domain.hall import QueueLine
from counter_app.domain.printing import Trouble
from counter_app.domain.ticket import TicketClass
from counter_app.services.kiosk import Given, KioskPlace

APPOINTMENT_ENDS = CODE_DIGITS
Way = Literal[
    "not_ready",
    "start",
    "class",
    "code",
    "wait",
    "ticket",
    "refused",
    "paused",
    "staff",
    "menu",
]
Board = Literal["letters", "capitals", "symbols"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What the staff typed, and on which of the screen's keyboards."""

    name: str = ""
    password: str = field(default="", repr=False)
    into: Literal["name", "password"] = "name"
    board: Board = "letters"


@dataclass(frozen=True, slots=True)
class Facts:
    """
    ``page`` is the stage of the way; ``seconds`` until the start, 0 where it waits.

    ``online`` is None before the first turn of the line. ``refused`` on the start page is a sentence
    about the card's appointment; ``card_laid``: the person has one to take back. ``reprinted``: the
    paper was asked for a second time already. ``missing``: for the staff.
    """

    page: Way = "not_ready"
    place: KioskPlace | None = None
    online: bool | None = None
    seconds: int = 0
    card_works: bool = False
    card_laid: bool = False
    card_again: bool = False
    line: QueueLine | None = None
    ticket_class: TicketClass = TicketClass.ORDINARY
    people: int = 1
    people_most: int = 9
    digits: str = ""
    given: Given | None = None
    reprinted: bool = False
    printer_ready: bool = False
    left_behind: bool = False
    refused: CounterError | None = None
    ordinary_offered: bool = False
    trouble: Trouble | None = None
    typed: Typed = field(default_factory=Typed)
    person: str = ""
    missing: tuple[Given, ...] = ()
    said: str = ""

    @property
    def may_reprint(self) -> bool:
        """Whether the person may have the paper printed again: once, when there is paper."""
        given = self.given
        missing = given is not None and not given.paper.is_out
        return missing and self.printer_ready and not self.reprinted
