from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain import wire
from counter_app.domain.codec import from_plain, to_bytes
from tests.fakes.strategies import instances

MESSAGES = [
    each
    for each in vars(wire).values()
    if dataclasses.is_dataclass(each) and each.__module__ == wire.__name__
]


@pytest.mark.parametrize("cls", MESSAGES, ids=lambda each: each.__name__)
@given(data=st.data())
def test_any_message_goes_through_bytes_and_back(cls, data):
    message = data.draw(instances(cls))
    assert from_plain(cls, json.loads(to_bytes(message)), strict=True) == message


def test_a_newer_county_may_say_more():
    plain = json.loads(to_bytes(wire.Pace())) | {"mood": "good"}
    assert from_plain(wire.Pace, plain) == wire.Pace()


def test_the_scopes_of_a_window():
    assert (wire.REFERENCE_SCOPE, wire.hall_scope("h-1")) == ("reference", "hall:h-1")
