"""The 办件 screen's presenter: finding and opening an item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.fakes.intake import CARD, FOOD, IntakeBench, a_searchable_desk
from tests.fakes.intake_courses import states


@pytest.fixture
def bench():
    return IntakeBench()


def names(bench):
    return [each.title for each in bench.look.hits]


@pytest.mark.parametrize("text", ["spjy", "shipin", "食品", "餐饮证", "540402000SPJYXK01"])
def test_an_item_is_found_by_whatever_one_types(bench, text):
    bench.type("search", text)
    assert names(bench)[0] == FOOD.name
    assert bench.look.hits[0].mark == "承诺件"


def test_with_nothing_typed_the_items_used_before_are_offered(bench):
    bench.press("F4")
    assert names(bench) == []
    bench.press("Esc")
    bench.accepted()
    bench.press("F2", "F4")
    assert names(bench) == [FOOD.name]
    again = IntakeBench(bench.desk)
    again.press("F4")
    assert names(again) == [FOOD.name]


def test_a_notice_slip_counts_as_use_and_an_item_out_of_scope_is_not_offered(bench):
    bench.type("search", "shbzk")
    bench.press("F1")
    again = IntakeBench(bench.desk)
    again.press("F4")
    assert names(again) == [CARD.name]
    enrolment = bench.desk.ledger.enrolment()
    bench.desk.ledger.set_window(replace(enrolment.window, domain_tags=("medical",)))
    narrow = IntakeBench(bench.desk)
    narrow.press("F4")
    assert names(narrow) == []


def test_an_answer_to_an_older_text_is_not_shown(bench):
    bench.runner.hold = True
    bench.type("search", "sb")
    bench.runner.hold = False
    bench.type("search", "spjy")
    bench.runner.release()
    assert names(bench) == [FOOD.name]


def test_enter_before_the_hits_are_there_waits_for_them(bench):
    bench.runner.hold = True
    bench.presenter.type_text("search", "spjy")
    bench.presenter.enter("search")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.visit.draft.item == FOOD


def test_enter_takes_the_first_hit_and_nothing_found_is_said(bench):
    bench.presenter.type_text("search", "qqq")
    bench.presenter.enter("search")
    assert bench.said[0] == bench.words("nothing_found")
    bench.presenter.type_text("search", "")
    bench.presenter.enter("search")
    bench.presenter.type_text("search", "spjy")
    bench.presenter.left("search")
    bench.presenter.enter("search")
    assert bench.state.visit.draft.item == FOOD
    assert bench.focus == "materials"


def test_a_row_that_is_not_there_is_not_taken(bench):
    bench.parts.search.choose(3)
    assert bench.state.visit.draft is None


def test_the_item_shows_who_decides_and_its_situations(bench):
    bench.open_item()
    item = bench.look.item
    assert item.title == FOOD.name
    assert item.situation_open
    assert [each.id for each in item.situations] == ["s1", "s2"]
    assert item.situation == "s1"


def test_alt_x_goes_round_the_situations_and_keeps_what_was_marked(bench):
    bench.ready()
    case_id = bench.state.visit.draft.application.case_id
    bench.press("Alt+X")
    assert bench.look.item.situation == "s2"
    assert states(bench) == ["已收", "共享核验", "已收", "已收"]
    bench.press("Alt+X")
    assert bench.look.item.situation == "s1"
    assert bench.state.visit.draft.application.case_id == case_id
    bench.parts.search.choose_situation("s1")


def test_a_situation_of_an_item_that_has_none_is_not_asked(bench):
    bench.press("Alt+X")
    bench.parts.search.choose_situation("s1")
    bench.open_item("shbzk")
    bench.press("Alt+X")
    assert bench.state.visit.draft.application.situation is None


def test_a_situation_from_an_older_list_starts_the_round_anew(bench):
    bench.open_item()
    draft = bench.state.visit.draft
    stale = replace(draft, application=replace(draft.application, situation="gone"))
    bench.parts.board.put(visit=replace(bench.state.visit, draft=stale))
    bench.press("Alt+X")
    assert bench.look.item.situation == "s1"


def test_once_recorded_the_situation_stands(bench):
    bench.accepted()
    bench.press("Alt+X")
    assert bench.shell.told[-1][0] == "error"
    assert not bench.look.item.situation_open


def test_an_item_opened_by_mistake_is_forgotten_and_one_begun_is_kept(bench):
    bench.open_item()
    bench.open_item("shbzk")
    assert len([each for each in bench.desk.journal.drafts() if each != "sketch"]) == 1
    assert [each.title for each in bench.look.matters] == [f"1 {CARD.name}"]
    bench.press("F6")
    bench.open_item()
    assert [each.title for each in bench.look.matters] == [f"1 {CARD.name}", f"2 {FOOD.name}"]
    assert len([each for each in bench.desk.journal.drafts() if each != "sketch"]) == 2


def test_a_withdrawn_item_is_refused_in_words(bench):
    gone = replace(FOOD, withdrawn_on=date(2026, 1, 1), version=4)
    other = IntakeBench(a_searchable_desk(gone))
    other.open_item()
    assert "已于" in other.said[0]
    assert other.state.visit.draft is None


def test_the_same_item_again_is_said_and_not_stopped(bench):
    case = bench.accepted()
    bench.press("F2")
    bench.lay()
    bench.open_item()
    assert case.no in bench.said[0]
    assert bench.state.visit.draft.item == FOOD


def test_material_received_in_this_visit_is_not_asked_for_again(bench):
    bench.accepted()
    bench.open_item("shbzk")
    assert states(bench) == ["缺", "已收", "缺"]
    assert bench.said[0] == bench.words("carried_over", count=1)
