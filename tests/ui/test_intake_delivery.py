"""F11 in 办件: what it asks, where the caret goes, what it says no to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.delivery import DeliveryState
from counter_app.services.delivery import Authorising, authorise
from counter_app.services.wayback import withdraw
from tests.fakes.delivery_window import HOME
from tests.fakes.desk import play
from tests.fakes.intake import FOOD, PHONE, IntakeBench, a_searchable_desk

TYPED = {
    "to_receiver": "卓玛",
    "to_region": "巴宜区",
    "to_address": "示例路3号",
    "to_postcode": "860000",
    "to_other": "",
    "to_other_phone": "",
    "to_witness": "",
}


@pytest.fixture
def bench():
    bench = IntakeBench()
    bench.accepted()
    return bench


def typed(bench, **changes):
    bench.press("F11")
    for name, text in (TYPED | changes).items():
        if text:
            bench.type(name, text)
        bench.presenter.enter(name)


def delivery(bench):
    return bench.state.visit.case.delivery


def rows(bench):
    return [(each.title, each.key) for each in bench.look.sheet.rows]


def test_without_a_case_the_key_is_closed():
    bench = IntakeBench()
    bench.ready()
    assert not bench.keys()["F11"].enabled
    bench.press("F11")
    assert bench.said[0].startswith(bench.words("delivery_case"))
    bench.parts.deliveries.press()
    bench.parts.deliveries.take()
    bench.parts.deliveries.enter()
    bench.parts.deliveries.give_back()
    assert bench.state.sheet.kind == ""


def test_an_item_that_may_not_be_sent_closes_the_key():
    bench = IntakeBench(a_searchable_desk(replace(FOOD, deliverable=False)))
    bench.accepted()
    key = bench.keys()["F11"]
    assert (key.enabled, key.why) == (
        False,
        bench.desk.words.say("error.not_deliverable.what")
        + bench.desk.words.say("error.not_deliverable.remedy"),
    )


def test_a_first_address_is_typed_and_its_phone_confirmed(bench):
    typed(bench)
    assert (bench.focus, bench.state.text("to_phone")) == ("to_phone", "")
    assert "138****0831" in bench.look.fields["to_phone"].note
    assert "寄：食品经营许可证" in bench.look.sheet.hint
    assert bench.look.fields["to_phone"].shown
    bench.presenter.enter("to_phone")
    to = delivery(bench).order.to
    assert (to.receiver, to.phone, to.region) == ("卓玛", PHONE, "西藏自治区林芝市巴宜区")
    assert (bench.state.done, bench.look.result.title) == ("delivery", "已签寄递委托书")
    assert bench.state.papers[-1].document.kind == "W14"
    assert bench.state.text("to_receiver") == ""


def test_another_phone_is_typed_where_the_one_on_file_is_not_right(bench):
    typed(bench)
    bench.fill("to_phone", "13800000832")
    assert delivery(bench).order.to.phone == "13800000832"


def test_who_left_no_phone_is_asked_for_one():
    bench = IntakeBench()
    bench.lay()
    bench.press("Alt+W")
    bench.open_item()
    bench.press("F6", "F9")
    typed(bench)
    assert bench.look.fields["to_phone"].note == bench.words("delivery_phone_none")
    bench.presenter.enter("to_phone")
    assert (bench.focus, bool(bench.look.fields["to_phone"].error)) == ("to_phone", True)


def test_a_witness_makes_it_a_fingerprint(bench):
    typed(bench, to_witness="次仁")
    bench.presenter.enter("to_phone")
    assert bench.state.papers[-1].document.signatures == ("applicant", "officer", "witness")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("to_receiver", ""),
        ("to_region", "四川省成都市"),
        ("to_address", ""),
        ("to_postcode", "12"),
        ("to_other_phone", "12"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(bench, field, text):
    typed(bench, **{field: text})
    bench.presenter.enter("to_phone")
    assert (bench.focus, delivery(bench)) == (field, None)
    assert bench.look.fields[field].error


def test_a_name_that_cannot_be_is_said_in_the_message_line(bench):
    typed(bench, to_other="长" * 51)
    bench.presenter.enter("to_phone")
    assert delivery(bench) is None
    assert "51" in bench.said[0] or "50" in "".join(bench.said)


def test_earlier_addresses_are_offered_masked_and_another_one(bench):
    before = bench.state.visit
    play(bench.desk, authorise(bench.desk, before, Authorising(before.case.no, HOME)))
    bench.press("F2")
    bench.desk.reader.remove()
    bench.accepted()
    bench.press("F11")
    assert rows(bench) == [("扎西 138****0831", "上次寄到"), ("另写地址", "")]
    assert "示例路3号" not in bench.look.sheet.rows[0].detail
    bench.parts.sheets.enter()
    assert (bench.focus, bench.state.text("to_address")) == ("to_phone", "示例路3号")
    bench.press("F11")
    assert (bench.state.sheet.kind, bench.focus) == ("", "search")
    bench.press("F11")
    bench.parts.sheets.move(1)
    bench.parts.sheets.enter()
    assert (bench.focus, bench.state.text("to_address")) == ("to_receiver", "")
    bench.presenter.step_back()
    assert bench.state.sheet.kind == ""


def test_the_phone_of_the_other_receiver_goes_with_him_masked(bench):
    other = {"alternative": "次仁", "alternative_phone": "13800000832"}
    before = bench.state.visit
    told = Authorising(before.case.no, replace(HOME, **other))
    play(bench.desk, authorise(bench.desk, before, told))
    bench.press("F2")
    bench.desk.reader.remove()
    bench.accepted()
    bench.press("F11")
    bench.parts.sheets.enter()
    assert bench.look.fields["to_other_phone"].note == "138****0832"
    bench.presenter.type_text("to_other", "卓玛")
    assert bench.look.fields["to_other_phone"].note == ""
    bench.presenter.type_text("to_other", "次仁")
    bench.presenter.at("to_phone")
    bench.presenter.enter("to_phone")
    assert delivery(bench).order.to == told.to


def test_what_is_signed_is_taken_back_for_a_reason(bench):
    typed(bench)
    bench.presenter.enter("to_phone")
    bench.press("F11")
    assert (bench.state.sheet.kind, rows(bench)[0][1]) == ("delivery_back", "已委托，待交寄")
    bench.parts.sheets.enter()
    assert bench.focus == "to_reason"
    bench.presenter.enter("to_reason")
    assert bench.look.fields["to_reason"].error
    bench.fill("to_reason", "自己来领")
    assert delivery(bench).state is DeliveryState.CANCELLED
    assert bench.look.result.title == "已撤销寄递委托"


def test_what_the_rules_close_is_said(bench):
    visit = bench.state.visit
    play(bench.desk, withdraw(bench.desk, visit, visit.case.no, "不办了"))
    bench.press("F11")
    assert (
        bench.said[0]
        == bench.desk.words.error_of("delivery_no_result", {"state": "@case_state.S92"})[0]
    )
    assert bench.state.sheet.kind == ""


def test_before_the_result_page_the_caret_goes_back_to_the_materials():
    bench = IntakeBench()
    case = bench.accepted()
    bench.press("F2")
    bench.presenter.scanned(case.no)
    bench.press("F11")
    assert bench.look.page == "sheet"
    bench.press("F11")
    assert bench.focus == "materials"
