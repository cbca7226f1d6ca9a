"""The citizen's screen in its window, and the clerk's panel, by real events."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from counter_app.domain.handwriting import is_written
from counter_app.ui.citizen.looks import Said, citizen_state
from counter_app.ui.citizen.panel import ClerkPanel
from counter_app.ui.citizen.state import CitizenState
from counter_app.ui.citizen.touch import finger_px
from counter_app.words import Words
from tests.fakes.citizen import NAME, OWN, SECOND
from tests.fakes.citizen_window import CitizenWindowBench
from tests.fakes.paper_cases import APPLICANTS

LONG = "加仓·晋美南杰次仁多吉旺堆·次仁旺堆顿珠罗布平措次仁旺堆顿珠罗布平措阿旺洛桑丹增"[:50]


@pytest.fixture
def bench(qtbot):
    return CitizenWindowBench(qtbot, OWN, SECOND)


# ---- the window
def test_idle_it_is_calm(bench):
    assert "巴宜区政务服务中心" in bench.texts()
    assert bench.buttons() == []


def test_a_person_checks_signs_and_is_thanked_with_real_events(bench):
    bench.ask()
    assert "食品经营许可" in "".join(bench.texts())
    assert "5*************0014" in bench.texts()
    bench.press("right")
    bench.write()
    assert is_written(bench.window.sign.pad._strokes)
    bench.press("right")

    assert "已确认，谢谢" in bench.texts()
    assert len(bench.recorded()) == 1


def test_the_small_buttons_go_back_and_begin_again(bench):
    bench.to_sign()
    bench.write()
    bench.press("again")
    assert bench.window.sign.pad._strokes == ()
    assert not next(each for each in bench.buttons() if each.objectName() == "right").isEnabled()
    bench.press("back")
    assert bench.window.check.isVisible()
    bench.press("wrong")
    assert "请告诉工作人员哪里不对" in bench.texts()


def test_from_the_fingerprint_page_one_can_go_back(bench):
    bench.ask().presenter.choose_manner("fingerprint")
    bench.press("right")
    assert "请在纸上按手印" in bench.texts()
    bench.press("back")
    assert bench.window.check.isVisible()


def test_nothing_of_him_stays_behind_the_calm_page(bench):
    bench.to_sign().draw()
    bench.presenter.withdraw()
    every = [each.text() for each in bench.window.findChildren(QLabel)]
    shown = [each for each in every if "扎西" in each or "0014" in each]
    hidden = [each for each in bench.window.check.findChildren(QLabel) if each.isVisible()]
    assert hidden == []
    assert shown == []
    assert bench.window.sign.pad._strokes == ()


@pytest.mark.parametrize("scale", [100, 200])
def test_whatever_is_touched_has_eighteen_millimetres(qtbot, wear, scale):
    wear("light", scale)
    bench = CitizenWindowBench(qtbot, OWN, SECOND)
    bench.window.resize(1280, 800)
    side = finger_px(bench.window)
    assert side >= 68 * scale / 100
    for step in ("ask", "to_sign"):
        getattr(bench, step)()
        QApplication.sendPostedEvents()
        for each in bench.buttons():
            assert each.height() >= side, each.text()
            assert each.width() >= 2 * side


@pytest.mark.parametrize("name", [LONG, *APPLICANTS.values()], ids=str)
@pytest.mark.parametrize("scale", [100, 200])
def test_a_long_name_stands_whole(qtbot, wear, name, scale):
    wear("light", scale)
    bench = CitizenWindowBench(qtbot, OWN, SECOND)
    person = replace(bench.visit.person, name=name)
    application = replace(bench.visit.draft.application, person=person)
    bench.visit = replace(
        bench.visit, person=person, draft=replace(bench.visit.draft, application=application)
    )
    bench.window.resize(1280, 800)
    bench.ask()
    QApplication.sendPostedEvents()
    shown = next(each for each in bench.window.findChildren(QLabel) if each.text() == name)
    assert shown.height() >= shown.heightForWidth(shown.width())
    assert shown.width() <= bench.window.width()


def test_no_answer_is_offered_before_it_is_looked_for(qtbot):
    bench = CitizenWindowBench(qtbot, OWN)
    with qtbot.waitActive(bench.window):
        bench.window.activateWindow()
    bench.ask()
    assert not any(each.hasFocus() for each in bench.buttons())


def test_the_notice_goes_under_the_entries_where_there_is_no_room_beside(bench):
    bench.ask()
    notice, rows = bench.window.check._notice, bench.window.check._rows
    bench.window.resize(1280, 800)
    QApplication.sendPostedEvents()
    assert notice.x() > rows.x()
    bench.window.resize(700, 900)
    QApplication.sendPostedEvents()
    assert notice.y() > rows.y()


def test_without_a_notice_its_panel_is_not_there(bench):
    bench.ask()
    bench.window.check.show_state(CitizenState("check"))
    assert not bench.window.check._notice.isVisible()


def test_a_shorter_notice_leaves_nothing_of_the_longer(bench):
    bench.ask()
    notice = bench.window.check._notice
    state = bench.screen.window
    short = replace(
        CitizenState("check"),
        notice=replace(current(bench), parts=(("头", "文"),)),
    )
    state.check.show_state(short)
    shown = [each.text() for each in notice.findChildren(QLabel) if each.isVisible()]
    assert "文" in shown
    assert not any("查阅" in each for each in shown)


def current(bench):
    return citizen_state(Said(Words()), bench.presenter._facts).notice


# ---- the clerk's panel
@pytest.fixture
def panel(qtbot, bench):
    panel = ClerkPanel(bench.desk.words)
    qtbot.addWidget(panel)
    panel.listen_to(bench.presenter)
    panel.resize(360, 400)
    panel.show()
    return panel


def panel_texts(panel):
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible() and each.text()]


def test_the_panel_shows_the_way_and_the_keys(bench, panel):
    assert panel.pill.text() == "群众屏 空闲"
    assert panel_texts(panel) == ["给群众确认（Alt+I）"]
    bench.ask()
    strong = [
        each.text()
        for each in panel.findChildren(QLabel)
        if each.isVisible() and each.property("role") == "strong"
    ]
    assert strong == ["待确认"]
    assert "改为按手印（Alt+O）" in panel_texts(panel)[-1]
    assert not panel.witness.isVisible()


def test_the_witness_is_typed_and_enter_says_that_the_fingerprint_is_given(bench, panel):
    bench.ask()
    bench.presenter.choose_manner("fingerprint")
    assert panel.witness.isVisible()
    panel.line.setFocus()
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert "见证人" in panel.witness.note
    QTest.keyClicks(panel.line, "Zhuoma")
    assert panel.witness.note == ""
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert bench.recorded()[0].witness == "Zhuoma"
    assert not panel.witness.isVisible()
    assert panel.pill.text() == "群众屏 已确认"


def test_a_name_on_the_pad_is_what_the_presenter_holds(bench):
    bench.to_sign().draw()
    assert bench.window.sign.pad._strokes == NAME
