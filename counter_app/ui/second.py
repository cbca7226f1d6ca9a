"""
A second person signs: what is typed, what is wrong with it, and who is to be told. No Qt.

One panel for all (``counter_app.ui.widgets.second``): covers of the window use ``Signing``; a screen of
fields keeps the two texts on its own board and asks ``typed`` and ``field_of``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from counter_app.domain.errors import CounterError
from counter_app.services.second_person import Second
from counter_app.ui.board import Focus, both, without
from counter_app.ui.looks import FieldLook
from counter_app.ui.pin_box import PinBox
from counter_app.words import Words

FIELDS = ("second", "password")
"""In the order of typing."""
_ABOUT = {
    "second_missing": "second",
    "second_same": "second",
    "second_role": "second",
    "sign_in_unknown": "second",
    "user_expired": "second",
    "sign_in_refused": "password",
    "sign_in_locked": "password",
}


@dataclass(frozen=True, slots=True)
class SignState:
    """
    An open panel: ``two`` says what is signed, empty while it is closed.

    ``busy``: what was typed is being checked.
    """

    two: str = ""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus(""))
    busy: bool = False

    def looks(self) -> dict[str, FieldLook]:
        """The two fields."""
        return {
            name: FieldLook(self.texts.get(name, ""), "", self.errors.get(name, ""))
            for name in FIELDS
        }


def typed(texts: Mapping[str, str], box: PinBox) -> Second:
    """Return the second person as typed, with the PIN of this run if there is one."""
    name = texts.get("second", "").strip()
    holder = box.pins.of(name)
    return Second(name, texts.get("password", ""), holder.verifier if holder else "")


def field_of(error: CounterError) -> str:
    """Return the field that an error is about, empty when it is about neither."""
    return _ABOUT.get(error.code, "")


class Signing:
    """The panel of a cover; ``changed`` is called after each change of ``state``."""

    def __init__(self, words: Words, box: PinBox, changed: Callable[[], None]) -> None:
        self._words, self._box, self._changed = words, box, changed
        self._sign: Callable[[Second], None] = _nobody
        self.state = SignState()

    @property
    def open(self) -> bool:
        """Whether somebody is asked to sign."""
        return bool(self.state.two)

    def ask(self, two: str, sign: Callable[[Second], None]) -> None:
        """Open the panel; ``two`` says what for, ``sign`` gets what was typed."""
        self._sign = sign
        self._put(SignState(two, focus=Focus("second", self.state.focus.turn + 1)))

    def close(self) -> None:
        """Nobody is asked any more; what was typed is gone."""
        self._sign = _nobody
        if self.open:
            self._put(SignState(focus=Focus("", self.state.focus.turn)))

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        if self.state.busy:
            self._changed()  # what is being checked stays as it was
            return
        texts = {**self.state.texts, name: text}
        self._put(replace(self.state, texts=texts, errors=without(self.state.errors, name)))

    def press(self) -> None:
        """Enter: the field that is empty yet, then the signature."""
        if self.state.busy:
            return
        for name in FIELDS:
            if not self.state.texts.get(name, "").strip():
                self._put(replace(self.state, focus=self._at(name)))
                return
        self._put(replace(self.state, busy=True, errors={}))
        self._sign(typed(self.state.texts, self._box))

    def refuse(self, error: CounterError) -> bool:
        """Say at a field what is wrong; the secret is wiped. False: it is about neither."""
        name = field_of(error)
        texts = without(self.state.texts, "password")
        self._put(replace(self.state, texts=texts, busy=False))
        if name:
            said = both(self._words, *self._words.error(error))
            self._put(replace(self.state, errors={name: said}, focus=self._at(name)))
        return bool(name)

    def _at(self, name: str) -> Focus:
        return Focus(name, self.state.focus.turn + 1)

    def _put(self, state: SignState) -> None:
        self.state = state
        self._changed()


class SigningHands:
    """What the fields of the panel tell: only what is typed; Enter is a key of the cover."""

    def __init__(self, signing: Signing) -> None:
        self._signing = signing

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        self._signing.type_text(name, text)

    def enter(self, _name: str) -> None:
        """The cover's key Enter has done it."""

    def left(self, _name: str) -> None:
        """Nothing follows from that."""

    def at(self, _name: str) -> None:
        """Nothing follows from that either."""


def _nobody(_second: Second) -> None:
    """Nobody is asked to sign."""
