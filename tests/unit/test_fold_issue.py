from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.certificate import (
    CertificateState,
    Sheet,
    identifier_holds,
    make_identifier,
)
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold
from tests.fakes.builders import (
    accepted,
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
from tests.fakes.builders_issue import (
    ISSUE_OPERATIONS,
    NUMBER,
    a_grant,
    bound,
    confirmed,
    decided,
    handed_over,
    spoiled,
    undecided,
)

S, C = CaseState, CertificateState
GAP = marked(an_application(), m3=MaterialState.DEFERRED)
TWO = decided(grants=(a_grant(1), a_grant(2)))


def certificate(case, which=1):
    return case.certificate(a_grant(which).id)


def code_of(case, did):
    return refused_code(lambda: fold(case, an_entry(did)))


def test_a_grant_waits_to_be_printed():
    case = folded(accepted(), decided())
    assert (case.state, case.decision.no) == (S.GRANTED, "示例〔2026〕1号")
    assert certificate(case).state is C.TO_PRINT
    assert case.certificate("no-such") is None


@pytest.mark.parametrize(
    ("kind", "state"), [(DecisionKind.DENIED, S.DENIED), (DecisionKind.REFERRED, S.REFERRED)]
)
def test_what_is_not_granted_has_no_certificate(kind, state):
    case = folded(accepted(), decided(kind))
    assert (case.state, case.certificates) == (state, ())


def test_a_grant_without_certificate_is_ready_as_the_decision_itself():
    case = folded(accepted(), decided(grants=()))
    assert case.state is S.READY
    assert fold(case, an_entry(handed_over())).state is S.DELIVERED


def test_a_certificate_is_bound_confirmed_and_handed_over():
    case = folded(accepted(), decided(), bound())
    assert certificate(case).state is C.BOUND
    assert certificate(case).sheet == Sheet("SPJY", 35_017, 2)
    assert (certificate(case).number, certificate(case).prints) == (NUMBER, 1)
    case = fold(case, an_entry(confirmed()))
    assert (case.state, certificate(case).state) == (S.READY, C.PRINTED)
    case = fold(case, an_entry(handed_over(1)))
    assert (case.state, certificate(case).state) == (S.DELIVERED, C.HANDED_OVER)


def test_a_case_is_ready_and_delivered_only_with_its_last_certificate():
    case = folded(accepted(), TWO, bound(), confirmed())
    assert case.state is S.GRANTED
    case = fold(case, an_entry(handed_over(1)))
    assert case.state is S.GRANTED
    for did in (bound(35_018, 2), confirmed(35_018, 2), handed_over(2)):
        case = fold(case, an_entry(did))
    assert case.state is S.DELIVERED


def test_a_spoiled_sheet_leaves_the_number_and_asks_for_a_new_sheet():
    case = folded(accepted(), decided(), bound(), confirmed(), spoiled())
    assert (case.state, certificate(case).state) == (S.GRANTED, C.TO_PRINT)
    assert (certificate(case).sheet, certificate(case).number) == (None, NUMBER)
    assert code_of(case, bound(35_018, number="Z2")) == "certificate_number_changed"
    assert certificate(fold(case, an_entry(bound(35_018)))).prints == 2


@pytest.mark.parametrize("did", [confirmed(35_018), spoiled(35_018)])
def test_another_sheet_than_the_bound_one_is_refused(did):
    assert code_of(folded(accepted(), decided(), bound()), did) == "blank_not_bound"


def test_a_sheet_of_plain_paper_has_no_number():
    plain = bound().__class__("c-1", a_grant().id, NUMBER, "1.2.x", a_grant().valid_from, "job-1")
    case = folded(accepted(), decided(), plain)
    assert certificate(case).sheet is None
    assert code_of(case, confirmed()) == "blank_not_bound"


def test_a_certificate_is_bound_once():
    bound_once = folded(accepted(), decided(), bound())
    for case in (bound_once, fold(bound_once, an_entry(confirmed()))):
        assert code_of(case, bound(35_018)) == "certificate_taken"
    void = fold(bound_once, an_entry(undecided()))
    assert code_of(void, bound(35_018)) == "certificate_taken"


@pytest.mark.parametrize("done", [(), (confirmed(),), (confirmed(), handed_over(1)), (spoiled(),)])
def test_making_the_doubled_sheet_of_another_window_void_leaves_the_certificate(done):
    case = folded(accepted(), decided(), bound(), *done)
    doubled = replace(spoiled(35_099), job="job-of-another-window")
    after = fold(case, an_entry(doubled))
    assert (after.state, after.certificates) == (case.state, case.certificates)
    assert code_of(case, replace(doubled, fate="empty")) in ("certificate_state", "blank_not_bound")


def test_an_unknown_certificate_is_refused():
    assert code_of(folded(accepted(), decided()), bound(which=9)) == "certificate_unknown"


def test_what_is_not_printed_is_not_handed_over():
    assert code_of(folded(accepted(), decided()), handed_over(1)) == "certificate_state"


@pytest.mark.parametrize("did", [bound(), handed_over()])
def test_an_open_gap_holds_the_certificate(did):
    assert code_of(folded(accepted(GAP), decided()), did) == "certificate_held"


def test_closing_the_last_gap_releases_the_certificate():
    case = folded(accepted(GAP), decided())
    brought = [each for each in an_application().materials if each.id == "m3"]
    case = fold(case, an_entry(supplemented(*brought)))
    assert (case.state, case.certificate_held) == (S.GRANTED, False)
    assert certificate(fold(case, an_entry(bound()))).state is C.BOUND
    assert code_of(case, supplemented(*brought)) == "nothing_to_supplement"


def test_a_withdrawn_decision_voids_what_is_still_in_the_house():
    case = folded(accepted(), TWO, bound(), confirmed(), handed_over(1), undecided())
    assert (case.state, case.decision, case.deliver_by) == (S.ACCEPTED, None, None)
    assert [each.state for each in case.certificates] == [C.HANDED_OVER, C.VOID]
    assert code_of(case, confirmed()) == "case_state"


@pytest.mark.parametrize("late", [False, True], ids=["bound-before", "bind-arrives-after"])
def test_a_sheet_bound_under_a_withdrawn_decision_can_only_be_made_void(late):
    done = (undecided(), bound()) if late else (bound(), undecided())
    case = folded(accepted(), decided(), *done)
    void = certificate(case)
    assert (void.state, void.sheet, void.window) == (C.VOID, Sheet("SPJY", 35_017, 2), "w-3")
    assert code_of(case, confirmed()) == "case_state"
    case = fold(case, an_entry(spoiled()))
    assert (case.state, certificate(case).state) == (S.ACCEPTED, C.VOID)
    assert (certificate(case).sheet, certificate(case).job) == (None, "")


def test_a_withdrawn_decision_on_a_case_with_gaps_leaves_the_gaps():
    assert folded(accepted(GAP), decided(), undecided()).state is S.ACCEPTED_WITH_GAPS


def test_a_second_decision_starts_anew():
    case = folded(accepted(), decided(), undecided(), decided(grants=(a_grant(2),)))
    assert [each.state for each in case.certificates] == [C.VOID, C.TO_PRINT]
    for did in (bound(35_018, 2), confirmed(35_018, 2), handed_over(2)):
        case = fold(case, an_entry(did))
    assert case.state is S.DELIVERED


def test_the_identifier_of_the_facts_has_the_check_character_of_the_facts():
    made = make_identifier("11100000000013338W011", "11110000000021135M", "20230329701", 3)
    assert made == "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y"
    assert identifier_holds(made)


@pytest.mark.parametrize(
    "wrong",
    [
        "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.M",
        "1.2.156.3005.3.11100000000013338W011.11110000000021135M.20230329701.003.Y",
        "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.Y",
        "1.2.156.3005.2.1110000000013338W011.11110000000021135M.20230329701.003.Y",
        "1.2.156.3005.2.11100000000013338w011.11110000000021135M.20230329701.003.Y",
        "1.2.156.3005.2.11100000000013338W011.11110000000021135M.2023-032970.003.Y",
        "",
    ],
)
def test_an_identifier_with_a_fault_does_not_hold(wrong):
    assert not identifier_holds(wrong)


# facts/domain.md 2.3: the states from which each act of the certificate window may come.
FROM = {
    "case.decide": {S.ACCEPTED, S.ACCEPTED_WITH_GAPS},
    "case.undecide": {S.GRANTED, S.READY, S.DENIED},
    # once a decision is withdrawn, what was bound under it is still told of and made void
    "certificate.bind": {
        S.GRANTED,
        S.READY,
        S.DELIVERED,
        S.ACCEPTED,
        S.ACCEPTED_WITH_GAPS,
        S.DENIED,
    },
    "certificate.confirm": {S.GRANTED},
    "certificate.spoil": {
        S.GRANTED,
        S.READY,
        S.DELIVERED,
        S.ACCEPTED,
        S.ACCEPTED_WITH_GAPS,
        S.DENIED,
    },
    "result.hand_over": {S.GRANTED, S.READY, S.DENIED},
}
WAYS = {
    S.RECEIVED: (received(),),
    S.CORRECTING: (corrected(),),
    S.ACCEPTED: (accepted(),),
    S.ACCEPTED_WITH_GAPS: (accepted(GAP),),
    S.NOT_ACCEPTED: (refused(),),
    S.GRANTED: (accepted(), decided()),
    S.READY: (accepted(), decided(grants=())),
    S.DENIED: (accepted(), decided(DecisionKind.DENIED)),
    S.REFERRED: (accepted(), decided(DecisionKind.REFERRED)),
    S.DELIVERED: (accepted(), decided(grants=()), handed_over()),
    S.WITHDRAWN: (received(), withdrawn()),
}


@pytest.mark.parametrize("state", WAYS, ids=lambda each: each.value)
@pytest.mark.parametrize("did", ISSUE_OPERATIONS, ids=lambda each: each.kind)
def test_an_act_comes_only_from_the_states_of_the_table(state, did):
    case = folded(*WAYS[state])
    assert case.state is state
    try:
        fold(case, an_entry(did))
    except RuleError as refused_by:
        closed = refused_by.code == "case_state"
    else:
        closed = False
    assert closed == (state not in FROM[did.kind])
