"""What fields of a page in 大厅 tell its presenter."""

from __future__ import annotations

from typing import Protocol


class Typed(Protocol):
    """The part of a presenter that hears its fields."""

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""

    def enter_field(self, name: str) -> None:
        """Enter was pressed in it."""

    def at(self, name: str) -> None:
        """It got the caret."""


class FieldHands:
    """Fulfils ``counter_app.ui.widgets.fields.Hands``."""

    def __init__(self, presenter: Typed) -> None:
        self._presenter = presenter

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        self._presenter.type_text(name, text)

    def enter(self, name: str) -> None:
        """Enter was pressed in it."""
        self._presenter.enter_field(name)

    def left(self, name: str) -> None:
        """It lost the caret; nothing follows from that here."""

    def at(self, name: str) -> None:
        """It got the caret."""
        self._presenter.at(name)
