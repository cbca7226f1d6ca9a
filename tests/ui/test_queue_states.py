"""叫号 with the line cut, without a queue, and before anything is known."""

from __future__ import annotations

import pytest

from counter_app.domain.ticket import TicketClass
from counter_app.services.calling import Called
from counter_app.services.visit import User
from counter_app.ui.queue.facts import Calling
from counter_app.ui.queue.keys import calling_keys
from counter_app.ui.queue.look_forms import targets
from tests.fakes.queue_bench import QueueBench


@pytest.fixture
def bench():
    made = QueueBench()
    made.hall.take(TicketClass.ORDINARY, TicketClass.ORDINARY, TicketClass.ORDINARY)
    made.line.watch.look()
    return made


def test_without_the_line_it_says_what_may_be_called(bench):
    bench.timers.advance(20_000)
    bench.hall.cut()
    bench.line.watch.look()
    look = bench.look
    assert look.status.word == bench.words("away")
    assert look.ahead.number == "A001"
    assert look.ahead.state.word == bench.words("lent", count=2)
    assert bench.now == bench.words("now.away", no="A001", count=2)
    assert (look.waiting, look.waiting_empty) == ((), bench.words("waiting_away"))
    bench.line.press_next()
    bench.line.watch.look()
    assert bench.keys()["F8"].why == bench.words("why.away")
    bench.hall.wait(120)
    bench.line.press_leave()
    assert bench.now == bench.words("now.away_none")
    assert bench.look.ahead.lines == (bench.words("away_hint"),)


def test_paused_without_the_line_it_knows_by_itself(bench):
    bench.hall.cut()
    bench.line.watch.look()
    bench.press("F10")
    bench.enter("form")
    assert bench.look.status.word == bench.words("paused_for", reason="午休")


def test_those_who_wait_may_be_lent_to_others():
    bench = QueueBench()
    bench.line.press_next()
    (ticket,) = bench.hall.take()
    bench.hall.other("resume")
    bench.hall.hall.open.clear()
    bench.hall.hall.lease("w-8", 2)
    bench.hall.other("resume", window=bench.hall.county.window.id)
    bench.line.watch.look()
    assert bench.look.ahead.lines == (bench.words("next_lent"),)
    assert bench.now == bench.words("now.nobody")
    assert ticket.no == "A001"


def test_nobody_waits():
    bench = QueueBench()
    assert bench.look.ahead.lines == (bench.words("next_nobody"),)
    assert bench.look.here.state.word == bench.words("here_nobody")


def test_a_hall_without_a_queue_says_so():
    bench = QueueBench(lines=())
    assert bench.look.empty == (bench.words("no_queue"), bench.words("no_queue_hint"))
    assert bench.now == bench.words("now.no_queue")
    assert bench.keys() == {}


def test_before_the_first_look_it_says_that_it_looks():
    bench = QueueBench(user=User("suo", "索朗", ("supervisor",)))
    bench.line.watch.state = type(bench.state)()
    bench.presenter.user_changed(None)
    assert bench.look.empty == (bench.words("looking"), "")
    assert bench.now == ""


def test_what_keeps_the_queue_away_is_said(bench):
    bench.line.watch.put(refused="not_enrolled", look=None)
    assert bench.look.empty == tuple(bench.desk.words.error_of("not_enrolled", {}))


def test_shown_it_looks_often_and_left_it_does_not(bench):
    bench.presenter.leave()
    before = bench.hall.county.seen.count("hall ahead")
    bench.timers.advance(10_000)
    assert bench.hall.county.seen.count("hall ahead") == before


def test_several_people_on_one_ticket_are_told(bench):
    bench.line.press_leave()
    for _ in range(3):
        bench.line.press_next()
        bench.line.sits()
    bench.hall.take(people=3)
    bench.line.press_next()
    assert bench.strip.here == "A004（3人） 已叫 00:00"


def test_a_ticket_by_its_paper_alone_has_no_line(bench):
    bench.hall.cut()
    bench.type("ticket_no", "Z9")
    bench.enter("ticket_no")
    assert bench.look.here.lines == ("普通 · 1 人", "线路断开，按票面叫 Z009")


def test_what_is_not_there_makes_no_fuss(bench):
    bench.presenter.press_undo()
    bench.line.teller.recalled(Called(None))
    assert (bench.ticket, bench.said) == (None, ("", ""))
    assert targets(bench.desk.words, Calling()) == ()


def test_whoever_calls_nobody_has_no_key_of_calling():
    bench = QueueBench(user=User("suo", "索朗", ("supervisor",)))
    assert calling_keys(bench.desk.words, bench.line, at_home=True) == ()
