"""What strip and 叫号 show: texts and frozen rows, ready to be drawn; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_app.ui.board import Focus
from counter_app.ui.looks import FieldLook, PillState, SheetRow


@dataclass(frozen=True, slots=True)
class StripCalling:
    """The strip: "A012 正在办 03:20", "下一位 A017" and its tip; empty where nobody takes numbers."""

    here: str = ""
    ahead: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class TicketLook:
    """A ticket read aloud: its number large, its state, and lines of facts; ``number`` may be a dash."""

    number: str
    state: PillState
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A line: how many wait in it, by class in the order of ``TicketClass``; ``own``: this window calls from it."""

    letter: str
    name: str
    own: bool
    total: int
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A ticket laid aside: ``since_ms`` UTC when it was called, ``kind`` colours its state."""

    id: str
    no: str
    state: str
    kind: str
    of_class: str
    people: int
    window: str
    since: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class FormLook:
    """A short form: a list to choose from, perhaps a field under it."""

    title: str
    hint: str
    rows: tuple[SheetRow, ...] = ()
    row: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class QueueLook:
    """The whole screen; ``empty`` title and hint in place of everything where nobody takes numbers."""

    empty: tuple[str, str] = ("", "")
    status: PillState = field(default_factory=lambda: PillState("quiet", ""))
    here: TicketLook = field(default_factory=lambda: TicketLook("", PillState("quiet", "")))
    ahead: TicketLook = field(default_factory=lambda: TicketLook("", PillState("quiet", "")))
    waiting: tuple[WaitingRow, ...] = ()
    waiting_empty: str = ""
    aside: tuple[AsideRow, ...] = ()
    aside_empty: str = ""
    chosen: str = ""
    form: FormLook | None = None
    fields: Mapping[str, FieldLook] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("ticket_no"))
