"""A clerk's hands on 办件."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from counter_app.ui import theme
from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.place import PlaceOffer
from tests.fakes.desk import CLERK
from tests.fakes.hands import Hands
from tests.fakes.intake import PHONE, ZHAXI, a_searchable_desk
from tests.fakes.runner import InlineRunner


class Clerk(Hands):
    USER = CLERK

    def __init__(self, qtbot, desk=None, size=(1280, 800), runner=None, look=("light", 100)):
        theme.apply(QApplication.instance(), theme.make(*look))
        desk = desk or a_searchable_desk()
        self.qtbot, self.notes = qtbot, []
        offer = PlaceOffer("intake", "ph.clipboard-text", ("clerk",), self._build)
        super().__init__(qtbot, desk, runner or InlineRunner(desk), offer, size)

    def _build(self, around):
        self.place = IntakePlace(around, lambda *what: self.notes.append(what))
        return self.place

    @property
    def visit(self):
        return self.state.visit

    def scan(self, text, end="Enter"):
        """A scanner types and ends with Enter, Tab or nothing; no key of the clerk."""
        self.events.scan(text, end)

    def lay(self, person=ZHAXI):
        super().lay(person)

    def compose(self, text, commit=""):
        """An input method composes, and perhaps commits."""
        event = QInputMethodEvent(text, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.window.focusWidget(), event)


def ready(clerk):
    """Read the card and open an item with all its materials received."""
    clerk.press("F3")
    clerk.type(PHONE)
    clerk.press("Enter")
    clerk.type("spjy")
    clerk.press("Enter", "F6")


def field_of(clerk, name):
    """The editor of a field."""
    return clerk.view.fields.editor(name)
