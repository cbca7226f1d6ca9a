"""The card at the door: its facts, its fields, its caret; what both parts of the door share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from counter_app.domain.errors import CounterError
from counter_app.services.pin import DIGITS
from counter_app.ui.place import Shell
from counter_app.ui.session.state import (
    FIELDS,
    PIN_FIELDS,
    SECRETS,
    DoorFacts,
    DoorState,
    say_door,
    told_of,
)
from counter_app.words import Words


class DoorView(Protocol):
    """The card as it is seen."""

    def show_state(self, state: DoorState) -> None:
        """Draw it; never takes the focus."""

    def focus(self, field: str) -> None:
        """Put the caret into a field."""


class Card:
    """One state, shown after each change."""

    def __init__(self, words: Words, shell: Shell, view: DoorView) -> None:
        self._words, self._shell, self._view = words, shell, view
        self._focus = ""
        self.facts = DoorFacts()

    @property
    def state(self) -> DoorState:
        """What is drawn."""
        return say_door(self._words, self.facts)

    def put(self, **changes: Any) -> None:
        """Change the facts and draw them."""
        self.facts = replace(self.facts, **changes)
        self._view.show_state(self.state)
        self._shell.refresh()

    def text(self, name: str) -> str:
        """What a field holds; blanks around it belong to secrets only."""
        typed = self.facts.text(name)
        return typed if name in SECRETS else typed.strip()

    def put_text(self, name: str, text: str) -> bool:
        """Note what was typed; whether six digits of a PIN are there now."""
        if self.facts.busy:
            self.put()  # what is being checked stays as it was
            return False
        if name in PIN_FIELDS:
            text = "".join(each for each in text if each.isascii() and each.isdecimal())[:DIGITS]
        self.put(texts={**self.facts.texts, name: text})
        return name in PIN_FIELDS and len(text) == DIGITS

    def go_to(self, name: str) -> None:
        """Put the caret into a field, now and when the card is shown again."""
        self._focus = name
        self.enter()

    def enter(self) -> None:
        """The card is shown: the caret where the next thing is typed."""
        if self._focus:
            self._view.focus(self._focus)

    def filled(self) -> bool:
        """Whether every field holds something; else the caret goes to the first that does not."""
        for name in FIELDS[self.facts.mode]:
            if not self.text(name):
                self.go_to(name)
                return False
        return True

    def fail(self, error: CounterError) -> None:
        """Say what happened; secrets are wiped, the rest stays."""
        kept = {name: text for name, text in self.facts.texts.items() if name not in SECRETS}
        self.put(busy="", texts=kept, told=told_of(self._words, error))
        empty = [name for name in FIELDS[self.facts.mode] if not kept.get(name)]
        if empty:
            self.go_to(empty[0])
