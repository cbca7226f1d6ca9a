"""Waybills once each and in the order of the list; signed for, back again, lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.config import Courier, Settings
from counter_app.domain.case import CaseState
from counter_app.services.delivery_parcels import report_lost, sign_for, take_back
from tests.fakes.certificate_window import accepted, groups, refused
from tests.fakes.delivery_window import (
    DOMESTIC,
    EMS,
    OTHER,
    POSTED,
    a_posting_desk,
    all_parcels,
    close,
    ready,
    scan,
    sent,
    signed,
)
from tests.fakes.desk import county_says, play, signed_visit

DAY = date(2026, 11, 16)


# ---- waybills
def test_waybills_are_scanned_in_the_order_of_the_list():
    desk = a_posting_desk()
    ready(desk)
    ready(desk, tail="018")
    close(desk)
    first, second = scan(desk, EMS), scan(desk, DOMESTIC)
    assert [(each.no, each.waybill) for each in (first, second)] == [(1, EMS), (2, DOMESTIC)]
    assert (first.state, first.handed_on) == ("handed", DAY)
    assert refused(lambda: scan(desk, OTHER)).code == "waybill_nothing_waits"


def test_a_waybill_scanned_twice_names_the_other_parcel():
    desk = a_posting_desk()
    first, second = ready(desk), ready(desk, tail="018")
    close(desk)
    scan(desk)
    twice = refused(lambda: scan(desk, "ee 473124829 cn"))
    assert (twice.code, twice.values["case_no"], twice.values["receiver"]) == (
        "waybill_twice",
        min(first.no, second.no),
        "扎西",
    )
    assert [each.waybill for each in all_parcels(desk)] == [EMS, ""]


def test_a_parcel_of_another_window_of_the_hall_is_known_here():
    desk, there = a_posting_desk(), a_posting_desk()
    told = replace(sent(there), id="f" * 32)
    county_says(desk, told)
    assert [(each.case_no, each.waybill) for each in all_parcels(desk)] == [(told.no, EMS)]
    ready(desk)
    close(desk)
    assert refused(lambda: scan(desk, EMS)).values["case_no"] == told.no


def test_an_unknown_form_asks_and_a_wrong_check_digit_stops():
    desk = a_posting_desk(settings=Settings(courier=Courier("顺丰", "SF#############")))
    ready(desk)
    close(desk)
    assert refused(lambda: scan(desk, DOMESTIC)).code == "waybill_form"
    assert refused(lambda: scan(desk, "EE473124828CN")).code == "waybill_check"
    assert scan(desk, DOMESTIC, known_form=True).waybill == DOMESTIC


def test_a_parcel_named_by_its_case_gets_its_number_or_another():
    desk = a_posting_desk()
    ready(desk)
    second = ready(desk, tail="018")
    close(desk)
    assert scan(desk, DOMESTIC, second.no).no == 2
    assert scan(desk, EMS, second.no).waybill == EMS
    assert scan(desk, DOMESTIC).no == 1
    other = accepted(desk, item=POSTED)
    assert refused(lambda: scan(desk, OTHER, other.no)).code == "delivery_none"


def test_the_newest_list_stands_first():
    desk = a_posting_desk()
    first = sent(desk)
    desk.clock.advance(86_400_000)
    second = ready(desk, tail="018")
    close(desk)
    assert [each.case_no for each in all_parcels(desk)] == [second.no, first.no]


# ---- the end
def test_signed_for_it_is_delivered():
    desk = a_posting_desk()
    case = sent(desk)
    done = play(desk, sign_for(desk, signed_visit(), case.no, "卓 玛", DAY))
    assert (done.case.state, done.case.delivery.parcel.signed_by) == (CaseState.DELIVERED, "卓 玛")
    (line,) = all_parcels(desk)
    assert (line.state, line.signed_on, line.signed_by) == ("signed", DAY, "卓 玛")


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 11, 17)])
def test_a_day_that_cannot_be_is_refused(day):
    desk = a_posting_desk()
    case = sent(desk)
    flow = sign_for(desk, signed_visit(), case.no, "扎西", day)
    assert refused(lambda: play(desk, flow)).code == "delivery_day"


def test_somebody_signed():
    desk = a_posting_desk()
    case = sent(desk)
    flow = sign_for(desk, signed_visit(), case.no, " ")
    assert refused(lambda: play(desk, flow)).code == "delivery_signer"


def test_what_comes_back_is_to_be_fetched():
    desk = a_posting_desk()
    case = sent(desk)
    flow = take_back(desk, signed_visit(), case.no, " ")
    assert refused(lambda: play(desk, flow)).code == "reason_missing"
    done = play(desk, take_back(desk, signed_visit(), case.no, "无人签收"))
    assert (done.case.state, groups(desk)) == (CaseState.READY, ["to_fetch"])
    assert all_parcels(desk)[0].reason == "无人签收"


def test_what_goes_again_is_no_parcel_before_its_next_list():
    desk = a_posting_desk()
    case = sent(desk)
    play(desk, take_back(desk, signed_visit(), case.no, "无人签收"))
    signed(desk, case)
    assert all_parcels(desk) == ()


def test_a_lost_parcel_is_known_as_lost():
    desk = a_posting_desk()
    case = sent(desk)
    play(desk, report_lost(desk, signed_visit(), case.no, "邮政告知丢失"))
    assert (all_parcels(desk)[0].state, groups(desk)) == ("lost", [])
