"""A presenter of a place of fields on fakes, and short names for what a clerk does with it."""

from __future__ import annotations

from counter_app.ui.place import KeyAction


def next_key(visit_over):
    """F2 as the place hears it: who calls ends the visit first."""
    return KeyAction("F2", "下一位", lambda: visit_over(lambda: None))


class PresenterBench:
    """Needs ``presenter`` and ``shell`` of the screen's own bench, and its ``keys()``."""

    @property
    def state(self):
        return self.presenter.state

    @property
    def parts(self):
        return self.presenter.parts

    @property
    def focus(self):
        return self.state.focus.field

    @property
    def said(self):
        """The sentences told last."""
        return self.shell.told[-1][1:] if self.shell.told else ("", "")

    def press(self, *pressed):
        for key in pressed:
            action = self.keys()[key]
            if action.enabled:
                action.act()
            else:
                self.shell.tell(action.why, "", "error")
