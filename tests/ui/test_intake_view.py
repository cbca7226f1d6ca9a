"""The 办件 screen by real keys: fields, table, acts, cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from counter_app.domain.case import CaseState
from counter_app.domain.errors import StoreError
from counter_app.domain.outcome import OutcomeKind
from tests.fakes.clerk import field_of, ready
from tests.fakes.intake import CIREN, PHONE, ZHAXI


# ---- fields and focus
def test_typing_into_the_number_opens_the_typed_entry(clerk):
    assert clerk.focused == "number"
    assert not field_of(clerk, "name").isVisible()
    clerk.type("E")
    assert field_of(clerk, "name").isVisible()
    assert field_of(clerk, "birth_date").isVisible()
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
    kinds = field_of(clerk, "kind")
    assert isinstance(kinds, QComboBox)
    assert kinds.currentData() == "resident"
    kinds.setFocus()
    clerk.press("Down", "Down")
    assert clerk.state.kind == "passport"
    clerk.press("Enter")
    assert clerk.focused in ("birth_date", "name", "kind")


def test_what_is_shown_again_moves_no_caret(clerk):
    clerk.type("540402")
    field = field_of(clerk, "number")
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
    scope = field_of(clerk, "scope")
    scope.setFocus()
    scope.selectAll()
    clerk.type("abc")
    clerk.press("F4")
    assert clerk.visit.agent.scope == "abc"


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
    assert field_of(clerk, "until").isVisible()


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
    assert listed.model().rowCount() == len(OutcomeKind)
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
    clerk.press("Enter", "Alt+F9", *["Down"] * 6, "Enter")
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
    assert field_of(clerk, "name").text() == "Anna"
    assert clerk.focused == "name"
    assert clerk.said[0]
