"""What stands in 叫号: frozen values, no Qt, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from counter_app.ui.board import Focus
from counter_app.ui.queue.facts import Calling

FormKind = Literal["", "hold", "no_show", "transfer", "pause"]


@dataclass(frozen=True, slots=True)
class Form:
    """A short form in the place of the tables; ``row`` is the chosen line."""

    kind: FormKind = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything on the screen of 叫号; ``chosen`` is the id of the chosen ticket laid aside."""

    calling: Calling = field(default_factory=Calling)
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    focus: Focus = field(default_factory=lambda: Focus("ticket_no"))
    form: Form = Form()
    chosen: str = ""

    def text(self, name: str) -> str:
        """What is typed in a field."""
        return self.texts.get(name, "")
