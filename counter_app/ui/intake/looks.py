"""What the view of 办件 shows: texts and frozen rows, ready to be drawn; no Qt, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_app.ui.board import Focus
from counter_app.ui.looks import (
    Choice,
    FieldLook,
    MatterRow,
    PaperRow,
    PersonLook,
    PillState,
    PopupRow,
    SheetRow,
)


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A row of the material table; ``kind`` colours the state and gives its sign."""

    no: int
    name: str
    originals: str
    copies: str
    state: str
    kind: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date to be read aloud; ``kind`` colours it."""

    title: str
    day: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ResultLook:
    """What the act led to, as large as it is read aloud."""

    title: str
    number: str = ""
    aloud: str = ""
    state: PillState = field(default_factory=lambda: PillState("good", ""))


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A list, a short form, or both; ``fields`` names those that belong to it."""

    title: str
    rows: tuple[SheetRow, ...] = ()
    row: int = 0
    fields: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SampleLook:
    """The sample form of the chosen material: ``picture`` PNG, empty while there is none to show."""

    title: str
    hint: str
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """A paragraph of the guide."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemLook:
    """The item on the table."""

    title: str = ""
    detail: str = ""
    situations: tuple[Choice, ...] = ()
    situation: str = ""
    situation_open: bool = False


@dataclass(frozen=True, slots=True)
class IntakeLook:
    """
    The whole screen.

    ``page`` is what stands in the middle: ``empty``, ``materials``, ``result`` or ``sheet``.
    ``requirement`` belongs to the chosen row; ``dates_line`` is for a narrow window.
    """

    page: str = "empty"
    people: tuple[PersonLook, ...] = ()
    laid: str = ""
    laid_keys: str = ""
    people_keys: str = ""
    fields: Mapping[str, FieldLook] = field(default_factory=dict)
    kinds: tuple[Choice, ...] = ()
    kind: str = ""
    kind_open: bool = False
    item: ItemLook = ItemLook()
    hits: tuple[PopupRow, ...] = ()
    popup: bool = False
    materials: tuple[MaterialRow, ...] = ()
    row: int = 0
    requirement: str = ""
    state_keys: str = ""
    dates: tuple[DateLine, ...] = ()
    facts: tuple[str, ...] = ()
    dates_line: str = ""
    result: ResultLook | None = None
    papers: tuple[PaperRow, ...] = ()
    papers_title: str = ""
    matters: tuple[MatterRow, ...] = ()
    matters_title: str = ""
    due: tuple[MatterRow, ...] = ()
    due_title: str = ""
    sheet: SheetLook | None = None
    guide: tuple[GuideEntry, ...] = ()
    sample: SampleLook | None = None
    copy_line: str = ""
    empty_title: str = ""
    empty_hint: str = ""
    focus: Focus = field(default_factory=lambda: Focus("number"))
