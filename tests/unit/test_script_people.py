"""Verbs for users, people and items, as architecture.md 8 names their answers, for a stranger."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import DeviceError, RuleError, StoreError
from counter_app.domain.person import NAME_MAY_BE_CUT
from tests.fakes.desk import FakeReader
from tests.fakes.paper_cases import a_person, an_item
from tests.fakes.script import (
    ACCEPT,
    ACCEPTED,
    ALL,
    CREDIT_CODE,
    ITEM,
    OPEN,
    OPENED,
    READ,
    SIGN_IN,
    TYPED,
    desk_with,
    last,
    refused,
    run,
)


def test_sign_in_and_lock():
    desk = desk_with()
    assert last(desk, SIGN_IN) == {"ok": True, "do": "sign_in", "user": "ciren", "roles": ["clerk"]}
    answers = run(desk, SIGN_IN, {"do": "lock"}, READ)
    assert answers[1] == {"ok": True, "do": "lock", "user": "ciren", "roles": ["clerk"]}
    assert answers[2]["error"]["code"] == "not_signed_in"


def test_a_lock_on_a_bad_disk_locks_and_says_what_was_left_undone():
    desk = desk_with()
    desk.files.stuck = StoreError("disk_read_only", file="papers")
    _, locked, read = run(desk, SIGN_IN, {"do": "lock"}, READ)
    assert (locked["ok"], locked["user"]) == (True, "ciren")
    assert locked["left_undone"]["code"] == "papers_left"
    assert locked["left_undone"]["remedy"]
    assert read["error"]["code"] == "not_signed_in"


def test_confirm_clock():
    assert last(desk_with(), SIGN_IN, {"do": "confirm_clock"}) == {
        "ok": True,
        "do": "confirm_clock",
    }


def test_read_card_gives_the_person_of_the_read_card_command():
    answer = last(desk_with(), SIGN_IN, READ)
    assert answer["person"] == json.loads(json.dumps(a_person().to_plain()))
    assert {"kind", "name", "sex", "birth_date", "valid_to", "number", "sam_id"} <= set(
        answer["person"]
    )
    assert answer["warnings"] == []


def test_what_is_wrong_with_a_card_comes_beside_the_person_in_words():
    old = replace(a_person(), flags=(NAME_MAY_BE_CUT,))
    answer = last(desk_with(reader=FakeReader(old)), SIGN_IN, READ)
    assert [each["code"] for each in answer["warnings"]] == [NAME_MAY_BE_CUT]
    assert "15" in answer["warnings"][0]["what"]


def test_a_reader_that_fails_is_an_error_and_the_process_goes_on():
    reader = FakeReader(DeviceError("reader_silent"), RuleError("number_check_failed"), a_person())
    answers = run(desk_with(reader=reader), SIGN_IN, READ, READ, READ)
    assert [each["ok"] for each in answers] == [True, False, False, True]
    assert answers[1]["error"]["code"] == "reader_silent"


@pytest.mark.parametrize("asked", [TYPED, {"person": TYPED}, {"fields": TYPED}])
def test_a_person_is_typed_flat_or_nested(asked):
    answer = last(desk_with(), SIGN_IN, {"do": "enter_person", **asked})
    assert (answer["person"]["name"], answer["person"]["source"]) == ("测试甲", "typed")


@pytest.mark.parametrize("nested", [True, False])
def test_a_phone_may_be_typed_with_the_person(nested):
    desk = desk_with()
    given = {**TYPED, "phone": 13800000831}
    asked = {"do": "enter_person", **({"person": given} if nested else given)}
    case_no = last(desk, SIGN_IN, asked, OPEN, ALL, ACCEPT)["case_no"]
    assert case_no
    assert desk.ledger.recent(1)[0].entry.operation.application.phone == "13800000831"


def test_a_person_as_read_card_gave_him_may_be_given_back():
    card = a_person(number=TYPED["number"])
    card = replace(card, birth_date=date(1990, 3, 7), newest_address="测试路2号", sam_id="05.03")
    read = card.to_plain()
    answer = last(desk_with(), SIGN_IN, {"do": "enter_person", "person": read})
    assert answer["person"]["number"] == TYPED["number"]
    answer = last(desk_with(), SIGN_IN, {"do": "set_agent", "person": read, "scope": "提交材料"})
    assert answer["agent"]["person"]["name"] == "扎西"


def test_a_field_that_nobody_knows_is_named():
    _, answer = run(desk_with(), SIGN_IN, {"do": "enter_person", **TYPED, "shoe_size": "43"})
    assert answer["error"]["code"] == "person_field_unknown"
    assert "shoe_size" in answer["error"]["what"]


def test_a_name_cut_on_the_chip_is_completed_with_a_reason():
    cut = replace(a_person(), flags=(NAME_MAY_BE_CUT,))
    complete = {"do": "complete_name", "name": "扎西顿珠", "reason": "芯片只有 15 字"}
    desk = desk_with(reader=FakeReader(cut, cut))
    assert last(desk, SIGN_IN, READ, complete)["person"]["name"] == "扎西顿珠"
    body = {"do": "set_body", "credit_code": CREDIT_CODE, "name": "某店"}
    assert last(desk, SIGN_IN, body, READ, complete)["person"]["name"] == "扎西顿珠"


def test_set_phone():
    answers = run(
        desk_with(), SIGN_IN, {"do": "set_phone", "phone": "138 0000 0831"}, {"do": "set_phone"}
    )
    assert [each.get("phone") for each in answers[1:]] == ["13800000831", ""]


def test_an_agent_is_named_by_fields_or_is_the_person_last_read():
    desk = desk_with(reader=FakeReader(a_person(), a_person()))
    agent = {"do": "set_agent", "person": TYPED, "scope": "提交材料"}
    assert last(desk, SIGN_IN, agent)["agent"]["scope"] == "提交材料"
    answer = last(desk, SIGN_IN, READ, {"do": "set_agent", "scope": "提交材料"})
    assert answer["agent"]["person"]["name"] == "扎西"
    assert refused(desk, SIGN_IN, {"do": "set_agent"}) == "applicant_missing"


def test_whoever_came_for_a_body_gets_his_scope_without_a_second_card():
    desk = desk_with()
    body = {"do": "set_body", "credit_code": CREDIT_CODE, "name": "林芝某某小吃店"}
    answer = last(desk, SIGN_IN, body, READ, {"do": "set_agent", "scope": "提交材料"})
    assert answer["agent"]["person"]["name"] == "扎西"


def test_set_body():
    answer = last(
        desk_with(), SIGN_IN, {"do": "set_body", "credit_code": CREDIT_CODE, "name": "某店"}
    )
    assert answer["body"] == {"credit_code": CREDIT_CODE, "name": "某店"}


def test_set_guardian():
    asked = {"do": "set_guardian", "person": TYPED, "relation": "母子"}
    answer = last(desk_with(), SIGN_IN, asked)
    assert answer["guardian"]["relation"] == "母子"
    assert answer["guardian"]["person"]["name"] == "测试甲"


def test_leave_ends_the_visit_and_keeps_the_user():
    desk = desk_with()
    assert last(desk, *ACCEPTED, {"do": "leave"}) == {"ok": True, "do": "leave"}
    desk.reader.cards = [a_person()]
    assert refused(
        desk, *ACCEPTED, {"do": "leave"}, {"do": "amend", "field": "phone", "value": "1"}
    ) == ("amend_left")


def test_find_items():
    desk = desk_with(ITEM, an_item(code="other", name="食品另一项"))
    found = last(desk, {"do": "find_items", "text": "食品", "limit": 1})["items"]
    assert len(found) == 1
    assert {"code", "name", "department"} <= set(found[0])
    assert len(last(desk, {"do": "find_items", "text": "食品"})["items"]) == 2
    assert last(desk, {"do": "find_items", "text": "没有这种"})["items"] == []


def test_open_case():
    answer = last(desk_with(), *OPENED)
    assert answer["draft"]
    assert [each["id"] for each in answer["materials"]] == ["m1", "m2", "m3", "m4"]
    assert answer["materials"][0] == {
        "id": "m1",
        "name": "食品经营许可申请书",
        "necessity": "required",
        "state": "missing",
        "until": None,
    }
    assert answer["situation"] == "s1"
    second = last(desk_with(), SIGN_IN, {**OPEN, "situation": "变更"})
    assert second["situation"] == "s2"


def test_resume_draft():
    desk = desk_with()
    opened = last(desk, *OPENED)
    resumed = last(desk, SIGN_IN, {"do": "resume_draft", "draft": opened["draft"]})
    assert resumed["draft"] == opened["draft"]
    assert resumed["materials"] == opened["materials"]


@pytest.mark.parametrize(
    ("asked", "received"),
    [
        ({"material": "all"}, ["m1", "m3", "m4"]),
        ({"all": True}, ["m1", "m3", "m4"]),
        ({"material": "m1"}, ["m1"]),
        ({"material": ["m1", "m3"]}, ["m1", "m3"]),
    ],
)
def test_mark_material(asked, received):
    answer = last(desk_with(), *OPENED, {"do": "mark_material", **asked, "state": "received"})
    assert [each["id"] for each in answer["materials"] if each["state"] == "received"] == received


def test_a_deferred_material_takes_its_date():
    asked = {"do": "mark_material", "material": "m3", "state": "deferred", "until": "2026-11-20"}
    materials = last(desk_with(), *OPENED, asked)["materials"]
    assert (materials[2]["state"], materials[2]["until"]) == ("deferred", "2026-11-20")


def test_outcomes_say_what_is_open_and_why_the_rest_is_not():
    found = {
        each["kind"]: each for each in last(desk_with(), *OPENED, {"do": "outcomes"})["outcomes"]
    }
    assert found["receive"] == {"kind": "receive", "open": True}
    assert found["accept"]["why"]["code"] == "materials_missing"
    assert set(found["accept"]["why"]) == {"code", "what", "remedy"}
