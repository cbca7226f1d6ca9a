"""The keystroke budget of design/screens.md 2: real key events to the real window, counted."""

from __future__ import annotations

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.delivery import DeliveryState
from counter_app.domain.ticket import TicketClass, TicketState
from counter_app.services.delivery import Authorising, authorise
from tests.fakes.clerk import Clerk
from tests.fakes.delivery_window import HOME
from tests.fakes.desk import play
from tests.fakes.intake import CIREN, PHONE, ZHAXI, IntakeBench
from tests.fakes.queue_bench import Hall

KNOWN, FIRST = "known person with phone on file", "first visit with an 11-digit phone"


@pytest.fixture(params=[KNOWN, FIRST])
def clerk(request, qtbot):
    """A clerk at whose window 扎西 has, or has not, left a phone before."""
    clerk = Clerk(qtbot)
    if request.param == KNOWN:
        IntakeBench(clerk.desk).accepted()
        clerk.desk.reader.remove()
        clerk.place.user_changed(clerk.visit.user)
    clerk.knows = request.param == KNOWN
    clerk.lay(ZHAXI)
    people_wait(clerk)
    return clerk


def people_wait(clerk):
    """Two people took a number: F2 calls, and whoever lays down a card is served."""
    clerk.queue = Hall(clerk.desk)
    clerk.queue.take(TicketClass.ORDINARY, TicketClass.ORDINARY)
    clerk.queue.wait(60)
    clerk.window.calling.begin()


def begin(clerk):
    """Next, card, phone where there is none on file, item by four initials."""
    clerk.press("F2")
    assert clerk.window.strip.calling == ("A001 已叫 00:00", "下一位 A002")
    clerk.press("F3")
    assert clerk.window.calling.state.come, "nobody presses a key for the start"
    if not clerk.knows:
        clerk.type(PHONE)
        clerk.press("Enter")
    clerk.type("spjy")
    clerk.press("Enter")
    assert clerk.visit.phone == PHONE


def budget(clerk, known, first):
    """The row's keys; then F2 calls the next one, and the ticket knows what was done on it."""
    assert clerk.keys <= (known if clerk.knows else first)
    clerk.press("F2")
    done = clerk.queue.at("A001")
    assert (done.state, clerk.window.calling.state.ticket.no) == (TicketState.DONE, "A002")
    finished = [each.operation for each in clerk.queue.hall.log if hasattr(each, "operation")]
    (finish,) = [each for each in finished if each.kind == "ticket.finish"]
    assert len(finish.cases) == 1


def papers(clerk):
    return {each.document.kind: each.state for each in clerk.state.papers}


def test_everything_is_there_and_is_accepted(clerk):
    begin(clerk)
    clerk.press("F6", "F9")
    assert clerk.visit.case.state is CaseState.ACCEPTED
    assert papers(clerk) == {"W01": "device_done", "W02": "device_done"}
    budget(clerk, 9, 21)


def test_one_material_is_deferred(clerk):
    begin(clerk)
    clerk.press("F6", "Down", "Down", "Alt+R", "F8")
    assert clerk.visit.case.state is CaseState.ACCEPTED_WITH_GAPS
    assert papers(clerk)["W06"] == "device_done"
    budget(clerk, 12, 24)


def test_a_correction_notice_of_two_materials(clerk):
    begin(clerk)
    clerk.press("F6", "Alt+Q", "Down", "Down", "Down", "Alt+Q", "F7")
    case = clerk.visit.case
    assert case.state is CaseState.CORRECTING
    assert len(case.corrections[0].materials) == 2
    budget(clerk, 14, 26)


def test_receive_only(clerk):
    begin(clerk)
    clerk.press("F6", "Alt+J")
    assert clerk.visit.case.state is CaseState.RECEIVED
    assert papers(clerk) == {"W01": "device_done"}
    budget(clerk, 9, 21)


def test_he_returns_with_two_corrections(qtbot):
    clerk = Clerk(qtbot)
    clerk.lay()
    clerk.knows = False
    people_wait(clerk)
    begin(clerk)
    clerk.press("F6", "Alt+Q", "Down", "Down", "Down", "Alt+Q", "F7")
    number = clerk.visit.case.no
    clerk.keys = 0
    clerk.press("F2")
    clerk.scan(number)
    clerk.press("F6", "F7", "F9")
    assert clerk.visit.case.state is CaseState.ACCEPTED
    assert clerk.keys <= 6


def test_a_second_item_of_the_same_person_and_of_the_next(clerk):
    begin(clerk)
    clerk.press("F6", "F9")
    clerk.keys = 0
    clerk.type("shbz")
    clerk.press("Enter", "F6", "F9")
    assert clerk.visit.case.application.item.name == "社会保障卡申领"
    assert clerk.keys <= 7
    clerk.keys = 0
    clerk.lay(CIREN)
    clerk.press("Alt+N", "F3", "Enter")
    clerk.type("shb")
    clerk.press("Enter", "F6", "F9")
    assert clerk.visit.case.application.person.name == "次仁"
    assert clerk.keys <= 9


def test_the_next_person_whose_phone_is_on_file(qtbot):
    clerk = Clerk(qtbot)
    IntakeBench(clerk.desk).accepted(person=CIREN)
    clerk.desk.reader.remove()
    clerk.place.user_changed(clerk.visit.user)
    clerk.lay(CIREN)
    clerk.press("Alt+N", "F3")
    clerk.type("shbz")
    clerk.press("Enter", "F6", "F9")
    assert clerk.visit.case.application.phone == PHONE
    assert clerk.keys <= 9


def test_a_delivery_authorisation_to_the_last_known_address(qtbot):
    clerk = Clerk(qtbot)
    before = IntakeBench(clerk.desk).accepted()
    given = Authorising(before.no, HOME)
    play(clerk.desk, authorise(clerk.desk, clerk.visit, given))
    clerk.desk.reader.remove()
    clerk.place.user_changed(clerk.visit.user)
    clerk.lay(ZHAXI)
    clerk.knows = True
    people_wait(clerk)
    begin(clerk)
    clerk.press("F6", "F9")
    clerk.keys = 0
    clerk.press("F11", "Enter", "Enter")
    delivery = clerk.visit.case.delivery
    assert (delivery.state, delivery.order.to) == (DeliveryState.AUTHORISED, HOME)
    assert papers(clerk)["W14"] == "device_done"
    assert clerk.keys == 3


def test_a_notice_slip_without_a_case(qtbot):
    clerk = Clerk(qtbot)
    clerk.press("F2", "F4")
    clerk.type("spjy")
    clerk.press("F1")
    assert papers(clerk) == {"W17": "device_done"}
    assert clerk.visit.draft is None
    assert clerk.keys <= 7
