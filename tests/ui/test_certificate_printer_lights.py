"""Where the settings name a printer of certificates, the lights, the room and the check show it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.config import Devices, Settings
from counter_app.domain.printing import PrinterState
from counter_app.services.opening_checks import Check
from counter_app.services.status import DEVICE_ROLES, device_roles
from counter_app.ui.devices.place import DevicesPlace
from counter_app.ui.opening.state import OpeningFacts, say_opening
from counter_app.ui.opening.view import OpeningScreen
from counter_app.ui.place import PlaceOffer
from counter_app.ui.shell import Window
from counter_app.words import Words
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.device_room import RoomBench
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers

URL = "ipp://printer/ipp/print?tray=2&paper=blank"
ALL = (*DEVICE_ROLES, "certificates")


def a_certificate_desk(**changes):
    settings = Settings(devices=Devices(certificates=URL))
    return a_desk(settings=settings, reader=FakeCardReader(), **changes)


def test_a_window_without_one_is_not_asked_for_it():
    assert device_roles(a_desk(settings=Settings())) == DEVICE_ROLES
    assert device_roles(a_certificate_desk()) == ALL
    assert [each.role for each in RoomBench().enter().look.devices] == list(DEVICE_ROLES)


def test_the_room_tells_of_it_and_tries_nothing_on_numbered_blanks():
    bench = RoomBench(a_certificate_desk())
    bench.desk.certificates.state = PrinterState("paper_out")
    bench.enter()
    look = bench.device("certificates")
    assert (look.title, look.pill.word, look.test) == ("证照打印机", "证照 缺纸", "")
    assert look.address == URL
    assert look.todo
    bench.desk.certificates.state = PrinterState("ready")
    bench.presenter.press_look()
    ready = bench.device("certificates")
    assert (ready.pill.kind, ready.todo[:8]) == ("good", "这里不打测试页，")


class Bench:
    def __init__(self, qtbot, desk):
        self.timers = ManualTimers()
        made = []

        def build(around):
            made.append(DevicesPlace(around))
            return made[-1]

        offers = (offer_of(NotingPlace()), PlaceOffer("devices", "ph.printer", (), build))
        self.window = Window(desk, InlineRunner(desk), self.timers, offers)
        self.place = made[0]
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.admit(CLERK)
        self.window.line_watch.begin()
        self.window.go("devices")
        QApplication.sendPostedEvents()


def test_its_panel_has_no_test_button_and_no_key(qtbot):
    bench = Bench(qtbot, a_certificate_desk())
    assert set(bench.place.view.panels) == set(ALL)
    shown = {role: panel.test.isVisible() for role, panel in bench.place.view.panels.items()}
    assert shown == {**dict.fromkeys(DEVICE_ROLES, True), "certificates": False}
    keys = bench.place.keys()
    assert [each.key for each in keys] == ["F3", "F4", "F5", "F6"]
    lines = {each.role for each in bench.window.line_watch.devices.lines()}
    assert lines == set(ALL)


@pytest.mark.parametrize("roles", [DEVICE_ROLES, ALL])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_opening_check_has_its_line_only_there(qtbot, roles, language):
    words = Words(language)
    checks = {role: Check(role, "red", "paper_out") for role in roles}
    state = say_opening(words, OpeningFacts(checks=checks, roles=roles))
    screen = OpeningScreen(words)
    qtbot.addWidget(screen)
    screen.show_state(state)
    there = "certificates" in {each.id for each in state.checks}
    assert there == (roles == ALL)
    lines = screen.checks
    assert ("certificates" in lines) == there
    assert {each for each, line in lines.items() if line.said[1]} == set(roles)
