"""The citizen's screen: the way of one person, fingerprints, languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.handwriting import unpack
from counter_app.services.applicants import leave_phone
from counter_app.services.confirmation import content_of
from counter_app.services.privacy_notice import current_notice
from counter_app.ui.citizen.looks import Said, citizen_state
from counter_app.ui.citizen.presenter import THANKS_MS, CitizenPresenter
from counter_app.words import Words
from tests.fakes.citizen import ITEM, NAME, CitizenBench, RememberingScreen
from tests.fakes.desk import a_desk
from tests.fakes.ledger import FakeLedger
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell


@pytest.fixture
def bench():
    return CitizenBench()


def labels(state):
    return [each.label.first for each in state.rows]


def value_of(state, label):
    return next(each.value for each in state.rows if each.label.first == label)


# ---- the way of one person
def test_idle_it_shows_the_halls_name_and_nothing_else(bench):
    state = bench.view.state
    assert (state.page, state.title.first) == ("idle", "巴宜区政务服务中心")
    assert "3号窗口" in state.hint.first
    assert (state.rows, state.notice, state.right.first) == ((), None, "")
    assert (bench.stage, bench.clerk.asked) == ("空闲", False)


def test_a_window_that_is_not_enrolled_has_a_calm_page_too():
    desk = replace(a_desk(), ledger=FakeLedger())
    view = RememberingScreen()
    presenter = CitizenPresenter(desk, InlineRunner(desk), ManualTimers(), view, RecordingShell())
    presenter.begin()
    assert (view.state.page, view.state.title.first) == ("idle", "政务服务大厅")


def test_before_the_halls_name_is_known_there_is_no_notice_to_confirm_under():
    bench = CitizenBench()
    facts = replace(bench.ask().presenter._facts, window=None)
    state = citizen_state(Said(Words()), facts)
    assert (state.page, state.notice, state.right.first) == ("check", None, "")


def test_what_was_entered_lies_before_him_with_the_notice(bench):
    bench.ask()

    state = bench.view.state
    assert (state.page, bench.stage, bench.clerk.step) == ("check", "待确认", 0)
    assert value_of(state, "办理事项") == ITEM.name
    assert value_of(state, "申请人") == "扎西"
    assert value_of(state, "证件号码") == "5*************0014"
    assert value_of(state, "联系电话") == "138****0831"
    assert value_of(state, "领取结果") == "到窗口领取"
    assert state.notice.title.first == f"个人信息处理告知（第 {current_notice().version} 版）"
    assert "0894-0000001" in state.notice.parts[0][1]
    assert [each.label.first for each in state.rows if each.strong] == ["办理事项", "申请人"]


def test_no_full_number_ever_stands_on_the_screen(bench):
    bench.to_sign().draw()
    bench.presenter.press_right()
    shown = str(bench.view.states)
    assert "540402199001010014" not in shown
    assert "13800000831" not in shown


def test_he_confirms_signs_and_is_thanked_and_the_clerk_hears_it(bench):
    bench.to_sign()
    assert (bench.page, bench.stage, bench.view.state.signed) == ("sign", "待签字", False)
    bench.draw()
    assert bench.view.state.signed
    assert bench.view.state.strokes == NAME

    bench.presenter.press_right()

    assert (bench.page, bench.stage, bench.clerk.step) == ("done", "已确认", 2)
    (did,) = bench.recorded()
    assert bench.confirmed == [did]
    assert (did.manner, did.notice, unpack(did.strokes)) == (
        "touch",
        current_notice().version,
        NAME,
    )
    assert did.content == content_of(bench.visit.draft.application)
    assert bench.view.state.strokes == ()


def test_the_thanks_give_way_to_the_calm_page_and_the_clerk_still_sees_that_it_is_done(bench):
    bench.to_sign().draw()
    bench.presenter.press_right()
    bench.timers.advance(THANKS_MS - 1)
    assert bench.page == "done"
    bench.timers.advance(1)
    assert (bench.page, bench.stage) == ("idle", "已确认")


def test_too_little_ink_cannot_be_finished_and_says_what_else_will_do(bench):
    bench.to_sign().draw(((5, 5),))
    assert not bench.view.state.signed
    bench.presenter.press_right()
    assert bench.page == "sign"
    assert "按手印" in bench.view.state.error
    assert bench.recorded() == []
    bench.draw(NAME[0])
    assert bench.view.state.error == ""


def test_writing_again_begins_with_an_empty_field(bench):
    bench.to_sign().draw()
    bench.presenter.press_again()
    assert bench.view.state.strokes == ()


def test_going_back_shows_the_entries_once_more(bench):
    bench.to_sign().draw()
    bench.presenter.press_back()
    assert bench.page == "check"
    bench.presenter.press_right()
    assert bench.view.state.strokes == ()


def test_something_wrong_is_heard_by_the_clerk_and_put_right_is_shown_again(bench):
    bench.ask().presenter.press_wrong()
    assert (bench.disputed, bench.page, bench.stage) == (1, "disputed", "有误")
    bench.presenter.press_wrong()
    assert bench.disputed == 1

    bench.change("13900000002")

    assert (bench.page, bench.stage) == ("check", "待确认")
    assert value_of(bench.view.state, "联系电话") == "139****0002"
    bench.presenter.press_wrong()
    assert bench.disputed == 2


# ---- fingerprints
def test_who_cannot_write_gives_a_fingerprint_on_paper_before_a_witness(bench):
    bench.ask().presenter.choose_manner("fingerprint")
    assert (bench.page, bench.clerk.witness) == ("check", "")
    bench.presenter.press_right()
    assert (bench.page, bench.stage) == ("mark", "待按手印")
    assert bench.clerk.steps == ("待确认", "待按手印", "已确认")
    bench.presenter.type_witness("卓玛")

    bench.presenter.press_marked()

    (did,) = bench.recorded()
    assert (did.manner, did.witness, did.strokes) == ("fingerprint", "卓玛", b"")
    assert (bench.page, bench.confirmed, bench.clerk.witness) == ("done", [did], None)


def test_a_witness_must_be_named(bench):
    bench.ask().presenter.choose_manner("fingerprint")
    bench.presenter.press_right()
    bench.presenter.press_marked()
    assert "见证人" in bench.clerk.error
    assert (bench.page, bench.recorded()) == ("mark", [])
    bench.presenter.type_witness("卓")
    assert bench.clerk.error == ""


def test_what_was_read_out_to_him_needs_no_finger_on_the_screen(bench):
    bench.ask().presenter.choose_manner("fingerprint")
    bench.presenter.type_witness("卓玛")
    bench.presenter.press_marked()
    assert len(bench.recorded()) == 1


def test_a_mark_without_its_manner_or_without_a_question_is_nothing(bench):
    bench.presenter.press_marked()
    bench.to_sign().presenter.press_marked()
    assert bench.recorded() == []


def test_the_manner_may_change_while_he_sits_there(bench):
    bench.to_sign().draw()
    bench.presenter.choose_manner("fingerprint")
    assert (bench.page, bench.stage) == ("mark", "待按手印")
    bench.presenter.choose_manner("touch")
    assert (bench.page, bench.view.state.strokes) == ("sign", ())
    bench.presenter.choose_manner("fingerprint")
    bench.presenter.press_back()
    assert bench.page == "check"


# ---- languages
def test_in_another_language_chinese_still_comes_first():
    bench = CitizenBench(words=Words("en"))
    bench.ask()
    state = bench.view.state
    assert (state.title.first, state.title.second) == ("请您核对", "Please check this")
    assert (state.rows[0].label.first, state.rows[0].label.second) == ("办理事项", "Item")
    assert bench.clerk.pill.word == "Citizen screen: to confirm"


def test_in_chinese_there_is_no_second_line(bench):
    bench.ask()
    assert bench.view.state.title.second == ""


def test_what_was_left_out_and_how_the_result_comes_is_said(bench):
    bench.visit = leave_phone(bench.visit, "")
    application = replace(bench.visit.draft.application, delivery="courier")
    bench.visit = replace(bench.visit, draft=replace(bench.visit.draft, application=application))
    bench.ask()
    assert value_of(bench.view.state, "联系电话") == "没有留电话"
    assert value_of(bench.view.state, "领取结果") == "寄递"
    assert "已交材料" in labels(bench.view.state)


def test_where_no_sample_lies_taking_it_away_changes_nothing(bench):
    bench.ask()
    before = bench.view.state
    bench.presenter.hide_sample()
    assert bench.view.state is before
