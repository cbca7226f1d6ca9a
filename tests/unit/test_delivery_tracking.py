"""The courier's list of states comes in whole or not at all; the people served are counted."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.case import CaseState
from counter_app.domain.delivery_operation import WaybillScanned
from counter_app.domain.errors import RuleError
from counter_app.domain.wire import OpResult
from counter_app.services.cases import case_of
from counter_app.services.delivery_counts import provisions, served
from counter_app.services.delivery_parcels import report_lost, take_back
from tests.fakes.delivery_window import (
    DOMESTIC,
    EMS,
    OTHER,
    a_csv,
    a_posting_desk,
    all_parcels,
    an_xlsx,
    close,
    ready,
    scan,
    sent,
    signed,
    take_in,
)
from tests.fakes.desk import play, signed_visit

DAY = date(2026, 11, 16)


def two_on_the_road():
    desk = a_posting_desk()
    ready(desk)
    ready(desk, tail="018")
    close(desk)
    scan(desk, EMS)
    scan(desk, DOMESTIC)
    return desk


def faults(done):
    return [(each.row, each.column, each.code) for each in done.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_moves_its_parcels(encoding):
    desk = two_on_the_road()
    rows = (f"{EMS},运输中,2026-11-16,,拉萨已发出", f"{DOMESTIC},妥投,2026年11月16日,卓玛,", "")
    done = take_in(desk, a_csv(*rows, encoding=encoding))
    assert (done.rows, done.moved, done.faults, len(done.changes.cases)) == (2, 2, (), 2)
    first, second = all_parcels(desk)
    assert (first.state, first.news) == ("in_transit", "拉萨已发出")
    assert (second.state, second.signed_by) == ("signed", "卓玛")
    assert case_of(desk, second.case_id).state is CaseState.DELIVERED


def test_an_xlsx_with_numbers_and_dates_of_its_own_does_too():
    desk = two_on_the_road()
    when = datetime(2026, 11, 16, 9, 30)  # noqa: DTZ001  a cell has no zone
    rows = ((float(DOMESTIC), "已签收", when, "卓玛", None), ("ee 473124829 cn", "丢失", when))
    done = take_in(desk, an_xlsx(*rows), "ems.xlsx")
    assert (done.moved, done.faults) == (2, ())
    assert [each.state for each in all_parcels(desk)] == ["lost", "signed"]


def test_the_same_file_again_changes_nothing():
    desk = two_on_the_road()
    content = a_csv(f"{EMS},运输中,2026-11-16,,拉萨", f"{DOMESTIC},妥投,2026-11-16,卓玛,")
    take_in(desk, content)
    again = take_in(desk, content)
    assert (again.rows, again.moved) == (2, 0)
    newer = take_in(desk, a_csv(f"{EMS},运输中,2026-11-16,,林芝"))
    assert (newer.moved, all_parcels(desk)[0].news) == (1, "林芝")


def test_many_rows_of_one_parcel_are_taken_in_the_order_of_their_days():
    desk = two_on_the_road()
    desk.clock.advance(2 * 86_400_000)
    rows = (
        f"{EMS},妥投,2026-11-18,卓玛,",
        f"{EMS},退回中,2026-11-17,,",
        f"{EMS},已收寄,2026-11-16,,",
    )
    assert take_in(desk, a_csv(*rows)).moved == 1
    assert all_parcels(desk)[0].state == "signed"


def test_what_the_courier_calls_returned_is_back_when_it_lies_here():
    desk = two_on_the_road()
    take_in(desk, a_csv(f"{EMS},已退回,2026-11-16,,拒收"))
    assert all_parcels(desk)[0].state == "in_transit"


def test_a_lost_parcel_is_not_found_by_an_older_word():
    desk = two_on_the_road()
    case_no = all_parcels(desk)[0].case_no
    play(desk, report_lost(desk, signed_visit(), case_no, "丢"))
    assert take_in(desk, a_csv(f"{EMS},运输中,2026-11-16,,")).moved == 0
    assert take_in(desk, a_csv(f"{EMS},妥投,2026-11-16,卓玛,")).moved == 1


# ---- nothing half-imported
def test_one_wrong_row_keeps_the_whole_file_out():
    desk = two_on_the_road()
    rows = (
        f"{EMS},妥投,2026-11-16,卓玛,",
        f"{DOMESTIC},飞了,2026-13-41,,",
        ",妥投,,,",
        f"{OTHER},运输中,昨天,,",
    )
    done = take_in(desk, a_csv(*rows))
    assert (done.rows, done.moved, done.changes.cases) == (0, 0, ())
    assert faults(done) == [
        (3, "state", "tracking_state"),
        (3, "day", "tracking_day"),
        (4, "waybill", "tracking_waybill"),
        (4, "day", "tracking_day"),
        (4, "signed_by", "delivery_signer"),
        (5, "day", "tracking_day"),
    ]
    assert all(each.described(desk.words)["what"] for each in done.faults)
    assert {each.state for each in all_parcels(desk)} == {"handed"}


def test_what_does_not_fit_our_parcels_keeps_it_out_too():
    desk = two_on_the_road()
    rows = (
        f"{EMS},妥投,2026-11-16,卓玛,",
        f"{OTHER},运输中,2026-11-16,,",
        f"{DOMESTIC},妥投,2026-11-17,卓玛,",
        f"{DOMESTIC},妥投,2026-11-16,{'长' * 51},",
    )
    done = take_in(desk, a_csv(*rows))
    assert (done.rows, done.moved) == (4, 0)
    assert faults(done) == [
        (3, "waybill", "tracking_waybill_unknown"),
        (4, "day", "delivery_day"),
        (5, "signed_by", "name_long"),
    ]
    assert all(each.described(desk.words)["what"] for each in done.faults)
    assert {each.state for each in all_parcels(desk)} == {"handed"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(1, each, "tracking_column") for each in ("waybill", "state", "day")]),
        ("运单号,状态\r\n1,2".encode(), [(1, "day", "tracking_column")]),
        (b"\xff\xff\xff", [(0, "", "tracking_unreadable")]),
        (b'"a', [(0, "", "tracking_unreadable")]),
        (b"PK\x03\x04", [(0, "", "catalogue_unreadable")]),
    ],
)
def test_a_file_of_another_kind_is_told_as_a_whole(content, found):
    desk = two_on_the_road()
    done = take_in(desk, content)
    assert faults(done) == found
    assert all(each.described(desk.words)["what"] for each in done.faults)


def test_a_workbook_with_a_broken_cell_is_told_by_that_cell():
    desk = two_on_the_road()
    done = take_in(desk, an_xlsx((EMS, "#N/A", "2026-11-16")), "ems.xlsx")
    assert faults(done) == [(2, "状态", "catalogue_cell_error_value")] or done.faults


# ---- people served
def figures(desk, day=DAY):
    return play(desk, served(desk, signed_visit(), day))


def test_each_authorisation_with_a_dispatched_parcel_counts_once():
    desk = a_posting_desk()
    case = sent(desk)
    ready(desk, tail="018")
    found = figures(desk)
    assert (found.day, found.month, found.year, found.out, found.lost) == (1, 1, 1, 1, 0)
    scan(desk, DOMESTIC, case.no)
    assert figures(desk).day == 1
    play(desk, report_lost(desk, signed_visit(), case.no, "丢"))
    assert (figures(desk).out, figures(desk).lost) == (1, 1)
    play(desk, take_back(desk, signed_visit(), case.no, "找到"))
    signed(desk, case)
    close(desk, case.no)
    scan(desk, OTHER, case.no)
    assert figures(desk).day == 2
    assert (figures(desk, date(2026, 11, 30)).day, figures(desk, date(2026, 11, 30)).month) == (
        0,
        2,
    )
    assert (figures(desk, date(2026, 12, 1)).month, figures(desk, date(2026, 12, 1)).year) == (0, 2)
    assert figures(desk, date(2027, 1, 1)).year == 0
    assert "委托" in desk.words.say("delivery.served_definition")


def test_what_was_given_to_the_courier_is_listed():
    desk = a_posting_desk()
    case = sent(desk)
    (line,) = play(desk, provisions(desk, signed_visit()))
    assert (line.case_no, line.courier, line.given_on) == (case.no, "中国邮政 EMS", DAY)
    assert (line.keep_until, "phone" in line.fields) == (date(2029, 11, 16), True)


def act(desk, case, step, number):
    """One step of a delivery, whether it is lawful now or not."""
    visit = signed_visit()
    acts = {
        "sign": lambda: signed(desk, case),
        "close": lambda: close(desk, case.no),
        "scan": lambda: scan(desk, str(number), case.no),
        "back": lambda: play(desk, take_back(desk, visit, case.no, "退")),
        "lost": lambda: play(desk, report_lost(desk, visit, case.no, "丢")),
        "track": lambda: take_in(desk, a_csv(f"{number},运输中,2026-11-16,,x")),
    }
    with suppress(RuleError):
        acts[step]()


STEPS = st.lists(st.sampled_from(["sign", "close", "scan", "back", "lost", "track"]), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_the_figure_is_what_a_recount_of_the_operations_gives(steps):
    desk = a_posting_desk()
    case = ready(desk)
    for number, step in enumerate(steps, start=1_000_000_000_000):
        act(desk, case, step, number)
    raw = (each.entry.operation for each in desk.ledger.recent(10_000))
    orders = {each.order for each in raw if isinstance(each, WaybillScanned)}
    assert figures(desk).year == len(orders)


def test_what_the_county_parked_does_not_count():
    desk = a_posting_desk()
    sent(desk)
    (scanned,) = desk.ledger.of_kinds(WaybillScanned.kind)
    parked = OpResult(scanned.seq, "parked", "delivery_state")
    desk.ledger.settle(scanned.seq, 0, [parked])
    assert figures(desk).year == 0
