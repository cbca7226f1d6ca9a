"""The clerk's window and the citizen's screen together: one case, two faces, real events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.notice import NoticePlace, NoticeText
from counter_app.ui.place import KeyAction, PlaceOffer
from counter_app.ui.shell import Window
from tests.fakes.citizen import NAME
from tests.fakes.desk import CLERK
from tests.fakes.intake import PHONE, ZHAXI, a_searchable_desk
from tests.fakes.runner import InlineRunner, ManualTimers


class Bench:
    def __init__(self, qtbot, number=3):
        self.desk = a_searchable_desk()
        made = []

        def build(around):
            made.append(IntakePlace(around))
            return made[-1]

        offers = (PlaceOffer("intake", "ph.clipboard-text", ("clerk",), build),)
        runner = InlineRunner(self.desk)
        self.window = Window(self.desk, runner, ManualTimers(), offers, number)
        qtbot.addWidget(self.window, before_close_func=self.end)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.admit(CLERK)
        self.intake = made[0]
        self.screen = self.window.citizen_screen
        if self.screen is not None:
            self.screen.begin()
            self.window.activateWindow()
        QApplication.sendPostedEvents()

    def end(self, window):
        window._may_close = True

    def ready(self):
        presenter = self.intake.presenter
        self.desk.reader.lay(ZHAXI)
        self.press(Qt.Key.Key_F3)
        presenter.type_text("phone", PHONE)
        presenter.enter("phone")
        presenter.type_text("search", "spjy")
        presenter.parts.search.choose(0)
        self.press(Qt.Key.Key_F6)
        return self

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def alt(self, key):
        self.press(key, Qt.KeyboardModifier.AltModifier)

    @property
    def page(self):
        return self.screen.window._stack.currentWidget()

    @property
    def stage(self):
        return self.screen.presenter.clerk.pill.word

    def message(self):
        return self.window.message.said[0] if self.window.message.isVisible() else ""


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot).ready()


def test_alt_i_puts_the_case_before_the_person_and_the_clerk_sees_each_step(bench):
    bench.alt(Qt.Key.Key_I)
    assert bench.page is bench.screen.window.check
    assert bench.stage == "群众屏 待确认"
    shown = [each.text() for each in bench.screen.window.findChildren(QLabel)]
    assert "138****0831" in shown

    QTest.mouseClick(bench.page.right, Qt.MouseButton.LeftButton)
    for each in NAME:
        bench.screen.window.drawn.emit(each)
    QTest.mouseClick(bench.page.right, Qt.MouseButton.LeftButton)

    assert bench.stage == "群众屏 已确认"
    assert bench.message() == "群众已确认。"
    kinds = [each.entry.operation.kind for each in bench.desk.ledger.recent(3)]
    assert "citizen.confirm" in kinds


def test_the_way_stands_on_the_clerks_screen(bench):
    bench.alt(Qt.Key.Key_I)
    texts = [each.text() for each in bench.intake.view.left.findChildren(QLabel)]
    assert "待确认" in texts
    assert "已确认" in texts


def test_a_fingerprint_needs_no_mouse(bench):
    before = QApplication.focusWidget()
    bench.alt(Qt.Key.Key_I)
    bench.alt(Qt.Key.Key_O)
    bench.screen.presenter.press_right()
    assert bench.stage == "群众屏 待按手印"
    witness = QApplication.focusWidget()
    assert witness.objectName() == "witness"
    QTest.keyClicks(witness, "Zhuoma")
    bench.press(Qt.Key.Key_Return)

    assert bench.stage == "群众屏 已确认"
    assert QApplication.focusWidget() is before
    assert bench.desk.ledger.recent(1)[0].entry.operation.witness == "Zhuoma"


def test_alt_z_takes_it_back(bench):
    bench.alt(Qt.Key.Key_I)
    bench.alt(Qt.Key.Key_Z)
    assert bench.stage == "群众屏 空闲"


def test_what_the_clerk_corrects_is_shown_again(bench):
    bench.alt(Qt.Key.Key_I)
    bench.screen.presenter.press_wrong()
    assert bench.message() == "群众说内容有误。"
    presenter = bench.intake.presenter
    presenter.type_text("phone", "13900000002")
    presenter.enter("phone")
    assert bench.stage == "群众屏 待确认"
    shown = [each.text() for each in bench.screen.window.findChildren(QLabel)]
    assert "139****0002" in shown


def test_the_next_visitor_finds_an_empty_screen(bench):
    bench.alt(Qt.Key.Key_I)
    bench.press(Qt.Key.Key_F2)
    assert bench.page is bench.screen.window.calm
    assert bench.stage == "群众屏 空闲"


def test_behind_a_veil_or_a_lock_nobody_reads_it(bench):
    bench.alt(Qt.Key.Key_I)
    text = NoticeText("锁", ())
    bench.window.cover(NoticePlace(text, (KeyAction("Enter", "开", bench.window.uncover),)))
    assert bench.page is bench.screen.window.calm
    bench.window.uncover()
    assert bench.page is bench.screen.window.check


def test_who_signs_out_takes_everything_from_the_screen(bench):
    bench.alt(Qt.Key.Key_I)
    bench.window.dismiss()
    assert bench.page is bench.screen.window.calm
    assert bench.stage == "群众屏 空闲"


def test_without_a_case_the_key_says_why(qtbot):
    bench = Bench(qtbot)
    bench.alt(Qt.Key.Key_I)
    assert bench.message() == "还没有可以给群众确认的内容。"


def test_the_screen_goes_with_the_window(bench):
    bench.window._may_close = True
    bench.window.close()
    assert not bench.screen.window.isVisible()


def test_a_window_without_a_citizen_screen_has_neither_key_nor_panel(qtbot):
    bench = Bench(qtbot, number=None)
    assert bench.screen is None
    standing = bench.intake.keys()
    assert "Alt+I" not in {each.key for each in standing}
    texts = [each.text() for each in bench.intake.view.left.findChildren(QLabel)]
    assert not any("群众" in each for each in texts)
    bench.window.uncover()
