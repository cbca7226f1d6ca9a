"""Views of the door and of the opening check that note what they are shown, and a bench for each."""

from __future__ import annotations

from dataclasses import replace

from counter_app.services.visit import User
from counter_app.ui.place import Surroundings
from counter_app.ui.session.presenter import Session
from tests.fakes.desk import a_desk, a_user
from tests.fakes.ledger import FakeLedger
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

ZHUOMA = User("zhuoma", "卓玛", ("clerk",))
PIN = "270418"


class NotingView:
    """``state`` is what is drawn; ``focused`` where the caret went, newest last."""

    def __init__(self):
        self.state = None
        self.focused = []

    def show_state(self, state):
        self.state = state

    def focus(self, field):
        self.focused.append(field)

    def focus_open(self):
        self.focused.append("open")


class WaitingOpening:
    """An opening check that is seen when the test says so."""

    def __init__(self):
        self.begun = []
        self.opened = None

    def begin(self, user, opened):
        self.begun.append(user.name)
        self.opened = opened


class WaitingClosing:
    """A closing list that ends when the test says so."""

    def __init__(self):
        self.begun = []

    def begin(self, user, ends):
        self.begun.append(user.name)
        self.ends = ends


class NotingShell(RecordingShell):
    """``happened``: covers, uncovers and dismissals in their order."""

    def __init__(self):
        super().__init__()
        self.happened = []

    def cover(self, place):
        self.happened.append(f"cover {place}")

    def uncover(self):
        self.happened.append("uncover")

    def admit(self, user):
        super().admit(user)
        self.happened.append(f"admit {user.name}")

    def dismiss(self):
        super().dismiss()
        self.happened.append("dismiss")


def around(desk, shell=None):
    """Surroundings on fakes."""
    runner = InlineRunner(desk)
    return Surroundings(desk, runner, ManualTimers(), shell or NotingShell())


class DoorBench:
    """A door with 次仁 (password ``right``) and 卓玛 (``hers``), begun."""

    def __init__(self, desk=None, *, listed=True, **changes):
        self.desk = desk or a_desk(**changes)
        if listed:
            both = [a_user(), a_user(name="zhuoma", display_name="卓玛", verifier="hers")]
            self.desk.ledger.replace_users(both)
        self.around = around(self.desk)
        self.shell, self.runner = self.around.shell, self.around.runner
        self.view, self.opening = NotingView(), WaitingOpening()
        self.closing = WaitingClosing()
        day = (self.opening, self.closing)
        self.door = Session(self.around, self.view, "door", day)
        self.door.begin()

    @property
    def state(self):
        return self.view.state

    def text(self, name):
        return next(each.text for each in self.state.fields if each.name == name)

    def type(self, **texts):
        for name, text in texts.items():
            self.door.type_text(name, text)

    def prove(self, secret="right"):  # noqa: S107  of a fake
        """Type the password and press Enter."""
        self.door.type_text("password", secret)
        self.door.press("Enter")

    def sign_in(self, user="ciren", secret="right"):  # noqa: S107  of a fake
        self.type(user=user)
        self.prove(secret)

    def come_in(self, user="ciren", secret="right", pin=PIN):  # noqa: S107  of a fake
        """Sign in, set a PIN (none: leave it), see the opening check."""
        self.sign_in(user, secret)
        if pin:
            self.type(pin=pin, pin_again=pin)
        else:
            self.door.press("Esc")
        if self.opening.opened is not None:
            self.opening.opened(self.door._user)
            self.opening.opened = None
        self.shell.happened.clear()
        return self

    def done(self, count=9):
        """Kinds of the newest operations, newest first."""
        return [each.entry.operation.kind for each in self.desk.ledger.recent(count)]


def unenrolled():
    """A desk of a PC that is no window yet; its county knows the code CODE."""
    return replace(a_desk(), ledger=FakeLedger())
