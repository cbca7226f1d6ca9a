from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.services.desk import configured, enrolled, on_store
from tests.fakes.desk import a_desk, play
from tests.fakes.ledger import FakeLedger
from tests.fakes.paper_cases import a_window


def test_a_call_for_the_store_runs_on_its_lane():
    desk = a_desk()
    assert play(desk, on_store(lambda: 7)) == 7
    assert desk.background.lanes == ["store"]


def test_a_window_knows_who_it_is_or_says_that_it_is_none():
    desk = a_desk()
    assert enrolled(desk).window == a_window()
    with pytest.raises(RuleError, match="not_enrolled"):
        enrolled(replace(desk, ledger=FakeLedger()))


def test_a_device_of_the_settings_is_given_and_a_missing_one_is_named():
    reader = object()
    assert configured(reader, "reader") is reader
    with pytest.raises(DeviceError) as caught:
        configured(None, "documents")
    assert caught.value.values == {"role": "@role.documents"}
