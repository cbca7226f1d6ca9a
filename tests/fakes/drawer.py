"""A drawer of blanks in memory, as the ledger's: the same rule moves its sheets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from counter_app.domain.blank import OPEN, Blank, BlankKey, BlankLease, BlankState, tail_of
from counter_app.domain.errors import StoreError
from counter_app.domain.fold_blank import moved, taken_over
from counter_app.domain.operation import Entry
from counter_app.domain.serial_range import runs


class FakeDrawer:
    def __init__(self):
        self._leases: dict[str, BlankLease] = {}
        self._series: set[str] = set()
        self._blanks: dict[BlankKey, Blank] = {}

    def move_blanks(self, entry: Entry) -> None:
        self._put(moved(self._blanks, entry))

    def blank_leases(self):
        live = sorted(self._leases.values(), key=lambda each: (each.fence, each.series))
        return tuple(
            replace(each, held=runs(self._serials(each.series, BlankState.HELD, lease=each.lease)))
            for each in live
        )

    def blank_series(self):
        return tuple(sorted(self._series))

    def blank(self, series, serial):
        return self._blanks.get((series, serial))

    def next_blank(self, series, person):
        held = [
            each
            for each in self._blanks.values()
            if (each.series, each.state) == (series, BlankState.HELD)
            and each.keeper in ("", person)
        ]
        return min(held, key=lambda each: (each.fence, each.serial), default=None)

    def blanks_with_tail(self, series, tail):
        return tuple(each for each in self._serials(series, *OPEN) if tail_of(each) == tail)

    def blank_counts(self, series):
        return Counter(each.state for each in self._blanks.values() if each.series == series)

    def blanks_in(self, series, *states):
        return runs(self._serials(series, *states))

    def kept_blanks(self, series, person):
        return runs(
            each
            for each in self._serials(series, BlankState.HELD)
            if self._blanks[series, each].keeper == person
        )

    def take_leases(self, told):
        gone = self._leases.keys() - {each.lease for each in told}
        for each in list(self._blanks.values()):
            if each.lease in gone and each.state is BlankState.HELD:
                lost = replace(each, state=BlankState.TRANSFERRED, drawer="", keeper="")
                self._put([lost])
        for lease in gone:
            del self._leases[lease]
        for each in told:
            if each.lease not in self._leases:
                self.add_lease(each)

    def add_lease(self, told):
        enrolment = self.enrolment()
        if enrolment is None:
            raise StoreError("ledger_not_enrolled")
        self._put(list(taken_over(self._blanks, enrolment.window.id, told)))
        self._leases[told.lease] = told
        self._series.add(told.series)

    def _put(self, changed):
        for each in changed:
            self._blanks[each.series, each.serial] = each

    def _serials(self, series, *states, lease=None):
        return sorted(
            each.serial
            for each in self._blanks.values()
            if each.series == series and each.state in states and lease in (None, each.lease)
        )
