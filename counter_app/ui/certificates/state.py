"""
What lies on the counter of the certificate window: one frozen value, no Qt, no words.

``Counter`` is what the presenters change; ``counter_app.ui.certificates.wording`` words it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from counter_app.domain.case import Case
from counter_app.domain.document import Document
from counter_app.domain.person import Person
from counter_app.domain.ports_paper import CertificatePaper
from counter_app.domain.printing import Trouble
from counter_app.services.blank_stock import SeriesStock, StockTaking
from counter_app.services.certificate_counts import Counts, DayLine
from counter_app.services.certificate_preview import Preview
from counter_app.services.certificates import Group, Line
from counter_app.services.confirmation import Manner
from counter_app.services.delivery_parcels import ParcelLine
from counter_app.services.matters import PersonMatters
from counter_app.services.paper_handover import Relation
from counter_app.services.placements import FormPlacement
from counter_app.services.visit import Visit
from counter_app.ui.board import Focus
from counter_app.ui.looks import PaperState

Tab = Literal["print", "fetch", "send", "held"]
TABS: dict[Tab, tuple[Group, ...]] = {
    "print": (Group.TO_VOID, Group.TO_ANSWER, Group.TO_PRINT),
    "fetch": (Group.TO_FETCH,),
    "send": (Group.TO_SEND,),
    "held": (Group.HELD, Group.ELSEWHERE),
}
"""What each list holds, in the order of urgency."""
FormKind = Literal[
    "",
    "fate",
    "reprint",
    "by_hand",
    "void",
    "skip",
    "hand_over",
    "drawer",
    "blank_act",
    "placement",
    "books",
    "post",
]
Key = tuple[str, str]
"""A case's id and a grant's id, empty for a decision that is itself the result."""


@dataclass(frozen=True, slots=True)
class Form:
    """
    A list or a short form in the place of the table.

    ``row`` is the chosen line; ``act`` what the form is about: a fate, an act on blanks, a type code.
    """

    kind: FormKind = ""
    row: int = 0
    act: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page beside the list: of which certificate, and what was drawn (None: not yet)."""

    key: Key
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of a hand-over or a batch, and what is known of its print."""

    document: Document
    state: PaperState
    trouble: Trouble | None = None

    @property
    def troubled(self) -> bool:
        """Whether nothing is known to have come out."""
        return self.state in ("failed", "unknown")


@dataclass(frozen=True, slots=True)
class HandingOver:
    """
    A result on its way into somebody's hands.

    ``relation`` is None while nobody has said it; ``typing``: his papers are typed in.
    """

    case: Case
    relation: Relation | None = None
    manner: Manner = "touch"
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Counter:
    """
    Everything on the screen of 出证.

    ``which``: the sheet in hand has another number, so it is asked which one came out. ``emptied``:
    of these a sheet has just come out empty, which is reason enough for another. ``person`` is
    the holder of the card that was read. ``acting`` is the act under way. ``stock`` and ``papers``
    tell of the drawer and of the types; ``listed`` False before the first look.
    """

    visit: Visit = field(default_factory=Visit)
    lines: tuple[Line, ...] = ()
    listed: bool = False
    tab: Tab = "print"
    chosen: Key | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("table"))
    form: Form = Form()
    acting: str = ""
    which: bool = False
    emptied: frozenset[Key] = frozenset()
    shown: Shown | None = None
    stock: tuple[SeriesStock, ...] = ()
    papers: tuple[CertificatePaper, ...] = ()
    person: Person | None = None
    reading: bool = False
    card_out: bool = False
    handing: HandingOver | None = None
    handed: tuple[PaperLine, ...] = ()
    matters: PersonMatters | None = None
    taking: StockTaking | None = None
    placements: tuple[FormPlacement, ...] = ()
    parcels: tuple[ParcelLine, ...] = ()
    ledger: tuple[DayLine, ...] = ()
    counts: Counts | None = None
    day: date | None = None
    away: bool = False

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")

    def of_tab(self, tab: Tab) -> tuple[Line, ...]:
        """Lines of one list, whatever is searched for."""
        return tuple(each for each in self.lines if each.group in TABS[tab])

    def visible(self) -> tuple[Line, ...]:
        """Lines of the open list that are searched for."""
        sought = self.text("search").split()
        return tuple(
            each
            for each in self.of_tab(self.tab)
            if all(any(part in text for text in _searched(each)) for part in sought)
        )

    def line(self) -> Line | None:
        """The chosen line, None when it is not there any more."""
        return next((each for each in self.visible() if key_of(each) == self.chosen), None)

    def ready(self) -> Line | None:
        """The next one to print."""
        return next((each for each in self.lines if each.group is Group.TO_PRINT), None)

    def paper(self, type_code: str) -> CertificatePaper | None:
        """The paper of a certificate type, None when the type is not known here."""
        return next((each for each in self.papers if each.type_code == type_code), None)

    def offered(self, series: str) -> SeriesStock | None:
        """The stock of a series."""
        return next((each for each in self.stock if each.series == series), None)


def key_of(line: Line) -> Key:
    """Return what tells a line apart."""
    return (line.case_id, line.certificate)


def _searched(line: Line) -> tuple[str, ...]:
    serial = str(line.serial) if line.serial else ""
    return (line.holder, line.name, line.item, line.case_no, line.number, serial)
