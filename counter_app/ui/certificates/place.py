"""出证 as a place of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_app.services.desk import Changes
from counter_app.services.visit import User
from counter_app.ui.certificates.presenter import CertificatesPresenter
from counter_app.ui.certificates.sentence import keys, now_line
from counter_app.ui.certificates.view import CertificatesScreen
from counter_app.ui.citizen.panel import ClerkPanel
from counter_app.ui.place import KeyAction, NowLine, Surroundings


class CertificatesPlace:
    """Fulfils ``counter_app.ui.place.Place``."""

    id = "certificates"

    def __init__(self, around: Surroundings) -> None:
        self._desk = around.desk
        self.view = CertificatesScreen(around.desk)
        self.presenter = CertificatesPresenter(around, self.view)
        self.view.bind(self.presenter)
        self.view.show_state(self.presenter.state)
        if around.citizen is not None:
            panel = ClerkPanel(around.desk.words)
            panel.finished.connect(self.view.focus_again)
            panel.listen_to(around.citizen)
            self.view.right.stand_below(panel)

    @property
    def title(self) -> str:
        """What the rail says."""
        return self._desk.words.say("ui.certificates.title")

    def widget(self) -> Any:
        """The same widget each time."""
        return self.view

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that stand now."""
        return keys(self._desk, self.presenter)

    def now(self) -> NowLine:
        """The one act that is open."""
        return now_line(self._desk, self.presenter.state)

    def serving(self) -> str:
        """What Alt+F4 would leave in mid-case: a sheet whose number nobody has said."""
        handing = self.presenter.state.handing
        if handing is None:
            return ""
        item = handing.case.application.item.name
        return self._desk.words.say("ui.certificates.serving", item=item)

    def visit_over(self, then: Callable[[], None]) -> None:
        """F2 or 离开: nothing of the person stays, then go on."""
        self.presenter.parts.people.visit_over(then)

    def scanned(self, text: str) -> None:
        """A scanner typed a case number, or another place brings one."""
        self.presenter.parts.lists.scanned(text)

    def enter(self) -> None:
        """Look at what waits, and put the caret where it was."""
        self.presenter.enter_place()
        self.view.focus_again()

    def leave(self) -> bool:
        """Another place is wanted: what lies before a person is taken back."""
        self.presenter.leave()
        return True

    def changed(self, changes: Changes) -> None:
        """Cases moved or papers were printed: the lists are looked at anew."""
        self.presenter.heard(changes)

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down or leaves."""
        self.presenter.user_changed(user)
