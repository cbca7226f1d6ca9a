"""此人的事: what is due to whom, from where it is known, and that looking is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.body import Body
from counter_app.domain.case import Agent, CaseState, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.records import ServerTime
from counter_app.domain.window_operation import MattersShown
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import correct
from counter_app.services.matters import Due, person_matters
from counter_app.services.sync.messages import Cut, SyncState
from counter_app.services.visit import User, Visit
from tests.fakes.certificate_window import (
    ITEM,
    a_window_desk,
    accepted,
    decided,
    finished,
)
from tests.fakes.desk import county_says, play, signed_visit
from tests.fakes.paper_cases import a_person

ZHAXI = a_person()
OTHER = a_person("卓玛", "540402199203150022")


def due(desk, *numbers):
    return play(desk, person_matters(desk, signed_visit(), *(numbers or (ZHAXI.number,))))


def kinds(found):
    return [each.due for each in found.rows]


def looks(desk):
    done = [each.entry.operation for each in desk.ledger.recent(99)]
    return [each for each in done if isinstance(each, MattersShown)]


def drafted(desk, person=ZHAXI):
    return play(desk, open_case(desk, signed_visit(person=person), ITEM.code, None))


def corrected(desk):
    visit = drafted(desk)
    visit = play(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
    visit = play(desk, mark_material(desk, visit, "m1", MaterialState.MISSING, None))
    return play(desk, correct(desk, visit, {"m1": "没有签字"})).case


def test_a_correction_is_due_with_its_day_and_what_is_wanted():
    desk = a_window_desk()
    case = corrected(desk)
    (row,) = due(desk).rows
    assert (row.due, row.id, row.case_no) == (Due.CORRECTION, case.id, case.no)
    assert row.what
    assert row.until == case.corrections[-1].bring_by


def test_a_gap_is_due_until_its_day():
    desk = a_window_desk()
    accepted(desk, gaps=(("m3", None),))
    (row,) = due(desk).rows
    assert (row.due, isinstance(row.until, date)) == (Due.GAP, True)


def test_what_is_printed_can_be_fetched_and_drafts_come_last():
    desk = a_window_desk()
    case = decided(desk)
    assert due(desk).rows == ()
    finished(desk, case)
    drafted(desk)
    found = due(desk)
    assert kinds(found) == [Due.FETCH, Due.DRAFT]
    assert found.rows[0].what == case.certificates[0].grant.name
    assert found.rows[1].case_no == ""


def test_nobody_else_finds_it_and_a_damaged_draft_hides_nothing():
    desk = a_window_desk()
    accepted(desk, gaps=(("m3", None),))
    drafted(desk)
    desk.journal.save("f" * 32, b"{")
    assert due(desk, OTHER.number).rows == ()
    assert due(desk, "").rows == ()
    assert kinds(due(desk)) == [Due.GAP, Due.DRAFT]


def test_a_body_and_its_agent_find_what_the_county_alone_knows():
    other = a_window_desk()
    case = accepted(other, gaps=(("m3", None),))
    body = Body("92540402MA6T12347G", "林芝某某小吃店")
    about = replace(case.application, body=body, person=None, agent=Agent(OTHER, "办理"))
    desk = a_window_desk()
    county_says(desk, replace(case, application=about))
    for number in (body.credit_code, OTHER.number):
        assert kinds(due(desk, number)) == [Due.GAP]
    assert due(desk, ZHAXI.number).rows == ()


def test_looking_is_recorded_with_the_cases_that_were_shown():
    desk = a_window_desk()
    case = accepted(desk, gaps=(("m3", None),))
    due(desk, OTHER.number)
    assert looks(desk) == []
    due(desk)
    assert looks(desk) == [MattersShown((case.id,))]
    drafted(desk, OTHER)
    due(desk, OTHER.number)
    assert len(looks(desk)) == 1


def test_only_who_serves_may_look():
    desk = a_window_desk()
    for visit, code in (
        (Visit(), "not_signed_in"),
        (Visit(user=User("x", "x", ("list_editor",))), "role_missing"),
    ):
        with pytest.raises(RuleError) as caught:
            play(desk, person_matters(desk, visit, ZHAXI.number))
        assert caught.value.code == code


def test_with_the_line_cut_it_says_how_old_the_county_part_is():
    desk = a_window_desk()
    assert due(desk).age_s is None
    desk.line.state = replace(SyncState("d", 1), failures=1)
    now = desk.clock.read()
    desk.ledger.set_server_time(ServerTime(now.wall_ms, now.mono_ms, now.boot))
    desk.clock.advance(7_200_000)
    assert due(desk).age_s == 7_200
    assert Cut()


def test_a_window_that_never_heard_the_county_says_so():
    desk = a_window_desk()
    desk.line.state = replace(SyncState("d", 1), failures=1)
    desk.ledger._server_time = None
    assert due(desk).age_s == -1
    assert CaseState.CORRECTING
