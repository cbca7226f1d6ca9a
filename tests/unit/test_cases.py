from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.codec import to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold
from counter_app.domain.operation import CaseWithdrawn, Entry
from counter_app.domain.wire import OpResult
from counter_app.services.cases import case_by_no, case_of
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept, correct
from counter_app.services.printing import print_document
from counter_app.services.sync.flow import sync_turn
from counter_app.services.wayback import amend, supplement, withdraw
from tests.fakes.builders import MOMENT, a_paper
from tests.fakes.calendars import YEAR_2026
from tests.fakes.desk import a_desk, county_says, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()


def accepted(desk, **marks):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))
    for which, state in {"all": "received", **marks}.items():
        visit = play(desk, mark_material(desk, visit, which, MaterialState(state), None))
    return play(desk, accept(desk, visit))


def acknowledged(desk, *results):
    last = desk.ledger.chain_state().next_seq - 1
    desk.ledger.settle(last, 0, results)


def withdrawn_elsewhere(case):
    """What another window of the hall made of the case."""
    did = CaseWithdrawn(case.id, case.received_on, "不再办理", (a_paper("W16"),))
    return fold(case, Entry(did, MOMENT, "pema", "w-9", case.id, case.no))


def test_a_case_of_this_window_is_the_fold_of_its_operations():
    desk = a_desk(ITEM)
    case = accepted(desk).case
    assert case_of(desk, case.id) == case
    assert case_by_no(desk, case.no) == case


def test_a_number_is_found_as_people_type_it():
    desk = a_desk(ITEM)
    case = accepted(desk).case
    typed = f" {case.no[:8].lower()}-{case.no[8:].lower()} "
    assert case_by_no(desk, typed) == case


def test_what_nobody_knows_is_no_case():
    desk = a_desk(ITEM)
    assert case_of(desk, "c-9") is None
    elsewhere = accepted(a_desk(ITEM)).case.no
    with pytest.raises(RuleError) as caught:
        case_by_no(desk, elsewhere)
    assert (caught.value.code, caught.value.values) == ("case_not_here", {"case_no": elsewhere})


def test_a_case_of_another_window_is_known_by_the_countys_row():
    desk, here = a_desk(ITEM), a_desk(ITEM)
    case = accepted(desk).case
    county_says(here, case)
    assert case_by_no(here, case.no) == case


def test_what_this_window_has_not_sent_lies_over_the_countys_row():
    desk = a_desk(ITEM)
    done = accepted(desk)
    county_says(desk, done.case)
    acknowledged(desk)
    amended = play(desk, amend(desk, done.visit, "phone", "13800000831"))
    assert case_of(desk, done.case.id) == amended.case


def test_a_row_older_than_what_the_county_acknowledged_takes_nothing_back():
    desk = a_desk(ITEM)
    done = accepted(desk)
    amended = play(desk, amend(desk, done.visit, "phone", "13800000831"))
    acknowledged(desk)
    county_says(desk, done.case)
    assert case_of(desk, done.case.id) == amended.case


def test_a_row_newer_than_the_acknowledgement_is_not_folded_twice():
    desk = a_desk(ITEM)
    done = accepted(desk)
    amended = play(desk, amend(desk, done.visit, "phone", "13800000831"))
    county_says(desk, amended.case)
    assert case_of(desk, done.case.id) == amended.case
    withdrawn = play(desk, withdraw(desk, signed_visit(), done.case.no, "不再办理"))
    assert case_of(desk, done.case.id) == withdrawn.case


def test_what_another_window_did_shows_although_this_one_recorded_more():
    desk = a_desk(ITEM)
    done = accepted(desk)
    for each in done.documents:
        play(desk, print_document(desk, done.visit, each.id))
    acknowledged(desk)
    county_says(desk, withdrawn_elsewhere(done.case))
    assert case_of(desk, done.case.id).state is CaseState.WITHDRAWN


def test_an_act_of_another_window_never_hides_an_acknowledged_one_of_this():
    desk = a_desk(ITEM, calendars=(YEAR_2026,))
    done = accepted(desk, m3="deferred")
    brought = play(desk, supplement(desk, done.visit, done.case.no, ["m3"]))
    acknowledged(desk)
    elsewhere = replace(done.case, rev=2, documents=(*done.case.documents, a_paper("W99")))
    county_says(desk, elsewhere)
    shown = case_of(desk, done.case.id)
    assert shown.state is CaseState.ACCEPTED
    assert a_paper("W99") in shown.documents
    assert brought.documents[0] in shown.documents


def test_what_the_county_set_aside_changes_its_row_no_more():
    desk = a_desk(ITEM)
    done = accepted(desk)
    county_says(desk, done.case)
    play(desk, amend(desk, done.visit, "phone", "13800000831"))
    last = desk.ledger.chain_state().next_seq - 1
    acknowledged(desk, OpResult(last, "parked", "case_state"))
    assert case_of(desk, done.case.id) == done.case


def test_what_no_longer_fits_is_left_out():
    desk = a_desk(ITEM)
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))
    case = play(desk, correct(desk, visit, {"m1": "没有签字"})).case
    play(desk, supplement(desk, signed_visit(), case.no, ["m1"]))
    elsewhere = withdrawn_elsewhere(case)
    county_says(desk, elsewhere)
    assert case_of(desk, case.id) == elsewhere


def test_an_act_without_papers_shows_until_the_county_has_it():
    desk = a_desk(ITEM)
    case = accepted(desk).case
    county_says(desk, case)
    did = CaseWithdrawn(case.id, case.accepted_on, "不再办理", ())
    entry = Entry(did, MOMENT, "ciren", "w-3", case.id, case.no)
    desk.ledger.record(b"0123456789abcdef", lambda _no: entry)
    assert case_of(desk, case.id).state is CaseState.WITHDRAWN
    acknowledged(desk)
    assert case_of(desk, case.id) == case


def test_a_row_of_a_newer_form_is_passed_over():
    desk = a_desk(ITEM)
    done = accepted(desk)
    body = {**to_plain(done.case), "state": "S77"}
    county_says(desk, done.case, body)
    assert case_of(desk, done.case.id) == done.case


def test_a_case_that_came_home_by_sync_is_the_same_case():
    desk = a_desk(ITEM)
    case = accepted(desk).case
    assert play(desk, sync_turn(desk, 10)).pending == 0
    assert case_of(desk, case.id) == case
