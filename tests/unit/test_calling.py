"""Calling at the window: live, with the line cut, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.operation import Entry
from counter_app.domain.ticket import TicketClass, TicketState
from counter_app.domain.ticket_operation import TicketCalled, TicketFinished
from counter_app.services import calling
from counter_app.services.calling import Called, current
from counter_app.services.slips import serve_consultation
from counter_app.services.sync.flow import sync_turn
from counter_app.services.ticketing import Wish, renew_leases, take_ticket
from counter_app.services.visit import Visit
from tests.fakes.builders import MOMENT, accepted
from tests.fakes.county import LineFault
from tests.fakes.desk import a_desk, play, signed_visit


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def visit():
    return signed_visit()


def take(desk, kind=TicketClass.ORDINARY):
    return play(desk, take_ticket(desk, Wish("A", kind))).ticket


def cut(desk):
    desk.county.standing = LineFault.CUT


def mend(desk):
    """The line is back: what was recorded here is heard at the hall."""
    desk.county.standing = LineFault.NONE
    before = {each.op_id for each in desk.ledger.recent(100) if each.acked}
    assert play(desk, sync_turn(desk, 60)).pending == 0
    for each in reversed(desk.ledger.recent(100)):
        if each.op_id not in before and each.entry.operation.kind.startswith("ticket."):
            desk.county.hall.take_entry(each.entry)


def accept_a_case(desk):
    did, now = accepted(), desk.clock.read()
    at = replace(MOMENT, wall=now.wall_ms)
    case = did.application.case_id
    desk.ledger.record(
        b"c" * 16, lambda no: Entry(did, at, "ciren", "w", case, no), number_year=2026
    )


def refused(desk, flow):
    with pytest.raises(RuleError) as caught:
        play(desk, flow)
    return caught.value


def kinds(desk):
    return [each.entry.operation.kind for each in reversed(desk.ledger.recent(100))]


def test_the_next_is_called_with_its_reason(desk, visit):
    take(desk), take(desk, TicketClass.MILITARY)
    desk.clock.advance(24 * 60_000)
    called = play(desk, calling.call_next(desk, visit))
    assert (called.ticket.no, called.live, called.waiting) == ("A002", True, 1)
    assert (called.reason.code, called.reason.minutes) == ("priority", 24)
    assert current(desk) == called.ticket
    assert "ticket.call" not in kinds(desk)  # the hall has logged it


def test_nobody_waits(desk, visit):
    assert play(desk, calling.call_next(desk, visit)) == Called(None, live=True, waiting=0)
    assert current(desk) is None


def test_who_was_called_and_has_not_come_is_told_again(desk, visit):
    take(desk), take(desk)
    first = play(desk, calling.call_next(desk, visit))
    assert play(desk, calling.call_next(desk, visit)).ticket == first.ticket


def test_f2_ends_what_is_served_and_counts_what_was_done(desk, visit):
    take(desk), take(desk)
    play(desk, calling.call_next(desk, visit))
    assert play(desk, calling.start(desk, visit)).ticket.state is TicketState.SERVING
    assert play(desk, calling.start(desk, visit)).ticket.state is TicketState.SERVING
    play(desk, serve_consultation(desk, visit, "社保"))
    accept_a_case(desk)
    assert play(desk, calling.call_next(desk, visit)).ticket.no == "A002"
    done = desk.county.hall.log[-2].operation
    assert isinstance(done, TicketFinished)
    assert (len(done.cases), done.consultations) == (1, 1)
    assert desk.ledger.own_ticket(done.ticket).state is TicketState.DONE


def test_a_start_without_a_ticket_is_nothing(desk, visit):
    assert play(desk, calling.start(desk, visit)) == Called(None)


@pytest.mark.parametrize(
    ("step", "state"),
    [("skip", TicketState.SKIPPED), ("no_show", TicketState.NO_SHOW), ("hold", TicketState.HELD)],
)
@pytest.mark.parametrize("line", ["live", "cut"])
def test_each_step_has_the_same_end_live_and_cut(desk, visit, step, state, line):
    take(desk)
    play(desk, calling.call_next(desk, visit))
    if line == "cut":
        cut(desk)
    assert play(desk, calling.recall(desk, visit)).ticket.recalls == 1
    after = play(desk, getattr(calling, step)(desk, visit))
    assert (after.ticket.state, after.live) == (state, line == "live")
    assert current(desk) is None
    assert (f"ticket.{step}" in kinds(desk)) == (line == "cut")


def test_a_held_one_is_called_back_by_its_number(desk, visit):
    take(desk)
    play(desk, calling.call_next(desk, visit))
    play(desk, calling.hold(desk, visit, " 复印 "))
    assert desk.county.hall.log[-1].operation.reason == "复印"
    back = play(desk, calling.call_one(desk, visit, "a1"))
    assert (back.ticket.no, back.reason.code) == ("A001", "one")
    assert refused(desk, calling.call_one(desk, visit, "A001")).code == "queue_open"


def test_a_number_is_checked_before_anything_is_asked(desk, visit):
    assert refused(desk, calling.call_one(desk, visit, "??")).code == "ticket_form"


def test_a_transfer_needs_the_hall_and_an_open_window(desk, visit):
    take(desk)
    assert refused(desk, calling.transfer(desk, visit, window="w-9")).code == "queue_no_ticket"
    play(desk, calling.call_next(desk, visit))
    assert refused(desk, calling.transfer(desk, visit, window="w-9")).code == "transfer_closed"
    desk.county.hall.open.add("w-9")
    cut(desk)
    assert refused(desk, calling.transfer(desk, visit, window="w-9")).code == "queue_live_only"
    desk.county.standing = LineFault.NONE
    sent = play(desk, calling.transfer(desk, visit, window="w-9"))
    assert (sent.ticket.state, sent.ticket.target) == (TicketState.TRANSFERRED, "w-9")
    assert current(desk) is None


@pytest.mark.parametrize("line", ["live", "cut"])
def test_a_window_pauses_and_resumes(desk, visit, line):
    if line == "cut":
        cut(desk)
    assert play(desk, calling.pause(desk, visit, "午休")).live == (line == "live")
    assert play(desk, calling.resume(desk, visit)).ticket is None
    logged = kinds(desk) if line == "cut" else [each.kind for each in desk.county.hall.log]
    assert logged[-2:] == ["window.pause", "window.resume"]


def lent(desk, visit, count=6):
    """One being served, some waiting, the next ones lent."""
    for _ in range(count):
        take(desk)
    play(desk, calling.call_next(desk, visit))
    assert play(desk, renew_leases(desk)) == 2
    cut(desk)


def test_cut_off_the_lent_ones_are_called_in_order_and_then_it_asks_for_paper(desk, visit):
    lent(desk, visit)
    first = play(desk, calling.call_next(desk, visit))
    assert first.ticket.no == "A001", "who was called and has not come"
    play(desk, calling.start(desk, visit))
    calls = []
    for _ in range(2):
        called = play(desk, calling.call_next(desk, visit))
        assert (called.live, called.reason.code, called.waiting) == (False, "lease", None)
        calls.append(called.ticket.no)
        play(desk, calling.start(desk, visit))
    assert calls == ["A003", "A004"]
    assert refused(desk, calling.call_next(desk, visit)).code == "queue_cut"
    mend(desk)
    states = {each.no: each.state for each in desk.county.hall.tickets.values()}
    assert [states[no] for no in ("A001", "A003", "A004")] == [TicketState.DONE] * 3
    assert states["A002"] is TicketState.WAITING


def test_while_acts_lie_in_the_outbox_the_next_ones_follow_them_there(desk, visit):
    lent(desk, visit)
    play(desk, calling.no_show(desk, visit))
    play(desk, calling.call_next(desk, visit))
    desk.county.standing = LineFault.NONE
    assert play(desk, calling.call_next(desk, visit)).live is False, "told again, still unheard"
    assert play(desk, calling.start(desk, visit)).live is False
    assert refused(desk, calling.transfer(desk, visit, line="A")).code == "queue_live_only"
    mend(desk)
    assert play(desk, calling.finish(desk, visit)).live is True


def test_a_lease_that_has_run_out_calls_nobody(desk, visit):
    lent(desk, visit)
    play(desk, calling.skip(desk, visit))
    desk.clock.advance(45_000)
    assert refused(desk, calling.call_next(desk, visit)).code == "queue_cut"


def test_cut_off_a_number_is_believed_from_its_paper(desk, visit):
    lent(desk, visit)
    play(desk, calling.hold(desk, visit))
    manners = []
    for no in ("A001", "A004", "A005", "Z003"):
        called = play(desk, calling.call_one(desk, visit, no))
        manners.append(called.reason.code)
        assert called.ticket.no == no
        play(desk, calling.finish(desk, visit))
    assert manners == ["one", "lease", "typed", "typed"]
    assert [each.ticket.no for each in desk.ledger.ticket_leases()] == ["A003"]


def test_a_number_that_the_hall_does_not_know_yet_is_called_and_merged(desk, visit):
    called = play(desk, calling.call_one(desk, visit, "Z001"))
    assert (called.live, called.reason.code) == (False, "typed")
    mend(desk)
    assert desk.county.hall.tickets[called.ticket.id].window == called.ticket.window


def test_other_refusals_of_the_hall_are_told(desk, visit):
    ticket = take(desk)
    desk.county.hall.lent[ticket.id] = _lent_elsewhere()
    assert refused(desk, calling.call_one(desk, visit, "A001")).code == "ticket_lent"


def _lent_elsewhere():
    from counter_app.domain.ticket_lease import Lending  # noqa: PLC0415

    return Lending("w-9", 2**40, "boot-1", 60_000)


@pytest.mark.parametrize("fault", [LineFault.DROP_ANSWER, LineFault.REPLAY, LineFault.TIMEOUT])
def test_an_answer_that_is_lost_is_asked_for_again_and_calls_nobody_twice(desk, visit, fault):
    take(desk), take(desk)
    desk.county.plan(fault)
    called = play(desk, calling.call_next(desk, visit))
    assert (called.ticket.no, called.live) == ("A001", True)
    assert sum(isinstance(each.operation, TicketCalled) for each in desk.county.hall.log) == 1


def test_nobody_calls_who_is_not_signed_in(desk):
    assert refused(desk, calling.call_next(desk, Visit())).code == "not_signed_in"


def test_a_failure_of_the_line_is_no_failure_of_the_counter(desk, visit):
    desk.county.standing = LineFault.ERROR_500
    with pytest.raises(CountyError):
        desk.county.hall_state()
    assert refused(desk, calling.call_next(desk, visit)).code == "queue_cut"
