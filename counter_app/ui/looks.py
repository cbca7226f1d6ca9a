"""What the shared widgets show, as frozen values without Qt: presenters and states hold these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["good", "warning", "danger", "note", "quiet"]


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
    """One hit: what it is, where it belongs, and a word at its end."""

    title: str
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A place: its id, its word, its icon (``ph.…``) and its key ("Alt+1")."""

    id: str
    title: str
    icon: str
    key: str
