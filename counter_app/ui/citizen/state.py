"""
What the two sides of the citizen screen show: frozen values, no Qt.

``CitizenState`` is the person's side, Chinese first and largest; ``ClerkState`` is the clerk's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter_app.domain.handwriting import Strokes
from counter_app.services.confirmation import Manner
from counter_app.ui.looks import PillState
from counter_app.words import Words

Page = Literal["idle", "check", "sign", "mark", "done", "disputed", "sample", "rate"]


@dataclass(frozen=True, slots=True)
class Both:
    """A text in Chinese, and in the screen's language under it when that is another one."""

    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class RowLook:
    """One line to check; ``strong`` for who and what, the rest is smaller."""

    label: Both
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class NoticeLook:
    """The privacy notice of one version: heading and text of each part."""

    title: Both
    basis: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChoiceLook:
    """Something to touch: what it says to the presenter and to the person, and whether it is chosen."""

    id: str = ""
    text: Both = Both("")
    chosen: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class RateLook:
    """A rating being asked: its levels, the chosen level's tags; ``ready`` once it may be sent."""

    levels: tuple[ChoiceLook, ...] = ()
    tags: tuple[ChoiceLook, ...] = ()
    anonymous: ChoiceLook = ChoiceLook()
    skip: Both = Both("")
    submit: Both = Both("")
    ready: bool = False


@dataclass(frozen=True, slots=True)
class CitizenState:
    """
    The page in front of the person.

    ``right`` and ``wrong`` are the two answers, ``back`` and ``again`` the small ones; an empty text
    is no button. ``picture``: a sample form (PNG). ``signed``: there is enough on the pad to go on. ``hidden``: nothing personal is shown now.
    """

    page: Page = "idle"
    title: Both = Both("")
    hint: Both = Both("")
    rows: tuple[RowLook, ...] = ()
    notice: NoticeLook | None = None
    right: Both = Both("")
    wrong: Both = Both("")
    back: Both = Both("")
    again: Both = Both("")
    pad: Both = Both("")
    strokes: Strokes = ()
    signed: bool = False
    error: str = ""
    picture: bytes = b""
    rate: RateLook | None = None


@dataclass(frozen=True, slots=True)
class ClerkState:
    """
    The clerk's view: the state in a pill, the way it goes, and what he can do.

    ``steps`` with ``step`` the current one (-1 none). ``witness`` is None while no fingerprint is
    chosen. ``asked``: something lies before the person.
    """

    pill: PillState
    steps: tuple[str, ...] = ()
    step: int = -1
    manner: Manner = "touch"
    witness: str | None = None
    error: str = ""
    asked: bool = False


class CitizenWords:
    """Says texts of this screen in Chinese, with the desk's language under it."""

    def __init__(self, words: Words) -> None:
        self._first = words if words.language == "zh" else Words("zh")
        self._second = None if words.language == "zh" else words

    def both(self, message: str, /, **values: str | int) -> Both:
        """Return ``ui.citizen.<message>`` in one or two languages."""
        second = "" if self._second is None else self._say(self._second, message, values)
        return Both(self._say(self._first, message, values), second)

    def knows(self, message: str) -> bool:
        """Whether there is such a text."""
        return self._first.knows(f"ui.citizen.{message}")

    @staticmethod
    def _say(words: Words, message: str, values: dict[str, str | int]) -> str:
        return words.say(f"ui.citizen.{message}", **values)
