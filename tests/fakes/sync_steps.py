"""Steps of a turn up to where a test begins, without store and line."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.records import ChainState, OutboxRow
from counter_app.domain.wire import FeedRow, HelloAnswer, Pace, PullAnswer, Todo
from counter_app.services.sync.messages import (
    Failed,
    Fault,
    HelloAnswered,
    SendHello,
    SendPush,
    StoreRead,
    SyncState,
    Wake,
)
from counter_app.services.sync.step import step

NOW = 1_000_000
SERVER_MS = 1_800_000_000_000
GO = (Todo("go"),)


def h(seq):
    return bytes([seq % 256]) * 32


def rows(first, last):
    return tuple(OutboxRow(1, seq, bytes(16), b"body", h(seq)) for seq in range(first, last + 1))


def read(acked=0, last=0, *, batch=None, cursors=()):
    chain = ChainState(1, "e1", last + 1, acked, 0, h(last))
    return StoreRead(chain, rows(acked + 1, last) if batch is None else batch, cursors)


def answer(high=0, todo=GO, **changes):
    hello = HelloAnswer(
        proto=1,
        epoch="e1",
        gen=1,
        seq_high=high,
        chain_at_high=h(high).hex(),
        secured=0,
        server_time=SERVER_MS,
        min_app="0.1.0",
        scopes=("reference",),
        pace=Pace(),
        todo=todo,
    )
    return replace(hello, **changes)


def page(cursor="c1", *, more=False, epoch="e1", secured=0, kinds=()):
    found = tuple(FeedRow(kind, "id", 1, "put", 1, {}) for kind in kinds)
    return PullAnswer(epoch, cursor, more, 0, secured, found)


def asleep(**changes):
    return replace(SyncState("window", 7), **changes)


def greeting(stored, **changes):
    """Return a state that has just said hello."""
    state, _ = step(asleep(**changes), Wake(NOW))
    state, effects = step(state, stored)
    assert isinstance(effects[0], SendHello)
    return state


def greeted(stored, told=None, **changes):
    state = greeting(stored, **changes)
    told = told or answer(stored.chain.acked)
    return step(state, HelloAnswered(state.request, NOW, NOW, told))


def pushing(last=3, acked=0, **changes):
    stored = read(acked, last)
    state, _ = greeted(stored, **changes)
    state, effects = step(state, stored)
    assert effects == (SendPush(state.request, stored.chain, stored.batch),)
    return state


def pulling(cursors=(), **changes):
    stored = read(cursors=cursors)
    state, _ = greeted(stored, **changes)
    return step(state, stored)[0]


def failed(state, code, **values):
    retry = values.pop("retry_after_ms", None)
    reachable = values.pop("reachable", True)
    fault = Fault(code, reachable, retry, tuple(values.items()))
    return step(state, Failed(state.request, NOW, fault))
