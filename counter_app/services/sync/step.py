"""
The window's protocol, without a clock, a socket or a file (design/sync.md 3.2).

One turn: read the outbox, hello, push until nothing is left, pull every scope to its end. After
each answer the outbox is read again, so what is recorded meanwhile goes before the next pull. One
request is in flight at most. An event that does not fit the phase, or answers another request,
changes nothing. A failure greets again after a wait; ``Cut`` ends the turn wherever it is.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.wire import PUSH_MAX_OPS, OpResult, PushAnswer
from counter_app.services.sync.greeting import secured_effects, takes_hello
from counter_app.services.sync.messages import (
    ApplyAck,
    ApplyPage,
    Cut,
    Effect,
    Event,
    Failed,
    Fault,
    HelloAnswered,
    LineEvent,
    Phase,
    Pulled,
    Pushed,
    ReadBatch,
    ResetScope,
    SendHello,
    SendPull,
    SendPush,
    StoreRead,
    SyncState,
    TakeOver,
    Wait,
    Wake,
)
from counter_app.services.sync.pace import backoff, slot_wait_ms

Step = tuple[SyncState, tuple[Effect, ...]]

GREET_AGAIN = frozenset({"county_gap", "county_epoch", "county_gen"})
"""Refusals that a new hello puts right."""
HOPELESS = frozenset(
    {"county_fork", "county_device", "county_denied", "county_address", "county_insecure"}
)
"""Faults that no repetition in this turn puts right: somebody has to act."""
MOST_GREETINGS = 3
USERS_EVERY_MS = 3_600_000
PEOPLE_KINDS = frozenset({"user", "window"})


def step(state: SyncState, event: Event) -> Step:
    """Return the new state and what is to be done, in this order."""
    match event:
        case Wake():
            return _wakes(state, event)
        case StoreRead() if state.phase is Phase.READING:
            return _chooses(replace(state, stored=event), event)
        case Cut():
            return replace(state, phase=Phase.IDLE), ()
        case StoreRead():
            return state, ()
    return _hears(state, event) if event.request == state.request else (state, ())


def _hears(state: SyncState, event: LineEvent) -> Step:
    stored = state.stored
    if stored is None:
        return state, ()
    match event, state.phase:
        case HelloAnswered(), Phase.GREETING:
            return _greeted(state, stored, event)
        case Pushed(), Phase.PUSHING:
            return _pushed(state, stored, event)
        case Pulled(), Phase.PULLING:
            return _pulled(state, stored, event)
        case Failed(), Phase.GREETING | Phase.PUSHING | Phase.PULLING:
            return _failed(state, event.fault, event.mono_ms)
    return state, ()


def _wakes(state: SyncState, event: Wake) -> Step:
    if state.phase not in (Phase.IDLE, Phase.WAITING):
        return state, ()
    if state.phase is Phase.IDLE:
        state = _begun(state)
    early_ms = state.not_before_ms - event.mono_ms
    if early_ms > 0:
        return replace(state, phase=Phase.WAITING), (Wait(early_ms),)
    return _reads(state)


def _begun(state: SyncState) -> SyncState:
    return replace(
        state,
        greeted=False,
        greetings=0,
        scopes=(),
        emptied=(),
        fault=None,
        max_ops=PUSH_MAX_OPS,
        not_before_ms=state.held_until_ms,
    )


def _reads(state: SyncState, *before: Effect) -> Step:
    """Carry out ``before`` and read the outbox again."""
    most = max(1, min(state.pace.batch, state.max_ops))
    return replace(state, phase=Phase.READING), (*before, ReadBatch(most))


def _chooses(state: SyncState, stored: StoreRead) -> Step:
    """Greet first, then push, then pull, else the turn is over."""
    request = state.request + 1
    if not state.greeted:
        hello = SendHello(request, stored.chain)
        greetings = state.greetings + 1
        return replace(state, phase=Phase.GREETING, request=request, greetings=greetings), (hello,)
    if stored.batch:
        push = SendPush(request, stored.chain, stored.batch)
        return replace(state, phase=Phase.PUSHING, request=request), (push,)
    if state.scopes:
        cursor = dict(stored.cursors).get(state.scopes[0], "")
        pull = SendPull(request, state.scopes[0], cursor)
        return replace(state, phase=Phase.PULLING, request=request), (pull,)
    return _finishes(state)


def _finishes(state: SyncState) -> Step:
    if state.upgrade:
        return replace(state, phase=Phase.IDLE, failures=0, fault=Fault("county_upgrade")), ()
    state = replace(state, phase=Phase.IDLE, failures=0, fault=None)
    due_ms = 0 if state.users_ms is None else state.users_ms + USERS_EVERY_MS
    if not state.users_new and state.contact_ms < due_ms:
        return state, ()
    return replace(state, users_ms=state.contact_ms, users_new=False), (TakeOver(state.contact_ms),)


def _greeted(state: SyncState, stored: StoreRead, event: HelloAnswered) -> Step:
    state, effects, code = takes_hello(state, stored, event)
    if code:
        state, then = _failed(state, Fault(code), event.mono_ms)
        return state, (*effects, *then)
    wait_ms = slot_wait_ms(state, event.mono_ms)
    state = replace(state, down_since_ms=None)
    if wait_ms == 0:
        return _reads(state, *effects)
    due_ms = event.mono_ms + wait_ms
    state = replace(state, phase=Phase.WAITING, not_before_ms=due_ms, held_until_ms=due_ms)
    return state, (*effects, Wait(wait_ms))


def _pushed(state: SyncState, stored: StoreRead, event: Pushed) -> Step:
    """
    Take over what the county committed: its word, and no further than it was asked.

    A mark above the rows sent was made before: by this window, whose rows are then sent again and
    found equal, or by a clone of its disk, which only that comparison can tell.
    """
    answer = event.answer
    acked = min(answer.acked, stored.batch[-1].seq)
    if acked < stored.batch[0].seq:
        return _failed(state, Fault("county_malformed"), event.mono_ms)
    ack = ApplyAck(acked, min(answer.secured, acked), _results(answer, acked))
    return _reads(replace(_heard(state), pace=answer.pace), ack)


def _results(answer: PushAnswer, acked: int) -> tuple[OpResult, ...]:
    """Return what became of each; a repeated one with a code had been parked for that."""
    return tuple(
        replace(each, s="parked") if each.s == "duplicate" and each.code else each
        for each in answer.results
        if each.seq <= acked
    )


def _pulled(state: SyncState, stored: StoreRead, event: Pulled) -> Step:
    answer, scope = event.answer, state.scopes[0]
    if answer.epoch != stored.chain.epoch:
        return _failed(state, Fault("county_epoch"), event.mono_ms)
    if answer.more and answer.cursor == dict(stored.cursors).get(scope, ""):
        return _failed(state, Fault("county_malformed"), event.mono_ms)
    told = any(row.k in PEOPLE_KINDS for row in answer.rows)
    left = state.scopes if answer.more else state.scopes[1:]
    state = replace(_heard(state), scopes=left, users_new=state.users_new or told)
    page = ApplyPage(scope, answer)
    return _reads(state, page, *secured_effects(stored.chain, answer.secured))


def _heard(state: SyncState) -> SyncState:
    return replace(state, failures=0, fault=None)


def _failed(state: SyncState, fault: Fault, mono_ms: int) -> Step:
    state = replace(state, fault=fault)
    if not fault.reachable and state.down_since_ms is None:
        state = replace(state, down_since_ms=mono_ms)
    if fault.code in HOPELESS:
        return replace(state, phase=Phase.IDLE), ()
    if fault.code in GREET_AGAIN and state.greetings < MOST_GREETINGS:
        return _reads(replace(state, greeted=False))
    if fault.code == "county_reset" and state.phase is Phase.PULLING:
        return _emptied(state, fault, mono_ms)
    if fault.code == "county_too_large" and state.phase is Phase.PUSHING:
        return _halved(state)
    return _waits(state, fault, mono_ms)


def _waits(state: SyncState, fault: Fault, mono_ms: int) -> Step:
    state, wait_ms = backoff(state, fault)
    due_ms = mono_ms + wait_ms
    if fault.retry_after_ms is not None:
        state = replace(state, held_until_ms=due_ms)
    state = replace(state, phase=Phase.WAITING, greeted=False, greetings=0, not_before_ms=due_ms)
    return state, (Wait(wait_ms),)


def _emptied(state: SyncState, fault: Fault, mono_ms: int) -> Step:
    """Read a scope again from its beginning, once a turn; one that was withdrawn is left."""
    scope = state.scopes[0]
    if scope in state.emptied:
        return _waits(state, fault, mono_ms)
    left = state.scopes[1:] if fault.value("reset") == "scope" else state.scopes
    state = replace(state, scopes=left, emptied=(*state.emptied, scope), users_new=True)
    return _reads(state, ResetScope(scope))


def _halved(state: SyncState) -> Step:
    """Send half as many; a single operation that is too large for the county stops the turn."""
    half = len(state.stored.batch) // 2 if state.stored else 0
    if half == 0:
        return replace(state, phase=Phase.IDLE), ()
    return _reads(replace(state, max_ops=half))
