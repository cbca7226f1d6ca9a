"""INV-19 on the real store: whatever is done, it ends as in memory, and the sum is what was given."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.domain.blank import BlankState
from counter_app.domain.errors import RuleError
from tests.fakes.builders_blank import (
    SERIES,
    a_lease,
    bind,
    confirm,
    destroy,
    done,
    give_back,
    hand,
    lose,
    sheets,
    spoil,
    void,
)
from tests.store.samples import ENROLMENT, WINDOW, FakeLedgerHolder, SqlLedgerHolder, op_id

LEASES = (a_lease(1, 6), a_lease(7, 9, lease="lease-2", fence=2))
SERIAL = st.integers(1, 10)
ACTS = st.one_of(
    st.builds(bind, SERIAL, st.integers(1, 2), st.sampled_from(["a" * 32, "b" * 32])),
    st.builds(confirm, SERIAL, st.sampled_from(["a" * 32, "b" * 32])),
    st.builds(spoil, SERIAL, st.sampled_from(["void", "empty"]), st.just("a" * 32)),
    st.builds(void, SERIAL),
    st.builds(lose, SERIAL, SERIAL),
    st.builds(hand, SERIAL, SERIAL),
    st.builds(give_back, SERIAL, SERIAL),
    st.builds(lambda first, last: destroy(sheets(first, last)), SERIAL, SERIAL),
    st.sampled_from([(), LEASES, LEASES[:1], LEASES[1:]]),
)


def carried_out(holder, acts):
    """What came of each act, and every sheet at the end."""
    ledger, told = holder.ledger, []
    ledger.enrol(ENROLMENT, 1, "epoch-1")
    ledger.take_leases(LEASES)
    for n, act in enumerate(acts, 1):
        try:
            if isinstance(act, tuple):
                ledger.take_leases(act)
            else:
                entry = done(act, window=WINDOW.id)
                ledger.record(op_id(n), lambda _no, entry=entry: entry)
        except RuleError as refused:
            told.append((n, str(refused)))
    ledger = holder.reopen()
    found = [ledger.blank(SERIES, serial) for serial in range(1, 11)]
    counts = dict(ledger.blank_counts(SERIES))
    offered = ledger.next_blank(SERIES, "ciren")
    held = ledger.blanks_in(SERIES, BlankState.HELD)
    leases = ledger.blank_leases()
    holder.close()
    return told, found, counts, offered, held, leases


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=30))
def test_the_real_drawer_ends_as_the_one_in_memory(acts):
    with tempfile.TemporaryDirectory() as folder:
        real = carried_out(SqlLedgerHolder(Path(folder)), acts)
    assert real == carried_out(FakeLedgerHolder(), acts)
    assert sum(real[2].values()) == 9
