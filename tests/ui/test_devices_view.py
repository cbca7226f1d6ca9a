from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from counter_app.domain.printing import PrinterState
from counter_app.services.desk import Changes
from counter_app.ui import theme
from counter_app.ui.devices.place import DevicesPlace
from counter_app.ui.devices.state import RoomLook
from counter_app.ui.place import PlaceOffer
from counter_app.ui.places import offers
from counter_app.ui.shell import Window
from counter_app.words import Words
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.paper_cases import a_person
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers


class Bench:
    """The real window with the real device room, and an intake that only notes."""

    def __init__(self, qtbot, **changes):
        self.kept = []
        self.desk = a_desk(reader=FakeCardReader(), keep_screen=self.kept.append, **changes)
        self.timers, self.intake = ManualTimers(), NotingPlace()
        made = []

        def build(around):
            made.append(DevicesPlace(around))
            return made[-1]

        places = (offer_of(self.intake), PlaceOffer("devices", "ph.printer", (), build))
        runner = InlineRunner(self.desk)
        self.window = Window(self.desk, runner, self.timers, places)
        self.place, self.view = made[0], made[0].view
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.admit(CLERK)
        self.window.line_watch.begin()
        self.window.go("devices")
        QApplication.sendPostedEvents()

    def strike(self, key):
        QTest.keyClick(self.window.windowHandle(), key)

    def result(self, role):
        line = self.view.panels[role].result
        return line.said if line.isVisible() else ("", "")

    def rows(self):
        return self.view.events.model().rows

    def pick(self, name, steps):
        """With the arrow keys, as a person does."""
        combo = self.view.pc.choices[name]
        combo.setFocus()
        for _ in range(steps):
            QTest.keyClick(combo, Qt.Key.Key_Down)


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


def test_it_is_a_place_of_the_rail_for_everybody():
    (offer,) = (each for each in offers() if each.id == "devices")
    assert offer.roles == ()
    assert offer.build is DevicesPlace


def test_a_click_on_a_light_leads_here_and_the_room_says_the_same_as_the_light(bench):
    bench.window.go("intake")
    bench.window.strip._pills["tickets"].click()
    assert bench.view.isVisible()
    for role, panel in bench.view.panels.items():
        assert panel.pill.state == bench.window.strip.lights()[role]
        assert panel.said[0] == "10:00 起"


def test_the_tests_have_keys(bench):
    bench.desk.reader.lay(a_person())
    bench.strike(Qt.Key.Key_F3)
    bench.strike(Qt.Key.Key_F4)
    bench.strike(Qt.Key.Key_F5)

    assert "扎*" in bench.result("reader")[0]
    assert bench.result("tickets")[0] == bench.result("documents")[0] == "打印机报告已打完。"
    assert len(bench.desk.tickets.printed) == len(bench.desk.documents.printed) == 1
    assert sum("测试：" in each.text for each in bench.rows()) == 3


def test_the_tests_have_buttons(bench):
    QTest.mouseClick(bench.view.panels["tickets"].test, Qt.MouseButton.LeftButton)
    assert len(bench.desk.tickets.printed) == 1
    assert bench.result("reader") == ("", "")


def test_f6_looks_again(bench):
    bench.desk.documents.state = PrinterState("cover_open")
    bench.strike(Qt.Key.Key_F6)
    assert bench.view.panels["documents"].pill.state.kind == "danger"
    assert bench.window.strip.lights()["documents"].kind == "danger"
    assert bench.view.panels["documents"].said[2]


def test_a_key_that_is_closed_says_why(qtbot):
    bench = Bench(qtbot, tickets=None)
    bench.strike(Qt.Key.Key_F4)
    assert bench.window.message.said[0].startswith("本窗口没有设置这个设备")
    assert not bench.view.panels["tickets"].test.isEnabled()


def test_the_theme_is_worn_at_once_and_kept(bench, wear):
    bench.pick("theme", 1)
    assert theme.current().name == "dark"
    assert [each.theme for each in bench.kept] == ["dark"]
    notes = [each.text() for each in bench.view.pc.findChildren(QLabel) if each.isVisible()]
    assert "已换好，下次打开也是这样。" in notes
    wear("light")


def test_size_and_language_are_noted_for_the_next_opening(bench):
    bench.pick("scale", 2)
    bench.pick("language", 1)
    assert (bench.kept[-1].scale_percent, bench.kept[-1].language) == (150, "en")
    assert theme.current().metrics.scale == 1.0


def test_leaving_stops_the_asking_and_entering_begins_it_again(bench):
    watched = bench.timers.waiting
    bench.window.go("intake")
    assert bench.timers.waiting == watched - 1
    bench.window.go("devices")
    assert bench.timers.waiting == watched
    bench.window.dismiss()
    assert bench.timers.waiting == watched - 1


def test_a_print_elsewhere_is_seen_here(bench):
    asked = bench.desk.background.lanes.count("store")
    bench.window.announce(Changes(jobs=("j",)))
    assert bench.desk.background.lanes.count("store") > asked


def test_here_nobody_is_served_and_one_may_always_leave(bench):
    assert bench.place.serving() == ""
    assert bench.place.leave()


def test_what_was_refused_stands_there_only_when_there_is_some(bench):
    assert not bench.view.refused.isVisible()
    bench.view.show_look(RoomLook(refused=("一", "二")))
    assert bench.view.refused.isVisible()
    assert bench.view.refused.shown == "一\n二"


def test_every_input_has_a_name_and_the_caret_begins_at_the_first_test(bench):
    assert bench.view.panels["reader"].test.hasFocus()
    for combo in bench.view.findChildren(QComboBox):
        assert combo.accessibleName() in ("外观", "大小", "语言", "标签文字")
    for panel in bench.view.panels.values():
        assert panel.test.accessibleName()
        assert panel.accessibleName().startswith(panel._title.text())


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_at_every_scale_nothing_is_cut_off_at_the_side(qtbot, wear, scale, language):
    wear("light", scale)
    bench = Bench(qtbot, words=Words(language))
    bench.desk.tickets.state = PrinterState("paper_out")
    bench.strike(Qt.Key.Key_F6)
    bench.strike(Qt.Key.Key_F4)
    QApplication.sendPostedEvents()
    for panel in bench.view.panels.values():
        right = panel.mapTo(bench.view, panel.rect().bottomRight()).x()
        assert right <= bench.view.width()
    assert bench.view.width() <= 1280
    for each in bench.view.findChildren(QLabel):
        if each.isVisible() and each.wordWrap():
            assert each.height() >= each.heightForWidth(each.width()), each.text()
