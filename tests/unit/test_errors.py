from __future__ import annotations

import pytest

from counter_app.domain.errors import (
    CounterError,
    CountyError,
    DeviceError,
    RuleError,
    StoreError,
)


@pytest.mark.parametrize("kind", [RuleError, DeviceError, CountyError, StoreError])
def test_every_error_is_a_code_with_values(kind):
    error = kind("disk_low", free_mb=3, file="ledger.db")
    assert isinstance(error, CounterError)
    assert (error.code, error.values) == ("disk_low", {"free_mb": 3, "file": "ledger.db"})
    assert str(error) == "disk_low free_mb=3 file=ledger.db"


def test_a_bare_code_is_its_own_text():
    assert str(RuleError("amend_same")) == "amend_same"


def test_a_value_may_be_named_code():
    assert RuleError("item_unknown", code="x").values == {"code": "x"}


def test_a_county_that_answers_is_reachable_and_asks_no_wait_unless_told():
    plain = CountyError("county_failed", status=500)
    assert (plain.reachable, plain.retry_after_s, plain.values) == (True, None, {"status": 500})
    cut = CountyError("county_cut", retry_after_s=2.5, reachable=False)
    assert (cut.reachable, cut.retry_after_s, cut.values) == (False, 2.5, {})
