"""Who sits at the counter, in as little as a clerk needs to see."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter_app.ui import theme
from counter_app.ui.looks import PersonLook, PillState
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label, set_kind
from counter_app.ui.widgets.wrapping import WrapLayout

LONG_NAME = 24
"""Characters; a longer name stands in the next smaller type."""


class PersonCard(Panel):
    """Name in the large type, wrapped however long; under it birth year, masked number, flags."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = Shown()
        self._role = label(role="dim")
        self._name = label(role="title", wrap=True)
        self._line = label(role="body", wrap=True)
        self._reminder = StatusPill()
        self._flags = QWidget()
        self._wrap = WrapLayout(self._flags, gap=theme.current().metrics.space(1))
        self._pills: list[StatusPill] = []
        for each in (self._role, self._name, self._line, self._flags):
            self.box.addWidget(each)
        self._wrap.addWidget(self._reminder)

    def show_person(self, look: PersonLook) -> None:
        """Show a person."""
        if not self._shown.differs("person", look):
            return
        self._role.setText(look.role)
        self._name.setText(look.name)
        set_kind(self._name, "role", "title" if len(look.name) <= LONG_NAME else "heading")
        known = (look.birth_year, look.kind, look.number)
        self._line.setText("  ".join(each for each in known if each))
        self._line.setVisible(any(known))
        self._show_flags(look.flags)
        self._reminder.setVisible(bool(look.reminder))
        if look.reminder:
            self._reminder.show_state(PillState("warning", look.reminder))
        self._flags.setVisible(bool(look.flags or look.reminder))
        self.setAccessibleName(f"{look.role} {look.name}")

    def _show_flags(self, flags: tuple[PillState, ...]) -> None:
        while len(self._pills) < len(flags):
            pill = StatusPill()
            self._pills.append(pill)
            self._wrap.addWidget(pill)
        for at, pill in enumerate(self._pills):
            pill.setVisible(at < len(flags))
            if at < len(flags):
                pill.show_state(flags[at])
