"""A client at a line, and a desk at a county in memory."""

from __future__ import annotations

import pytest

from counter_app.county_client import HttpCounty
from tests.fakes.clock import FixedClock
from tests.fakes.signer import FakeSigner
from tests.fakes.sync_desk import enrolled_desk


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def signer():
    return FakeSigner()


@pytest.fixture
def county(clock, signer):
    made = HttpCounty(signer, clock, timeout_s=5)
    yield made
    made.close()


@pytest.fixture
def world():
    return enrolled_desk()
