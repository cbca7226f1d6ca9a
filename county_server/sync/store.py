"""
What the sync API needs of a store: PostgreSQL (``db.county``) or memory (``tests/fakes``).

Both obey one contract suite (``tests/store/test_county_contract*.py``). Every failure of the
database itself is a StoreError with code ``county_store_busy``: the window asks again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from counter_app.domain.blank import BlankLease
from counter_app.domain.county import (
    DeviceRow,
    FeedPage,
    Judged,
    Known,
    Logged,
    PushedOp,
    Recent,
)
from counter_app.domain.rating_ticket import Rated
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import EnrolAnswer
from county_server.sync.judge import Needs


class PushTurn(Protocol):
    """One transaction that holds the lock of one device's row; nothing of it is seen before its end."""

    device: DeviceRow
    epoch: str

    async def logged(self, gen: int, first: int, last: int) -> Mapping[int, Logged]:
        """Return the log of a generation of the device from ``first`` to ``last``."""

    async def high(self, gen: int) -> int:
        """Return the newest sequence number of a generation of the device, 0 if it has none."""

    async def known(
        self,
        op_ids: Sequence[str],
        cases: Sequence[str],
        numbers: Sequence[str],
        blanks: Sequence[tuple[str, SerialRange]] = (),
        tickets: Sequence[str] = (),
    ) -> Known:
        """Return what is there of these, the rows of cases, blanks and tickets locked."""

    async def ratings(self, ids: Sequence[str]) -> Mapping[str, Rated]:
        """Return the ratings that exist of some, their rows locked."""

    async def recent(self, device_ops: int, all_ops: int) -> Recent:
        """Return the outcomes of the newest ``device_ops`` of the device and ``all_ops`` of all."""

    async def apply(self, judged: Sequence[Judged]) -> bool:
        """
        Write the effects of operations that are not parked.

        Cases, blanks, tickets, ratings, events, feed.

        False when the database refuses any of it; then nothing of these has been written.
        """

    async def leases(self, drawer: str) -> tuple[BlankLease, ...]:
        """Return the live leases of blanks of a drawer, oldest fence first."""

    async def lease_of(self, lease: str) -> tuple[BlankLease, str] | None:
        """Return a live lease and its drawer."""

    async def free_blanks(self, series: str) -> tuple[SerialRange, ...]:
        """Return what can be allotted of a series, rising."""

    async def last_fence(self, series: str) -> int:
        """Return the newest fence of a series, 0 before its first lease."""

    async def log(self, judged: Sequence[Judged]) -> None:
        """Append operations with their outcomes; parked ones are listed too."""

    async def advance(
        self, last_seq: int, chain: bytes, hiwater: str, certificate_hiwater: str | None = None
    ) -> None:
        """Move the device's mark; ``certificate_hiwater`` None leaves that as it is."""

    async def stop(self, ops: Sequence[PushedOp]) -> None:
        """Keep a copy of what forks and stop the device."""

    async def renew(self, chain: bytes) -> None:
        """Begin the device's next generation, whose first operation follows ``chain``."""

    async def note_skew(self, skew_ms: int) -> None:
        """Keep how far the device's wall clock is ahead of the county's."""


class CountyStore(Protocol):
    """Everything the sync API asks of the county's data."""

    def turn(self, device: str) -> AbstractAsyncContextManager[PushTurn]:
        """Begin a transaction on a device that exists; commits unless an error leaves it."""

    async def device(self, device: str) -> DeviceRow | None:
        """Return a device's row."""

    async def take_nonce(self, device: str, nonce: str, now_ms: int, keep_ms: int) -> bool:
        """Use a nonce up; False when it was used within the last ``keep_ms``."""

    async def enrol(self, code_hash: bytes, public_key: bytes, now_ms: int) -> EnrolAnswer | None:
        """
        Spend a one-time code and make or renew the window's device, or None when it is not valid.

        The same code with the same key gives the same answer until it expires (a lost answer).
        """

    async def pull(self, device: str, scope: str, cursor: str, limit: int) -> FeedPage:
        """Read the feed below the watermark, all from one snapshot."""

    async def changed(self, scopes: Sequence[str], since: int) -> tuple[int, frozenset[str]]:
        """Return the watermark now and which scopes have rows from ``since`` up to it."""

    async def window_count(self) -> int:
        """Return how many devices may come at once."""


async def known_of(turn: PushTurn, needs: Needs) -> Known:
    """Look up what is needed to judge operations."""
    cases, blanks = (needs.cases, needs.numbers), needs.blanks
    known = await turn.known(needs.op_ids, *cases, blanks, needs.tickets)
    return replace(known, ratings=await turn.ratings(needs.ratings)) if needs.ratings else known
