from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import (
    Amendment,
    CaseState,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.fold import amended as amended_application
from counter_app.domain.fold import fold
from tests.fakes.builders import (
    TODAY,
    a_case_material,
    a_paper,
    accepted,
    amended,
    an_application,
    an_entry,
    corrected,
    folded,
    marked,
    received,
    refused,
    refused_code,
    supplemented,
    withdrawn,
)
from tests.fakes.paper_cases import CASE_NO, NOW_MS, a_person, an_item, for_body

S = CaseState
GAP = marked(an_application(), m3=MaterialState.DEFERRED)


def test_what_opens_a_case_names_it():
    case = fold(None, an_entry(received(), subject="c-7", by="zhuoma", window="w-9"))
    assert (case.id, case.no, case.clerk, case.window) == ("c-7", CASE_NO, "zhuoma", "w-9")
    assert (case.received_on, case.answer_by, case.rev) == (TODAY, date(2026, 11, 23), 1)
    assert case.application == an_application()
    assert case.accepted_on is None


def test_a_case_without_a_number_has_an_empty_one():
    assert fold(None, an_entry(received(), no=None)).no == ""


def test_acceptance_dates_the_case_by_the_operation():
    case = folded(accepted())
    assert (case.accepted_on, case.accepted_at_ms) == (TODAY, NOW_MS)
    assert (case.due_date, case.statutory_due_date) == (date(2026, 11, 27), date(2026, 12, 14))


def test_acceptance_after_receipt_keeps_the_first_day_and_takes_the_newer_papers():
    fuller = replace(an_application(), phone="13800000839")
    later = accepted(fuller, received_on=date(2026, 11, 18), accepted_on=date(2026, 11, 18))
    case = folded(received(), later)
    assert (case.received_on, case.accepted_on) == (TODAY, date(2026, 11, 18))
    assert case.application.phone == "13800000839"


def test_a_deferred_material_makes_it_an_acceptance_with_gaps_and_holds_the_certificate():
    case = folded(accepted(GAP))
    assert (case.state, case.certificate_held) == (S.ACCEPTED_WITH_GAPS, True)
    assert [each.id for each in case.open_gaps()] == ["m3"]


def test_the_last_gap_brought_releases_the_certificate():
    two = marked(GAP, m3=MaterialState.DEFERRED, m4=MaterialState.DEFERRED)
    case = folded(accepted(two), supplemented(a_case_material(3)))
    assert (case.state, case.certificate_held) == (S.ACCEPTED_WITH_GAPS, True)
    case = fold(case, an_entry(supplemented(a_case_material(4))))
    assert (case.state, case.certificate_held) == (S.ACCEPTED, False)
    assert case.material("m3").state is MaterialState.RECEIVED


def test_a_notice_keeps_what_it_named_and_until_when():
    notice = corrected(
        None,
        "m1",
        "m4",
        bring_by=date(2026, 12, 7),
        answer_by=date(2026, 11, 23),
        repeat_reason="遮挡",
    )
    case = folded(notice)
    told = case.corrections[0]
    assert (told.materials, told.bring_by, told.repeat_reason) == (
        ("m1", "m4"),
        date(2026, 12, 7),
        "遮挡",
    )
    assert (told.served_on, case.answer_by) == (TODAY, date(2026, 11, 23))


def test_a_correction_ends_when_all_that_its_notice_named_is_there():
    case = folded(corrected(None, "m1", "m4"), supplemented(a_case_material(1)))
    assert case.state is S.CORRECTING
    assert fold(case, an_entry(supplemented(a_case_material(4)))).state is S.RECEIVED


def test_what_the_notice_did_not_name_does_not_keep_the_correction_open():
    about = marked(an_application(), m2=MaterialState.MISSING)
    assert folded(corrected(about, "m1"), supplemented(a_case_material(1))).state is S.RECEIVED


def test_only_the_last_notice_counts():
    first = (corrected(None, "m1"), supplemented(a_case_material(1)))
    case = folded(*first, corrected(None, "m4"), supplemented(a_case_material(1)))
    assert case.state is S.CORRECTING
    case = fold(case, an_entry(supplemented(a_case_material(4))))
    assert case.state is S.RECEIVED
    assert [each.materials for each in case.corrections] == [("m1",), ("m4",)]


def test_back_at_receipt_the_five_days_run_from_what_was_brought():
    # facts/domain.md 2.3: S12 ends the clock, S10 runs it
    brought = supplemented(a_case_material(1), answer_by=date(2026, 12, 4))
    assert folded(corrected(), brought).answer_by == date(2026, 12, 4)


def test_while_corrections_are_awaited_and_after_acceptance_no_new_day_is_set():
    notice = corrected(None, "m1", "m4", answer_by=date(2026, 11, 23))
    brought = supplemented(a_case_material(1), answer_by=date(2026, 12, 4))
    assert folded(notice, brought).answer_by == date(2026, 11, 23)
    gap = supplemented(a_case_material(3), answer_by=date(2026, 12, 4))
    assert folded(accepted(GAP), gap).answer_by is None


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (RefusalKind.NOT_ACCEPTED, S.NOT_ACCEPTED),
        (RefusalKind.NOT_COMPETENT, S.NOT_ACCEPTED),
        (RefusalKind.NOT_NEEDED, S.NOT_NEEDED),
    ],
)
def test_a_refusal_ends_the_case_with_its_reason(kind, state):
    case = folded(refused(kind, reason="不属职权", competent_body="米林市某局"))
    assert (case.state, case.closing_reason) == (state, "不属职权")
    assert case.competent_body == "米林市某局"


def test_a_withdrawal_keeps_its_reason():
    assert folded(accepted(), withdrawn(reason="不办了")).closing_reason == "不办了"


def test_papers_gather_in_the_order_they_were_handed_out():
    case = folded(
        received(documents=(a_paper("W01"),)),
        accepted(documents=(a_paper("W02"), a_paper("W06"))),
        amended(documents=(replace(a_paper("W02"), reprint=1),)),
    )
    assert [(each.kind, each.reprint) for each in case.documents] == [
        ("W01", 0),
        ("W02", 0),
        ("W06", 0),
        ("W02", 1),
    ]


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("phone", "13800000839"),
        ("address", "示例路9号"),
        ("delivery", "post"),
        ("name", "扎西顿珠"),
    ],
)
def test_an_amendment_changes_one_field_and_keeps_the_old_value(field, new):
    case = folded(accepted(), amended(field=field, old="旧", new=new))
    about = case.application
    found = about.person.name if field == "name" else getattr(about, field)
    assert found == new
    assert case.amendments == (Amendment(field, "旧", new),)
    old = an_application()
    back = {"person": old.person} if field == "name" else {field: getattr(old, field)}
    assert replace(about, **back) == old


def test_an_amended_name_is_matched_like_any_other():
    # facts/domain.md 6.2: six dots are one
    about = amended_application(an_application(), "name", " 扎西•顿珠 ")
    assert about.person.name == "扎西·顿珠"


@pytest.mark.parametrize(("new", "code"), [("", "name_missing"), ("扎\u200b西", "name_character")])
def test_a_name_that_no_card_has_is_not_put_in(new, code):
    assert refused_code(lambda: amended_application(an_application(), "name", new)) == code


@pytest.mark.parametrize("field", ["person", "case_id", "materials", "situation", "", "phones"])
def test_no_other_field_is_amended(field):
    case = folded(accepted())
    did = amended(field=field, new="x")
    assert refused_code(lambda: fold(case, an_entry(did))) == "amend_field"


def test_a_body_has_no_name_to_amend():
    about = for_body(an_item(), "示例有限公司").application
    assert refused_code(lambda: amended_application(about, "name", "x")) == "amend_field"


def test_the_applicant_is_the_body_the_person_or_nobody_yet():
    about = an_application()
    assert about.applicant_name() == "扎西"
    assert replace(about, person=None).applicant_name() == ""
    body = for_body(an_item(), "示例有限公司").application
    assert replace(body, person=a_person()).applicant_name() == "示例有限公司"


def test_a_material_is_found_by_its_id():
    case = folded(accepted())
    assert case.material("m3").name == "经营场所平面布局图"
    assert case.material("m9") is None
