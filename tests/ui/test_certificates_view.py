"""出证 in the real window: real keys on real widgets, names for a screen reader, themes and scales."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from counter_app.domain.certificate import CertificateState
from counter_app.services.cases import case_of
from counter_app.services.desk import Changes
from counter_app.ui.scanner.watch import TAKES_SCANS
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import FIRST, a_grant, a_window_desk, decided
from tests.fakes.counter_window import CounterClerk
from tests.fakes.paper_cases import a_person

TAIL = f"{FIRST}"[-3:]


def at_the_window(qtbot, *grants, **how):
    desk = a_window_desk(reader=FakeCardReader())
    cases = [decided(desk, each) for each in (grants or (a_grant(),))]
    return CounterClerk(qtbot, desk, **how), cases


def finished(clerk):
    clerk.press("F10")
    clerk.type(TAIL)
    clerk.press("Enter")
    clerk.press("F1")


def test_a_wrong_number_is_put_right_by_keys_alone(qtbot):
    clerk, (case,) = at_the_window(qtbot)
    clerk.press("F10")
    clerk.type(f"{FIRST + 1}"[-3:])
    clerk.press("Enter")
    assert clerk.focused == "serial"
    clerk.type(f"{FIRST + 1}")
    clerk.press("Enter")
    done = case_of(clerk.desk, case.id).certificates[0]
    assert (done.state, done.sheet.serial) == (CertificateState.PRINTED, FIRST + 1)
    assert clerk.focused == "table"


def test_a_result_is_handed_over_by_keys_alone(qtbot):
    clerk, (case,) = at_the_window(qtbot)
    finished(clerk)
    clerk.lay(a_person())
    clerk.press("F3", "F8", "F8")
    assert clerk.focused == "witness"
    clerk.type("yangjin")
    clerk.press("Enter")
    done = case_of(clerk.desk, case.id).certificates[0]
    assert done.state is CertificateState.HANDED_OVER
    assert clerk.view.right.papers.isVisible()
    assert not clerk.view.right.person.isVisible()


def test_the_relation_is_chosen_with_the_arrows(qtbot):
    clerk, _ = at_the_window(qtbot)
    finished(clerk)
    clerk.lay(a_person("卓玛", "540402199203150022"))
    clerk.press("F3", "F8")
    assert clerk.focused == "authorisation"
    clerk.view.form.list.setFocus()
    clerk.press("Down", "Enter")
    assert clerk.focused == "authorisation"
    clerk.press("Esc")
    assert clerk.focused == "table"


def test_fates_are_chosen_with_the_arrows_and_shown_in_place_of_the_list(qtbot):
    clerk, _ = at_the_window(qtbot)
    clerk.press("F10", "F6")
    assert (clerk.view.form.isVisible(), clerk.view.lists.isVisible()) == (True, False)
    assert clerk.view.form.list.rows[0].title == "出来一张空白纸"
    clerk.press("Down", "Enter")
    assert clerk.focused == "reason"
    clerk.type("kazhi")
    clerk.press("Enter")
    assert clerk.view.lists.isVisible()
    assert "写明原因" in clerk.sentence


def test_search_walks_and_tabs_are_clicked(qtbot):
    clerk, _ = at_the_window(qtbot, a_grant(1), a_grant(2, holder="gesang"))
    clerk.press("F4")
    assert clerk.focused == "search"
    clerk.press("Down")
    assert clerk.state.line().holder == "gesang"
    clerk.press("Up", "Up")
    clerk.type("gesang")
    assert clerk.view.lists.table.model().rowCount() == 1
    clerk.press("Esc")
    assert clerk.view.lists.search.text() == ""
    tab = clerk.view.lists.tabs["held"]
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert (clerk.state.tab, tab.isChecked()) == ("held", True)
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert tab.isChecked()


def test_arrows_in_the_list_show_another_page_and_enter_goes_to_the_digits(qtbot):
    clerk, _ = at_the_window(qtbot, a_grant(1), a_grant(2, holder="卓玛"))
    before = clerk.view.right.page.picture.shown
    assert before.width() > 0
    clerk.press("Down")
    assert clerk.state.line().holder == "卓玛"
    clerk.press("F10")
    clerk.view.lists.table.setFocus()
    clerk.press("Enter")
    assert clerk.focused == "last3"


def test_the_drawer_opens_by_a_click_and_a_password_is_not_shown(qtbot):
    clerk, _ = at_the_window(qtbot)
    QTest.mouseClick(clerk.view.stock.pills[0], Qt.MouseButton.LeftButton)
    assert clerk.state.form.kind == "drawer"
    clerk.press("Down", "Down", "Down", "Enter")
    assert clerk.focused == "sheets"
    password = clerk.view.fields.editor("password")
    assert (password.isVisible(), password.echoMode()) == (True, QLineEdit.EchoMode.Password)
    assert clerk.view.fields.editor("sheets").property(TAKES_SCANS)


def test_the_day_ledger_takes_the_whole_width_and_the_focus(qtbot):
    clerk, _ = at_the_window(qtbot)
    finished(clerk)
    clerk.press("Alt+L")
    assert clerk.view.form.ledger.hasFocus()
    assert not clerk.view.right.isVisible()
    clerk.press("Esc")
    assert clerk.view.lists.isVisible()


def test_a_picked_file_is_taken_over_or_refused(qtbot, tmp_path):
    clerk, _ = at_the_window(qtbot)
    clerk.press("F11")
    assert clerk.view.form.import_button.isVisible()
    clerk.view.import_file("")
    clerk.view.import_file(str(tmp_path / "none.csv"))
    assert "读不出" in clerk.said[0]


def test_everything_typed_into_has_a_name_and_what_is_closed_says_why(qtbot):
    clerk, _ = at_the_window(qtbot)
    for kind in (QLineEdit, QComboBox, QTableView):
        for each in clerk.view.findChildren(kind):
            assert each.accessibleName()
    for each in clerk.view.findChildren(QPushButton):
        assert each.accessibleName() or each.text() or not each.isVisible()
    for key in tuple(clerk.place.keys()):
        assert key.enabled or key.why
    clerk.press("F8")
    assert clerk.said[0]


@pytest.mark.parametrize(("look", "scale"), [("dark", 100), ("contrast", 200)])
def test_it_stands_in_every_theme_and_scale(qtbot, wear, look, scale):
    wear(look, scale)
    clerk, _ = at_the_window(qtbot, size=(1280, 800))
    clerk.press("F10")
    assert clerk.view.lists.ask.isVisible()
    assert (clerk.view.right.minimumWidth() == 0) is (scale == 200)


def test_serving_is_named_while_something_is_handed_over_and_nothing_else(qtbot):
    clerk, _ = at_the_window(qtbot)
    finished(clerk)
    assert clerk.place.serving() == ""
    clerk.press("F8")
    assert "正在发证" in clerk.place.serving()
    assert clerk.place.leave()
    clerk.place.changed(Changes())


def test_a_scanned_case_number_opens_its_line_wherever_the_caret_is(qtbot):
    clerk, cases = at_the_window(qtbot, a_grant(1), a_grant(2))
    clerk.events.scan(cases[1].no)
    assert clerk.state.line().case_no == cases[1].no
    assert clerk.window.show_case("certificates", cases[0].no)
    assert clerk.state.line().case_no == cases[0].no
    assert not clerk.window.show_case("intake", cases[0].no)


def test_the_citizens_panel_stands_under_the_person_while_something_is_handed_over(qtbot):
    clerk, _ = at_the_window(qtbot, citizen_screen=1)
    finished(clerk)
    clerk.lay(a_person())
    clerk.press("F3", "F8")
    assert clerk.view.right._beside.isVisible()
    clerk.press("F8")
    assert clerk.window.citizen_screen.presenter.clerk.asked
    clerk.press("Esc", "Esc")
    assert not clerk.view.right._beside.isVisible()
    clerk.window.citizen_screen.end()


def test_the_counts_of_a_series_stand_beside_its_next_blank_however_narrow(qtbot):
    clerk, _ = at_the_window(qtbot)
    stock = clerk.view.stock
    pill = stock.pills[0]
    for width in (1200, 420):
        stock.setFixedWidth(width)
        counts = pill.parentWidget().findChildren(QLabel)[-1]
        assert counts.text() == "未用 10"
        assert abs(counts.geometry().center().y() - pill.geometry().center().y()) <= 1


def test_a_long_holder_has_the_room_that_the_certificates_name_leaves(qtbot):
    clerk, _ = at_the_window(qtbot)
    table = clerk.view.lists.table
    for width, holder in ((1100, 320), (709, 179)):
        table.setFixedWidth(width + table.width() - table.viewport().width())
        QApplication.sendPostedEvents()
        assert (table.columnWidth(1), table.columnWidth(0) >= 200) == (holder, True)
