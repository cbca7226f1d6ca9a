"""INV-19: whatever is done, the sum of the states is what was received, and no sheet is used twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from counter_app.domain.blank import BlankState
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_blank import moved
from tests.fakes.builders_blank import (
    allot,
    bind,
    confirm,
    destroy,
    done,
    give_back,
    hand,
    lose,
    receive,
    sheets,
    spoil,
    void,
)

SERIALS = st.integers(1, 12)
WINDOWS = st.sampled_from(["w3", "w4"])
FENCES = st.integers(1, 6)
GRANTS = st.sampled_from(["a" * 32, "b" * 32])

AHEAD = {
    BlankState.STOCK: {BlankState.HELD},
    BlankState.HELD: {
        BlankState.HELD,
        BlankState.BOUND,
        BlankState.VOID,
        BlankState.LOST,
        BlankState.RETURNED,
    },
    BlankState.BOUND: {BlankState.HELD, BlankState.USED, BlankState.VOID},
    BlankState.USED: {BlankState.VOID},
    BlankState.VOID: {BlankState.LOST, BlankState.DESTROYED},
    BlankState.RETURNED: {BlankState.HELD},
}


class Blanks(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.blanks = {}
        self.received = 0
        self.used = Counter()

    def _do(self, operation, window="w3"):
        try:
            changed = moved(self.blanks, done(operation, window=window))
        except RuleError:
            return
        for each in changed:
            before = self.blanks.get((each.series, each.serial))
            if before is None:
                self.received += 1
            else:
                assert each.state in AHEAD[before.state], (before, each)
                assert each.fence >= before.fence
                if each.state is BlankState.USED:
                    self.used[each.serial] += 1
            self.blanks[each.series, each.serial] = each

    @rule(first=SERIALS, last=SERIALS)
    def receive(self, first, last):
        self._do(receive(first, last))

    @rule(first=SERIALS, last=SERIALS, fence=FENCES, window=WINDOWS)
    def allot(self, first, last, fence, window):
        self._do(allot(first, last, f"lease-{fence}", fence, window))

    @rule(first=SERIALS, last=SERIALS, fence=FENCES, window=WINDOWS)
    def transfer(self, first, last, fence, window):
        self._do(allot(first, last, f"lease-{fence}", fence, window, f"lease-{fence - 1}"))

    @rule(serial=SERIALS, fence=FENCES, window=WINDOWS, grant=GRANTS)
    def bind(self, serial, fence, window, grant):
        self._do(bind(serial, fence, grant), window)

    @rule(serial=SERIALS, window=WINDOWS, grant=GRANTS)
    def confirm(self, serial, window, grant):
        self._do(confirm(serial, grant), window)

    @rule(serial=SERIALS, window=WINDOWS, grant=GRANTS, fate=st.sampled_from(["void", "empty"]))
    def spoil(self, serial, window, grant, fate):
        self._do(spoil(serial, fate, grant), window)

    @rule(serial=SERIALS, window=WINDOWS, do=st.sampled_from([void, lose, hand, give_back]))
    def one(self, serial, window, do):
        self._do(do(serial), window)

    @rule(first=SERIALS, last=SERIALS, window=WINDOWS)
    def destroy(self, first, last, window):
        self._do(destroy(sheets(first, last)), window)

    @invariant()
    def the_sum_is_what_was_received(self):
        counts = Counter(each.state for each in self.blanks.values())
        assert sum(counts.values()) == self.received

    @invariant()
    def no_sheet_is_used_twice(self):
        assert all(times == 1 for times in self.used.values())


TestBlanks = Blanks.TestCase
TestBlanks.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
