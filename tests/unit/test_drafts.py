from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.item import Situation, SituationId
from counter_app.services.applicants import set_body
from counter_app.services.drafts import (
    find_items,
    mark_material,
    open_case,
    resume_draft,
    save_draft,
)
from counter_app.services.intake import accept
from counter_app.services.sync.flow import sync_turn
from counter_app.services.visit import Visit
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, play, publish_item, signed_visit
from tests.fakes.paper_cases import a_material, a_person, an_item

ITEM = an_item()


def opened(desk, visit=None, item=ITEM):
    return play(desk, open_case(desk, visit or signed_visit(person=a_person()), item.code, None))


def mark(desk, visit, which, state, until=None):
    return play(desk, mark_material(desk, visit, which, MaterialState(state), until))


def states(visit):
    return {each.id: each.state.value for each in visit.draft.application.materials}


def code_of(call):
    with pytest.raises(RuleError) as caught:
        call()
    return caught.value.code


def test_search_needs_no_sign_in_beyond_the_window_and_finds_by_name():
    desk = a_desk(ITEM)
    assert [hit.code for hit in play(desk, find_items(desk, "食品", 5))] == [ITEM.code]


def test_a_field_window_finds_only_items_of_its_field():
    other = an_item(code="other", name="食品另一项", domain_tag="医保")
    desk = a_desk(ITEM, other)
    desk.ledger.set_window(replace(desk.ledger.enrolment().window, domain_tags=("医保",)))
    assert [hit.code for hit in play(desk, find_items(desk, "食品", 5))] == ["other"]
    assert code_of(lambda: opened(desk)) == "item_not_here"


def test_opening_takes_the_items_materials_and_seats_the_person():
    desk = a_desk(ITEM)
    visit = opened(desk)
    assert states(visit) == {"m1": "missing", "m2": "shared", "m3": "missing", "m4": "missing"}
    assert visit.draft.application.person.name == "扎西"


def test_a_situation_changes_the_material_list_and_the_first_is_taken_by_default():
    first, second = Situation(SituationId("s1"), "新办"), Situation(SituationId("s2"), "变更")
    only_second = a_material(9, "变更说明", situations=(SituationId("s2"),))
    item = an_item(situations=(first, second), materials=(*ITEM.materials, only_second))
    desk = a_desk(item)
    assert "m9" not in states(opened(desk, item=item))
    visit = play(desk, open_case(desk, signed_visit(), item.code, "变更"))
    assert states(visit)["m9"] == "missing"
    assert visit.draft.application.situation_name == "变更"
    wrong = open_case(desk, signed_visit(), item.code, "没有")
    assert code_of(lambda: play(desk, wrong)) == "situation_unknown"


def test_an_item_without_situations_opens_without_one():
    item = an_item(situations=())
    desk = a_desk(item)
    assert opened(desk, item=item).draft.application.situation is None


def test_what_cannot_be_opened_says_why():
    gone = an_item(code="gone", withdrawn_on=date(2026, 11, 15))
    soon = an_item(code="soon", effective_on=date(2026, 11, 17))
    desk = a_desk(gone, soon)
    assert code_of(lambda: opened(desk, item=gone)) == "item_withdrawn"
    assert code_of(lambda: opened(desk, item=soon)) == "item_not_yet"
    assert code_of(lambda: opened(desk, item=ITEM)) == "item_unknown"
    assert code_of(lambda: opened(desk, Visit(), gone)) == "not_signed_in"


def test_all_received_leaves_shared_data_shared():
    desk = a_desk(ITEM)
    visit = mark(desk, opened(desk), "all", "received")
    assert states(visit) == {"m1": "received", "m2": "shared", "m3": "received", "m4": "received"}


def test_one_shared_material_may_be_taken_on_paper_and_given_back_to_sharing():
    desk = a_desk(ITEM)
    visit = mark(desk, opened(desk), "m2", "received")
    assert states(visit)["m2"] == "received"
    assert states(mark(desk, visit, "m2", "shared"))["m2"] == "shared"
    assert code_of(lambda: mark(desk, visit, "m1", "shared")) == "not_shared"
    assert code_of(lambda: mark(desk, visit, "m99", "received")) == "material_unknown"


def test_several_materials_are_marked_at_once_or_none_of_them():
    desk = a_desk(ITEM)
    visit = opened(desk)
    case_id = visit.draft.application.case_id
    assert code_of(lambda: mark(desk, visit, ["m1", "m99"], "received")) == "material_unknown"
    again = play(desk, resume_draft(desk, signed_visit(), case_id))
    assert states(again)["m1"] == "missing"
    marked = mark(desk, visit, ["m1", "m3"], "received")
    assert states(marked) == {"m1": "received", "m2": "shared", "m3": "received", "m4": "missing"}


def test_only_a_deferrable_material_is_deferred_and_not_beyond_the_promise():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    visit = opened(desk)
    assert code_of(lambda: mark(desk, visit, "m1", "deferred", date(2026, 11, 20))) == (
        "not_deferrable"
    )
    late = lambda: mark(desk, visit, "m3", "deferred", date(2026, 11, 28))  # noqa: E731
    assert code_of(late) == "gap_date_late"
    past = lambda: mark(desk, visit, "m3", "deferred", date(2026, 11, 15))  # noqa: E731
    assert code_of(past) == "gap_date_past"
    marked = mark(desk, visit, "m3", "deferred", date(2026, 11, 27))
    assert states(marked)["m3"] == "deferred"


def test_a_deferral_without_a_date_takes_the_last_lawful_day():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    visit = mark(desk, opened(desk), "m3", "deferred")
    assert visit.draft.application.materials[2].until == date(2026, 11, 27)


def test_without_a_holiday_table_the_gap_is_counted_in_calendar_days():
    desk = a_desk(ITEM)
    visit = mark(desk, opened(desk), "m3", "deferred")
    assert visit.draft.application.materials[2].until == date(2026, 11, 25)


def test_each_change_is_in_the_journal_before_the_flow_ends():
    desk = a_desk(ITEM)
    visit = mark(desk, opened(desk), "m1", "received")
    case_id = visit.draft.application.case_id
    again = play(desk, resume_draft(desk, signed_visit(), case_id))
    assert again.draft == visit.draft
    assert again.person == visit.person


def test_people_set_after_opening_are_journalled_too():
    desk = a_desk(ITEM)
    visit = set_body(opened(desk), "92540402MA6T12347G", "林芝某某小吃店")
    play(desk, save_draft(desk, visit))
    again = play(desk, resume_draft(desk, signed_visit(), visit.draft.application.case_id))
    assert again.body.name == "林芝某某小吃店"
    assert again.agent.person.name == "扎西"


def test_nothing_open_is_nothing_to_save():
    desk = a_desk(ITEM)
    assert play(desk, save_draft(desk, signed_visit())) == signed_visit()
    assert desk.journal.drafts() == ()


def test_a_draft_keeps_its_item_version():
    desk = a_desk(ITEM)
    visit = opened(desk)
    publish_item(desk, replace(ITEM, version=4, name="食品经营许可（改）"))
    play(desk, sync_turn(desk, 10))
    assert desk.cache.item(ITEM.code).version == 4
    again = play(desk, resume_draft(desk, signed_visit(), visit.draft.application.case_id))
    assert again.draft.item.version == 3


def test_a_draft_that_was_recorded_before_the_crash_comes_back_as_its_case():
    desk = a_desk(ITEM)
    visit = mark(desk, opened(desk), "all", "received")
    case_id = visit.draft.application.case_id
    kept = desk.journal.load(case_id)
    case = play(desk, accept(desk, visit)).case
    desk.journal.save(case_id, kept)  # the power went before the journal was emptied
    again = play(desk, resume_draft(desk, signed_visit(), case_id))
    assert again.case == case
    assert again.draft.state is CaseState.ACCEPTED
    assert desk.journal.drafts() == ()


def test_an_unknown_or_damaged_draft_is_told():
    desk = a_desk(ITEM)
    assert code_of(lambda: play(desk, resume_draft(desk, signed_visit(), "none"))) == (
        "draft_unknown"
    )
    desk.journal.save("broken", b"{")
    with pytest.raises(StoreError, match="draft_damaged"):
        play(desk, resume_draft(desk, signed_visit(), "broken"))


def test_nothing_is_marked_without_an_open_case_or_after_its_end():
    desk = a_desk(ITEM)
    assert code_of(lambda: mark(desk, signed_visit(), "all", "received")) == "no_open_case"
    visit = mark(desk, opened(desk), "all", "received")
    done = play(desk, accept(desk, visit))
    assert code_of(lambda: mark(desk, done.visit, "m1", "missing")) == "case_state"
