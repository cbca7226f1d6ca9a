"""How the hall is kept in sight: how often, for whom, and what is not believed."""

from __future__ import annotations

from counter_app.domain.errors import StoreError
from counter_app.domain.ticket import TicketClass
from counter_app.ui.queue.hall_watch import FAR, LENT, NEAR, TICK_MS
from tests.fakes.desk import a_desk
from tests.fakes.ledger import FakeLedger
from tests.fakes.queue_bench import LineBench


def looks(bench):
    return bench.hall.county.seen.count("hall ahead")


def lent(bench):
    return bench.hall.county.seen.count("hall lease")


def test_it_looks_seldom_for_the_strip_and_often_while_the_place_is_shown():
    bench = LineBench().begin()
    assert (looks(bench), lent(bench)) == (1, 1)
    bench.timers.advance(FAR * TICK_MS)
    assert looks(bench) == 2
    bench.line.watch.show(near=True)
    assert looks(bench) == 3
    before = looks(bench)
    bench.timers.advance(4 * NEAR * TICK_MS)
    assert looks(bench) == before + 4
    bench.line.watch.show(near=False)
    assert looks(bench) == before + 4


def test_leases_are_renewed_every_twenty_seconds():
    bench = LineBench().begin()
    bench.hall.take(TicketClass.ORDINARY)
    bench.timers.advance(2 * LENT * TICK_MS)
    assert lent(bench) == 3
    assert len(bench.desk.ledger.ticket_leases()) == 1


def test_beginning_twice_plans_once():
    bench = LineBench().begin().begin()
    assert bench.timers.waiting == 1


def test_one_look_and_one_renewal_at_a_time():
    bench = LineBench()
    bench.runner.hold = True
    bench.begin()
    bench.timers.advance(LENT * TICK_MS)
    assert bench.runner.held == 2
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.look is not None
    assert looks(bench) == 2, "asked meanwhile, it looks once more"


def test_a_look_that_began_before_an_act_ended_is_not_believed():
    bench = LineBench().begin()
    bench.hall.take()
    bench.runner.hold = True
    bench.line.watch.look()
    bench.line.press_next()
    bench.runner.hold = False
    bench.runner.release_last()
    assert bench.ticket == ("A001", "called")
    bench.runner.release()
    assert bench.ticket == ("A001", "called")


def test_how_long_is_told_in_seconds_of_this_pc():
    bench = LineBench().begin()
    bench.hall.take()
    bench.timers.advance(TICK_MS)
    bench.line.press_next()
    bench.hall.wait(20)
    bench.timers.advance(TICK_MS)
    assert bench.strip.here == "A001 已叫 00:20"
    bench.line.press_recall()
    assert bench.strip.here == "A001 已叫 00:00", "called again, he is awaited anew"
    bench.line.sits()
    bench.hall.wait(3_800)
    bench.timers.advance(TICK_MS)
    assert bench.strip.here == "A001 正在办 1:03:20"


def test_after_a_restart_it_is_known_from_the_ticket():
    first = LineBench().begin()
    first.hall.take()
    first.line.press_next()
    first.line.sits()
    first.hall.wait(200)
    again = LineBench(desk=first.desk)
    again.begin()
    assert again.strip.here == "A001 正在办 03:20"


def test_after_a_restart_a_called_one_counts_from_his_call():
    first = LineBench().begin()
    first.hall.take()
    first.line.press_next()
    first.hall.wait(70)
    assert LineBench(desk=first.desk).begin().strip.here == "A001 已叫 01:10"


def test_a_reason_is_forgotten_with_its_ticket():
    bench = LineBench().begin()
    bench.hall.take()
    bench.line.press_next()
    bench.line.watch.look()
    assert bench.state.reason.code == "longest"
    bench.line.press_leave()
    assert bench.state.reason is None


class BrokenLedger(FakeLedger):
    """Breaks when asked for tickets."""

    def own_tickets(self, since_ms):
        raise StoreError("disk_failed")


def test_a_store_that_fails_keeps_the_queue_away_and_is_looked_at_again():
    bench = LineBench(desk=a_desk(ledger=BrokenLedger())).begin()
    assert (bench.state.refused, bench.state.queued) == ("disk_failed", False)
    bench.timers.advance(FAR * TICK_MS)
    assert looks(bench) == 2
