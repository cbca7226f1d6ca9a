"""
The county's stock of numbered blanks: received, allotted to drawers, moved between them.

Facts/devices.md C5 and design/sync.md 1.7: custody of the paper is the truth. A lease is moved only
when the sheets are; who still uses one of them under the old fence is found out by the next push.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from counter_app.domain import localtime
from counter_app.domain.blank import BlankLease, BlankState, check_series
from counter_app.domain.blank_operation import (
    BlankAllotted,
    BlankLost,
    BlankReceived,
    subject_of_series,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_blank import moved, spans_of
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.serial_range import SerialRange, check_range, runs
from county_server.desk.acts import COUNTY_CLOCK, Hand
from county_server.desk.recording import append
from county_server.desk.store import DeskStore
from county_server.sync.store import PushTurn

WANT_MOST = 5_000


class StockStore(DeskStore, Protocol):
    """What the stock of blanks asks of the county's data beside its desks."""

    async def hall_of(self, window: str) -> str | None:
        """Return the hall of a window, None when there is none such."""

    async def first_hall(self) -> str | None:
        """Return the hall whose desk keeps the store's log: the first by id."""


async def receive(
    store: StockStore, hand: Hand, series: str, sheets: SerialRange, name: str = ""
) -> date:
    """
    Take a delivery into the store and return the day; ``name`` is what the series is called.

    Raises:
        RuleError: ``blank_overlap`` (a sheet of it was received before), a form, ``user_unknown``
            or ``county_hall_missing``

    """
    await _check_person(store, hand.user)
    hall = await _first_hall(store)
    today = localtime.day(hand.now_ms)
    did = BlankReceived(series, sheets, today, hand.user, name)
    async with store.desk(hall) as turn:
        await _record(turn, hand, did)
    return today


async def allot(
    store: StockStore, hand: Hand, series: str, window: str, wanted: int | SerialRange
) -> BlankLease:
    """
    Give a drawer a range of the store: the next free one of that many sheets, or this one.

    Raises:
        RuleError: ``blank_drawer_unknown``, ``blank_store_short``, ``blank_want_form``,
            ``blank_not_free``, ``user_unknown``

    """
    await _check_person(store, hand.user)
    hall = await _hall_of(store, window)
    async with store.desk(hall) as turn:
        if isinstance(wanted, int):
            sheets = await _next_free(turn, series, wanted)
        else:
            sheets = await _these(turn, series, wanted)
        return await _give(turn, hand, series, window, sheets)


async def lend(store: StockStore, hand: Hand, series: str, window: str, want: int) -> BlankLease:
    """
    Give a window that asks itself up to ``want`` sheets in one range.

    Raises:
        RuleError: ``blank_want_form``, ``blank_drawer_unknown``, or ``blank_store_short`` when
            nothing at all is left

    """
    hall = await _hall_of(store, window)
    async with store.desk(hall) as turn:
        free = await turn.free_blanks(series)
        longest = max(map(len, free), default=0)
        return await _give(
            turn, hand, series, window, await _next_free(turn, series, min(want, longest) or want)
        )


async def transfer(
    store: StockStore, hand: Hand, lease: str, window: str
) -> tuple[BlankLease, ...]:
    """
    Move the unused sheets of a lease to another drawer, under new leases with newer fences.

    Raises:
        RuleError: ``blank_lease_unknown``, ``blank_lease_empty``, ``blank_drawer_unknown``,
            ``user_unknown``

    """
    await _check_person(store, hand.user)
    hall = await _hall_of(store, window)
    async with store.desk(hall) as turn:
        found = await turn.lease_of(lease)
        if found is None or found[1] == window:
            raise RuleError("blank_lease_unknown")
        old = found[0]
        whole = SerialRange(old.first, old.last)
        known = await turn.known((), (), (), [(old.series, whole)])
        held = runs(
            each.serial
            for each in known.blanks.values()
            if each.lease == lease and each.state is BlankState.HELD
        )
        if not held:
            raise RuleError("blank_lease_empty")
        return tuple(
            [await _give(turn, hand, old.series, window, each, moved_from=lease) for each in held]
        )


async def report_lost(store: StockStore, hand: Hand, did: BlankLost) -> None:
    """
    Block sheets wherever they lie, as those of a stolen window: who uses one later is found out.

    Raises:
        RuleError: ``blank_two_persons``, ``blank_reason_missing``, ``user_unknown``,
            ``county_hall_missing``, or as ``moved``

    """
    for person in (hand.user, did.witness):
        await _check_person(store, person)
    if not did.reason.strip():
        raise RuleError("blank_reason_missing")
    async with store.desk(await _first_hall(store)) as turn:
        await _record(turn, hand, did)


async def _give(
    turn: PushTurn,
    hand: Hand,
    series: str,
    window: str,
    sheets: SerialRange,
    moved_from: str = "",
) -> BlankLease:
    fence = await turn.last_fence(series) + 1
    lease = hand.new_id().hex()
    did = BlankAllotted(series, sheets, lease, fence, window, moved_from)
    await _record(turn, hand, did)
    return BlankLease(lease, series, sheets.first, sheets.last, fence, (sheets,))


async def _record(
    turn: PushTurn, hand: Hand, did: BlankReceived | BlankAllotted | BlankLost
) -> None:
    moment = Moment(hand.now_ms, 0, COUNTY_CLOCK, COUNTY_CLOCK)
    entry = Entry(did, moment, hand.user, turn.device.window, subject_of_series(did.series))
    check_series(did.series)
    check_range(did.sheets)
    known = await turn.known((), (), (), spans_of(did))
    moved(known.blanks, entry)  # says in its own words why not
    judged = await append(turn, hand.new_id(), entry)
    assert not judged.parked  # noqa: S101 - the same rule has just let it pass


async def _next_free(turn: PushTurn, series: str, want: int) -> SerialRange:
    if not 0 < want <= WANT_MOST:
        raise RuleError("blank_want_form", most=WANT_MOST)
    free: Sequence[SerialRange] = await turn.free_blanks(series)
    run = next((each for each in free if len(each) >= want), None)
    if run is None:
        left = max(map(len, free), default=0)
        raise RuleError("blank_store_short", series=series, want=want, left=left)
    return replace(run, last=run.first + want - 1)


async def _these(turn: PushTurn, series: str, sheets: SerialRange) -> SerialRange:
    free = await turn.free_blanks(series)
    if not any(each.first <= sheets.first and sheets.last <= each.last for each in free):
        raise RuleError("blank_not_free", first=sheets.first, last=sheets.last)
    return sheets


async def _hall_of(store: StockStore, window: str) -> str:
    hall = await store.hall_of(window)
    if hall is None:
        raise RuleError("blank_drawer_unknown", window=window)
    return hall


async def _first_hall(store: StockStore) -> str:
    hall = await store.first_hall()
    if hall is None:
        raise RuleError("county_hall_missing")
    return hall


async def _check_person(store: StockStore, user: str) -> None:
    if await store.account(user) is None:
        raise RuleError("user_unknown", user=user)
