"""What the shared widgets show, as frozen values without Qt: presenters and states hold these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaperState = Literal["printing", "sent", "device_done", "confirmed", "unknown", "failed", "none"]
Kind = Literal["good", "warning", "danger", "note", "quiet"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice: its id and what it says."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PillState:
    """``word`` names the thing and its state ("文书缺纸"); ``detail`` is the tip: what and remedy."""

    kind: Kind
    word: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PersonLook:
    """
    What is shown of a person or body.

    ``role`` "申请人"; ``number`` masked; ``flags`` states of the card ("证件有效", "监护"); ``reminder``
    "请把证件还给群众", empty when nothing is to be returned.
    """

    role: str
    name: str
    birth_year: str = ""
    number: str = ""
    kind: str = ""
    flags: tuple[PillState, ...] = ()
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class PopupRow:
    """One hit: what it is, where it belongs, a word at its end, and whether it stays at the top."""

    title: str
    detail: str = ""
    mark: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A place: its id, its word, its icon (``ph.…``) and its key ("Alt+1")."""

    id: str
    title: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class Question:
    """
    What is asked before something is left: ``stay`` is what Enter does, ``go`` what Alt+Q does.

    ``now`` is the sentence of both keys.
    """

    title: str
    lines: tuple[str, ...]
    now: str
    stay: str
    go: str


@dataclass(frozen=True, slots=True)
class FieldLook:
    """One field: ``shown`` False hides it; ``error`` wins over ``note``."""

    text: str = ""
    hint: str = ""
    error: str = ""
    note: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of a list: ``detail`` says why it is closed, ``who`` who can open it."""

    title: str
    key: str = ""
    detail: str = ""
    who: str = ""
    kind: str = "quiet"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the visit: what it is, copies and signatures, what is known of its print."""

    title: str
    detail: str
    state: PillState
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One item of this visit."""

    title: str
    detail: str
    current: bool = False
