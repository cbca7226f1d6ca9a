"""A kiosk on fakes: its desk, a printer that can fail, and its presenter with a view that notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.config import Kiosk, Settings
from counter_app.documents.renderer import TemplateRenderer
from counter_app.domain import localtime
from counter_app.domain.appointment import Appointment, hash_person
from counter_app.domain.codec import to_plain
from counter_app.domain.errors import DeviceError
from counter_app.domain.hall import KioskLetter, QueueInfo, QueueLine
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.sync.flow import sync_turn
from counter_app.services.sync.line import Line
from counter_app.ui.kiosk.presenter import KioskPresenter
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty
from tests.fakes.desk import FakeReader, a_desk, play
from tests.fakes.hall_appointments import PERSON_KEY
from tests.fakes.paper_cases import a_person, a_window
from tests.fakes.printers import FakeTicketPrinter
from tests.fakes.runner import InlineRunner, ManualTimers

KIOSK = replace(a_window(), id="k-1", name="取号机", kind="kiosk")
LINES = (QueueLine("A", "综合业务"), QueueLine("B", "税务", "ཁྲལ"))
INFO = QueueInfo(LINES, (KioskLetter("k-1", "Z"),))
NUMBER = "540402195001010014"
MINUTE_MS = 60_000


class EmptyReader(FakeReader):
    """No card lies on it unless one is laid."""

    def read_card(self, timeout_s):
        if not self.cards:
            raise DeviceError("reader_no_card")
        return super().read_card(timeout_s)


def a_kiosk_desk(info=INFO, window=KIOSK, **changes):
    """An enrolled kiosk that has heard the hall's lines."""
    clock = FixedClock()
    changes = {
        "county": FakeCounty(clock, window),
        "clock": clock,
        "line": Line(lambda seconds: clock.advance(max(1, round(seconds * 1000)))),
        "tickets": FakeTicketPrinter(),
        "reader": EmptyReader(),
        "renderer": TemplateRenderer(),
        "settings": Settings(kiosk=Kiosk(people_most=3)),
    } | changes
    desk = a_desk(**changes)
    desk.county.hall.info = info or desk.county.hall.info
    if info is not None:
        desk.county.publish(desk.county.scopes[1], "queue", window.hall, to_plain(info))
        play(desk, sync_turn(desk, 60))
    desk.background.lanes.clear()
    return desk


def booked(desk, code="471147", *, start_ms=0, line="B", number=""):
    """An appointment that begins ``start_ms`` from now."""
    now_ms = desk.clock.read().wall_ms
    person = hash_person(PERSON_KEY, number) if number else ""
    day: date = localtime.day(now_ms + start_ms)
    made = Appointment(
        KIOSK.hall, code, line, day, now_ms + start_ms, now_ms + start_ms + 30 * MINUTE_MS, 2
    )
    desk.county.hall.appointments[code] = replace(made, person=person)
    return code


def elder():
    return replace(a_person(number=NUMBER), birth_date=date(1950, 1, 1))


class NotingView:
    """What was shown, the newest last; ``gone`` once it was left."""

    def __init__(self):
        self.states, self.gone = [], False

    def show_state(self, state):
        self.states.append(state)

    def leave(self):
        self.gone = True

    @property
    def now(self):
        return self.states[-1]


class KioskBench:
    """A presenter that has begun, with hands that wait out the deaf moment."""

    def __init__(self, desk=None, *, begin=True, runner=None):
        self.desk = desk or a_kiosk_desk()
        self.timers, self.view = ManualTimers(), NotingView()
        self.runner = runner or InlineRunner(self.desk)
        self.presenter = KioskPresenter(self.desk, self.runner, self.timers, self.view)
        if begin:
            self.presenter.begin()
            self.wait()

    def wait(self, ms=600):
        self.timers.advance(ms)

    def press(self, *what):
        for each in what:
            self.presenter.press(each)
            self.wait()

    def lay(self, person):
        self.desk.reader.cards.append(person)
        self.wait(1_000)

    @property
    def page(self):
        return self.presenter.board.facts.page

    @property
    def slips(self):
        return [text for _, text in self.desk.tickets.slips]


class EndingPrinter:
    """Its paper ends while it prints; ``roll`` is the printer itself."""

    def __init__(self, roll):
        self.roll, self.ends = roll, True

    @property
    def slips(self):
        return self.roll.slips

    def probe(self):
        return self.roll.probe()

    def print_slip(self, slip, job):
        outcome = self.roll.print_slip(slip, job)
        if not self.ends:
            return outcome
        self.roll.trouble = "paper out"
        return PrintOutcome("unknown", "unknown", Trouble("printer_paper_out_midway"))


def midway(desk):
    """The desk with a printer whose paper ends in each ticket."""
    return replace(desk, tickets=EndingPrinter(desk.tickets))
