"""Calling on fakes: people with numbers, other windows, and the window's own line with what it says."""

from __future__ import annotations

from counter_app.domain.codec import to_plain
from counter_app.domain.hall import QUEUE_KIND, HallAct, QueueInfo, QueueLine
from counter_app.domain.ids import uuid7
from counter_app.domain.ticket import TicketClass
from counter_app.services.sync.flow import sync_turn
from counter_app.services.ticketing import Wish, take_ticket
from counter_app.ui.place import Surroundings
from counter_app.ui.queue.line import CallingLine
from counter_app.ui.queue.presenter import QueuePresenter
from counter_app.ui.queue.sentence import keys, now_line
from counter_app.ui.queue.wording import queue_look, strip_look
from tests.fakes.county import LineFault
from tests.fakes.desk import CLERK, a_desk, play
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell

LINES = (QueueLine("A", "综合业务"), QueueLine("B", "不动产", kinds=("field",)))


class Hall:
    """What happens in the hall of a desk."""

    def __init__(self, desk, lines=LINES):
        self.desk, self._made = desk, 0
        self.county = desk.county
        if lines:
            self.hall.info = QueueInfo(lines)
            self.county.publish(
                self.county.scopes[1], QUEUE_KIND, desk.county.window.hall, to_plain(self.hall.info)
            )
            play(desk, sync_turn(desk, 5.0))
        self.hall.names = {self.county.window.id: "3号窗口", "w-8": "8号窗口"}

    @property
    def hall(self):
        return self.county.hall

    def take(self, *classes, line="A", people=1):
        """Numbers taken at a kiosk, one of each class."""
        kinds = classes or (TicketClass.ORDINARY,)
        return [
            play(self.desk, take_ticket(self.desk, Wish(line, each, people))).ticket
            for each in kinds
        ]

    def other(self, act, window="w-8", **wanted):
        """Another window acts."""
        self._made += 1
        op_id = uuid7(self.desk.clock.read().wall_ms, self._made.to_bytes(10, "big"))
        return self.hall.act(window, act, HallAct(op_id.hex(), "zhuoma", **wanted))

    def cut(self):
        self.county.standing = LineFault.CUT

    def mend(self):
        self.county.standing = LineFault.NONE

    def wait(self, seconds):
        self.desk.clock.advance(seconds * 1_000)

    def at(self, no):
        """A ticket as the hall has it."""
        return next(each for each in self.hall.tickets.values() if each.no == no)

    def kinds(self):
        """What the hall has logged."""
        return [each.operation.kind for each in self.hall.log if hasattr(each, "operation")]


class Table:
    """Somebody's place: what is in mid-case, and how often it was cleared."""

    def __init__(self, busy=""):
        self.busy, self.cleared, self.holds = busy, 0, False
        self.then = None

    def serving(self):
        return self.busy

    def visit_over(self, then):
        self.cleared += 1
        self.then = then
        if not self.holds:
            then()


class LineBench:
    """``CallingLine`` with a shell that notes."""

    def __init__(self, lines=LINES, user=CLERK, desk=None):
        self.desk = desk or a_desk()
        self.hall = Hall(self.desk, lines)
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.shell = RecordingShell(user)
        self.table = Table()
        self.shell.serves = [self.table]
        self.line = CallingLine(self.desk, self.runner, self.timers, self.shell)
        self.shell.calling = self.line

    def begin(self):
        self.line.begin()
        return self

    @property
    def state(self):
        return self.line.state

    @property
    def ticket(self):
        """Number and state of the window's ticket."""
        there = self.state.ticket
        return (there.no, there.state.value) if there else None

    @property
    def strip(self):
        return strip_look(self.desk.words, self.state)

    @property
    def said(self):
        return self.shell.told[-1][1:] if self.shell.told else ("", "")

    def words(self, message, **values):
        return self.desk.words.say(f"ui.queue.{message}", **values)


class QueueBench(LineBench):
    """叫号 with its presenter, worded."""

    def __init__(self, **how):
        super().__init__(**how)
        self.shown = None
        around = Surroundings(self.desk, self.runner, self.timers, self.shell)
        self.presenter = QueuePresenter(around, self)
        self.presenter.user_changed(self.shell.user)
        self.begin()
        self.presenter.enter_place()

    def show_state(self, state):
        self.shown = state

    @property
    def look(self):
        return queue_look(self.desk.words, self.shown)

    @property
    def now(self):
        return now_line(self.desk.words, self.presenter.state).now

    def keys(self):
        return {each.key: each for each in keys(self.desk, self.presenter)}

    def press(self, *pressed):
        for key in pressed:
            action = self.keys()[key]
            if action.enabled:
                action.act()
            else:
                self.shell.tell(action.why, "", "error")

    def type(self, name, text):
        self.presenter.type_text(name, text)

    def enter(self, name):
        self.presenter.enter(name)
