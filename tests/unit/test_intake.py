from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.codec import to_plain
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.item import TaskState
from counter_app.domain.outcome import OutcomeKind
from counter_app.services.applicants import leave_phone, set_guardian
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept, look_ahead, receive
from counter_app.services.session import confirm_clock
from counter_app.services.sync.flow import sync_turn
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, play, publish_item, signed_visit
from tests.fakes.intake_table import ITEM, at_counter, code_of, kinds, operations
from tests.fakes.paper_cases import a_person, an_item


def test_acceptance_draws_a_number_counts_the_dates_and_hands_out_the_papers():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    done = play(desk, accept(desk, at_counter(desk)))
    assert done.case.state is CaseState.ACCEPTED
    assert done.case.no.startswith("54040226")
    assert len(done.case.no) == 19
    assert (done.case.due_date, done.case.statutory_due_date) == (
        date(2026, 11, 27),
        date(2026, 12, 14),
    )
    assert kinds(done) == ["W01", "W02"]
    assert all(each.case_no == done.case.no for each in done.documents)


def test_the_paper_and_the_record_are_one():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    recorded = desk.ledger.recent(1)[0].entry
    assert recorded.operation.documents == done.documents
    assert recorded.no == done.case.no


def test_without_a_holiday_table_the_due_date_is_open_and_the_paper_says_so():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, at_counter(desk)))
    assert done.case.due_date is None
    notice = done.documents[-1].value_map()
    assert notice["promise"] == "承诺 9 个工作日，截止日期待节假日安排公布后告知"


def test_accepting_twice_changes_nothing():
    desk = a_desk(ITEM)
    first = play(desk, accept(desk, at_counter(desk)))
    count = len(operations(desk))
    again = play(desk, accept(desk, first.visit))
    assert (again.case, again.documents) == (first.case, first.documents)
    assert len(operations(desk)) == count


def test_a_stale_visit_accepts_nothing_twice_either():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    first = play(desk, accept(desk, visit))
    assert play(desk, accept(desk, visit)).case == first.case
    assert operations(desk).count("case.accept") == 1


def test_the_journal_is_emptied_only_after_the_record():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    desk.ledger.fail = StoreError("disk_full")
    assert code_of(lambda: play(desk, accept(desk, visit))) == "disk_full"
    assert desk.journal.drafts() == (visit.draft.application.case_id,)
    done = play(desk, accept(desk, visit))
    assert done.case.no[12:17] == "00001", "a failed record used no number"
    assert desk.journal.drafts() == ()


def test_what_is_missing_is_named_and_nothing_is_recorded():
    desk = a_desk(ITEM)
    visit = at_counter(desk, m1="missing")
    with pytest.raises(RuleError) as caught:
        play(desk, accept(desk, visit))
    assert caught.value.code == "materials_missing"
    assert caught.value.values == {"count": 1, "names": "食品经营许可申请书"}
    assert operations(desk) == []


def test_deferral_accepts_with_gaps_and_adds_the_promise():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    done = play(desk, accept(desk, at_counter(desk, m3="deferred")))
    assert done.case.state is CaseState.ACCEPTED_WITH_GAPS
    assert done.case.certificate_held
    assert kinds(done) == ["W01", "W02", "W06"]


def test_receipt_then_acceptance_is_one_number_and_no_second_receipt():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    received = play(desk, receive(desk, at_counter(desk)))
    assert received.case.state is CaseState.RECEIVED
    assert received.case.answer_by == date(2026, 11, 23)
    assert kinds(received) == ["W01"]
    assert "5 个工作日" not in received.documents[0].value_map().get("accepted_now", "")
    again = play(desk, receive(desk, received.visit))
    assert again.documents == received.documents
    done = play(desk, accept(desk, received.visit))
    assert done.case.no == received.case.no
    assert kinds(done) == ["W02"]


def test_an_item_withdrawn_while_its_case_is_open_is_accepted_if_it_was_received_in_time():
    item = an_item(withdrawn_on=date(2026, 11, 16))
    desk = a_desk(item)
    received = play(desk, receive(desk, at_counter(desk, item)))
    waiting = at_counter(desk, item)
    desk.clock.advance(86_400_000)
    assert play(desk, accept(desk, received.visit)).case.state is CaseState.ACCEPTED
    assert code_of(lambda: play(desk, accept(desk, waiting))) == "item_withdrawn"
    assert code_of(lambda: play(desk, receive(desk, waiting))) == "item_withdrawn"


def test_an_item_withdrawn_by_a_newer_version_is_not_accepted_from_an_open_draft():
    desk = a_desk(ITEM)
    waiting, received = at_counter(desk), play(desk, receive(desk, at_counter(desk)))
    publish_item(desk, replace(ITEM, version=4, withdrawn_on=date(2026, 11, 13)))
    play(desk, sync_turn(desk, 5.0))
    assert code_of(lambda: play(desk, accept(desk, waiting))) == "item_withdrawn"
    assert code_of(lambda: play(desk, receive(desk, waiting))) == "item_withdrawn"
    assert code_of(lambda: play(desk, accept(desk, received.visit))) == "item_withdrawn"


def test_an_item_taken_out_of_use_is_still_accepted_for_who_was_received_before():
    desk = a_desk(ITEM)
    waiting, received = at_counter(desk), play(desk, receive(desk, at_counter(desk)))
    publish_item(desk, replace(ITEM, version=4, state=TaskState.SUSPENDED))
    play(desk, sync_turn(desk, 5.0))
    assert code_of(lambda: play(desk, accept(desk, waiting))) == "item_not_in_use"
    done = play(desk, accept(desk, received.visit))
    assert (done.case.state, done.case.application.item.version) == (CaseState.ACCEPTED, 3)


def test_a_draft_whose_item_is_no_longer_listed_keeps_its_own_version():
    desk = a_desk(ITEM)
    waiting = at_counter(desk)
    desk.county.publish("reference", "item", ITEM.code, None)
    play(desk, sync_turn(desk, 5.0))
    assert play(desk, accept(desk, waiting)).case.state is CaseState.ACCEPTED


def test_what_an_act_today_would_promise_is_shown_before_it():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    ahead = play(desk, look_ahead(desk, at_counter(desk), online=True))
    assert ahead.of(OutcomeKind.ACCEPT).open
    assert not ahead.of(OutcomeKind.CORRECT).open
    assert (ahead.today, ahead.dates.due) == (date(2026, 11, 16), date(2026, 11, 27))


def test_an_item_limited_in_number_is_accepted_only_while_the_county_answers():
    item = an_item(quantity_limit="每年 3 个")
    desk = a_desk(item)
    visit = at_counter(desk, item)
    desk.county.standing = LineFault.CUT
    assert code_of(lambda: play(desk, accept(desk, visit))) == "quantity_limited_offline"
    assert play(desk, receive(desk, visit)).case.state is CaseState.RECEIVED
    desk.county.standing = LineFault.NONE
    desk.clock.advance(120_000)
    assert play(desk, accept(desk, at_counter(desk, item))).case.state is CaseState.ACCEPTED


def test_other_items_never_wait_for_the_line():
    desk = a_desk(ITEM)
    desk.county.seen.clear()
    play(desk, accept(desk, at_counter(desk)))
    assert desk.county.seen == []


def test_a_child_needs_its_guardian():
    desk = a_desk(ITEM)
    child = replace(a_person(), birth_date=date(2015, 1, 1))
    visit = play(desk, open_case(desk, signed_visit(person=child), ITEM.code, None))
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    assert code_of(lambda: play(desk, accept(desk, visit))) == "guardian_missing"
    done = play(desk, accept(desk, set_guardian(visit, a_person("卓玛"), "母女")))
    assert done.case.application.guardian.relation == "母女"


def test_only_what_the_item_asks_of_a_card_enters_the_case():
    person = replace(a_person(), address="测试路1号", ethnicity="04", sam_id="05.03")
    plain, asking = an_item(), an_item(code="asks", person_fields=("address", "ethnicity"))
    desk = a_desk(plain, asking)
    for item, kept in ((plain, (None, None)), (asking, ("测试路1号", "04"))):
        visit = play(desk, open_case(desk, signed_visit(person=person), item.code, None))
        taken = visit.draft.application.person
        assert (taken.address, taken.ethnicity) == kept
        assert taken.sam_id is None


def test_a_phone_left_after_opening_is_in_the_case():
    desk = a_desk(ITEM)
    done = play(desk, accept(desk, leave_phone(at_counter(desk), "13800000831")))
    assert done.case.application.phone == "13800000831"


def test_a_clock_set_back_flags_the_operation_and_stops_nobody():
    desk = a_desk(ITEM)
    play(desk, accept(desk, at_counter(desk)))
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - 86_400_000)
    visit = signed_visit(person=a_person())
    assert code_of(lambda: play(desk, open_case(desk, visit, ITEM.code, None))) == "clock_doubtful"
    visit = play(desk, open_case(desk, confirm_clock(visit), ITEM.code, None))
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    play(desk, accept(desk, visit))
    assert desk.ledger.recent(1)[0].entry.at.clock == "confirmed"


def test_nobody_without_the_post_receives():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    other = replace(visit, user=replace(visit.user, roles=("supervisor",)))
    for flow in (receive, accept):
        assert code_of(lambda flow=flow: play(desk, flow(desk, other))) == "role_missing"


def test_a_case_is_plain_data_all_the_way():
    desk = a_desk(ITEM)
    assert to_plain(play(desk, accept(desk, at_counter(desk))).case)["state"] == "S20"
