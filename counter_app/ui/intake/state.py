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
from counter_app.domain.item import ItemHit
from counter_app.domain.outcome import OutcomeKind
from counter_app.domain.person import Person
from counter_app.domain.printing import Trouble
from counter_app.services.intake import Outlook
from counter_app.services.recollection import Recollection
from counter_app.services.sketch import Matter, Waiting
from counter_app.services.visit import Visit

Seat = Literal["applicant", "agent", "guardian"]
SheetKind = Literal["", "outcomes", "reason", "repeat", "amend", "reprint", "drafts", "matters"]
PaperState = Literal["printing", "sent", "device_done", "confirmed", "unknown", "failed", "none"]

TYPED = ("number", "name", "birth_date", "sex", "valid_to", "nationality")
"""Fields of a person typed in, in the order of typing; ``kind`` is chosen beside them."""
SELF_TELLING = ("resident", "permit")
"""Kinds whose number tells birth date and sex."""
AMENDED = ("phone", "name", "address")
"""What can be put right before the person leaves."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the caret belongs; the view moves it only when ``turn`` is another one."""

    field: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of this visit and what is known of its print."""

    document: Document
    state: PaperState
    trouble: Trouble | None = None

    @property
    def troubled(self) -> bool:
        """Whether nothing is known to have come out."""
        return self.state in ("failed", "unknown", "none")


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
class Desktop:
    """
    Everything on the screen of 办件.

    ``texts`` and ``errors`` are by field name. ``seat``: whose card or typed number comes next.
    ``laid`` is a second card whose holder the clerk has still to place. ``phone_from`` says where
    the phone came from: ``last`` visit, ``typed``, or ``none`` when the person has no phone.
    ``hits`` belong to ``texts["search"]``; ``asking`` while newer ones are on their way. ``acting`` is the
    act under way, ``done`` the last one of this case. ``ticked`` are materials brought back.
    """

    visit: Visit = field(default_factory=Visit)
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = Focus("number")
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
    copied: int = 0
    restored: str = ""

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")

    def materials(self) -> tuple[CaseMaterial, ...]:
        """Materials of the case on the table, as the table shows them."""
        draft = self.visit.draft
        return () if draft is None else draft.application.materials

    def material(self) -> CaseMaterial | None:
        """The material of the chosen row."""
        rows = self.materials()
        return rows[self.row] if 0 <= self.row < len(rows) else None

    def case_state(self) -> CaseState | None:
        """The state of the case on the table, None without one."""
        return None if self.visit.draft is None else self.visit.draft.state

    def returning(self) -> bool:
        """Whether the case on the table waits for materials asked for before."""
        return self.case_state() in (CaseState.CORRECTING, CaseState.ACCEPTED_WITH_GAPS) and not (
            self.done
        )

    def deferred(self) -> tuple[CaseMaterial, ...]:
        """Materials marked to be brought later."""
        return tuple(each for each in self.materials() if each.state is MaterialState.DEFERRED)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed or scanned number was understood: a paper's kind, a body or a case."""

    as_what: Literal["person", "body", "case"]
    kind: str = "resident"
    number: str = ""


def fault_field(material: str) -> str:
    """Name of the field that says what is wrong with a material."""
    return f"fault:{material}"
