"""Calling from any place: F2, F5, 离开, and the start that nobody presses a key for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.ticket import TicketClass
from counter_app.services import calling
from counter_app.services.visit import User
from tests.fakes.county import LineFault
from tests.fakes.desk import CLERK, a_desk
from tests.fakes.ledger import FakeLedger
from tests.fakes.queue_bench import LineBench, Table


@pytest.fixture
def bench():
    made = LineBench()
    made.hall.take(TicketClass.ORDINARY, TicketClass.ORDINARY, TicketClass.ELDERLY)
    return made.begin()


def test_f2_calls_the_next_and_says_why(bench):
    bench.line.press_next()
    assert bench.ticket == ("A003", "called")
    assert bench.said == ("已叫号：A003 是老年人，优先。", bench.words("told.called_remedy"))
    assert bench.table.cleared == 1


def test_two_presses_in_a_row_call_one(bench):
    bench.runner.hold = True
    bench.line.press_next()
    bench.line.press_next()
    bench.runner.hold = False
    bench.runner.release()
    assert bench.hall.kinds().count("ticket.call") == 1
    bench.line.press_next()
    assert bench.ticket == ("A003", "called"), "who was called and has not come is told again"
    assert bench.said == (
        bench.words("told.called_before", no="A003"),
        bench.words("told.called_before_remedy"),
    )
    assert bench.hall.at("A003").recalls == 0


def test_the_first_card_or_key_starts_and_the_next_f2_ends(bench):
    bench.line.press_next()
    bench.line.sits()
    bench.line.sits()
    assert bench.ticket == ("A003", "serving")
    assert bench.hall.kinds().count("ticket.start") == 1
    bench.line.press_next()
    assert bench.hall.at("A003").state.value == "done"
    assert bench.ticket == ("A001", "called")


def test_a_key_pressed_before_the_call_is_back_starts_it(bench):
    bench.runner.hold = True
    bench.line.press_next()
    bench.line.sits()
    bench.runner.hold = False
    bench.runner.release()
    assert bench.ticket == ("A003", "serving")


def test_somebody_without_a_number_starts_nothing(bench):
    bench.line.sits()
    assert bench.hall.kinds().count("ticket.start") == 0
    bench.line.press_next()
    assert bench.ticket == ("A003", "called"), "he sat here before the call"


def test_f5_calls_again_and_counts(bench):
    bench.line.press_next()
    bench.line.press_recall()
    bench.line.press_recall()
    assert bench.said[0] == bench.words("told.recalled", no="A003", count=2)
    bench.runner.hold = True
    bench.line.press_recall()
    bench.line.press_recall()
    bench.runner.hold = False
    bench.runner.release()
    assert bench.hall.at("A003").recalls == 3


def test_leaving_ends_the_visit_and_calls_nobody(bench):
    bench.line.press_next()
    bench.line.sits()
    bench.runner.hold = True
    bench.line.press_leave()
    bench.line.press_leave()
    bench.runner.hold = False
    bench.runner.release()
    assert bench.ticket is None
    assert bench.hall.at("A003").state.value == "done"
    assert bench.hall.kinds().count("ticket.call") == 1
    assert bench.said[0] == bench.words("told.left", no="A003")
    bench.line.press_leave()
    assert bench.table.cleared == 3, "without a number the table is cleared all the same"


def test_in_mid_case_f2_asks_and_stays_unless_it_is_said(bench):
    bench.table.busy = "“食品经营许可”还没有办完。"
    bench.line.press_next()
    ((question, go_on),) = bench.shell.asked
    assert question.lines[0] == bench.table.busy
    assert question.go == bench.words("ask.next")
    assert (bench.table.cleared, bench.ticket) == (0, None)
    go_on()
    assert (bench.table.cleared, bench.ticket) == (1, ("A003", "called"))


def test_leaving_in_mid_case_asks_too(bench):
    bench.line.press_next()
    bench.table.busy = "“食品经营许可”还没有办完。"
    bench.line.press_leave()
    assert bench.shell.asked[0][0].go == bench.words("ask.leave")


def test_an_act_under_way_ends_before_the_next_is_called(bench):
    bench.table.holds = True
    bench.line.press_next()
    assert bench.ticket is None
    bench.table.then()
    assert bench.ticket == ("A003", "called")


def test_every_table_is_cleared_before_the_call(bench):
    other = Table()
    other.holds = True
    bench.shell.serves.append(other)
    bench.line.press_next()
    assert (bench.table.cleared, other.cleared, bench.ticket) == (1, 1, None)
    other.then()
    assert bench.ticket == ("A003", "called")


def test_where_nobody_takes_numbers_f2_only_clears_the_table():
    bench = LineBench(lines=()).begin()
    bench.table.busy = "“食品经营许可”还没有办完。"
    bench.line.press_next()
    assert (bench.table.cleared, bench.shell.asked, bench.shell.told) == (1, [], [])
    bench.hall.cut()
    bench.line.press_next()
    assert (bench.table.cleared, bench.shell.told) == (2, [])
    assert bench.strip.here == bench.strip.ahead == ""


def test_before_the_window_is_enrolled_f2_says_nothing():
    bench = LineBench(desk=replace(a_desk(), ledger=FakeLedger()), lines=()).begin()
    bench.line.press_next()
    assert bench.state.refused == "not_enrolled"
    assert bench.shell.told == []


def test_nobody_waits(bench):
    for _ in range(3):
        bench.line.press_next()
        bench.line.sits()
    bench.line.press_next()
    assert bench.ticket is None
    assert bench.said[0] == bench.words("told.nobody")
    assert bench.strip.ahead == bench.words("strip.nobody")


def test_with_the_line_cut_the_lent_are_called_and_then_a_number_is_asked_for(bench):
    bench.hall.take(TicketClass.ORDINARY)
    bench.hall.cut()
    bench.line.press_next()
    assert bench.said[0].startswith("已叫号：线路断开，")
    bench.line.sits()
    bench.line.press_next()
    bench.line.sits()
    assert bench.state.away
    bench.line.press_next()
    assert bench.said == tuple(bench.desk.words.error_of("queue_cut", {}))
    assert bench.strip.ahead == bench.words("strip.by_number")


def test_one_is_called_by_its_number(bench):
    bench.line.press_call_one("a1", bench.line.called, bench.line.teller.refused)
    assert bench.ticket == ("A001", "called")
    bench.line.press_call_one("a2", bench.line.called, bench.line.teller.refused)
    assert bench.said[0] == bench.desk.words.error_of("queue_open", {"no": "A001"})[0]


def test_the_same_number_twice_at_once_is_called_once(bench):
    bench.runner.hold = True
    for _ in range(2):
        bench.line.press_call_one("a1", bench.line.called, bench.line.teller.refused)
    bench.runner.hold = False
    bench.runner.release()
    assert bench.hall.kinds().count("ticket.call") == 1
    assert bench.ticket == ("A001", "called")


def test_another_window_is_named_in_a_refusal(bench):
    (late,) = bench.hall.take()
    bench.hall.other("call_one", ticket=late.id)
    bench.line.watch.look()
    bench.line.press_call_one("a4", bench.line.called, bench.line.teller.refused)
    assert "8号窗口" in bench.said[0]


def test_acts_go_one_after_the_other(bench):
    bench.runner.hold = True
    bench.line.press_next()
    bench.line.press_recall()
    assert bench.state.acting == ("next", "recall")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.hall.at("A003").recalls == 1
    assert bench.state.acting == ()


class FullLedger(FakeLedger):
    """Its disk is full while ``full``."""

    full = False

    def record(self, *given, **more):
        if self.full:
            raise StoreError("disk_full")
        return super().record(*given, **more)


def test_a_disk_that_fails_is_said_and_the_next_key_works():
    bench = LineBench(desk=a_desk(ledger=FullLedger()))
    bench.hall.take()
    bench.begin()
    bench.line.press_next()
    bench.hall.cut()
    bench.desk.ledger.full = True
    bench.line.press_recall()
    assert bench.said == tuple(bench.desk.words.error_of("disk_full", {}))
    bench.desk.ledger.full = False
    bench.line.press_recall()
    assert bench.said[0] == bench.words("told.recalled", no="A001", count=1)


def test_whoever_calls_nobody_is_not_watched():
    bench = LineBench(user=User("suo", "索朗", ("supervisor",))).begin()
    assert not bench.line.may_call
    assert "hall ahead" not in bench.hall.county.seen
    assert bench.timers.waiting == 0


def test_signed_out_nothing_goes_on(bench):
    bench.runner.hold = True
    bench.line.press_next()
    bench.line.press_recall()
    bench.shell.user = None
    bench.line.user_changed()
    bench.runner.hold = False
    bench.runner.release()
    assert bench.hall.kinds().count("ticket.recall") == 0
    assert bench.timers.waiting == 0
    bench.shell.user = CLERK
    bench.line.user_changed()
    assert bench.timers.waiting == 1


def test_the_window_closes_and_nothing_is_planned(bench):
    bench.line.end()
    assert bench.timers.waiting == 0
    bench.hall.county.standing = LineFault.NONE
    before = len(bench.hall.county.seen)
    bench.timers.advance(60_000)
    assert len(bench.hall.county.seen) == before


def test_laid_aside_in_mid_case_the_table_is_cleared_and_the_called_one_leaves_it(bench):
    bench.line.press_next()
    cleared = bench.table.cleared
    bench.line.lay_aside("skip", lambda visit: calling.skip(bench.desk, visit))
    assert bench.table.cleared == cleared
    bench.line.press_next()
    bench.line.sits()
    bench.line.lay_aside("hold", lambda visit: calling.hold(bench.desk, visit, "复印"))
    assert bench.table.cleared == cleared + 2
    assert bench.said[0] == bench.words("told.did_hold", no="A001")
