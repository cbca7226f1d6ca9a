"""即办件: accepted and decided at the window in one sitting; 告知承诺 on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import StoreError
from counter_app.domain.item import ProjectType
from counter_app.services.decisions import decide_on_the_spot
from counter_app.services.drafts import mark_material
from counter_app.services.intake import accept, receive
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, play
from tests.fakes.intake_table import at_counter, code_of, kinds, operations
from tests.fakes.paper_cases import an_item

BASIS = "示例委托书"
SPOT = {"project_type": ProjectType.IMMEDIATE, "delegated_basis": BASIS}
ITEM = an_item(**SPOT)
ELDER = "11540402MB9990055X011"
CERTIFIED = an_item(**SPOT, certificate_types=(ELDER,))
PROMISING = replace(
    an_item(**SPOT, promise_allowed=True),
    materials=tuple(replace(each, promisable=each.id == "m4") for each in ITEM.materials),
)
GRANT = Ruling(DecisionKind.GRANTED)
DENY = Ruling(DecisionKind.DENIED, reason="不符合条件")


def decide(desk, visit, ruling=GRANT):
    return play(desk, decide_on_the_spot(desk, visit, ruling))


def test_two_operations_and_one_sheet_of_paper():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    done = decide(desk, at_counter(desk))
    assert operations(desk) == ["case.decide", "case.accept"]
    assert kinds(done) == ["W10J"]
    assert [each.kind for each in done.case.documents] == ["W01", "W02", "W10", "W10J"]
    assert [each.kind for each in done.visit.documents] == ["W01", "W02", "W10", "W10J"]
    assert desk.journal.drafts() == ()


def test_the_decision_says_who_and_by_what_right():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    case = decide(desk, at_counter(desk)).case
    assert case.state is CaseState.READY, "without a certificate the decision is the result"
    found = case.decision
    assert (found.kind, found.basis, found.body) == (DecisionKind.GRANTED, BASIS, ITEM.decide_org)
    assert found.officers == ("次仁",)
    assert found.no == f"{case.no}-W10-01"
    assert found.decided_on == date(2026, 11, 16)
    assert found.valid_from is None, "nothing is granted that could end"
    assert case.deliver_by == date(2026, 11, 30), "ten working days, art. 44"


def test_without_a_holiday_table_the_day_of_delivery_is_open():
    desk = a_desk(ITEM)
    assert decide(desk, at_counter(desk)).case.deliver_by is None


def test_a_certificate_is_granted_and_waits_to_be_printed():
    desk = a_desk(CERTIFIED, calendars=(YEAR_2026,))
    ruling = replace(GRANT, valid_to=date(2031, 11, 15))
    case = decide(desk, at_counter(desk, CERTIFIED), ruling).case
    assert case.state is CaseState.GRANTED
    (certificate,) = case.certificates
    assert certificate.grant.type_code == ELDER
    assert certificate.grant.valid_to == case.decision.valid_to == date(2031, 11, 15)
    assert certificate.grant.valid_from == case.decision.valid_from == date(2026, 11, 16)
    assert len(certificate.grant.id) == 32


def test_a_refusal_has_its_reason_no_certificate_and_no_day_of_delivery():
    desk = a_desk(CERTIFIED, calendars=(YEAR_2026,))
    case = decide(desk, at_counter(desk, CERTIFIED), DENY).case
    assert case.state is CaseState.DENIED
    assert (case.decision.reason, case.certificates, case.deliver_by) == ("不符合条件", (), None)
    assert case.decision.valid_from is None


@pytest.mark.parametrize(
    ("item", "ruling", "code"),
    [
        (an_item(), GRANT, "spot_not_immediate"),
        (an_item(project_type=ProjectType.IMMEDIATE), GRANT, "spot_not_delegated"),
        (ITEM, Ruling(DecisionKind.REFERRED), "spot_referral"),
        (ITEM, Ruling(DecisionKind.DENIED), "decision_reason"),
        (ITEM, replace(GRANT, values=(("scope", "零售"),)), "grant_value_unknown"),
        (an_item(**SPOT, certificate_types=("X" * 21,)), GRANT, "certificate_type_unknown"),
    ],
)
def test_what_cannot_be_decided_leaves_nothing_behind(item, ruling, code):
    desk = a_desk(item)
    visit = at_counter(desk, item)
    assert code_of(lambda: decide(desk, visit, ruling)) == code
    assert operations(desk) == []


def test_an_open_gap_is_accepted_but_not_decided_here():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    visit = at_counter(desk, m3="deferred")
    assert code_of(lambda: decide(desk, visit)) == "spot_gaps"
    accepted = play(desk, accept(desk, visit))
    assert code_of(lambda: decide(desk, accepted.visit)) == "spot_gaps"


def test_what_was_received_or_accepted_before_is_decided_with_a_paper_of_its_own():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    received = play(desk, receive(desk, at_counter(desk)))
    done = decide(desk, received.visit)
    assert kinds(done) == ["W02", "W10"]
    accepted = play(desk, accept(desk, at_counter(desk)))
    later = decide(desk, accepted.visit)
    assert later.case.state is CaseState.READY
    assert operations(desk)[0] == "case.decide"


def test_twice_is_once():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    first = decide(desk, visit)
    assert decide(desk, visit).case == first.case
    assert decide(desk, first.visit, DENY).case == first.case
    assert len(operations(desk)) == 2


def test_a_crash_between_the_two_is_mended_by_deciding_again():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    accepted = play(desk, accept(desk, visit))
    done = decide(desk, visit)
    assert (done.case.no, done.case.state) == (accepted.case.no, CaseState.READY)
    assert operations(desk) == ["case.decide", "case.accept"]


def test_a_failed_ledger_decides_nothing():
    desk = a_desk(ITEM)
    visit = at_counter(desk)
    desk.ledger.fail = StoreError("disk_full")
    assert code_of(lambda: decide(desk, visit)) == "disk_full"
    assert operations(desk) == []


def test_what_is_limited_in_number_is_not_decided_with_the_line_cut():
    limited = an_item(**SPOT, quantity_limit="3")
    desk = a_desk(limited)
    visit = at_counter(desk, limited)
    desk.county.standing = LineFault.CUT
    assert code_of(lambda: decide(desk, visit)) == "quantity_limited_offline"
    desk.county.standing = LineFault.NONE
    assert decide(desk, visit).case.state is CaseState.READY


def test_a_promise_prints_beside_the_acceptance_and_beside_the_one_sheet():
    desk = a_desk(PROMISING, calendars=(YEAR_2026,))
    visit = at_counter(desk, PROMISING, m4="promised")
    assert kinds(decide(desk, visit)) == ["W10J", "W07"]
    accepted = play(desk, accept(desk, at_counter(desk, PROMISING, m4="promised")))
    assert kinds(accepted) == ["W01", "W02", "W07"]
    assert accepted.case.state is CaseState.ACCEPTED, "a promise is no gap"
    assert not accepted.case.certificate_held
    taken = dict(accepted.documents[1].rows)["materials"]
    assert taken[-1][-1] == "告知承诺，免提交"


def test_a_gap_and_a_promise_have_a_paper_each():
    desk = a_desk(PROMISING, calendars=(YEAR_2026,))
    visit = at_counter(desk, PROMISING, m3="deferred", m4="promised")
    done = play(desk, accept(desk, visit))
    assert done.case.state is CaseState.ACCEPTED_WITH_GAPS
    assert kinds(done) == ["W01", "W02", "W06", "W07"]


@pytest.mark.parametrize(
    ("item", "which", "code"),
    [(PROMISING, "m1", "not_promisable"), (ITEM, "m4", "promise_not_allowed")],
)
def test_only_what_may_be_promised_is_marked_so(item, which, code):
    desk = a_desk(item)
    visit = at_counter(desk, item)
    marking = mark_material(desk, visit, which, MaterialState.PROMISED, None)
    assert code_of(lambda: play(desk, marking)) == code
