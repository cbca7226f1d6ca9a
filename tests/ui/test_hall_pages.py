"""The pages of 大厅: Alt with arrows, tabs, the list over them, and the place in the window."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from counter_app.services.desk import Changes
from counter_app.ui.hall.place import HallPlace
from counter_app.ui.place import KeyAction, NowLine, Surroundings
from counter_app.ui.places import offers
from counter_app.ui.shell import Window
from tests.fakes.hall_page import SUPERVISOR, HallBench, a_hall_desk
from tests.fakes.runner import InlineRunner, ManualTimers


@pytest.fixture
def bench(host):
    made = HallBench()
    host(made.place.view)
    return made.enter()


@dataclass
class Page:
    """A page that notes what happens to it."""

    id: str
    heard: list = field(default_factory=list)

    @property
    def title(self):
        return self.id.upper()

    def widget(self):
        if not hasattr(self, "made"):
            self.made = QLabel(self.id)
        return self.made

    def keys(self):
        return (KeyAction("F9", self.id, lambda: self.heard.append("F9")),)

    def now(self):
        return NowLine(self.id)

    def enter(self):
        self.heard.append("enter")

    def leave(self):
        self.heard.append("leave")

    def changed(self, changes):
        self.heard.append(changes)

    def user_changed(self, user):
        self.heard.append(user)


@pytest.fixture
def paged(bench, host):
    made = [Page("one"), Page("two"), Page("three")]
    around = Surroundings(bench.desk, bench.runner, bench.timers, bench.shell)
    place = HallPlace(around, lambda _room: tuple(made))
    host(place.view)
    place.enter()
    return place, made


def keys_of(place):
    standing = place.keys()
    return {each.key: each for each in standing}


def test_alt_arrows_turn_the_pages_round(paged):
    place, made = paged
    keys_of(place)["Alt+Right"].act()
    assert place.view.shown is made[1].widget()
    assert (made[0].heard[-1], made[1].heard[-1]) == ("leave", "enter")
    assert keys_of(place)["Alt+Right"].text == "THREE"
    keys_of(place)["Alt+Left"].act()
    keys_of(place)["Alt+Left"].act()
    assert place.now().now == "three"
    keys_of(place)["F9"].act()
    assert made[2].heard[-1] == "F9"


def test_a_tab_shows_its_page_and_the_same_one_does_nothing(paged):
    place, made = paged
    QTest.mouseClick(place.view.tabs["two"], Qt.MouseButton.LeftButton)
    assert place.view.tabs["two"].isChecked()
    heard = list(made[1].heard)
    QTest.mouseClick(place.view.tabs["two"], Qt.MouseButton.LeftButton)
    assert made[1].heard == heard
    assert place.leave()
    assert made[1].heard[-1] == "leave"


def test_every_page_hears_of_changes_and_of_who_signs_in(paged):
    place, made = paged
    place.changed(Changes(items=True))
    place.user_changed(None)
    assert [each.heard[-2:] for each in made] == [[Changes(items=True), None]] * 3
    assert place.serving() == ""


def test_a_list_covers_tabs_and_page(bench, paged):
    place, made = paged
    bench.hands.open_card("done")
    wish = bench.list.state.wish
    place.open_list("甲", wish)
    assert place.view.shown is place.list.widget()
    assert set(keys_of(place)) == {"Esc", "F6", "F9", "F10"}
    assert place.leave()
    place.enter()
    assert made[0].heard[-1] == "leave"
    place.close_list()
    assert made[0].heard[-1] == "enter"


def test_in_the_window_a_supervisor_finds_it_with_its_keys(qtbot):
    desk = a_hall_desk()
    window = Window(desk, InlineRunner(desk), ManualTimers(), offers())
    qtbot.addWidget(window)
    window.resize(1_280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.admit(SUPERVISOR)
    window.go("hall")
    place = window._places["hall"]
    hands = place.pages[0].presenter
    qtbot.wait_until(lambda: hands.state.seen is not None, timeout=2_000)
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert hands.state.day < hands.state.today
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert hands.look.basis == "closed"
    hands.open_card("done")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert place.view.shown is place.pages[0].widget()
    window.dismiss()
    assert hands.state.seen is None
