"""What the kiosk shows: frozen values, no Qt. Chinese first and largest, Tibetan under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter_app.ui.looks import Kind
from counter_app.words import REFERENCE, Words

Page = Literal["choice", "code", "wait", "ticket", "message", "staff"]
Weight = Literal["choice", "main", "plain", "key"]


@dataclass(frozen=True, slots=True)
class Both:
    """A text in Chinese; under it approved Tibetan, or the screen's language if that is another."""

    first: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """
    What is pressed: ``id`` is what the presenter is told, ``note`` stands small beside it.

    A closed one stays readable and does nothing.
    """

    id: str
    text: Both
    note: Both = Both()
    weight: Weight = "choice"
    open: bool = True


@dataclass(frozen=True, slots=True)
class Stepper:
    """How many people: what stands between the two buttons, and which of them do something."""

    title: Both
    value: Both
    fewer: Tile
    more: Tile


@dataclass(frozen=True, slots=True)
class TicketLook:
    """A number, large, with its business and how many wait before it."""

    no: str
    business: Both
    ahead: Both


@dataclass(frozen=True, slots=True)
class StaffLook:
    """
    The staff's field: a user name in clear, of a password only how long it is.

    ``rows``: the keys of the screen's keyboard.
    """

    name_label: str
    password_label: str
    name: str = ""
    password_length: int = 0
    field: Literal["name", "password"] = "name"
    rows: tuple[tuple[Tile, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class KioskState:
    """
    One page: its title and hint, the large ``tiles`` in the middle and ``buttons`` at the foot.

    ``notice``: a sentence with its kind. ``digits``: what was typed of a code. ``countdown``: how
    long until the start, empty without. ``step``: 1 to 3 of the way, 0 off it.
    """

    page: Page = "wait"
    hall: str = ""
    clock: str = ""
    line: str = ""
    privacy: Both = Both()
    step: int = 0
    title: Both = Both()
    hint: Both = Both()
    notice: Both = Both()
    notice_kind: Kind = "note"
    tiles: tuple[Tile, ...] = ()
    buttons: tuple[Tile, ...] = ()
    people: Stepper | None = None
    digits: str = ""
    ticket: TicketLook | None = None
    staff: StaffLook | None = None
    countdown: Both = Both()


class KioskWords:
    """Says texts of the public in Chinese with their Tibetan, and those of the staff."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._chinese = Words(REFERENCE)

    def both(self, message: str, /, **values: str | int) -> Both:
        """Return ``ui.kiosk.public.<message>``."""
        name = f"ui.kiosk.public.{message}"
        return Both(self._chinese.say(name, **values), self._second(name, values))

    def staff(self, message: str, /, **values: str | int) -> str:
        """Return ``ui.kiosk.staff.<message>`` in the screen's language."""
        return self.words.say(f"ui.kiosk.staff.{message}", **values)

    def error(self, code: str, values: dict[str, str | int]) -> tuple[Both, Both]:
        """Return what happened and what to do."""
        first = self._chinese.error_of(code, values)
        if self.words.language == REFERENCE:
            return Both(first[0]), Both(first[1])
        second = self.words.error_of(code, values)
        return Both(first[0], second[0]), Both(first[1], second[1])

    def _second(self, name: str, values: dict[str, str | int]) -> str:
        if self.words.language != REFERENCE:
            return self.words.say(name, **values)
        return self.words.tibetan(name, **values)
