"""A place of the window that notes what happens to it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from counter_app.ui.place import KeyAction, NowLine, PlaceOffer


class NotingPlace:
    """One field to type into; ``standing`` are its keys, ``busy`` what Alt+F4 would leave."""

    def __init__(self, name="intake", title="办件"):
        self.id, self.title = name, title
        self.happened = []
        self.users = []
        self.changes = []
        self.standing = ()
        self.sentence = NowLine()
        self.busy = ""
        self.stays = False
        self._widget = QWidget()
        self.field = QLineEdit()
        self.field.setAccessibleName("field")
        box = QVBoxLayout(self._widget)
        box.addWidget(self.field)

    def key(self, key, **more):
        """A key that notes itself."""
        return KeyAction(key, more.pop("text", "做"), lambda: self.happened.append(key), **more)

    def widget(self):
        return self._widget

    def keys(self):
        return self.standing

    def now(self):
        return self.sentence

    def serving(self):
        return self.busy

    def enter(self):
        self.happened.append("enter")
        self.field.setFocus()

    def leave(self):
        self.happened.append("leave")
        return not self.stays

    def changed(self, changes):
        self.changes.append(changes)

    def user_changed(self, user):
        self.users.append(user)


def offer_of(place, *roles, icon="ph.clipboard-text"):
    """The offer of a place that is there already."""
    return PlaceOffer(place.id, icon, roles, lambda _surroundings: place)
