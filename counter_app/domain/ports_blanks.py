"""What the rules need for numbered blanks: the drawer in the ledger, and who lends ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from counter_app.domain.blank import Blank, BlankLease, BlankState
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.wire import LeaseRequest


class BlankDrawer(Protocol):
    """
    The blanks of this window; part of the Ledger.

    Nothing here moves a sheet by an act: ``Ledger.record`` does, in the transaction of the
    operation that ``counter_app.domain.fold_blank`` finds to move blanks, and it raises that
    module's RuleErrors with nothing recorded. So two clerks can never take one number.
    """

    def blank_leases(self) -> tuple[BlankLease, ...]:
        """The live leases, oldest fence first, ``held`` as it stands here."""

    def blank_series(self) -> tuple[str, ...]:
        """Series of which this drawer has, or once had, sheets."""

    def blank(self, series: str, serial: int) -> Blank | None:
        """One sheet, None when it was never in this drawer."""

    def next_blank(self, series: str, person: str) -> Blank | None:
        """The sheet to offer: the first held one that is the drawer's or that this person keeps."""

    def blanks_with_tail(self, series: str, tail: str) -> tuple[int, ...]:
        """Serials of held and bound sheets that end in these three digits, rising."""

    def blank_counts(self, series: str) -> Mapping[BlankState, int]:
        """How many sheets are in each state; a state without sheets is left out."""

    def blanks_in(self, series: str, *states: BlankState) -> tuple[SerialRange, ...]:
        """The sheets in any of these states as ranges, rising."""

    def kept_blanks(self, series: str, person: str) -> tuple[SerialRange, ...]:
        """Unused sheets that were handed over to this person, as ranges, rising."""

    def take_leases(self, told: Sequence[BlankLease]) -> None:
        """
        Take over all live leases as the county tells them.

        New sheets are held from now on. Held sheets of a lease that is no longer told are
        ``TRANSFERRED``: they have been given to somebody else.
        """

    def add_lease(self, told: BlankLease) -> None:
        """Take over one lease that was just given; the others stay as they are."""


class BlankLender(Protocol):
    """The county's side of a lease; part of the County."""

    def lease(self, wanted: LeaseRequest) -> BlankLease:
        """Ask for a range of blanks; CountyError ``county_blanks_none`` when the store has none."""
