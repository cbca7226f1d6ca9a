"""A push from first byte to commit (design/sync.md 3.4): decide, judge, apply, log, advance."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from counter_app.domain.certificate_number import numbered_by, parse_certificate_no
from counter_app.domain.county import (
    ALARMS,
    DeviceRow,
    DeviceStatus,
    Judged,
    Push,
    ReadOp,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.wire import Pace, PushAnswer, Refusal
from county_server.sync.decide import decide
from county_server.sync.guard import ALL_SAMPLE, DEVICE_SAMPLE, RETRY_AFTER_S, holds
from county_server.sync.judge import judge, judge_all, needs_of, park
from county_server.sync.reading import read_op
from county_server.sync.store import CountyStore, PushTurn, known_of

logger = logging.getLogger(__name__)


class _HoldError(Exception):
    """Leaves the transaction of a push that must not be stored."""


async def take_push(
    store: CountyStore, device: str, push: Push, pace: Pace
) -> PushAnswer | Refusal:
    """
    Store a push and apply it in one transaction; the answer exists only after its commit.

    Raises:
        StoreError: ``county_store_busy``, nothing was stored

    """
    # Read before the transaction: while that is open, nobody's feed moves on.
    reads = tuple(read_op(op) for op in push.ops)
    try:
        async with store.turn(device) as turn:
            answer = await _take(turn, push, reads, pace)
    except _HoldError:
        logger.log(logging.ERROR, "push held device=%s first=%d", device, push.first)
        return Refusal("hold", retry_after_s=RETRY_AFTER_S)
    return answer


async def _take(
    turn: PushTurn, push: Push, reads: tuple[ReadOp, ...], pace: Pace
) -> PushAnswer | Refusal:
    device = turn.device
    last = push.first + len(push.ops) - 1
    repeats = push.gen == device.gen and push.first <= device.last_seq
    logged = await turn.logged(push.gen, push.first, last) if repeats else {}
    decision = decide(device, turn.epoch, push, logged)
    if decision.refusal is not None:
        if decision.forked:
            await _stop(turn, push)
        return decision.refusal
    results = decision.duplicates
    acked = device.last_seq
    if decision.fresh:
        judged = await _store(turn, reads[-len(decision.fresh) :])
        if judged is None:
            await _stop(turn, push)
            return Refusal("fork", seq=decision.fresh[0].seq)
        acked = judged[-1].result.seq
        results += tuple(each.result for each in judged)
    return PushAnswer(acked, device.secured, results, pace)


async def _stop(turn: PushTurn, push: Push) -> None:
    """Stop the device and keep what came; one that is stopped already is only told again."""
    if turn.device.status is DeviceStatus.ACTIVE:
        device = turn.device.id
        logger.error("device forked device=%s gen=%d first=%d", device, push.gen, push.first)
        await turn.stop(push.ops)


async def _store(turn: PushTurn, fresh: Sequence[ReadOp]) -> tuple[Judged, ...] | None:
    """Return the outcomes, or None when an operation stands in the log under another position."""
    needs = needs_of(fresh)
    known = await known_of(turn, needs)
    if any(each.op.op_id.hex() in known.outcomes for each in fresh):
        return None
    judged = judge_all(turn.device, fresh, known)
    await _guard(turn, judged)
    if not await turn.apply([each for each in judged if not each.parked]):
        judged = await _apply_singly(turn, fresh)
        await _guard(turn, judged)
    await turn.log(judged)
    last = judged[-1].read.op
    await turn.advance(
        last.seq,
        last.h,
        _hiwater(turn.device, judged),
        _certificate_hiwater(turn.device, judged),
    )
    _report(turn.device, judged)
    return judged


async def _apply_singly(turn: PushTurn, fresh: Sequence[ReadOp]) -> tuple[Judged, ...]:
    """Judge and apply one operation after the other; park what the database refuses."""
    outcomes: dict[str, str] = {}
    judged = []
    for read in fresh:
        needs = needs_of([read])
        known = await known_of(turn, needs)
        known = replace(known, outcomes={**known.outcomes, **outcomes})
        one = judge(turn.device, read, known)
        if not one.parked and not await turn.apply([one]):
            one = park(read, "store_refused")
        outcomes[read.op.op_id.hex()] = one.result.s
        judged.append(one)
    return tuple(judged)


async def _guard(turn: PushTurn, judged: Sequence[Judged]) -> None:
    if any(each.parked for each in judged):
        recent = await turn.recent(DEVICE_SAMPLE, ALL_SAMPLE)
        if holds(recent, judged):
            raise _HoldError


def _hiwater(device: DeviceRow, judged: Sequence[Judged]) -> str:
    """Return the newest case number of the device's own generation, parked ones included."""
    newest = device.hiwater
    for each in judged:
        newest = max(newest, each.read.no) if _is_own(device, each.read.no) else newest
    return newest


def _certificate_hiwater(device: DeviceRow, judged: Sequence[Judged]) -> str:
    """Return the newest certificate number of the device's own generation, parked ones included."""
    newest = device.certificate_hiwater
    for each in judged:
        entry = each.read.entry
        number = (numbered_by(entry, "certificate") if entry is not None else None) or ""
        newest = max(newest, number) if _is_own_certificate(device, number) else newest
    return newest


def _is_own_certificate(device: DeviceRow, number: str) -> bool:
    try:
        parts = parse_certificate_no(number)
    except RuleError:
        return False
    return (parts.area, parts.slot, parts.generation) == (device.area, device.slot, device.gen)


def _is_own(device: DeviceRow, number: str) -> bool:
    try:
        parts = parse_case_no(number)
    except RuleError:
        return False
    return (parts.area, parts.slot, parts.generation) == (device.area, device.slot, device.gen)


def _report(device: DeviceRow, judged: Sequence[Judged]) -> None:
    last = judged[-1].result.seq
    logger.info("push stored device=%s ops=%d last_seq=%d", device.id, len(judged), last)
    for each in judged:
        if each.parked:
            level = logging.ERROR if each.result.code in ALARMS else logging.WARNING
            op, code = each.read.op, each.result.code
            logger.log(level, "op parked op=%s seq=%d code=%s", op.op_id.hex(), op.seq, code)
