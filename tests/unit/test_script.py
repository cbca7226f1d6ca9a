"""Every verb's answer as architecture.md 8 names it, for a stranger who has only that table."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.item import Situation, SituationId
from counter_app.domain.person import NAME_MAY_BE_CUT
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.script import play as play_script
from counter_app.script.verbs import VERBS
from counter_app.services.cases import case_of
from counter_app.services.desk import Desk
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county import LineFault
from tests.fakes.desk import FakeReader, a_desk, county_says
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item(
    situations=(Situation(SituationId("s1"), "新办"), Situation(SituationId("s2"), "变更"))
)
CREDIT_CODE = "92540402MA6T12347G"
TYPED = {
    "kind": "resident",
    "name": "测试甲",
    "sex": "1",
    "birth_date": "1990-03-07",
    "number": "540402199003070014",
}
SIGN_IN = {"do": "sign_in", "user": "ciren", "password": "right"}
READ = {"do": "read_card"}
OPEN = {"do": "open_case", "item": ITEM.code}
ALL = {"do": "mark_material", "material": "all", "state": "received"}
ACCEPT = {"do": "accept"}
OPENED = (SIGN_IN, READ, OPEN)
ACCEPTED = (*OPENED, ALL, ACCEPT)
DOCUMENT = {"kind", "id", "path", "copies"}


def run(desk: Desk, *lines: object) -> list[dict[str, object]]:
    """Play lines, objects or raw texts, and return all answers."""
    told: list[str] = []
    raw = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    play_script(desk, raw, told.append)
    return [json.loads(each) for each in told]


def last(desk: Desk, *lines: object) -> dict[str, object]:
    """The last answer, which must be ok as all before it."""
    answers = run(desk, *lines)
    assert [each for each in answers if not each["ok"]] == []
    return answers[-1]


def refused(desk: Desk, *lines: object) -> str:
    """The code of the last answer, the only one that is not ok."""
    *before, answer = run(desk, *lines)
    assert all(each["ok"] for each in before), before
    assert answer["ok"] is False
    assert set(answer) == {"ok", "do", "error"}
    error = answer["error"]
    assert set(error) == {"code", "what", "remedy"}
    assert error["what"]
    assert error["remedy"]
    return error["code"]


def desk_with(*items, **changes) -> Desk:
    return a_desk(*(items or (ITEM,)), calendars=(YEAR_2026,), **changes)


# ---- the line itself


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "accept",
        "[]",
        '"sign_in"',
        "null",
        "7",
        '{"do": "sync"} {"do": "sync"}',
        '{"do": "\\ud800"}',
        '{"do": "find_items", "text": "\\udfff"}',
        "[" * 100_000,
        '{"do": "sync", "timeout_s": ' + "9" * 5_000 + "}",
        '{"do": "status"}\udcff',
    ],
)
def test_a_line_that_is_no_json_object_is_an_error_and_the_process_goes_on(line):
    answers = run(desk_with(), line, {"do": "status"})
    assert [each["ok"] for each in answers] == [False, True]
    assert answers[0]["error"]["code"] == "line_not_json"
    json.dumps(answers, ensure_ascii=False).encode()


@pytest.mark.parametrize("asked", [{"do": "dance"}, {}, {"do": None}, {"do": 7}, {"do": ["sync"]}])
def test_an_unknown_verb_is_an_error_and_the_process_goes_on(asked):
    answers = run(desk_with(), asked, {"do": "status"})
    assert answers[0]["error"]["code"] == "verb_unknown"
    assert answers[1]["ok"]


def test_the_verb_comes_back_with_each_answer():
    answers = run(desk_with(), {"do": "dance"}, {"do": "status"})
    assert [each["do"] for each in answers] == ["dance", "status"]


def test_blank_lines_are_passed_over_and_a_byte_order_mark_too():
    answers = run(desk_with(), "\ufeff" + json.dumps(SIGN_IN), "", "   \n", {"do": "status"})
    assert [(each["ok"], each["do"]) for each in answers] == [(True, "sign_in"), (True, "status")]


def test_each_line_is_answered_before_the_next_is_read():
    order = []

    def lines():
        for verb in ("status", "sync"):
            order.append(f"read {verb}")
            yield json.dumps({"do": verb})

    play_script(desk_with(), lines(), lambda told: order.append(json.loads(told)["do"]))
    assert order == ["read status", "status", "read sync", "sync"]


def test_answers_are_one_line_of_readable_chinese():
    told: list[str] = []
    play_script(desk_with(), [json.dumps({"do": "find_items", "text": "食品"})], told.append)
    assert "食品" in told[0]
    assert "\n" not in told[0]


@pytest.mark.parametrize(
    ("verb", "missing"),
    [
        ("sign_in", "user"),
        ("find_items", "text"),
        ("open_case", "item"),
        ("resume_draft", "draft"),
        ("mark_material", "state"),
        ("correct", "materials"),
        ("supplement", "case_no"),
        ("refuse", "kind"),
        ("amend", "field"),
        ("withdraw", "case_no"),
        ("print", "document"),
        ("set_body", "credit_code"),
    ],
)
def test_a_missing_argument_is_named(verb, missing):
    _, answer = run(desk_with(), SIGN_IN, {"do": verb})
    assert answer["error"]["code"] == "argument_missing"
    assert missing in answer["error"]["what"]


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "sign_in", "user": ["ciren"], "password": "right"},
        {"do": "sign_in", "user": "ciren", "password": True},
        {"do": "find_items", "text": "食品", "limit": -1},
        {"do": "find_items", "text": "食品", "limit": "many"},
        {"do": "find_items", "text": "食品", "limit": True},
        '{"do": "find_items", "text": "食品", "limit": NaN}',
        '{"do": "find_items", "text": "食品", "limit": Infinity}',
        {"do": "find_items", "text": "食品", "limit": 10**30},
        {"do": "sync", "timeout_s": [1]},
        '{"do": "sync", "timeout_s": 1e999}',
        {"do": "mark_material", "material": "all", "state": "lost"},
        {"do": "mark_material", "material": "m1", "state": "deferred", "until": "soon"},
        {"do": "mark_material", "material": "m1", "state": "deferred", "until": 7},
        {"do": "mark_material", "material": {"id": "m1"}, "state": "received"},
        {"do": "mark_material", "material": [7.5], "state": "received"},
        {"do": "correct", "materials": {"m1": "x"}},
        {"do": "correct", "materials": [7]},
        {"do": "correct", "materials": [{"reason": "x"}]},
        {"do": "correct", "materials": [{"id": "m1", "reason": 7.5}]},
        {"do": "refuse", "kind": "never"},
        {"do": "set_agent", "person": "扎西"},
        {"do": "enter_person", "person": "扎西"},
        {"do": "enter_person", "name": ["扎西"], "number": "540402199003070014"},
        {"do": "enter_person", **TYPED, "phone": {"no": 1}},
    ],
)
def test_an_argument_of_a_wrong_kind_is_an_error_and_the_process_goes_on(asked):
    answers = run(desk_with(), *OPENED, asked, {"do": "status"})
    assert answers[-2]["error"]["code"] == "argument_wrong", answers[-2]
    assert answers[-1]["ok"]


def test_a_refusal_changes_nothing_on_the_table():
    desk = desk_with()
    answers = run(desk, *OPENED, ACCEPT, ALL, ACCEPT)
    assert [each["ok"] for each in answers[3:]] == [False, True, True]


def test_nothing_is_done_for_nobody():
    desk = desk_with()
    free = {"sign_in", "find_items", "sync", "status"}
    for verb in VERBS.keys() - free:
        asked = {
            "do": verb, "item": ITEM.code, "draft": "d", "material": "all", "state": "received",
            "materials": ["m1"], "case_no": "x", "kind": "not_accepted", "field": "phone",
            "value": "1", "document": "d", "credit_code": CREDIT_CODE, "name": "某店",
            "reason": "x", "situation": "s1", "person": TYPED,
        }  # fmt: skip
        if verb == "enter_person":
            asked = {"do": verb, **TYPED}
        answer = run(desk, asked)[0]
        assert (verb, answer["ok"]) == (verb, False)
        assert answer["error"]["code"] in {"not_signed_in", "applicant_missing", "no_open_case"}, (
            answer
        )


# ---- who works here, who came


def test_sign_in_and_lock():
    desk = desk_with()
    assert last(desk, SIGN_IN) == {"ok": True, "do": "sign_in", "user": "ciren", "roles": ["clerk"]}
    answers = run(desk, SIGN_IN, {"do": "lock"}, READ)
    assert answers[1] == {"ok": True, "do": "lock", "user": "ciren", "roles": ["clerk"]}
    assert answers[2]["error"]["code"] == "not_signed_in"


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


# ---- item, materials


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


# ---- acts and their papers


def test_accept():
    desk = desk_with()
    answer = last(desk, *ACCEPTED)
    assert len(answer["case_no"]) == 19
    assert answer["due_date"] == "2026-11-27"
    assert [set(each) for each in answer["documents"]] == [DOCUMENT, DOCUMENT]
    assert [(each["kind"], each["copies"]) for each in answer["documents"]] == [
        ("W01", 1),
        ("W02", 3),
    ]
    for each in answer["documents"]:
        assert desk.files.read(each["path"]) == f"{each['id']} 0".encode()


def test_accept_without_a_holiday_table_leaves_the_date_open():
    assert last(a_desk(ITEM), *ACCEPTED)["due_date"] is None


def test_receive_then_accept():
    answers = run(desk_with(), *OPENED, ALL, {"do": "receive"}, ACCEPT)
    received, accepted = answers[-2:]
    assert received["case_no"] == accepted["case_no"]
    assert [each["kind"] for each in received["documents"]] == ["W01"]
    assert [each["kind"] for each in accepted["documents"]] == ["W02"]


def test_correct_then_supplement():
    desk = desk_with()
    correct = {"do": "correct", "materials": [{"id": "m1", "reason": "没有签字"}]}
    answers = run(desk, *OPENED, ALL, correct)
    told = answers[-1]
    assert [each["kind"] for each in told["documents"]] == ["W03"]
    brought = {"do": "supplement", "case_no": told["case_no"], "materials": ["m1"]}
    answer = last(desk, SIGN_IN, brought)
    assert (answer["case_no"], answer["state"]) == (told["case_no"], "S10")
    assert [each["kind"] for each in answer["documents"]] == ["W01S"]


def test_supplement_takes_objects_and_the_case_on_the_table_too():
    correct = {"do": "correct", "materials": [{"id": "m1", "reason": "没有签字"}]}
    brought = {"do": "supplement", "materials": [{"id": "m1"}]}
    assert last(desk_with(), *OPENED, ALL, correct, brought)["state"] == "S10"


@pytest.mark.parametrize(
    ("asked", "state", "kind"),
    [
        ({"kind": "not_accepted", "reason": "材料虚假"}, "S30", "W04"),
        ({"kind": "not_competent", "reason": "不属职权", "competent_body": "某局"}, "S30", "W04"),
    ],
)
def test_refuse(asked, state, kind):
    answer = last(desk_with(), *OPENED, {"do": "refuse", **asked})
    assert (answer["state"], [each["kind"] for each in answer["documents"]]) == (state, [kind])
    assert answer["case_no"]


def test_refuse_what_needs_no_licence():
    desk = desk_with(an_item(licence_needed=False))
    answer = last(desk, *OPENED, {"do": "refuse", "kind": "not_needed", "reason": "无需许可"})
    assert (answer["state"], answer["documents"][0]["kind"]) == ("S40", "W05")


def test_amend():
    answer = last(desk_with(), *ACCEPTED, {"do": "amend", "field": "phone", "value": "13800000831"})
    assert [each["kind"] for each in answer["documents"]] == ["W02"]


def test_withdraw_by_number_or_the_case_on_the_table():
    desk = desk_with()
    case_no = last(desk, *ACCEPTED)["case_no"]
    asked = {"do": "withdraw", "case_no": case_no, "reason": "不再办理"}
    answer = last(desk, SIGN_IN, asked)
    assert (answer["case_no"], answer["documents"][0]["kind"]) == (case_no, "W16")
    other = last(desk_with(), *ACCEPTED, {"do": "withdraw", "reason": "不再办理"})
    assert other["state"] == "S92"


def test_a_paper_that_cannot_be_drawn_says_why_and_the_case_stands():
    desk = desk_with()
    desk.renderer.refuse = RuleError("glyph_missing", field="申请人", char="\ue000")
    answer = last(desk, *ACCEPTED)
    assert answer["case_no"]
    first = answer["documents"][0]
    assert first["path"] is None
    assert first["error"]["code"] == "glyph_missing"


def test_papers_are_gone_after_lock():
    desk = desk_with()
    path = last(desk, *ACCEPTED)["documents"][0]["path"]
    desk.reader.cards = [a_person()]
    last(desk, SIGN_IN, {"do": "lock"})
    assert path not in desk.files.papers


def test_hand_slip_and_consult():
    desk = desk_with()
    answer = last(desk, SIGN_IN, {"do": "hand_slip", "item": ITEM.code, "situation": "变更"})
    assert [set(each) for each in answer["documents"]] == [DOCUMENT]
    assert answer["documents"][0]["kind"] == "W17"
    assert last(desk, SIGN_IN, {"do": "consult", "topic": "医保"}) == {"ok": True, "do": "consult"}


# ---- print, sync, status


def printed(desk, *more):
    answers = run(desk, *ACCEPTED)
    document = answers[-1]["documents"][0]["id"]
    return document, run(
        desk, SIGN_IN, *({"do": "print", "document": document, **each} for each in more)
    )[1:]


def test_print():
    desk = desk_with()
    document, answers = printed(desk, {}, {}, {"reason": "卡纸"}, {"printer": "documents"})
    assert [each.get("state") for each in answers] == [
        "device_done",
        None,
        "device_done",
        "device_done",
    ]
    assert answers[0]["job"]
    assert answers[0]["document"] == document
    assert (answers[0]["error"], answers[0]["warning"]) == (None, None)
    assert answers[1]["error"]["code"] == "reprint_reason"


def test_a_print_that_is_not_simply_done_says_so_in_words():
    desk = desk_with()
    near = Trouble("printer_paper_near_end")
    desk.tickets.outcomes = [
        PrintOutcome.nothing(Trouble("printer_paper_out")),
        PrintOutcome("unknown", "unknown", Trouble("printer_silent"), near),
    ]
    _, (failed, unknown) = printed(desk, {}, {})
    assert (failed["ok"], failed["state"], failed["error"]["code"]) == (
        True,
        "failed",
        "printer_paper_out",
    )
    assert unknown["state"] == "unknown"
    assert set(unknown["warning"]) == {"code", "what", "remedy"}


def test_sync():
    desk = desk_with()
    last(desk, *ACCEPTED)
    answer = last(desk, {"do": "sync", "timeout_s": 10})
    assert answer == {
        "ok": True, "do": "sync", "pending": 0, "acked": 2, "secured": 0, "parked": 0,
    }  # fmt: skip


def test_sync_with_the_line_cut_counts_what_waits_and_says_why():
    desk = desk_with()
    last(desk, *ACCEPTED)
    desk.county.standing = LineFault.CUT
    answer = last(desk, {"do": "sync", "timeout_s": 1})
    assert (answer["pending"], answer["error"]["code"]) == (2, "county_unreachable")


def test_status():
    desk = desk_with()
    last(desk, *ACCEPTED)
    desk.reader.cards = [a_person()]
    last(desk, *OPENED)
    answer = last(desk, {"do": "status"})
    assert {"pending", "oldest_age_s", "clock_skew_s", "leases", "devices"} <= set(answer)
    assert (answer["pending"], answer["oldest_age_s"], answer["leases"]) == (3, 0, [])
    assert {role: each["state"] for role, each in answer["devices"].items()} == {
        "reader": "ready",
        "tickets": "ready",
        "documents": "ready",
    }
    assert [(each["kind"], each["state"]) for each in answer["unprinted"]] == [
        ("W01", "none"),
        ("W02", "none"),
    ]
    assert len(answer["drafts"]) == 1


def test_a_case_of_another_window_is_withdrawn_here_by_its_number():
    there, here = desk_with(), desk_with()
    case_no = last(there, *ACCEPTED)["case_no"]
    case_id = there.ledger.subject_of(case_no)
    county_says(here, case_of(there, case_id))
    asked = {"do": "withdraw", "case_no": case_no, "reason": "不再办理"}
    assert last(here, SIGN_IN, asked)["state"] == "S92"
