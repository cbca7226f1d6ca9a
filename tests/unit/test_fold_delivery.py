"""The delivery of a case, step by step: what follows what, and what the result becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.case import CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.decision import DecisionKind
from counter_app.domain.delivery import NEXT, OPEN, OUT, DeliveryState, Sent, fetched
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold, fold_all
from tests.fakes.builders import accepted, an_entry
from tests.fakes.builders_delivery import (
    CERTIFICATE,
    authorised,
    batched,
    cancelled,
    returned,
    signed_for,
    tracked,
    waybill,
)
from tests.fakes.builders_issue import a_grant, bound, confirmed, decided, handed_over, undecided

ACCEPTED = (accepted(),)
READY = (*ACCEPTED, decided(), bound(), confirmed())


def case_after(*operations, start=READY):
    return fold_all(tuple(an_entry(each) for each in (*start, *operations)))


def code_of(*operations, start=READY):
    with pytest.raises(RuleError) as caught:
        case_after(*operations, start=start)
    return caught.value.code


def test_a_result_goes_to_its_receiver():
    out = case_after(authorised(), batched())
    assert (out.state, out.delivery.state) == (CaseState.READY, DeliveryState.BATCHED)
    assert out.certificates[0].state is CertificateState.SENT
    assert (out.delivery.parcel.batch, out.delivery.parcel.no) == ("B-01", 1)
    road = case_after(authorised(), batched(), waybill(), tracked())
    assert (road.delivery.parcel.waybill, road.delivery.parcel.news) == ("EE473124829CN", "拉萨")
    done = case_after(authorised(), batched(), waybill(), tracked(), signed_for())
    assert (done.state, done.delivery.state) == (CaseState.DELIVERED, DeliveryState.SIGNED)
    assert done.delivery.parcel.signed_by == "扎西"


def test_the_choice_follows_the_authorisation():
    assert case_after(authorised()).application.delivery == "courier"
    back = case_after(authorised(), cancelled())
    assert (back.application.delivery, back.delivery.state.value) == ("pickup", "cancelled")
    assert case_after(authorised(), cancelled(), authorised("o-2")).delivery.is_open


@pytest.mark.parametrize("kind", [DecisionKind.GRANTED, DecisionKind.DENIED])
def test_a_decision_is_sent_where_there_is_no_certificate(kind):
    start = (*ACCEPTED, decided(kind, ()))
    paper = batched(contents=(Sent("决定书", "1号"),))
    done = case_after(authorised(), paper, waybill(), signed_for(), start=start)
    assert done.state is CaseState.DELIVERED


def test_what_comes_back_is_fetched_or_sent_anew():
    back = case_after(authorised(), batched(), waybill(), returned())
    assert (back.state, back.delivery.state) == (CaseState.READY, DeliveryState.RETURNED)
    assert back.certificates[0].state is CertificateState.PRINTED
    assert (back.application.delivery, back.delivery.parcel.reason) == ("pickup", "无人签收")
    steps = (authorised(), batched(), waybill(), returned())
    assert case_after(*steps, handed_over(1)).state is CaseState.DELIVERED
    again = case_after(*steps, authorised("o-2"), batched("o-2"))
    assert again.certificates[0].state is CertificateState.SENT


def test_a_lost_parcel_may_turn_up():
    lost = (authorised(), batched(), waybill(), tracked("lost"))
    assert case_after(*lost).delivery.state is DeliveryState.LOST
    assert case_after(*lost, signed_for()).state is CaseState.DELIVERED
    assert case_after(*lost, returned()).state is CaseState.READY
    assert code_of(*lost, tracked()) == "delivery_state"


def test_a_misread_waybill_is_put_right_until_the_courier_speaks():
    right = case_after(authorised(), batched(), waybill("1234567890123"), waybill())
    assert right.delivery.parcel.waybill == "EE473124829CN"
    assert code_of(authorised(), batched(), waybill(), tracked(), waybill()) == "delivery_state"


def test_only_what_is_signed_for_in_the_form_goes():
    assert code_of(batched()) == "delivery_none"
    assert code_of(authorised(), batched("o-2")) == "delivery_none"
    assert code_of(authorised(), authorised("o-2")) == "delivery_authorised"
    assert code_of(authorised(), waybill()) == "delivery_state"
    assert code_of(authorised(), batched(), batched()) == "delivery_state"
    assert code_of(authorised(), batched(), cancelled()) == "delivery_state"
    assert code_of(authorised(), start=()) == "case_unknown"


def test_nothing_is_sent_before_it_is_printed_or_while_a_gap_is_open():
    assert code_of(authorised(), batched(), start=ACCEPTED) == "case_state"
    unknown = batched(contents=(replace(CERTIFICATE, certificate="f" * 32),))
    assert code_of(authorised(), unknown) == "certificate_unknown"
    held = replace(case_after(authorised()), certificate_held=True)
    with pytest.raises(RuleError, match="certificate_held"):
        fold(held, an_entry(batched()))


def test_nobody_fetches_what_is_on_the_road():
    assert code_of(authorised(), batched(), handed_over(1)) == "certificate_state"
    start = (*ACCEPTED, decided(grants=()))
    paper = batched(contents=(Sent("决定书"),))
    assert code_of(authorised(), paper, handed_over(), start=start) == "delivery_under_way"


def test_who_comes_himself_needs_no_courier():
    case = case_after(authorised(), handed_over(1))
    assert (case.state, case.delivery.state) == (CaseState.DELIVERED, DeliveryState.CANCELLED)
    assert fetched(None) is None


def test_a_certificate_handed_over_is_not_sent():
    case = case_after(authorised())
    gone = replace(case.certificates[0], state=CertificateState.HANDED_OVER)
    with pytest.raises(RuleError, match="certificate_state"):
        fold(replace(case, certificates=(gone,)), an_entry(batched()))


# ---- a decision withdrawn while its certificate is on the road
def test_the_courier_is_heard_after_a_withdrawal():
    road = (authorised(), batched(), waybill(), undecided())
    served = case_after(*road, signed_for())
    assert (served.state, served.delivery.state) == (CaseState.ACCEPTED, DeliveryState.SIGNED)
    back = case_after(*road, returned())
    assert back.certificates[0].state is CertificateState.VOID


def test_what_comes_back_of_an_older_decision_is_void():
    anew = decided(grants=(a_grant(2),))
    back = case_after(authorised(), batched(), waybill(), undecided(), anew, returned())
    assert [each.state.value for each in back.certificates] == ["void", "to_print"]


# ---- states only go forward
STEPS = {
    "authorise": authorised,
    "cancel": cancelled,
    "batch": batched,
    "waybill": waybill,
    "track": tracked,
    "lost": lambda: tracked("lost"),
    "sign": signed_for,
    "return": returned,
}
RANK = {state: rank for rank, state in enumerate(DeliveryState)}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=14))
def test_states_only_go_forward_and_never_part_from_the_certificate(names):
    case, order = case_after(), 0
    for name in names:
        before = case.delivery
        order += name == "authorise"
        made = STEPS[name]()
        if name == "authorise":
            made = replace(made, order=replace(made.order, id=f"o-{order}"))
        elif before is not None:
            made = replace(made, order=before.order.id)
        try:
            case = fold(case, an_entry(made))
        except RuleError:
            continue
        if before is not None and before.order.id == case.delivery.order.id:
            assert case.delivery.state in NEXT[before.state]
            assert RANK[case.delivery.state] >= RANK[before.state]
        sent = case.certificates[0].state is CertificateState.SENT
        assert sent == (case.delivery.state in OUT | {DeliveryState.SIGNED})
        assert (case.state is CaseState.DELIVERED) == (case.delivery.state is DeliveryState.SIGNED)


def test_every_state_has_its_followers():
    assert NEXT.keys() == set(DeliveryState)
    assert {state for state in DeliveryState if NEXT[state]} == OPEN
