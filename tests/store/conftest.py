"""The stores that obey one contract: the county's, and the window's ledger."""

from __future__ import annotations

import pytest

from tests.fakes.county_bench import KINDS, MemoryBench, PostgresBench
from tests.fakes.county_desk import CERTIFIED, MemoryDeskBench, PostgresDeskBench
from tests.fakes.stock_bench import MemoryStockBench, PostgresStockBench
from tests.store.samples import ENROLMENT, FakeLedgerHolder, SqlLedgerHolder


@pytest.fixture(params=["memory", *KINDS])
def bench(request, county_databases):
    return (
        MemoryBench()
        if request.param == "memory"
        else PostgresBench(county_databases(request.param))
    )


@pytest.fixture(params=["memory", "sqlcipher"])
def ledger_holder(request, tmp_path):
    made = FakeLedgerHolder() if request.param == "memory" else SqlLedgerHolder(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ledger(ledger_holder):
    ledger_holder.ledger.enrol(ENROLMENT, 1, "epoch-1")
    return ledger_holder.ledger


@pytest.fixture(params=["memory", *KINDS])
def desk_bench(request, county_databases):
    """The county with its people and one item whose decision gives a certificate."""
    made = (
        MemoryDeskBench()
        if request.param == "memory"
        else PostgresDeskBench(county_databases(request.param))
    )
    made.furnish(CERTIFIED)
    return made


@pytest.fixture(params=["memory", *KINDS])
def stock_bench(request, county_databases):
    """The county with its people and an empty stock of blanks."""
    made = (
        MemoryStockBench()
        if request.param == "memory"
        else PostgresStockBench(county_databases(request.param))
    )
    made.furnish()
    return made
