"""The effects of ``step`` on the window's stores; all of it runs on the store lane."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.domain.codec import ShapeError, from_plain
from counter_app.domain.records import ServerTime, UserRecord
from counter_app.domain.wire import PUSH_MAX_BYTES, FeedRow, WindowInfo
from counter_app.services.sync.messages import (
    ApplyAck,
    ApplyPage,
    ReadBatch,
    RememberTime,
    RenewGeneration,
    ResetScope,
    Rewind,
    StoreEffect,
    StoreRead,
    TakeCredential,
    TakeLeases,
    TakeOver,
)
from counter_app.services.sync.ports import SyncDesk

USER_VALID_MS = 30 * 24 * 3_600_000
"""A user may sign in that long after the window's last contact (design/sync.md 3.3)."""


def in_store(desk: SyncDesk, effects: Sequence[StoreEffect]) -> StoreRead | None:
    """
    Carry out ``effects`` in their order; return the answer to a ReadBatch among them.

    A crash between two of them repeats the turn from the outbox and the cursors: each is
    harmless when it comes again.
    """
    read = None
    for effect in effects:
        read = _carry_out(desk, effect) or read
    return read


def _carry_out(desk: SyncDesk, effect: StoreEffect) -> StoreRead | None:
    match effect:
        case ReadBatch(max_ops):
            return _read(desk, max_ops)
        case ApplyAck(acked, secured, results):
            desk.ledger.settle(acked, secured, results)
        case Rewind(acked, epoch):
            desk.ledger.rewind(acked, epoch)
        case RenewGeneration(gen, above_seq, epoch):
            desk.ledger.renew_generation(gen, above_seq, epoch)
        case TakeLeases(leases):
            desk.ledger.take_leases(leases)
        case TakeCredential(credential):
            desk.ledger.set_credential(credential)
        case _:
            _copy(desk, effect)
    return None


def _copy(desk: SyncDesk, effect: RememberTime | ApplyPage | ResetScope | TakeOver) -> None:
    match effect:
        case RememberTime(server_ms, mono_ms):
            told = ServerTime(server_ms, mono_ms, desk.clock.read().boot)
            desk.ledger.set_server_time(told)
        case ApplyPage(scope, answer):
            desk.cache.apply(scope, answer)
        case ResetScope(scope):
            desk.cache.reset(scope)
        case _:
            _take_over(desk, effect.contact_ms)


def _read(desk: SyncDesk, max_ops: int) -> StoreRead:
    chain = desk.ledger.chain_state()
    return StoreRead(
        chain,
        desk.ledger.outbox(chain.acked, max_ops, PUSH_MAX_BYTES),
        tuple((scope, desk.cache.cursor(scope)) for scope in desk.cache.scopes()),
    )


def _take_over(desk: SyncDesk, contact_ms: int) -> None:
    valid_until_ms = contact_ms + USER_VALID_MS
    found = [_user(row, valid_until_ms) for row in desk.cache.rows("user")]
    desk.ledger.replace_users([each for each in found if each is not None])
    enrolment = desk.ledger.enrolment()
    row = desk.cache.row("window", enrolment.window.id) if enrolment else None
    window = _window(row) if row else None
    if window is not None and enrolment is not None and window != enrolment.window:
        desk.ledger.set_window(window)


def _user(row: FeedRow, valid_until_ms: int) -> UserRecord | None:
    """Return a user of the feed, or None for a row of a form that this version does not know."""
    try:
        body = {**row.body, "name": row.id, "valid_until_ms": valid_until_ms}
        return from_plain(UserRecord, body)
    except ShapeError:
        return None


def _window(row: FeedRow) -> WindowInfo | None:
    try:
        return from_plain(WindowInfo, {**row.body, "id": row.id})
    except ShapeError:
        return None
