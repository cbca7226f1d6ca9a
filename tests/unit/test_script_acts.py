"""Verbs for acts, papers and the line, as architecture.md 8 names their answers, for a stranger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.item import ProjectType
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.cases import case_of
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, county_says
from tests.fakes.paper_cases import a_person, an_item
from tests.fakes.script import (
    ACCEPT,
    ACCEPTED,
    ALL,
    DOCUMENT,
    ITEM,
    OPENED,
    SIGN_IN,
    desk_with,
    last,
    refused,
    run,
)


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


UNSIGNED = {"do": "mark_material", "material": "m1", "state": "missing"}


def test_correct_then_supplement():
    desk = desk_with()
    correct = {"do": "correct", "materials": [{"id": "m1", "reason": "没有签字"}]}
    answers = run(desk, *OPENED, ALL, UNSIGNED, correct)
    told = answers[-1]
    assert [each["kind"] for each in told["documents"]] == ["W03"]
    brought = {"do": "supplement", "case_no": told["case_no"], "materials": ["m1"]}
    answer = last(desk, SIGN_IN, brought)
    assert (answer["case_no"], answer["state"]) == (told["case_no"], "S10")
    assert [each["kind"] for each in answer["documents"]] == ["W01S"]


def test_supplement_takes_objects_and_the_case_on_the_table_too():
    correct = {"do": "correct", "materials": [{"id": "m1", "reason": "没有签字"}]}
    brought = {"do": "supplement", "materials": [{"id": "m1"}]}
    assert last(desk_with(), *OPENED, ALL, UNSIGNED, correct, brought)["state"] == "S10"


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


def test_amend_a_name_for_a_reason():
    line = {"do": "amend", "field": "name", "value": "扎西顿珠"}
    assert refused(desk_with(), *ACCEPTED, line) == "amend_reason"
    assert last(desk_with(), *ACCEPTED, line | {"reason": "少录两字"})["ok"]


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
        "certificates": "ready",
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


SPOT = an_item(project_type=ProjectType.IMMEDIATE, delegated_basis="示例委托书")


def test_decide_now():
    desk = desk_with(SPOT)
    answer = last(desk, *OPENED, ALL, {"do": "decide_now", "ruling": "granted"})
    assert [each["kind"] for each in answer["documents"]] == ["W10J"]
    assert (answer["state"], answer["deliver_by"]) == ("S75", "2026-11-30")
    assert answer["decision_no"] == f"{answer['case_no']}-W10-01"
    assert answer["certificates"] == []


def test_decide_now_with_a_certificate_and_its_end():
    desk = desk_with(replace(SPOT, certificate_types=("11540402MB9990055X011",)))
    asked = {"do": "decide_now", "ruling": "granted", "valid_to": "2036-11-15", "values": []}
    (certificate,) = last(desk, *OPENED, ALL, asked)["certificates"]
    assert (certificate["name"], certificate["type"]) == ("老年人优待证", "11540402MB9990055X011")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "argument_missing"),
        ({"ruling": "maybe"}, "argument_wrong"),
        ({"ruling": "denied"}, "decision_reason"),
        (
            {"ruling": "granted", "values": [{"name": "colour", "text": "红"}]},
            "grant_value_unknown",
        ),
    ],
)
def test_decide_now_refused(asked, code):
    assert refused(desk_with(SPOT), *OPENED, ALL, {"do": "decide_now", **asked}) == code


def test_a_promised_material_and_its_acceptance():
    materials = tuple(replace(each, promisable=each.id == "m4") for each in ITEM.materials)
    item = replace(ITEM, promise_allowed=True, materials=materials)
    promised = {"do": "mark_material", "material": "m4", "state": "promised"}
    answers = run(desk_with(item), *OPENED, ALL, promised, {"do": "outcomes"}, ACCEPT)
    kinds = {each["kind"]: each["open"] for each in answers[-2]["outcomes"]}
    assert (kinds["promise"], kinds["accept"]) == (True, False)
    assert [each["kind"] for each in answers[-1]["documents"]] == ["W01", "W02", "W07"]
