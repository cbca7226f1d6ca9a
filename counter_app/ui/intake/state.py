"""
What lies on the counter as the screen knows it: one frozen value, no Qt, no words.

``Desktop`` is what the presenters change; ``counter_app.ui.intake.looks`` words it for the view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from counter_app.domain.case import CaseMaterial, CaseState, MaterialState
from counter_app.domain.document import Document
from counter_app.domain.fold_issue import DECIDED
from counter_app.domain.item import ItemHit
from counter_app.domain.outcome import OutcomeKind
from counter_app.domain.person import Person
from counter_app.domain.postal import Address
from counter_app.domain.printing import Trouble
from counter_app.services.delivery import Offer
from counter_app.services.intake import Outlook
from counter_app.services.matters import PersonMatters
from counter_app.services.recollection import Recollection
from counter_app.services.sketch import Matter, Waiting
from counter_app.services.visit import Visit
from counter_app.ui.board import Focus
from counter_app.ui.looks import PaperState

Seat = Literal["applicant", "agent", "guardian"]
SheetKind = Literal[
    "",
    "outcomes",
    "reason",
    "spot",
    "repeat",
    "amend",
    "reprint",
    "drafts",
    "matters",
    "delivery",
    "delivery_to",
    "delivery_back",
]

TYPED = ("number", "name", "birth_date", "sex", "valid_to", "nationality")
"""Fields of a person typed in, in the order of typing; ``kind`` is chosen beside them."""
AMENDED = ("phone", "name", "address", "delivery")
"""What can be put right before the person leaves."""
ADDRESSED = (
    "to_receiver",
    "to_region",
    "to_address",
    "to_postcode",
    "to_other",
    "to_other_phone",
    "to_witness",
    "to_phone",
)
"""Fields of the delivery authorisation, in the order of typing; the phone is confirmed last."""

_START = Focus("number")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """
    One paper of this visit and what is known of its print.

    ``by_hand``: it was printed with a blank that is to be written by hand.
    """

    document: Document
    state: PaperState
    trouble: Trouble | None = None
    by_hand: bool = False

    @property
    def troubled(self) -> bool:
        """Whether nothing is known to have come out."""
        return self.state in ("failed", "unknown", "none")

    @property
    def lacking(self) -> bool:
        """Whether a character that no font has kept it from the printer."""
        return self.trouble is not None and self.trouble.code == "document_glyph_missing"


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A list or a short form in the place of the materials: never a window of its own.

    ``row`` is the chosen line; ``outcome`` what a ``reason`` is asked for.
    """

    kind: SheetKind = ""
    row: int = 0
    outcome: OutcomeKind | None = None


@dataclass(frozen=True, slots=True)
class SampleShown:
    """
    The sample form beside the table: of a material by id and name, as PNG, empty when there is none.

    ``asking`` while it is being drawn; ``citizen``: the person sees it too.
    """

    material: str
    name: str
    picture: bytes = b""
    asking: bool = False
    citizen: bool = False


@dataclass(frozen=True, slots=True)
class Desktop:
    """
    Everything on the screen of 办件.

    ``texts`` and ``errors`` are by field name. ``seat``: whose card or typed number comes next.
    ``laid`` is a second card whose holder the clerk has still to place. ``phone_from`` says where
    the phone came from: ``last`` visit, ``typed``, or ``none`` when the person has no phone.
    ``hits`` belong to ``texts["search"]``; ``asking`` while newer ones are on their way. ``acting`` is the
    act under way, ``done`` the last one of this case. ``ticked`` are materials brought back. ``sending``:
    what is known of sending the result, while its sheet is open.
    """

    visit: Visit = field(default_factory=Visit)
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = _START
    seat: Seat = "applicant"
    kind: str = "resident"
    kind_chosen: bool = False
    reading: bool = False
    laid: Person | None = None
    card_out: bool = False
    phone_from: Literal["", "last", "typed", "none"] = ""
    hits: tuple[ItemHit, ...] = ()
    popup: bool = False
    asking: bool = False
    outlook: Outlook | None = None
    row: int = 0
    ticked: frozenset[str] = frozenset()
    touched: bool = False
    acting: str = ""
    done: str = ""
    sheet: Sheet = Sheet()
    papers: tuple[PaperLine, ...] = ()
    matters: tuple[Matter, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    recalled: Recollection = field(default_factory=Recollection)
    clock_doubt: bool = False
    revealed: bool = False
    guide: bool = False
    sample: SampleShown | None = None
    sending: Offer | None = None
    due: PersonMatters | None = None
    copied: int = 0
    restored: str = ""

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")

    def materials(self) -> tuple[CaseMaterial, ...]:
        """Materials of the case on the table, as the table shows them."""
        draft = self.visit.draft
        return () if draft is None else draft.application.materials

    def taken(self) -> bool:
        """Whether somebody sits at the table: a card, a key, an item."""
        visit = self.visit
        there = visit.person or visit.body or visit.draft or self.laid
        return there is not None or any(self.texts.values())

    def material(self) -> CaseMaterial | None:
        """The material of the chosen row."""
        rows = self.materials()
        return rows[self.row] if 0 <= self.row < len(rows) else None

    def case_state(self) -> CaseState | None:
        """The state of the case on the table, None without one."""
        return None if self.visit.draft is None else self.visit.draft.state

    def returning(self) -> bool:
        """Whether the case on the table waits for materials asked for before."""
        return not self.done and (
            self.case_state() in (CaseState.CORRECTING, CaseState.ACCEPTED_WITH_GAPS)
            or (self.case_state() in DECIDED and bool(self.deferred()))
        )

    def promised(self) -> tuple[CaseMaterial, ...]:
        """Proofs that a written promise stands for."""
        return () if self.visit.draft is None else self.visit.draft.application.promises()

    def address_taken(self) -> Address | None:
        """The earlier address that the delivery form was filled from, None when it is typed anew."""
        known = self.sending.known if self.sending is not None else ()
        return known[self.sheet.row] if self.sheet.row < len(known) else None

    def phone_to_confirm(self) -> str:
        """The phone of the receiver unless another one is typed: of the address taken, or left here."""
        taken = self.address_taken()
        return self.visit.phone if taken is None else taken.phone

    def other_phone(self) -> str:
        """The phone of the alternative receiver unless another one is typed."""
        taken = self.address_taken()
        same = taken is not None and taken.alternative == self.text("to_other").strip()
        return taken.alternative_phone if taken is not None and same else ""

    def deferred(self) -> tuple[CaseMaterial, ...]:
        """Materials marked to be brought later."""
        return tuple(each for each in self.materials() if each.state is MaterialState.DEFERRED)


def fault_field(material: str) -> str:
    """Name of the field that says what is wrong with a material."""
    return f"fault:{material}"
