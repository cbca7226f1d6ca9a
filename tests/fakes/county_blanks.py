"""The county's blanks in memory: what a turn of the store asks of them."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.blank import FREE, OPEN, BlankLease, BlankState
from counter_app.domain.blank_operation import BlankAllotted
from counter_app.domain.county import Judged
from counter_app.domain.serial_range import SerialRange, runs

Leased = tuple[BlankLease, str, str]
"""A lease, its drawer, and its state: live, spent or moved."""


class MemoryBlanks:
    def _blanks(self, spans):
        return {
            (each.series, each.serial): each
            for each in self.data.blanks.values()
            for series, span in spans
            if each.series == series and span.first <= each.serial <= span.last
        }

    def _write_moves(self, judged: Judged) -> bool:
        did = judged.read.entry.operation
        if isinstance(did, BlankAllotted) and not self._give(did):
            return False
        for each in judged.moves:
            self.data.blanks[each.series, each.serial] = each
        for of in {each.lease for each in judged.moves}:
            self._spend(of)
        return True

    def _give(self, did: BlankAllotted) -> bool:
        if did.moved_from:
            old, holder, _ = self.data.leases[did.moved_from]
            self.data.leases[did.moved_from] = (old, holder, "moved")
        span = did.sheets
        lease = BlankLease(did.lease, did.series, span.first, span.last, did.fence)
        live = [
            SerialRange(other.first, other.last)
            for other, _, state in self.data.leases.values()
            if state == "live" and other.series == did.series
        ]
        if any(span.meets(each) for each in live):
            return False
        self.data.leases[did.lease] = (lease, did.drawer, "live")
        return True

    def _spend(self, of: str) -> None:
        lease, holder, state = self.data.leases.get(of, (None, "", ""))
        open_ones = any(
            each.lease == of and each.state in OPEN for each in self.data.blanks.values()
        )
        if state == "live" and not open_ones:
            self.data.leases[of] = (lease, holder, "spent")

    async def leases(self, drawer):
        live = [
            each
            for each, holder, state in self.data.leases.values()
            if state == "live" and holder == drawer
        ]
        return tuple(
            self._held(each) for each in sorted(live, key=lambda each: (each.fence, each.series))
        )

    async def lease_of(self, lease):
        found = self.data.leases.get(lease)
        return (self._held(found[0]), found[1]) if found and found[2] == "live" else None

    async def free_blanks(self, series):
        live = [
            SerialRange(each.first, each.last)
            for each, _, state in self.data.leases.values()
            if state == "live" and each.series == series
        ]
        return runs(
            sorted(
                each.serial
                for each in self.data.blanks.values()
                if each.series == series
                and each.state in FREE
                and not any(span.first <= each.serial <= span.last for span in live)
            )
        )

    async def last_fence(self, series):
        return max(
            (each.fence for each, _, _ in self.data.leases.values() if each.series == series),
            default=0,
        )

    def _held(self, lease):
        held = sorted(
            each.serial
            for each in self.data.blanks.values()
            if each.lease == lease.lease and each.state is BlankState.HELD
        )
        return replace(lease, held=runs(held))
