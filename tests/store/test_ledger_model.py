"""
Any history of a ledger: the one on SQLCipher does what the one in memory does.

After each step both have the same chain, the same bytes to send and the same counts; the chain is
whole and no number came twice (INV-4, INV-7, INV-17, INV-18).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from counter_app.domain.errors import CounterError
from counter_app.domain.wire import OpResult
from tests.store.samples import (
    ENROLMENT,
    FakeLedgerHolder,
    SqlLedgerHolder,
    making,
    op_id,
)

outcomes = st.sampled_from(["applied", "duplicate", "parked", "conflict"])


class LedgerHistory(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.real = SqlLedgerHolder(Path(self.folder.name))
        self.model = FakeLedgerHolder()
        self.made = 0
        self.numbers = []
        self.both(lambda ledger: ledger.enrol(ENROLMENT, 1, "epoch-1"))

    def both(self, act):
        results = []
        for ledger in (self.model.ledger, self.real.ledger):
            try:
                results.append(act(ledger))
            except CounterError as refused:
                results.append((refused.code, refused.values))
        assert results[0] == results[1]
        return results[1]

    @rule(year=st.sampled_from([None, 2026, 2027]), subject=st.sampled_from(["a", "b"]))
    def record(self, year, subject):
        self.made += 1
        making_it = making(self.made, subject=subject)
        made = self.both(
            lambda ledger: ledger.record(op_id(self.made), making_it, number_year=year)
        )
        if not isinstance(made, tuple) and year is not None:
            self.numbers.append(made.entry.no)

    @rule(n=st.integers(1, 20))
    def record_again(self, n):
        if n <= self.made:
            self.both(lambda ledger: ledger.record(op_id(n), making(n)) and None)

    @rule(acked=st.integers(0, 12), secured=st.integers(0, 12), seq=st.integers(1, 12), s=outcomes)
    def settle(self, acked, secured, seq, s):
        result = OpResult(seq, s, "late")
        self.both(lambda ledger: ledger.settle(acked, secured, [result]))

    @rule(acked=st.integers(0, 12))
    def rewind(self, acked):
        self.both(lambda ledger: ledger.rewind(acked, f"epoch-{acked}"))

    @rule(step=st.integers(-1, 2), above=st.integers(0, 12))
    def renew_generation(self, step, above):
        gen = self.model.ledger.chain_state().gen + step
        self.both(lambda ledger: ledger.renew_generation(gen, above, "epoch-1"))

    @rule()
    def reopen(self):
        self.real.reopen()

    @invariant()
    def same(self):
        self.both(lambda ledger: ledger.chain_state())
        self.both(lambda ledger: ledger.outbox(0, 1000, 10**9))
        self.both(lambda ledger: ledger.outbox_count())
        for subject in ("a", "b"):
            self.both(lambda ledger, subject=subject: ledger.entries(subject))

    @invariant()
    def whole(self):
        self.real.ledger.verify()
        assert len(set(self.numbers)) == len(self.numbers)
        rows = self.real.ledger.outbox(0, 1000, 10**9)
        assert [each.seq for each in rows] == list(range(1, len(rows) + 1))

    def teardown(self):
        self.real.close()
        self.folder.cleanup()


TestLedgerHistory = LedgerHistory.TestCase
TestLedgerHistory.settings = settings(
    max_examples=settings.default.max_examples // 10, stateful_step_count=25
)
