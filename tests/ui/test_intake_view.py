from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from counter_app.domain.case import CaseState
from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import make_case_no
from counter_app.services.desk import Changes
from counter_app.words import Words
from tests.fakes.clerk import Clerk
from tests.fakes.intake import CARD, CHILD, CIREN, CREDIT_CODE, FOOD, PHONE, ZHAXI
from tests.fakes.intake import a_searchable_desk as a_desk

TIBETAN = "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན་བསྟན་འཛིན་ནོར་བུ་དབང་ཕྱུག"[:50]


@pytest.fixture
def clerk(qtbot):
    clerk = Clerk(qtbot)
    clerk.lay()
    return clerk


def ready(clerk):
    clerk.press("F3")
    clerk.type(PHONE)
    clerk.press("Enter")
    clerk.type("spjy")
    clerk.press("Enter", "F6")


def line(clerk, name):
    return clerk.view.fields.editor(name)


def settle():
    QApplication.sendPostedEvents()


# ---- fields and focus


def test_typing_into_the_number_opens_the_typed_entry(clerk):
    assert clerk.focused == "number"
    assert not line(clerk, "name").isVisible()
    clerk.type("E")
    assert line(clerk, "name").isVisible()
    assert line(clerk, "birth_date").isVisible()
    clerk.type("12345678")
    clerk.press("Enter")
    assert clerk.focused == "name"
    clerk.type("Anna")
    clerk.press("Enter")
    clerk.type("19850302")
    clerk.press("Enter")
    assert clerk.focused == "sex"
    clerk.press("Down", "Down")
    clerk.press("Enter")
    assert clerk.visit.person.name == "Anna"
    assert clerk.visit.person.sex == "2"


def test_another_kind_of_paper_is_chosen_from_the_list(clerk):
    clerk.type("5404")
    kinds = line(clerk, "kind")
    assert isinstance(kinds, QComboBox)
    assert kinds.currentData() == "resident"
    kinds.setFocus()
    clerk.press("Down", "Down")
    assert clerk.state.kind == "passport"
    clerk.press("Enter")
    assert clerk.focused in ("birth_date", "name", "kind")


def test_what_is_shown_again_moves_no_caret(clerk):
    clerk.type("540402")
    field = line(clerk, "number")
    field.setCursorPosition(2)
    clerk.view.show_state(clerk.state)
    assert field.cursorPosition() == 2
    assert field.text() == "540402"


def test_every_input_has_a_name_for_a_screen_reader(clerk):
    ready(clerk)
    inputs = clerk.view.findChildren(QLineEdit) + clerk.view.findChildren(QComboBox)
    inputs += [clerk.view.middle.table, clerk.view.middle.sheet.list]
    assert [each.objectName() for each in inputs if not each.accessibleName()] == []


def test_fields_left_are_noted(clerk):
    clerk.press("F3")
    clerk.type("0894582")
    clerk.press("Tab")
    assert clerk.visit.phone == "0894582"


def test_the_scope_of_an_agent_is_kept_when_its_field_is_left(clerk):
    clerk.press("F3", "Alt+A")
    clerk.lay(CIREN)
    clerk.press("F3")
    scope = line(clerk, "scope")
    scope.setFocus()
    scope.selectAll()
    clerk.type("abc")
    clerk.press("F4")
    assert clerk.visit.agent.scope == "abc"


# ---- search


def test_initials_work_while_an_input_method_is_still_composing(clerk):
    clerk.press("F4")
    clerk.compose("sp'jy")
    assert clerk.state.hits[0].name == FOOD.name
    assert clerk.view.middle.popup.isVisible()
    clerk.press("Enter")
    assert clerk.visit.draft.item == FOOD


def test_committed_chinese_is_found_too(clerk):
    clerk.press("F4")
    clerk.compose("", "社会")
    assert clerk.state.hits[0].name == CARD.name


def test_arrows_walk_through_the_hits_and_f1_takes_the_one_they_stand_on(clerk):
    clerk.press("F4")
    clerk.type("xk")
    assert len(clerk.state.hits) >= 2
    clerk.press("Down")
    second = clerk.state.hits[1]
    clerk.press("F1")
    assert clerk.visit.documents[-1].value_map()["item"] == second.name


def test_esc_closes_the_hits_and_keeps_what_was_typed(clerk):
    clerk.press("F4")
    clerk.type("spjy")
    clerk.press("Esc")
    assert not clerk.view.middle.popup.isVisible()
    assert clerk.view.middle.search.text() == "spjy"
    clerk.press("Enter")
    assert clerk.visit.draft.item == FOOD


def test_leaving_the_field_closes_the_hits(clerk):
    clerk.press("F4")
    clerk.type("spjy")
    line(clerk, "number").setFocus()
    assert not clerk.state.popup
    clerk.view.show_state(clerk.state)
    assert not clerk.view.middle.popup.isVisible()


def test_a_click_on_a_hit_opens_it(clerk):
    clerk.press("F4")
    clerk.type("spjy")
    clerk.view.middle.popup.picked.emit(0)
    assert clerk.visit.draft.item == FOOD


def test_the_situation_is_chosen_from_its_list(clerk):
    ready(clerk)
    box = clerk.view.findChild(QComboBox, "situation")
    assert box.isEnabled()
    box.activated.emit(1)
    assert clerk.visit.draft.application.situation == "s2"
    assert box.currentText() == "新办·销售"


# ---- the table


def test_enter_on_a_row_goes_to_its_next_state(clerk):
    ready(clerk)
    assert clerk.focused == "materials"
    clerk.press("Down", "Down", "Enter")
    assert clerk.state.row == 2
    model = clerk.view.middle.table.model()
    assert model.index(2, 4).data() == "缺"
    clerk.press("Enter")
    assert model.index(2, 4).data() == "容缺至11月27日"
    assert line(clerk, "until").isVisible()


def test_a_fault_is_typed_below_the_table(clerk):
    ready(clerk)
    clerk.press("Alt+Q", "Tab")
    assert clerk.focused == "fault"
    clerk.compose("", "没有签字")
    assert clerk.view.middle.table.model().index(0, 5).data() == "没有签字"
    clerk.press("Enter")
    assert clerk.focused == "materials"


# ---- acts


def test_f9_held_down_accepts_once(clerk):
    ready(clerk)
    pending = clerk.desk.ledger.outbox_count().pending
    table = clerk.view.middle.table
    QTest.keyPress(table, Qt.Key.Key_F9)
    for _ in range(30):
        held = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "", autorep=True
        )
        QApplication.sendEvent(clerk.window.focusWidget(), held)
    QTest.keyRelease(clerk.window.focusWidget(), Qt.Key.Key_F9)
    clerk.press("F9")
    assert clerk.visit.case.state is CaseState.ACCEPTED
    acts = [e for e in clerk.desk.ledger.recent(20) if e.entry.operation.kind == "case.accept"]
    assert len(acts) == 1
    assert clerk.desk.ledger.outbox_count().pending > pending


def test_a_full_disk_at_f9_says_so_and_keeps_everything(clerk):
    ready(clerk)
    clerk.desk.ledger.fail = StoreError("disk_full")
    clerk.press("F9")
    assert clerk.said[0]
    assert clerk.view.middle.table.isVisible()
    assert clerk.visit.phone == PHONE
    clerk.press("F9")
    assert clerk.visit.case is not None


def test_the_result_is_large_and_the_papers_stand_below(clerk):
    ready(clerk)
    clerk.press("F9")
    shown = [each.text() for each in clerk.view.findChildren(QLabel) if each.isVisible()]
    assert "11月27日前办结" in shown
    assert "受理通知书" in shown
    assert clerk.view.middle.papers.isVisible()
    assert clerk.focused == "search"


def test_a_closed_key_says_why(clerk):
    clerk.press("F9")
    assert "没有打开的办件" in clerk.said[0]


def test_every_outcome_is_listed_walked_and_taken(clerk):
    ready(clerk)
    clerk.press("Alt+F9")
    assert clerk.focused == "sheet"
    listed = clerk.view.middle.sheet.list
    assert listed.model().rowCount() == 8
    assert "受理" in listed.model().index(1, 0).data()
    clerk.press("Down", "Enter")
    assert clerk.visit.case.state is CaseState.ACCEPTED


def test_a_double_click_takes_a_line_too(clerk):
    ready(clerk)
    clerk.press("Alt+F9")
    listed = clerk.view.middle.sheet.list
    listed.setCurrentIndex(listed.model().index(1, 0))
    listed.doubleClicked.emit(listed.model().index(1, 0))
    assert clerk.visit.case.state is CaseState.ACCEPTED


def test_a_reason_is_written_in_the_place_of_the_materials(clerk):
    clerk.press("F3", "Enter")
    clerk.type("spjy")
    clerk.press("Enter", "Alt+F9", "Down", "Down", "Down", "Down", "Enter")
    assert clerk.focused == "reason"
    assert not clerk.view.middle.sheet.list.isVisible()
    clerk.compose("", "材料虚假")
    clerk.press("Enter")
    assert clerk.visit.case.state is CaseState.NOT_ACCEPTED


def test_esc_leaves_a_list(clerk):
    ready(clerk)
    clerk.press("Alt+F9", "Esc")
    assert clerk.focused == "materials"


# ---- cards and readers


def test_two_cards_in_a_row_ask_and_change_nothing(clerk):
    clerk.press("F3")
    clerk.lay(CIREN)
    clerk.press("F3")
    assert clerk.visit.person == ZHAXI
    asked = [each.text() for each in clerk.view.left.findChildren(QLabel) if each.isVisible()]
    assert any("次仁" in each for each in asked)
    clerk.press("Esc")
    assert not any(
        "又放上" in each.text() for each in clerk.view.left.findChildren(QLabel) if each.isVisible()
    )


def test_a_reader_unplugged_while_a_name_is_typed_keeps_the_typing(clerk):
    clerk.type("E12345678")
    clerk.press("Enter")
    clerk.type("Ann")
    clerk.desk.reader.unplug()
    clerk.press("F3")
    clerk.type("a")
    assert line(clerk, "name").text() == "Anna"
    assert clerk.focused == "name"
    assert clerk.said[0]


# ---- scanners


def accepted_elsewhere(clerk):
    ready(clerk)
    clerk.press("F6", "Alt+Q", "F7")
    number = clerk.visit.case.no
    clerk.press("F2")
    return number


@pytest.mark.parametrize("end", ["Enter", "Tab", ""])
def test_a_case_number_scanned_into_any_field_opens_the_case(clerk, end):
    number = accepted_elsewhere(clerk)
    clerk.press("F4")
    clerk.type("sp")
    clerk.scan(number, end)
    assert clerk.visit.case.no == number
    assert clerk.view.middle.search.text() in ("sp", "")


def test_a_case_number_scanned_over_the_table_opens_it_too(clerk):
    number = accepted_elsewhere(clerk)
    clerk.lay(CIREN)
    clerk.press("F3", "Enter")
    clerk.type("shbz")
    clerk.press("Enter")
    assert clerk.focused == "materials"
    clerk.scan(number)
    assert clerk.visit.case.no == number


def test_a_scan_into_the_wrong_field_gives_the_field_its_text_back(clerk):
    clerk.type("E12345678")
    clerk.press("Enter")
    clerk.type("Anna")
    clerk.scan(make_case_no("540402", 2026, "ZZZZ", 9))
    assert line(clerk, "name").text() == "Anna"
    assert clerk.state.text("name") == "Anna"
    assert clerk.said[0]


def test_a_credit_code_scanned_into_the_search_opens_the_body(clerk):
    clerk.press("F4")
    clerk.scan(CREDIT_CODE)
    assert clerk.focused == "body_name"
    assert line(clerk, "body_code").text() == CREDIT_CODE
    assert clerk.view.middle.search.text() == ""


def test_a_credit_code_scanned_where_it_belongs_is_simply_entered(clerk):
    clerk.scan(CREDIT_CODE)
    assert clerk.focused == "body_name"


def test_a_scan_that_nobody_knows_stays_in_its_field(clerk):
    clerk.press("F4")
    clerk.scan("6901234567892")
    assert clerk.view.middle.search.text() == "6901234567892"


def test_steps_between_characters_break_a_scan(clerk):
    number = accepted_elsewhere(clerk)
    clerk.press("F4")
    clerk.scan(number[:10], end="")
    clerk.press("Backspace")
    clerk.scan(number[9:12], end="")
    QTest.keyClick(clerk.window.focusWidget(), Qt.Key.Key_Left)
    clerk.scan(number[12:], end="")
    assert clerk.visit.case is None


# ---- clipboard, reveal


def test_a_copied_field_leaves_the_clipboard_after_half_a_minute(clerk):
    ready(clerk)
    clerk.press("Alt+C")
    assert QGuiApplication.clipboard().text() == "扎西"
    assert clerk.notes[-1][:2] == ("copy", "name")
    clerk.timers.advance(30_000)
    assert QGuiApplication.clipboard().text() == ""


def test_what_somebody_else_copied_meanwhile_stays(clerk):
    ready(clerk)
    clerk.press("Alt+C")
    QGuiApplication.clipboard().setText("other")
    clerk.timers.advance(30_000)
    assert QGuiApplication.clipboard().text() == "other"


def test_a_revealed_number_is_masked_when_the_place_is_left(clerk):
    ready(clerk)
    clerk.press("Alt+V")
    assert any(ZHAXI.number in each.text() for each in clerk.view.findChildren(QLabel))
    assert clerk.place.leave()
    assert not any(ZHAXI.number in each.text() for each in clerk.view.findChildren(QLabel))


# ---- the place


def test_the_place_names_what_alt_f4_would_leave(clerk):
    assert clerk.place.title == "办件"
    assert clerk.place.serving() == ""
    ready(clerk)
    assert FOOD.name in clerk.place.serving()
    clerk.press("F9")
    assert clerk.place.serving() == ""


def test_a_change_elsewhere_asks_anew_what_is_open(clerk):
    ready(clerk)
    clerk.desk.background.lanes.clear()
    clerk.place.changed(Changes(users=True))
    assert clerk.desk.background.lanes == []
    clerk.place.changed(Changes(items=True))
    assert clerk.desk.background.lanes == ["store"]


def test_entering_puts_the_caret_back(clerk):
    ready(clerk)
    line(clerk, "number").setFocus()
    clerk.place.presenter.at("materials")
    clerk.place.enter()
    assert clerk.focused == "materials"


def test_when_nobody_is_signed_in_nothing_personal_stands_there(clerk):
    ready(clerk)
    clerk.window.dismiss()
    texts = [each.text() for each in clerk.view.findChildren(QLabel) if not each.isHidden()]
    assert not any("扎西" in each for each in texts if each and each != "扎西")
    assert clerk.visit.person is None


# ---- sizes, languages, names


def test_a_wide_window_has_a_right_column_and_a_narrow_one_a_line_of_dates(clerk):
    ready(clerk)
    assert not clerk.view.right.isVisible()
    assert "承诺到期 11月27日" in clerk.view.middle.dates_line.text()
    assert clerk.view.left.matters.isVisible()
    clerk.window.resize(1600, 900)
    settle()
    assert clerk.view.right.dates.isVisible()
    assert not clerk.view.middle.dates_line.isVisible()
    assert not clerk.view.left.matters.isVisible()
    clerk.window.resize(1280, 800)
    settle()
    clerk.press("Alt+H")
    assert clerk.view.right.guide.isVisible()
    assert not clerk.view.right.dates.isVisible()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_nothing_is_wider_than_its_window(qtbot, wear, look, scale):
    clerk = Clerk(qtbot, look=(look, scale))
    clerk.lay(replace(ZHAXI, name=TIBETAN))
    ready(clerk)
    settle()
    body = clerk.view.findChild(object, "scrolled")
    assert body.width() <= clerk.view.width()
    clerk.press("F9")
    settle()
    too_wide = [
        each.text()
        for each in clerk.view.findChildren(QLabel) + clerk.view.findChildren(QPushButton)
        if each.isVisible() and each.width() > clerk.view.width()
    ]
    assert too_wide == []
    wear("light")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_name_of_fifty_tibetan_characters_stands_whole(qtbot, language):
    desk = replace(a_desk(), words=Words(language))
    clerk = Clerk(qtbot, desk=desk)
    clerk.lay(replace(CHILD, name=TIBETAN))
    clerk.press("F3")
    clerk.lay(replace(CIREN, name=TIBETAN))
    clerk.press("F3")
    settle()
    names = [
        e for e in clerk.view.left.findChildren(QLabel) if e.text() == TIBETAN and e.isVisible()
    ]
    assert len(names) == 2
    for each in names:
        assert each.wordWrap()
        assert each.heightForWidth(each.width()) <= each.height()
    clerk.press("Alt+N")
    clerk.lay(replace(CIREN, name=TIBETAN))
    clerk.press("F3", "Enter")
    clerk.type("spjy")
    clerk.press("Enter", "F6", "F9")
    assert clerk.visit.case.application.person.name == TIBETAN
