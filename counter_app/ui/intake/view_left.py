"""The left side: who is at the counter, and the fields to type him in."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from counter_app.ui import theme
from counter_app.ui.intake.look_people import SEXES
from counter_app.ui.intake.looks import IntakeLook
from counter_app.ui.looks import Choice, PersonLook
from counter_app.ui.widgets.fields import Fields
from counter_app.ui.widgets.matters import MattersBox
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.person import PersonCard
from counter_app.ui.widgets.shown import Shown
from counter_app.ui.widgets.text import Panel, label
from counter_app.words import Words

_AFTER_KIND = ("birth_date", "sex", "nationality", "valid_to")
_REST = ("body_code", "body_name", "full_name", "name_reason", "scope", "relation", "phone")


class LeftPane(QWidget):
    """Cards above, fields below; what is not asked for is not there."""

    def __init__(self, words: Words, fields: Fields, kinds: tuple[Choice, ...]) -> None:
        super().__init__()
        space = theme.current().metrics.space
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(2))
        self._cards: list[PersonCard] = []
        self._shown = Shown()
        self._laid = MessageLine()
        self._panel = Panel()
        self._column.addWidget(self._laid)
        self._column.addWidget(self._panel)
        self.due, self.matters = MattersBox(), MattersBox()
        self._column.addWidget(self.due)
        self._column.addWidget(self.matters)
        self._column.addStretch(1)
        sexes = tuple(Choice(each, words.say(f"ui.intake.sex.{each}")) for each in SEXES)
        box = self._panel.box
        box.addWidget(fields.line("number"))
        self.kind = fields.choice("kind", kinds)
        box.addWidget(self.kind)
        box.addWidget(fields.line("name"))
        for name in _AFTER_KIND:
            box.addWidget(fields.choice(name, sexes) if name == "sex" else fields.line(name))
        for name in _REST:
            box.addWidget(fields.line(name))
        self._keys = label(role="dim", wrap=True)
        box.addWidget(self._keys)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def stand_below(self, widget: QWidget) -> None:
        """Put what belongs to the person but not to the case under everything else."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def show_look(self, look: IntakeLook, *, wide: bool) -> None:
        """Show the people, and in a narrow window this visit's items; fields show themselves."""
        if self._shown.differs("people", look.people):
            self._show_cards(look.people)
        self._keys.setText(look.people_keys)
        self.due.show_matters(look.due_title, look.due, always=bool(look.due_title))
        self.matters.show_matters(look.matters_title, () if wide else look.matters)
        if not self._shown.differs("laid", (look.laid, look.laid_keys)):
            return
        if look.laid:
            self._laid.say(look.laid, look.laid_keys, "warning")
        else:
            self._laid.clear()

    def _show_cards(self, people: tuple[PersonLook, ...]) -> None:
        while len(self._cards) < len(people):
            card = PersonCard()
            self._column.insertWidget(len(self._cards), card)
            self._cards.append(card)
        for at, card in enumerate(self._cards):
            if at < len(people):
                card.show_person(people[at])
            card.setVisible(at < len(people))
