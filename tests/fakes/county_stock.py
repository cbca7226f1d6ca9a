"""The stock of blanks of a County in memory: ranges that windows may ask for, and what they got."""

from __future__ import annotations

from counter_app.domain.blank import BlankLease
from counter_app.domain.errors import CountyError
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import LeaseRequest


class FakeStock:
    """``tells``: whether a hello tells the leases, as an older county does not."""

    def __init__(self):
        self.left: dict[str, SerialRange] = {}
        self.leases: list[BlankLease] = []
        self.tells = False

    def told(self) -> tuple[BlankLease, ...] | None:
        return tuple(self.leases) if self.tells else None

    def lend(self, wanted: LeaseRequest) -> BlankLease:
        left = self.left.get(wanted.series)
        if left is None or not len(left):
            raise CountyError("county_blanks_none")
        given = SerialRange(left.first, left.first + min(wanted.want, len(left)) - 1)
        self.left[wanted.series] = SerialRange(given.last + 1, left.last)
        fence = len(self.leases) + 1
        lease = BlankLease(
            f"lease-{fence}", wanted.series, given.first, given.last, fence, (given,)
        )
        self.leases.append(lease)
        return lease
