"""Checking in appointments: the hall in memory, and the real application on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from counter_app.domain import localtime
from counter_app.domain.appointment import (
    EARLY_MS,
    Appointment,
    AppointmentState,
    hash_person,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import QueueInfo, QueueLine
from counter_app.domain.ticket import TicketClass
from db.county.appointments import book, cancel, person_key
from db.county.queue_lines import close_line, set_line
from tests.fakes.clock import START
from tests.fakes.county_bench import KINDS
from tests.fakes.hall_server import Hand, MemoryHall, served_hall

NUMBER = "540402195001010014"
MINUTE_MS = 60_000


@pytest.fixture(params=["memory", *KINDS])
def hall(request, county_databases):
    if request.param == "memory":
        yield MemoryHall()
        return
    with served_hall(county_databases(request.param)) as hall:
        yield hall


class Desk:
    """Books at a hall, whichever it is."""

    def __init__(self, hall):
        self.hall = hall
        self.kiosk = Hand(hall.window("k-1", "kiosk"))
        self.window = Hand(hall.window("w-1"))
        self.now_ms = hall.clock.read().wall_ms

    @property
    def in_memory(self):
        return isinstance(self.hall, MemoryHall)

    def book(self, *, start_ms=0, minutes=30, person="", day_ms=0, **changes):
        """An appointment that begins ``start_ms`` from now; its code."""
        start = self.now_ms + day_ms + start_ms
        made = Appointment(
            "hall-1", "", "A", localtime.day(start), start, start + minutes * MINUTE_MS, 2
        )
        made = replace(made, person=person, **changes)
        if self.in_memory:
            code = f"{100_000 + len(self.hall.hall.appointments):06d}"
            self.hall.hall.appointments[code] = replace(made, code=code)
            return code
        return book(self.hall.database, [made])[0].code

    def hash(self, number):
        key = self.kiosk.county.person_key()
        assert self.in_memory or key == person_key(self.hall.database)
        return hash_person(key, number)


@pytest.fixture
def desk(hall):
    return Desk(hall)


def refused(act, **wanted):
    with pytest.raises(RuleError) as caught:
        act("check_in", **wanted)
    return caught.value


def test_an_appointment_becomes_one_priority_ticket_however_often_it_is_checked_in(desk):
    code = desk.book()
    desk.kiosk("take", line="A")
    first = desk.kiosk("check_in", code=code)
    again = desk.window("check_in", code=code)
    assert (first.ticket.no, first.ahead) == ("A002", 1)
    assert (first.ticket.ticket_class, first.ticket.people) == (TicketClass.APPOINTMENT, 2)
    assert (again.ticket.id, again.ahead) == (first.ticket.id, 1)
    assert desk.kiosk("take", line="A").ticket.no == "A003", "no number was used in between"


def test_the_same_press_sent_twice_is_one(desk):
    wish = desk.kiosk.wish(code=desk.book())
    first, second = (desk.kiosk.county.hall_act("check_in", wish) for _ in range(2))
    assert first.ticket == second.ticket


def test_a_laid_card_finds_its_appointment_by_a_keyed_hash(desk):
    code = desk.book(person=desk.hash(NUMBER))
    other = desk.hash(NUMBER.replace("1950", "1951"))
    assert refused(desk.kiosk, person=other).code == "appointment_unknown"
    by_card = desk.kiosk("check_in", person=desk.hash(NUMBER.lower()))
    assert by_card.ticket == desk.kiosk("check_in", code=code).ticket


@pytest.mark.parametrize("wanted", [{}, {"code": "000001"}, {"code": "1", "person": "x"}])
def test_what_is_no_appointment_is_refused(desk, wanted):
    desk.book()
    assert refused(desk.kiosk, **wanted).code == "appointment_unknown"


def test_too_early_and_too_late_are_refused_to_the_minute(desk):
    early = desk.book(start_ms=EARLY_MS + MINUTE_MS)
    told = refused(desk.kiosk, code=early)
    assert (told.code, told.values) == ("appointment_early", {"time": "10:01"})
    desk.hall.clock.advance(MINUTE_MS)
    assert desk.kiosk("check_in", code=early).ticket.no == "A001"


def test_after_its_time_and_half_an_hour_it_is_missed(desk):
    code = desk.book(minutes=30)
    desk.hall.clock.advance(60 * MINUTE_MS)
    assert desk.kiosk("check_in", code=code).ticket.no == "A001"
    other = desk.book(minutes=30)
    desk.hall.clock.advance(MINUTE_MS)
    told = refused(desk.kiosk, code=other)
    assert (told.code, told.values) == ("appointment_late", {"time": "10:30"})


def test_one_of_another_day_says_which(desk):
    code = desk.book(day_ms=86_400_000)
    told = refused(desk.kiosk, code=code)
    assert (told.code, told.values) == ("appointment_other_day", {"month": 11, "day": 17})
    desk.hall.clock.set_wall(START + timedelta(days=1))
    assert desk.kiosk("check_in", code=code).ticket.no == "A001"


def test_a_line_closed_for_today_takes_nobody_in(desk):
    today = localtime.day(desk.now_ms)
    if desk.in_memory:
        desk.hall.hall.info = QueueInfo((QueueLine("A", "综合业务", closed_on=today),))
    else:
        set_line(desk.hall.database, "hall-1", QueueLine("A", "综合业务"))
        close_line(desk.hall.database, "hall-1", "A", today)
    assert refused(desk.kiosk, code=desk.book()).code == "queue_line_closed"
    with pytest.raises(RuleError, match="queue_line_closed"):
        desk.kiosk("take", line="A")
    desk.hall.clock.set_wall(START + timedelta(days=1))
    assert desk.kiosk("take", line="A").ticket.no == "A001"


@pytest.fixture
def served(desk):
    if desk.in_memory:
        pytest.skip("the tables are the server's")
    return desk


def test_a_cancelled_one_is_told_so_and_forgets_whose_it_was(served):
    person = served.hash(NUMBER)
    code = served.book(person=person)
    url, day = served.hall.database, localtime.day(served.now_ms)
    cancel(url, "hall-1", day, code)
    assert refused(served.kiosk, code=code).code == "appointment_cancelled"
    assert refused(served.kiosk, person=person).code == "appointment_unknown"
    with pytest.raises(RuleError, match="appointment_unknown"):
        cancel(url, "hall-1", day, code)


def test_nothing_of_a_person_is_kept_but_the_hash(served):
    served.book(person=served.hash(NUMBER))
    with psycopg.connect(served.hall.database) as opened:
        ((row,),) = opened.execute("SELECT appointment::text FROM appointment").fetchall()
    assert NUMBER not in row
    assert hash_person(bytes(32), NUMBER) not in row


def test_ticket_and_appointment_change_together_or_not_at_all(served):
    """A ticket that the log refuses leaves the appointment open."""
    code = served.book(people=99)
    assert refused(served.kiosk, code=code).code == "ticket_people"
    with psycopg.connect(served.hall.database) as opened:
        told = opened.execute("SELECT state, ticket FROM appointment").fetchall()
        tickets = opened.execute("SELECT count(*) FROM ticket").fetchone()
    assert (told, tickets) == ([(AppointmentState.BOOKED.value, "")], (0,))


def test_of_two_on_one_day_the_nearer_in_time_is_checked_in(served):
    person = served.hash(NUMBER)
    served.book(start_ms=6 * 60 * MINUTE_MS, person=person)
    near = served.book(person=person)
    ticket = served.kiosk("check_in", person=person).ticket
    assert served.kiosk("check_in", code=near).ticket == ticket
