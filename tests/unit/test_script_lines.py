"""What a script line may be: everything wrong is an error, and the process goes on."""

from __future__ import annotations

import json

import pytest

from counter_app.script import play as play_script
from counter_app.script.verbs import VERBS
from tests.fakes.script import (
    ACCEPT,
    ALL,
    CREDIT_CODE,
    ITEM,
    OPENED,
    SIGN_IN,
    TYPED,
    desk_with,
    run,
)


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
    free = {
        "sign_in",
        "find_items",
        "sync",
        "status",
        "hall_state",
        "take_ticket",
        "renew_leases",
        "check_in",
    }
    for verb in VERBS.keys() - free:
        asked = {
            "do": verb, "item": ITEM.code, "draft": "d", "material": "all", "state": "received",
            "materials": ["m1"], "case_no": "x", "kind": "not_accepted", "field": "phone",
            "value": "1", "document": "d", "credit_code": CREDIT_CODE, "name": "某店",
            "reason": "x", "situation": "s1", "person": TYPED, "certificate": "c", "job": "j",
            "outcome": "good", "relation": "self", "collector": TYPED, "series": "S", "want": 5,
            "ruling": "granted",
            "sheets": "5", "type": "t", "file": "f.csv", "waybill": "1", "ticket": "A001",
            "level": "very_good",
        }  # fmt: skip
        if verb == "enter_person":
            asked = {"do": verb, **TYPED}
        answer = run(desk, asked)[0]
        assert (verb, answer["ok"]) == (verb, False)
        assert answer["error"]["code"] in {"not_signed_in", "applicant_missing", "no_open_case"}, (
            answer
        )
