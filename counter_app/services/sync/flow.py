"""
A turn of the line, and becoming a window: the effects of ``step`` on their lanes.

The store lane takes a batch, the sync lane speaks with no transaction open, the store lane applies
the answer (design/architecture.md 3): a clerk's save never waits for the network.
"""

from __future__ import annotations

from dataclasses import dataclass

import counter_app
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.records import Enrolment
from counter_app.domain.wire import EnrolAnswer, EnrolRequest
from counter_app.services.sync.messages import (
    Cut,
    Effect,
    Event,
    Fault,
    SendHello,
    SendPull,
    SendPush,
    Wait,
    Wake,
)
from counter_app.services.sync.ports import SyncDesk
from counter_app.services.sync.speaking import speak
from counter_app.services.sync.step import step
from counter_app.services.sync.storing import in_store

PAUSE_S = 0.25
ENROL_TURN_S = 60.0
_NOT_STORED = (Wait, SendHello, SendPush, SendPull)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """
    The outbox after a turn; ``fault`` says why not everything is there, if it is known.

    A turn whose time ran out while all went well has no fault and something pending.
    """

    pending: int
    acked: int
    secured: int
    parked: int
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    desk: SyncDesk
    enrolment: Enrolment
    deadline_ms: int

    def left_ms(self) -> int:
        return self.deadline_ms - self.desk.clock.read().mono_ms


def sync_turn(desk: SyncDesk, timeout_s: float) -> Flow[SyncReport]:
    """
    Push everything, pull everything; try again until ``timeout_s`` is over.

    No request begins and no wait lasts beyond the deadline; one that is under way ends by its own
    time limit. A second turn waits for the first. A failure of the line is in the report.

    Raises:
        RuleError: ``not_enrolled``
        StoreError: of the window's own files; what had been applied stays

    """
    deadline_ms = desk.clock.read().mono_ms + round(timeout_s * 1000)
    enrolment: Enrolment = yield Hop("store", lambda: _enrolled(desk))
    turn = _Turn(desk, enrolment, deadline_ms)
    fault = None
    if (yield from _entered(turn)):
        fault = yield from _driven(turn)
    report: SyncReport = yield Hop("store", lambda: _report(desk, fault))
    return report


def enrol(desk: SyncDesk, server: str, code: str) -> Flow[SyncReport]:
    """
    Become a window by a one-time code, then sync once so that people can sign in.

    The device key is made by the Signer when it is first asked. The code and the key may be sent
    again: the county answers the same.

    Raises:
        CountyError: the county was not reached or refused the code; nothing has changed here
        StoreError: ``ledger_other_device`` or a failure of the file

    """
    answer: EnrolAnswer = yield Hop("sync", lambda: _ask_to_enrol(desk, server, code))
    enrolment = Enrolment(server, answer.device, answer.window)
    yield Hop("store", lambda: desk.ledger.enrol(enrolment, answer.gen, answer.epoch))
    return (yield from sync_turn(desk, ENROL_TURN_S))


def _ask_to_enrol(desk: SyncDesk, server: str, code: str) -> EnrolAnswer:
    public_key = desk.signer.create().hex()
    desk.county.aim(server)
    return desk.county.enrol(EnrolRequest(code, public_key, counter_app.__version__))


def _enrolled(desk: SyncDesk) -> Enrolment:
    found = desk.ledger.enrolment()
    if found is None:
        raise RuleError("not_enrolled")
    return found


def _report(desk: SyncDesk, fault: Fault | None) -> SyncReport:
    count = desk.ledger.outbox_count()
    return SyncReport(count.pending, count.acked, count.secured, count.parked, fault)


def _entered(turn: _Turn) -> Flow[bool]:
    line, seed = turn.desk.line, int.from_bytes(turn.desk.random(8), "big")
    while not line.enter(turn.enrolment.device, seed):
        if turn.left_ms() <= 0:
            return False
        yield _pause(turn, turn.left_ms())
    return True


def _driven(turn: _Turn) -> Flow[Fault | None]:
    desk = turn.desk
    state = desk.line.state
    try:
        state, effects = step(state, Wake(desk.clock.read().mono_ms))
        while effects:
            event = yield from _carried_out(turn, effects)
            state, effects = step(state, event) if event else (state, ())
    finally:
        desk.line.leave(state)
    return state.fault


def _carried_out(turn: _Turn, effects: tuple[Effect, ...]) -> Flow[Event | None]:
    """Carry out what concerns the store, in one hop, then the request or wait that may follow."""
    desk, last = turn.desk, effects[-1]
    stored = [each for each in effects if not isinstance(each, _NOT_STORED)]
    event: Event | None = None
    if stored:
        event = yield Hop("store", lambda: in_store(desk, stored))
    if isinstance(last, Wait):
        return (yield from _waited(turn, last.ms))
    if isinstance(last, SendHello | SendPush | SendPull):
        if turn.left_ms() <= 0:
            return Cut()
        event = yield Hop("sync", lambda: speak(desk, turn.enrolment, last))
    return event


def _waited(turn: _Turn, ms: int) -> Flow[Event | None]:
    if ms > turn.left_ms():
        return Cut()
    due_ms = turn.desk.clock.read().mono_ms + ms
    while (left_ms := due_ms - turn.desk.clock.read().mono_ms) > 0:
        yield _pause(turn, left_ms)
    return Wake(turn.desk.clock.read().mono_ms)


def _pause(turn: _Turn, ms: int) -> Hop:
    seconds = min(PAUSE_S, ms / 1000)
    return Hop("sync", lambda: turn.desk.line.pause(seconds))
