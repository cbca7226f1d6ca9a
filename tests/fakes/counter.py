"""出证 on fakes: a drawer, decided cases, a presenter, and a view that words whatever it is shown."""

from __future__ import annotations

from counter_app.services.cases import case_of
from counter_app.services.visit import User
from counter_app.ui.certificates.presenter import CertificatesPresenter
from counter_app.ui.certificates.sentence import keys, now_line
from counter_app.ui.certificates.state import key_of
from counter_app.ui.certificates.wording import look
from counter_app.ui.place import Surroundings
from tests.fakes.bench import PresenterBench, next_key
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import FIRST, a_grant, a_window_desk, decided
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

ISSUER = User("ciren", "次仁", ("certificate_clerk", "clerk"))


class WordingView:
    """A ``CertificatesView`` that draws nothing but words every state."""

    def __init__(self, desk):
        self._desk = desk
        self.state = None
        self.look = None

    def show_state(self, state):
        self.state = state
        self.look = look(self._desk, state)


class CounterBench(PresenterBench):
    """A presenter with everything around it, and short names for what a clerk does."""

    def __init__(self, desk=None, runner=None, citizen=None, rating=None):
        self.desk = desk or a_window_desk(reader=FakeCardReader())
        self.runner = runner or InlineRunner(self.desk)
        self.timers, self.shell = ManualTimers(), RecordingShell(ISSUER)
        self.view = WordingView(self.desk)
        around = Surroundings(
            self.desk, self.runner, self.timers, self.shell, None, citizen, rating=rating
        )
        self.presenter = CertificatesPresenter(around, self.view)
        self.presenter.user_changed(ISSUER)

    @property
    def look(self):
        return look(self.desk, self.state)

    @property
    def now(self):
        return now_line(self.desk, self.state)

    def words(self, message, **values):
        return self.desk.words.say(f"ui.certificates.{message}", **values)

    def keys(self):
        mine = {each.key: each for each in keys(self.desk, self.presenter)}
        return mine | {"F2": next_key(self.parts.people.visit_over)}

    def enter_place(self):
        self.presenter.enter_place()
        return self

    def fill(self, name, text):
        self.presenter.type_text(name, text)
        self.presenter.enter(name)

    def take(self, row):
        """Choose a line of the open form and press Enter."""
        self.presenter.move_row(row)
        self.presenter.enter("form")

    def choose(self, number=0):
        self.parts.lists.choose(key_of(self.state.visible()[number]))

    def lay(self, person):
        self.desk.reader.lay(person)
        self.press("F3")

    def groups(self):
        return [each.group.value for each in self.state.lines]


def with_cases(*grants, desk=None, **how):
    """A bench at whose window cases were decided, one for each grant."""
    desk = desk or a_window_desk(reader=FakeCardReader())
    for each in grants or (a_grant(),):
        decided(desk, each)
    return CounterBench(desk, **how).enter_place()


def certificate(bench):
    """The certificate of the first line, as it stands now."""
    return case_of(bench.desk, bench.state.lines[0].case_id).certificates[0]


def confirm(bench, tail=f"{FIRST}"[-3:]):
    """Type the digits on the sheet and press Enter."""
    bench.fill("last3", tail)
