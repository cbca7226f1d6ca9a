"""The totals of a day and what meets, from operations as they stand in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.rating import Channel, Level, Source
from counter_app.domain.rating_operation import RatingGiven
from counter_app.domain.report_close import (
    MATCHES,
    PAPERS,
    SENT,
    TOTALS,
    DayOp,
    matches_of,
    op_line,
    open_lines,
    thing_lines,
    totals_of,
)
from counter_app.domain.report_operation import DeviceMark, Match
from counter_app.domain.ticket import TicketClass
from counter_app.domain.ticket_operation import TicketFinished, TicketMissed, TicketTaken
from counter_app.domain.window_operation import (
    ConsultationServed,
    Locked,
    PrintFinished,
    SlipHanded,
)
from tests.fakes.builders import a_paper, accepted, received, refused
from tests.fakes.builders_blank import bind, confirm, spoil, void
from tests.fakes.builders_delivery import authorised, batched, waybill
from tests.fakes.builders_issue import a_grant, handed_over, undecided
from tests.fakes.builders_issue import decided as a_decision

START = localtime.start_ms(date(2026, 11, 24)) + 9 * 3_600_000
GRANT = a_grant(1).id


def day(*operations, subjects=(), marks=()):
    """Operations of a day, one a second; subject c-1 unless ``subjects`` says otherwise."""
    subjects, marks, seen, ops = dict(enumerate(subjects)), dict(enumerate(marks)), set(), []
    for at, did in enumerate(operations):
        subject = subjects.get(at, "c-1")
        moment = Moment(START + 1_000 * at, 0, "b")
        entry = Entry(did, moment, "ciren", "w-1", subject, f"no-{subject}")
        opens = did.kind.startswith("case.") and subject not in seen
        seen.add(subject)
        ops.append(DayOp(f"{at:032x}", at, "d", 1, at + 1, entry, opens, marks.get(at, "")))
    return ops


def told(ops):
    return {each.name: each.count for each in totals_of(ops) if each.count}


def papered(did, kind, number):
    return replace(did, documents=(replace(a_paper(kind), id=f"{kind}-{number}"),))


def printed(paper, state="device_done"):
    return PrintFinished("j", paper, "documents", state)


def test_an_empty_day_has_every_total_and_every_match_at_nothing():
    assert [each.name for each in totals_of([])] == list(TOTALS)
    assert matches_of([]) == tuple(Match(each, 0, 0) for each in MATCHES)


def test_cases_and_tickets_are_counted_as_every_figure_counts_them():
    ticket = "hall-1/2026-11-24/A001"
    ops = day(
        TicketTaken(ticket, "A", TicketClass.ORDINARY, 1, 1),
        TicketFinished(ticket),
        received(),
        accepted(),
        a_decision(),
        refused(),
        ConsultationServed("社保"),
        Locked("ciren"),
        subjects=(ticket, ticket, "c-1", "c-1", "c-1", "c-2"),
    )
    assert told(ops) == {
        "arrivals": 1,
        "finishes": 1,
        "received": 2,
        "accepted": 1,
        "closed": 2,
        "consultations": 1,
    }
    assert told(day(received(), accepted(), a_decision(), undecided())) == {
        "received": 1,
        "accepted": 1,
    }


def test_a_case_set_apart_is_in_no_total_but_its_paper_is_on_the_table():
    did = papered(accepted(), "W02", 1)
    ops = day(did, CaseMarked("c-1", "test", "演示"), marks=("test", "test"))
    assert told(ops) == {"acceptances": 1}


def test_papers_meet_their_prints_once_however_often_they_are_printed():
    ops = day(
        papered(received(), "W01", 1),
        papered(accepted(), "W02", 1),
        papered(accepted(), "W02", 2),
        papered(accepted(), "W02", 3),
        printed("W01-1"),
        printed("W02-1", "failed"),
        printed("W02-1", "confirmed"),
        printed("W02-1", "confirmed"),
        printed("W02-2", "unknown"),
        printed("W17-x"),
    )
    matches = {each.name: each for each in matches_of(ops)}
    assert matches["receipts"] == Match("receipts", 1, 1)
    assert matches["acceptances"] == Match("acceptances", 3, 1)
    assert matches["acceptances"].open == 2
    assert [each.no for each in open_lines(ops, "acceptances")] == ["W02-2", "W02-3"]
    assert [(each.no, each.what) for each in thing_lines(ops, "receipts")] == [("W01-1", "no-c-1")]


def test_sheets_are_bound_confirmed_spoiled_or_nobody_knows():
    ops = day(
        bind(35_001, 1, GRANT),
        spoil(35_001, grant=GRANT),
        bind(35_002, 1, GRANT),
        confirm(35_002, GRANT),
        bind(35_003, 1, "other"),
        spoil(35_004, "empty", "third"),
        void(35_009),
    )
    counted = told(ops)
    assert (counted["certificates"], counted["blanks_used"], counted["blanks_void"]) == (1, 1, 2)
    assert matches_of(ops)[MATCHES.index("sheets")] == Match("sheets", 3, 2)
    assert [each.no.split()[-1] for each in open_lines(ops, "sheets")] == ["35003"]
    assert [each.no.split()[-1] for each in thing_lines(ops, "blanks_void")] == ["35001", "35009"]


def test_a_certificate_spoiled_after_it_was_confirmed_counts_no_more():
    ops = day(bind(35_001, 1, GRANT), confirm(35_001, GRANT), spoil(35_001, grant=GRANT))
    assert told(ops) == {"blanks_void": 1}


def test_plain_paper_is_no_blank():
    plain = [replace(each, series="", serial=0) for each in (bind(1, 1, GRANT), confirm(1, GRANT))]
    assert told(day(*plain)) == {"certificates": 1}


def test_parcels_meet_their_waybills():
    ops = day(authorised("o-1"), batched("o-1"), batched("o-2"), waybill("EB1", "o-1"), waybill())
    counted = told(ops)
    assert (counted["authorised"], counted["dispatched"]) == (1, 1)
    assert matches_of(ops)[-1] == Match("parcels", 2, 1)
    assert [each.what for each in thing_lines(ops, "dispatched")] == ["EE473124829CN"]


def test_tickets_that_still_wait_are_open():
    tickets = [f"hall-1/2026-11-24/A00{at}" for at in (1, 2, 3)]
    taken = [TicketTaken(each, "A", TicketClass.ORDINARY, 1, 1) for each in tickets]
    ops = day(*taken, TicketMissed(tickets[0]), TicketFinished(tickets[1]))
    assert [each.no for each in open_lines(ops, "tickets")] == ["A003"]


def test_only_what_a_person_said_is_a_rating_and_a_list_shows_nothing_of_it():
    given = RatingGiven("no-c-1", 1, Level.VERY_BAD, Channel.QR, Source.CITIZEN, ("511",), "慢")
    default = replace(given, source=Source.SYSTEM_DEFAULT)
    ops = day(given, default, subjects=("rating:1", "rating:2"))
    assert told(ops) == {"ratings": 1}
    (line,) = thing_lines(ops, "ratings")
    assert (line.no, line.what) == ("no-rating:1", "")


def test_slips_and_hand_overs_each_count():
    slip = SlipHanded("i-1", 1, a_paper("W17"))
    ops = day(slip, slip, handed_over())
    assert told(ops) == {"slips": 2, "handed_over": 1}
    assert {each.no for each in thing_lines(ops, "slips")} == {"i-1"}


def test_every_thing_has_its_lines_and_any_operation_is_a_line():
    ops = day(accepted())
    assert all(thing_lines(ops, each) == () for each in PAPERS + SENT)
    line = op_line(ops[0])
    assert (line.no, line.what, line.window, line.by, line.at_ms) == (
        "no-c-1",
        "case.accept",
        "w-1",
        "ciren",
        START,
    )


def test_a_mark_covers_what_came_before_it_also_across_generations():
    mark = DeviceMark("d", 2, 5)
    covered = [mark.covers(*each) for each in ((1, 99), (2, 5), (2, 6), (3, 1))]
    assert covered == [True, True, False, False]
