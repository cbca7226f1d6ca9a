"""What the view of 出证 shows: texts and frozen rows, ready to be drawn; no Qt, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter_app.ui.board import Focus
from counter_app.ui.certificates.state import Key, Tab
from counter_app.ui.looks import FieldLook, MatterRow, PaperRow, PersonLook, PillState, SheetRow


@dataclass(frozen=True, slots=True)
class TabLook:
    """One list: its word with how many wait."""

    id: Tab
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A row of the list; ``kind`` colours the state, ``due_order`` sorts the day."""

    key: Key
    name: str
    holder: str
    case_tail: str
    case_no: str
    due: str
    due_order: int
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class AskLook:
    """The question which number is on the sheet in hand; ``pill`` is what is known of the print."""

    title: str
    hint: str
    pill: PillState


@dataclass(frozen=True, slots=True)
class PageLook:
    """The page beside the list; ``trouble`` says why there is none."""

    title: str
    holder: str
    facts: tuple[str, ...] = ()
    picture: bytes = b""
    note: str = ""
    trouble: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class StockLook:
    """A series of the drawer: its next blank in a pill, and how many sheets are in each state."""

    next: PillState
    counts: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of the day ledger."""

    at_ms: int
    time: str
    act: str
    case_no: str
    number: str
    serial: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class FormLook:
    """
    A list, a short form, or both.

    ``fields`` names those that belong to it; ``facts`` are lines above them; ``two``: a second person
    signs. ``ledger`` is the table of the day's book.
    """

    kind: str
    title: str
    hint: str
    rows: tuple[SheetRow, ...] = ()
    row: int = 0
    fields: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    two: str = ""
    ledger: tuple[LedgerRow, ...] | None = None
    import_button: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class CounterLook:
    """The whole screen."""

    tabs: tuple[TabLook, ...] = ()
    rows: tuple[CertificateRow, ...] = ()
    chosen: Key | None = None
    empty: str = ""
    ask: AskLook | None = None
    page: PageLook | None = None
    stock: tuple[StockLook, ...] = ()
    stock_title: str = ""
    keys: tuple[str, ...] = ()
    form: FormLook | None = None
    person: PersonLook | None = None
    matters: tuple[MatterRow, ...] = ()
    matters_title: str = ""
    papers: tuple[PaperRow, ...] = ()
    papers_title: str = ""
    fields: Mapping[str, FieldLook] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("table"))
