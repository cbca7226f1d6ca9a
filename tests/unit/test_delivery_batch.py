"""The courier's list: what is ready goes once, and whole after a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.documents.renderer import TemplateRenderer
from counter_app.domain.case import CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.decision import DecisionKind
from counter_app.domain.delivery_operation import BatchClosed, ParcelBatched
from counter_app.domain.errors import StoreError
from counter_app.services.cases import case_of
from counter_app.services.delivery_batch import Closing, close_batch
from counter_app.services.delivery_parcels import sign_for
from counter_app.services.printing import print_document
from tests.fakes.certificate_window import a_grant, accepted, decide, finished, groups, refused
from tests.fakes.delivery_window import (
    POSTED,
    a_posting_desk,
    all_parcels,
    close,
    ready,
    scan,
    sent,
    signed,
    to_send,
)
from tests.fakes.desk import county_says, play, signed_visit

DAY = date(2026, 11, 16)


def test_only_what_is_signed_and_printed_is_ready():
    desk = a_posting_desk()
    signed(desk, accepted(desk, item=POSTED))
    finished(desk, decide(desk, accepted(desk, item=POSTED), a_grant()))
    assert to_send(desk) == ()
    case = ready(desk, tail="018")
    (line,) = to_send(desk)
    assert (line.case_no, line.receiver, line.deliver_by) == (case.no, "扎西", date(2026, 11, 30))
    assert [each.name for each in line.contents] == ["准予决定书", a_grant().name]


def test_a_case_that_only_the_county_told_of_is_ready_too():
    desk, there = a_posting_desk(), a_posting_desk()
    case = ready(there)
    county_says(desk, replace(case, rev=case.rev + 9))
    assert [each.case_no for each in to_send(desk)] == [case.no]


def test_what_was_printed_here_with_the_line_cut_goes_although_the_county_does_not_know():
    there, here = a_posting_desk(), a_posting_desk()
    case = decide(there, signed(there, accepted(there, item=POSTED)).case, a_grant())
    county_says(here, case)  # granted, and authorised at the other window
    assert to_send(here) == ()
    finished(here, case)
    assert [each.case_no for each in to_send(here)] == [case.no]
    assert [each.case_no for each in close(here).lines] == [case.no]


def test_a_list_takes_all_that_is_ready_out_of_the_house():
    desk = a_posting_desk(renderer=TemplateRenderer())
    first, second = ready(desk), ready(desk, tail="018")
    batch = close(desk)
    assert (batch.no, batch.courier, batch.taker) == ("ADAB261116-01", "中国邮政 EMS", "格桑")
    assert [each.case_no for each in batch.lines] == sorted((first.no, second.no))
    paper, *decisions = batch.documents
    assert (paper.kind, paper.id, paper.case_no) == ("W15C", "W15C-ADAB261116-01", None)
    assert (paper.value_map()["count"], len(paper.row_map()["certificates"])) == ("2", 4)
    assert [each.kind for each in decisions] == ["W10", "W10"]
    assert groups(desk) == []
    assert to_send(desk) == ()
    for each in (first, second):
        assert case_of(desk, each.id).certificates[0].state is CertificateState.SENT
    for each in batch.documents:
        report = play(desk, print_document(desk, signed_visit(), each.id))
        assert report.state == "device_done"


def test_a_window_without_telephones_names_those_of_what_it_sends():
    desk = a_posting_desk()
    ready(desk)
    known = desk.ledger.enrolment().window
    desk.ledger.set_window(replace(known, phone="", complaint_phone=""))
    values = close(desk).documents[0].value_map()
    assert (values["phone"], values["complaint_phone"]) == (POSTED.phone, POSTED.complaint_phone)


def test_a_list_is_not_closed_twice():
    desk = a_posting_desk()
    case = ready(desk)
    close(desk, case.no)
    again = refused(lambda: close(desk, case.no))
    assert (again.code, again.values["batch"]) == ("delivery_batch_closed", "ADAB261116-01")
    assert refused(lambda: close(desk)).code == "delivery_nothing_ready"
    assert len(desk.ledger.of_kinds(BatchClosed.kind)) == 1


def test_lists_of_a_day_are_numbered():
    desk = a_posting_desk()
    for number, tail in enumerate(("017", "018"), start=1):
        case = ready(desk, tail=tail)
        assert close(desk, case.no, courier="顺丰").no == f"ADAB261116-0{number}"
    assert {each.courier for each in all_parcels(desk)} == {"顺丰"}


def test_what_is_not_ready_is_named():
    desk = a_posting_desk()
    case = signed(desk, accepted(desk, item=POSTED)).case
    assert refused(lambda: close(desk, case.no)).code == "delivery_not_ready"
    assert refused(lambda: close(desk, "540402269AAAA0000197")).code == "case_no_form"
    flow = close_batch(desk, signed_visit(), Closing(" "))
    assert refused(lambda: play(desk, flow)).code == "delivery_taker"


def test_a_number_that_no_case_here_carries_is_not_ready():
    desk, there = a_posting_desk(), a_posting_desk()
    number = [accepted(there, item=POSTED).no for _ in range(3)][-1]
    ready(desk)
    assert refused(lambda: close(desk, number)).code == "delivery_not_ready"


def test_a_refusal_is_sent_as_the_decision_that_it_is():
    desk = a_posting_desk()
    case = signed(desk, accepted(desk, item=POSTED)).case
    decide(desk, case, kind=DecisionKind.DENIED)
    (line,) = close(desk).lines
    assert [(each.name, each.number) for each in line.contents] == [
        ("不予决定书", "示例〔2026〕1号")
    ]
    assert groups(desk) == []
    scan(desk)
    done = play(desk, sign_for(desk, signed_visit(), case.no, "扎西"))
    assert done.case.state is CaseState.DELIVERED


# ---- crashes
class FailingLedger:
    """Lets a number of operations through, then the power is gone."""

    def __init__(self, ledger, more):
        self._ledger, self._more = ledger, more

    def __getattr__(self, name):
        return getattr(self._ledger, name)

    def record(self, *what, **how):
        if not self._more:
            raise StoreError("store_full")
        self._more -= 1
        return self._ledger.record(*what, **how)


@pytest.mark.parametrize("more", [1, 2])
def test_a_list_cut_off_half_way_is_made_whole(more):
    desk = a_posting_desk()
    first, second = ready(desk), ready(desk, tail="018")
    cut = replace(desk, ledger=FailingLedger(desk.ledger, more))
    assert refused(lambda: close(cut)).code == "store_full"
    assert to_send(desk) == ()
    assert [each.case_no for each in all_parcels(desk)] == sorted((first.no, second.no))
    assert len(desk.ledger.of_kinds(ParcelBatched.kind)) == 2
    assert [each.no for each in all_parcels(desk)] == [1, 2]


def test_a_list_that_was_not_recorded_sends_nothing():
    desk = a_posting_desk()
    case = ready(desk)
    cut = replace(desk, ledger=FailingLedger(desk.ledger, 0))
    assert refused(lambda: close(cut)).code == "store_full"
    assert [each.case_no for each in to_send(desk)] == [case.no]


def test_a_line_whose_case_went_on_elsewhere_is_left_alone():
    desk = a_posting_desk()
    case = ready(desk)
    cut = replace(desk, ledger=FailingLedger(desk.ledger, 1))
    assert refused(lambda: close(cut)).code == "store_full"
    gone = replace(case, state=CaseState.DELIVERED, rev=case.rev + 9)
    county_says(desk, gone)
    assert all_parcels(desk) == ()


def test_a_list_stands_when_its_clerk_and_item_have_gone():
    desk = a_posting_desk()
    ready(desk)
    cut = replace(desk, ledger=FailingLedger(desk.ledger, 1))
    assert refused(lambda: close(cut)).code == "store_full"
    desk.ledger.replace_users([])
    (line,) = all_parcels(desk)
    assert line.state == "batched"
    other = a_posting_desk()
    ready(other)
    cut = replace(other, ledger=FailingLedger(other.ledger, 1))
    assert refused(lambda: close(cut)).code == "store_full"
    other.cache.reset("reference")
    assert refused(lambda: all_parcels(other)).code == "item_unknown"
    assert refused(lambda: to_send(other)).code == "item_unknown"


def test_contents_ask_for_their_item():
    desk = a_posting_desk()
    ready(desk)
    desk.cache.reset("reference")
    assert refused(lambda: to_send(desk)).code == "item_unknown"


def test_what_the_courier_was_told_is_kept_three_years():
    desk = a_posting_desk()
    case = sent(desk)
    (did,) = (each.entry.operation for each in desk.ledger.of_kinds(ParcelBatched.kind))
    assert did.given == ("receiver", "phone", "region", "address", "postcode")
    assert (did.case_id, did.batched_on, did.keep_until) == (case.id, DAY, date(2029, 11, 16))


def test_three_years_from_a_leap_day_end_on_the_first_of_march():
    desk = a_posting_desk()
    desk.clock.advance((date(2028, 2, 29) - DAY).days * 86_400_000)
    sent(desk)
    (did,) = (each.entry.operation for each in desk.ledger.of_kinds(ParcelBatched.kind))
    assert did.keep_until == date(2031, 3, 1)
