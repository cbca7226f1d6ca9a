"""The certificate window's verbs answer as the others do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.printing import PrintOutcome, Trouble
from tests.fakes.calendars import YEAR_2026
from tests.fakes.certificate_window import (
    FIRST,
    SERIES,
    a_grant,
    a_window_desk,
    accepted,
    decided,
    doubled,
    kinds,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.desk import FakeReader
from tests.fakes.paper_cases import a_person
from tests.fakes.script import READ, SIGN_IN, TYPED, last, refused

STROKES = [[[100, 100], [1500, 900]], [[200, 900], [3900, 200]]]


def ready(*grants, **told):
    desk = a_window_desk(calendars=(YEAR_2026,))
    case = decided(desk, *(grants or (a_grant(),)), **told)
    return desk, case, {"do": "issue_certificate", "case_no": case.no}


def confirm(job, outcome="good", **told):
    return {"do": "confirm_print", "job": job, "outcome": outcome, **told}


def test_the_lists_mask_the_holder_and_say_what_needs_the_line():
    desk, case, issue = ready()
    told = last(desk, SIGN_IN, {"do": "certificates"})
    (line,) = told["certificates"]
    assert (line["group"], line["case_no"], line["holder_masked"]) == ("to_print", case.no, "扎*")
    assert (line["blank_no"], line["job"], line["deliver_by"]) == (None, None, "2026-11-30")
    assert "withdraw_decision" in told["needs_line"]
    last(desk, SIGN_IN, issue)
    (line,) = last(desk, SIGN_IN, {"do": "certificates"})["certificates"]
    assert (line["group"], line["series"], line["blank_no"]) == ("to_answer", SERIES, FIRST)


def test_a_certificate_is_issued_confirmed_and_handed_over():
    desk, case, issue = ready()
    done = last(desk, SIGN_IN, issue)
    assert (done["state"], done["blank_no"], done["series"]) == ("device_done", FIRST, SERIES)
    assert (done["certificate_no"] in done["identifier"], done["error"]) == (True, None)
    told = last(desk, SIGN_IN, confirm(done["job"], last3="017"))
    assert (told["state"], told["certificate_state"], told["blank_no"]) == (
        "confirmed",
        "printed",
        FIRST,
    )
    hand = {"do": "hand_over", "case_no": case.no, "relation": "self", "strokes": STROKES}
    told = last(desk, SIGN_IN, READ, hand)
    assert (told["state"], [each["kind"] for each in told["documents"]]) == (
        "S80",
        ["W10", "W12", "W13"],
    )
    assert all(each["path"] for each in told["documents"])


def test_the_status_names_the_sheets_that_nobody_has_answered_for():
    desk, case, issue = ready(a_grant(1), a_grant(2))
    first = last(desk, SIGN_IN, {**issue, "certificate": a_grant(1).id})
    desk.certificates.outcomes = [PrintOutcome.nothing(Trouble("printer_paper_out"))]
    second = last(desk, SIGN_IN, {**issue, "certificate": a_grant(2).id})
    assert (second["state"], second["error"]["code"]) == ("failed", "printer_paper_out")
    told = last(desk, {"do": "status"})
    assert [(each["series"], each["first"], each["last"]) for each in told["leases"]] == [
        (SERIES, FIRST, FIRST + 9)
    ]
    sheets = told["sheets"]
    assert [(each["job"], each["blank_no"], each["state"]) for each in sheets] == [
        (first["job"], FIRST, "device_done"),
        (second["job"], FIRST + 1, "failed"),
    ]
    assert {each["case_no"] for each in sheets} == {case.no}
    last(desk, SIGN_IN, confirm(first["job"], last3="017"))
    last(desk, SIGN_IN, confirm(second["job"], "blank"))
    assert last(desk, {"do": "status"})["sheets"] == []


def test_another_sheet_came_out():
    desk, _, issue = ready()
    job = last(desk, SIGN_IN, issue)["job"]
    assert refused(desk, SIGN_IN, confirm(job, last3="019")) == "blank_tail_other"
    told = last(desk, SIGN_IN, confirm(job, last3="019", blank_no=FIRST + 2))
    assert told["blank_no"] == FIRST + 2


def test_a_lost_sheet_is_named_for_two_persons():
    desk, _, issue = ready()
    job = last(desk, SIGN_IN, issue)["job"]
    told = last(desk, SIGN_IN, confirm(job, "lost", reason="找不到"))
    assert told["declare_lost"] == {"series": SERIES, "blank_no": FIRST}
    assert told["blank_no"] is None


def test_plain_paper_has_no_blank_number():
    desk, _, issue = ready(a_grant(type_code=ADVERT))
    done = last(desk, SIGN_IN, issue)
    assert (done["series"], done["blank_no"]) == ("", None)
    assert last(desk, {"do": "status"})["sheets"][0]["blank_no"] is None


def test_a_named_sheet_a_reason_and_the_hand_are_taken_from_the_line():
    desk, case, issue = ready()
    assert refused(desk, SIGN_IN, {**issue, "blank_no": FIRST + 3}) == "blank_skipped"
    done = last(desk, SIGN_IN, {**issue, "blank_no": FIRST + 3, "skip": True})
    last(desk, SIGN_IN, confirm(done["job"], "spoiled", reason="卡纸"))
    assert refused(desk, SIGN_IN, issue) == "reissue_reason"
    told = last(desk, SIGN_IN, {**issue, "reason": "卡纸重打", "by_hand": True})
    assert (told["state"], told["prints"]) == ("sent", 2)
    assert kinds(desk, case)[-1] == "certificate.bind"


def test_a_document_is_confirmed_by_the_same_verb():
    desk = a_window_desk(calendars=(YEAR_2026,))
    paper = accepted(desk).documents[0]
    job = last(desk, SIGN_IN, {"do": "print", "document": paper.id})["job"]
    told = last(desk, SIGN_IN, confirm(job))
    assert told == {
        "ok": True,
        "do": "confirm_print",
        "job": job,
        "state": "confirmed",
        "document": paper.id,
    }
    assert refused(desk, SIGN_IN, confirm(job)) == "print_answered"
    assert refused(desk, SIGN_IN, confirm(job, "fine")) == "argument_wrong"


def test_the_doubled_sheet_is_made_void():
    desk, case, _ = doubled()
    void = {"do": "void_doubled", "case_no": case.no, "certificate": a_grant().id}
    assert refused(desk, SIGN_IN, void) == "sheet_reason_missing"
    told = last(desk, SIGN_IN, {**void, "reason": "另一窗口已打印"})
    assert (told["series"], told["blank_no"]) == (SERIES, FIRST)


# ---- hand-over
def printed():
    desk, case, issue = ready()
    job = last(desk, SIGN_IN, issue)["job"]
    last(desk, SIGN_IN, confirm(job, last3="017"))
    return desk, {"do": "hand_over", "case_no": case.no}


def test_a_typed_collector_gives_a_fingerprint_and_a_reason():
    desk, hand = printed()
    hand |= {"collector": TYPED, "relation": "agent", "authorisation": "委托书", "witness": "卓玛"}
    assert refused(desk, SIGN_IN, hand) == "collector_typed_reason"
    told = last(desk, SIGN_IN, {**hand, "reason": "读卡器故障", "certificates": [a_grant().id]})
    assert told["state"] == "S80"


def test_without_a_collector_nothing_is_handed_over():
    desk, hand = printed()
    assert refused(desk, SIGN_IN, {**hand, "relation": "self"}) == "collector_missing"


@pytest.mark.parametrize("strokes", [[1], [[1, 2]], [[["a", 1], [2, 2]]], "x"])
def test_strokes_of_another_shape_are_refused(strokes):
    desk, hand = printed()
    desk = replace(desk, reader=FakeReader(a_person()))
    wrong = {**hand, "relation": "self", "strokes": strokes}
    assert refused(desk, SIGN_IN, READ, wrong) == "argument_wrong"


def test_the_figures_of_a_day():
    desk, hand = printed()
    last(desk, SIGN_IN, READ, {**hand, "relation": "self", "strokes": STROKES})
    told = last(desk, SIGN_IN, {"do": "certificate_figures"})
    assert told["day"] == told["year"] == {"issued": 1, "void_sheets": 0, "handed_over": 1}
    assert [(each["act"], each["blank_no"]) for each in told["movements"]] == [
        ("certificate.bind", FIRST),
        ("certificate.confirm", FIRST),
        ("result.hand_over", None),
    ]
    other = last(desk, SIGN_IN, {"do": "certificate_figures", "day": "2026-11-17"})
    assert (other["day"]["issued"], other["year"]["issued"], other["movements"]) == (0, 1, [])
