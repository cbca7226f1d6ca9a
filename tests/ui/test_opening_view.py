"""The opening check in the real window, by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton

from counter_app.domain.case import MaterialState
from counter_app.domain.printing import PrinterState
from counter_app.services.desk import Changes
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.ui import places
from counter_app.ui.shell import Window
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item
from tests.fakes.places import NotingPlace, offer_of
from tests.fakes.runner import InlineRunner, ManualTimers

ITEM = an_item()


class Bench:
    """A window whose clerk has just signed in; two papers and a draft were left."""

    def __init__(self, qtbot, *, left=True):
        self.desk = a_desk(ITEM, calendars=(YEAR_2026,))
        if left:
            self._leave()
        self.intake = NotingPlace()
        self.window = Window(
            self.desk, InlineRunner(self.desk), ManualTimers(), (offer_of(self.intake),)
        )
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.door = places.begin(self.window.surroundings)
        self.place = self.door.opening
        self.screen = self.place.widget()
        self.door.presenter.type_text("user", "ciren")
        self.door.presenter.type_text("password", "right")
        self.key(Qt.Key.Key_Return)
        self.key(Qt.Key.Key_Escape)

    def _leave(self):
        visit = self._drafted()
        marked = mark_material(self.desk, visit, "all", MaterialState.RECEIVED, None)
        play(self.desk, accept(self.desk, play(self.desk, marked)))
        self._drafted()
        self._drafted()

    def _drafted(self):
        visit = signed_visit(person=a_person())
        return play(self.desk, open_case(self.desk, visit, ITEM.code, None))

    def key(self, key):
        QTest.keyClick(self.window.windowHandle(), key)

    def bar(self):
        buttons = self.window.key_bar.findChildren(QPushButton)
        return [each.accessibleName() for each in buttons if each.isVisible()]

    def rows(self):
        model = self.screen.table.model()
        return [
            tuple(model.index(row, column).data() for column in range(3))
            for row in range(model.rowCount())
        ]


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


def test_one_enter_opens_the_window(bench):
    assert bench.screen.isVisible()
    assert QApplication.focusWidget() is bench.screen.open_button
    assert bench.window.strip._user.text() == "次仁"
    bench.key(Qt.Key.Key_Return)
    assert bench.intake.widget().isVisible()
    assert not bench.screen.isVisible()


def test_each_check_shows_sign_word_and_sentence(bench):
    said = {name: line.said for name, line in bench.screen.checks.items()}
    assert said["tickets"] == ("正常", "有纸，可以打印。", "")
    assert said["numbers"] == ("正常", "2026 年还有 99998 个号。", "")
    bench.desk.tickets.state = PrinterState("cover_open")
    bench.key(Qt.Key.Key_F5)
    word, _, todo = bench.screen.checks["tickets"].said
    assert (word, "A4" in todo) == ("要处理", True)
    assert "要处理" in bench.screen.checks["tickets"]._title.accessibleName()


def test_arrow_down_reaches_what_was_left_and_enter_prints_it(bench):
    assert bench.screen.restored.said[0].startswith("已恢复 1 件")
    bench.key(Qt.Key.Key_Down)
    assert bench.screen.table.hasFocus()
    assert bench.place.presenter.state.row == 0
    assert bench.bar() == ["Enter 打印这份", "F5 再查一遍", "Esc 返回", "F12 锁屏"]
    bench.key(Qt.Key.Key_Return)
    assert len(bench.desk.tickets.printed) == 1
    assert bench.rows()[0][2] == "已打印"
    assert bench.screen.table.currentIndex().row() == 0
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)
    assert len(bench.desk.documents.printed) == 1


def test_esc_goes_back_to_the_button(bench):
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is bench.screen.open_button
    assert not bench.screen.table.currentIndex().isValid()
    assert bench.bar()[0] == "Enter 开窗"
    bench.key(Qt.Key.Key_Return)
    assert bench.intake.widget().isVisible()


def test_tab_goes_in_reading_order(bench):
    bench.key(Qt.Key.Key_Tab)
    assert bench.screen.table.hasFocus()
    assert bench.place.presenter.state.row == 0
    bench.key(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is bench.screen.open_button
    assert bench.place.presenter.state.row == -1
    bench.key(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is bench.screen.again_button


def test_other_keys_of_the_button_are_those_of_any_button(bench):
    bench.key(Qt.Key.Key_Space)
    assert bench.intake.widget().isVisible()


def test_a_draft_is_taken_up_by_enter(bench):
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_End)
    bench.screen.table.selectRow(2)
    assert bench.rows()[2][0] == ITEM.name
    bench.key(Qt.Key.Key_Return)
    assert bench.intake.widget().isVisible()


def test_a_double_click_opens_the_row(bench, qtbot):
    table = bench.screen.table
    spot = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    assert len(bench.desk.tickets.printed) == 1


def test_with_nothing_left_the_arrow_finds_nothing_to_choose(qtbot):
    bench = Bench(qtbot, left=False)
    assert not bench.screen.restored.isVisible()
    bench.key(Qt.Key.Key_Down)
    assert bench.place.presenter.state.row == -1
    bench.key(Qt.Key.Key_Return)
    assert bench.intake.widget().isVisible()


def test_f12_locks_from_here_too(bench):
    bench.key(Qt.Key.Key_F12)
    assert bench.door.widget().isVisible()
    assert bench.window.user is None


def test_drawing_the_same_state_again_changes_nothing(bench):
    bench.key(Qt.Key.Key_Down)
    bench.screen.show_state(bench.place.presenter.state)
    assert bench.screen.table.hasFocus()
    assert bench.screen.table.currentIndex().row() == 0


def test_a_row_chosen_elsewhere_is_shown_as_chosen(bench):
    bench.place.presenter.select(2)
    assert bench.screen.table.currentIndex().row() == 2


def test_changes_elsewhere_move_nothing_under_the_clerks_eyes(bench):
    before = bench.rows()
    bench.window.announce(Changes(cases=("c",), jobs=("j",)))
    assert bench.rows() == before
    assert (bench.place.serving(), bench.place.leave()) == ("", True)


@pytest.mark.parametrize(
    ("scale", "direction"),
    [(100, QBoxLayout.Direction.LeftToRight), (200, QBoxLayout.Direction.TopToBottom)],
)
def test_the_halves_stand_below_each_other_where_there_is_no_room(qtbot, wear, scale, direction):
    wear("light", scale)
    bench = Bench(qtbot)
    assert bench.screen._halves.direction() == direction
    assert bench.screen.minimumSizeHint().width() <= 1280


def test_everything_can_be_hit_and_is_named(bench):
    shown = [each for each in bench.screen.findChildren(QPushButton) if each.isVisible()]
    assert all(each.accessibleName() and each.height() >= 32 for each in shown)
    assert bench.screen.table.accessibleName()
