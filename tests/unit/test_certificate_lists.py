"""The lists of the certificate window, the day ledger and its counts, with and without a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.blank import BlankState
from counter_app.domain.case import CaseState
from counter_app.domain.certificate import CertificateState, Sheet
from counter_app.domain.decision import DecisionKind
from counter_app.domain.delivery import Delivery, DeliveryOrder, DeliveryState
from counter_app.domain.offline import NEEDS_LINE
from counter_app.services.cases import case_of
from counter_app.services.certificate_counts import Count, counts, day_ledger
from counter_app.services.certificate_doubles import void_doubled
from counter_app.services.certificates import Group, lines_of
from counter_app.services.handover import HandOver, hand_over
from counter_app.services.paper_handover import Relation
from counter_app.services.print_answers import PrintFate
from counter_app.services.visit import Visit
from counter_app.words import Words
from tests.fakes.certificate_window import (
    DAY,
    FIRST,
    SERIES,
    a_grant,
    a_window_desk,
    accepted,
    answer,
    blank_state,
    decide,
    decided,
    doubled,
    finished,
    foreign_case,
    groups,
    issue,
    kinds,
    lines,
    refused,
)
from tests.fakes.certificates import ADVERT
from tests.fakes.desk import county_says, play, signed_visit
from tests.fakes.paper_cases import a_person
from tests.fakes.released_delivery import ADDRESS, CONTENTS

NAME = (((100, 100), (1500, 900)), ((200, 900), (3900, 200)))


def test_a_line_says_all_that_a_clerk_chooses_by():
    desk = a_window_desk()
    case = decided(desk)
    (line,) = lines(desk)
    assert (line.group, line.case_no, line.certificate) == (Group.TO_PRINT, case.no, a_grant().id)
    assert (line.name, line.holder, line.item) == (
        a_grant().name,
        "扎西",
        case.application.item.name,
    )
    assert (line.serial, line.job, line.number, line.prints) == (0, "", "", 0)
    assert line.deliver_by == date(2026, 11, 30)
    done = issue(desk, case)
    (line,) = lines(desk)
    assert (line.group, line.series, line.serial) == (Group.TO_ANSWER, SERIES, FIRST)
    assert (line.job, line.job_state, line.prints) == (done.job, "device_done", 1)
    assert line.number == done.certificate.number
    assert lines_of(desk, done.case) == (line,)


def test_the_most_urgent_stand_first():
    desk = a_window_desk()
    fetched = decided(desk)
    finished(desk, fetched)
    asked = decided(desk)
    issue(desk, asked)
    waiting = decided(desk)
    assert [(each.group.value, each.case_no) for each in lines(desk)] == [
        ("to_answer", asked.no),
        ("to_print", waiting.no),
        ("to_fetch", fetched.no),
    ]


@pytest.mark.parametrize("kind", [DecisionKind.GRANTED, DecisionKind.DENIED])
def test_a_decision_without_certificate_is_fetched_itself(kind):
    desk = a_window_desk()
    decide(desk, accepted(desk), kind=kind)
    (line,) = lines(desk)
    assert (line.group, line.certificate, line.name) == (Group.TO_FETCH, "", "示例〔2026〕1号")


def test_a_case_without_a_result_has_no_line():
    desk = a_window_desk()
    county_says(desk, accepted(desk))
    decide(desk, accepted(desk), kind=DecisionKind.REFERRED)
    assert lines(desk) == ()


def under(desk, case, state, rev):
    """The county's row of a case whose result is sent under an authorisation in a state."""
    order = DeliveryOrder("0e" * 16, a_person().number, ADDRESS, CONTENTS, DAY)
    county_says(desk, replace(case, delivery=Delivery(order, state), rev=rev))


@pytest.mark.parametrize("with_certificate", [True, False])
def test_what_is_to_be_sent_stands_apart_until_it_is_out(with_certificate):
    desk = a_window_desk()
    case = decide(desk, accepted(desk), *([a_grant()] if with_certificate else []))
    if with_certificate:
        finished(desk, case)
        case = case_of(desk, case.id)
    assert groups(desk) == ["to_fetch"]
    under(desk, case, DeliveryState.AUTHORISED, 50)
    assert groups(desk) == ["to_send"]
    if not with_certificate:
        under(desk, case, DeliveryState.HANDED, 51)
        assert groups(desk) == []


def test_a_held_result_names_its_gaps():
    desk = a_window_desk()
    decide(desk, accepted(desk, gaps=(("m3", date(2026, 11, 20)),)))
    (line,) = lines(desk)
    assert line.group is Group.HELD
    assert line.why


# ---- what other windows did
def test_a_case_of_another_window_comes_with_the_feed():
    desk = a_window_desk()
    case = foreign_case(desk)
    assert groups(desk) == ["to_print"]
    finished(desk, case)
    assert groups(desk) == ["to_fetch"]


def test_what_another_window_has_taken_is_not_printed_here():
    desk = a_window_desk()
    case = foreign_case(
        desk,
        state=CertificateState.BOUND,
        window="w-9",
        sheet=Sheet("SPZ", 1, 1),
        job="j9",
        prints=1,
    )
    (line,) = lines(desk)
    assert (line.group, line.why) == (Group.ELSEWHERE, "w-9")
    error = refused(lambda: issue(desk, case))
    assert (error.code, error.values["window"]) == ("certificate_elsewhere", "w-9")


def test_a_sheet_that_the_county_parked_is_to_be_made_void():
    desk, case, done = doubled()
    (line,) = lines(desk)
    assert (line.group, line.serial, line.job) == (Group.TO_VOID, FIRST, done.job)
    assert line.number == done.certificate.number  # what stands on the sheet in hand
    visit = signed_visit()
    void = lambda reason: play(  # noqa: E731
        desk, void_doubled(desk, visit, case.no, a_grant().id, reason)
    )
    assert refused(lambda: void("  ")).code == "sheet_reason_missing"
    sheet = void("另一窗口已打印")
    assert (sheet.series, sheet.serial) == (SERIES, FIRST)
    assert blank_state(desk, FIRST) is BlankState.VOID
    assert groups(desk) == ["to_fetch"]
    assert refused(lambda: void("再一次")).code == "certificate_not_doubled"


def test_nothing_is_doubled_where_one_window_printed():
    desk = a_window_desk()
    plain = decided(desk, a_grant(type_code=ADVERT))
    issue(desk, plain)
    assert (
        refused(
            lambda: play(desk, void_doubled(desk, signed_visit(), plain.no, a_grant().id, "无"))
        ).code
        == "certificate_not_doubled"
    )
    assert kinds(desk, plain) == ["certificate.bind", "print.finish"]


def test_a_certificate_voided_by_the_county_is_listed_at_the_window_that_printed_it():
    desk = a_window_desk()
    case = decided(desk)
    issue(desk, case)
    printed = case_of(desk, case.id)
    void = replace(printed.certificates[0], state=CertificateState.VOID)
    back = replace(printed, state=CaseState.ACCEPTED, decision=None, certificates=(void,))
    desk.ledger.settle(desk.ledger.chain_state().next_seq - 1, 0, [])
    county_says(desk, replace(back, rev=99))
    (line,) = lines(desk)
    assert (line.group, line.serial) == (Group.TO_VOID, FIRST)


# ---- day ledger and counts
def hand(desk, case):
    given = HandOver(case.no, a_person(), Relation.SELF, strokes=NAME)
    play(desk, hand_over(desk, signed_visit(), given))


def figures(desk, day=DAY):
    found = play(desk, counts(desk, signed_visit(), day))
    return found.day, found.year


def test_a_certificate_counts_once_however_often_it_was_printed():
    desk = a_window_desk()
    case = decided(desk)
    first = issue(desk, case)
    answer(desk, first.job, last3="017")
    answer(desk, first.job, PrintFate.SPOILED, reason="盖错章")
    assert figures(desk) == (Count(0, 1, 0), Count(0, 1, 0))
    again = issue(desk, case, reason="重打")
    answer(desk, again.job, last3="018")
    hand(desk, case)
    assert figures(desk) == (Count(1, 1, 1), Count(1, 1, 1))


def test_another_day_counts_for_the_year_only():
    desk = a_window_desk()
    finished(desk, decided(desk))
    desk.clock.advance(86_400_000)
    finished(desk, decided(desk, a_grant(2)), "018")
    assert figures(desk, date(2026, 11, 17)) == (Count(1, 0, 0), Count(2, 0, 0))
    assert figures(desk, date(2027, 1, 5)) == (Count(), Count())


def test_an_empty_sheet_is_no_void_one_and_what_is_parked_does_not_count():
    desk, _, _ = doubled()
    assert figures(desk) == (Count(0, 0, 0), Count(0, 0, 0))
    desk = a_window_desk()
    answer(desk, issue(desk, decided(desk)).job, PrintFate.BLANK)
    assert figures(desk)[0] == Count(0, 0, 0)


def test_the_day_ledger_tells_each_movement():
    desk = a_window_desk()
    case = decided(desk)
    first = issue(desk, case)
    answer(desk, first.job, PrintFate.SPOILED, reason="卡纸")
    again = issue(desk, case, reason="重打")
    answer(desk, again.job, last3="018")
    hand(desk, case)
    decide(desk, refusal := accepted(desk), kind=DecisionKind.DENIED)
    hand(desk, refusal)
    told = play(desk, day_ledger(desk, signed_visit(), DAY))
    number = first.certificate.number
    assert [(each.act, each.number, each.serial, each.reason) for each in told] == [
        ("certificate.bind", number, FIRST, ""),
        ("certificate.spoil", number, FIRST, "卡纸"),
        ("certificate.bind", number, FIRST + 1, "重打"),
        ("certificate.confirm", number, FIRST + 1, ""),
        ("result.hand_over", number, 0, ""),
        ("result.hand_over", "", 0, ""),
    ]
    assert {each.by for each in told} == {"ciren"}
    assert told[0].case_no == case.no
    desk.clock.advance(86_400_000)
    assert play(desk, day_ledger(desk, signed_visit(), date(2026, 11, 17))) == ()


@pytest.mark.parametrize("asked", [counts, day_ledger])
def test_only_who_is_signed_in_sees_the_figures(asked):
    desk = a_window_desk()
    assert refused(lambda: play(desk, asked(desk, Visit(), DAY))).code == "not_signed_in"


# ---- what the law forbids with the line cut
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("act", NEEDS_LINE)
def test_what_needs_the_line_says_why(language, act):
    assert Words(language).say(f"line_needed.{act}")


def test_a_case_that_is_delivered_is_off_the_lists():
    desk = a_window_desk()
    case = decided(desk)
    finished(desk, case)
    hand(desk, case)
    assert (lines(desk), case.state) == ((), CaseState.GRANTED)
