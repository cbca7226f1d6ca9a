"""The 办件 screen by real keys: searching and scanning."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox

from counter_app.domain.numbers import make_case_no
from tests.fakes.clerk import field_of, ready
from tests.fakes.intake import CARD, CIREN, CREDIT_CODE, FOOD


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
    field_of(clerk, "number").setFocus()
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
    assert field_of(clerk, "name").text() == "Anna"
    assert clerk.state.text("name") == "Anna"
    assert clerk.said[0]


def test_a_credit_code_scanned_into_the_search_opens_the_body(clerk):
    clerk.press("F4")
    clerk.scan(CREDIT_CODE)
    assert clerk.focused == "body_name"
    assert field_of(clerk, "body_code").text() == CREDIT_CODE
    assert clerk.view.middle.search.text() == ""


def test_a_credit_code_scanned_where_it_belongs_is_simply_entered(clerk):
    clerk.scan(CREDIT_CODE)
    assert clerk.focused == "body_name"


def test_a_scan_that_nobody_knows_is_taken_out_of_its_field_and_said(clerk):
    clerk.press("F4")
    clerk.type("sp")
    clerk.scan("6901234567892")
    assert clerk.view.middle.search.text() == "sp"
    assert clerk.said == (
        "扫到的不是办件编号，也不是统一社会信用代码，没有改动任何内容。",
        "请改扫通知书或营业执照上的码，或手工输入。",
    )
    clerk.scan("540402199001010018")
    assert clerk.view.middle.search.text() == "sp"
    assert clerk.said[0] == "扫到的是证件号码，没有改动任何内容。"


def test_the_number_of_a_card_scanned_where_it_belongs_is_simply_entered(clerk):
    clerk.scan("540402199001010018")
    assert clerk.focused == "name"


def test_steps_between_characters_break_a_scan(clerk):
    number = accepted_elsewhere(clerk)
    clerk.press("F4")
    clerk.scan(number[:10], end="Backspace")
    clerk.scan(number[9:12], end="Left")
    clerk.scan(number[12:], end="")
    assert clerk.visit.case is None
