"""Verbs for the drawer of blanks, for a stranger."""

from __future__ import annotations

import pytest

from counter_app.domain.serial_range import SerialRange
from tests.fakes.builders_blank import SERIES, a_lease
from tests.fakes.desk import a_desk, a_user
from tests.fakes.script import SIGN_IN, last, refused

SECOND = {"second": "zhuoma", "password": "right too"}


@pytest.fixture
def desk():
    desk = a_desk()
    users = [a_user(), a_user(name="zhuoma", display_name="卓玛", verifier="right too")]
    desk.ledger.replace_users(users)
    desk.ledger.add_lease(a_lease())
    return desk


def told(desk, do, **values):
    return last(desk, SIGN_IN, {"do": do, "series": SERIES, **values})


def code(desk, do, **values):
    return refused(desk, SIGN_IN, {"do": do, "series": SERIES, **values})


def test_blanks(desk):
    assert last(desk, SIGN_IN, {"do": "blanks"})["series"] == [
        {"series": SERIES, "next": 35_001, "counts": {"held": 10}, "leased": 10, "low": False}
    ]


def test_blank_request(desk):
    desk.county.stock.left[SERIES] = SerialRange(40_001, 40_500)
    answer = told(desk, "blank_request", want=200)
    assert (answer["first"], answer["last"], answer["fence"]) == (40_001, 40_200, 1)
    assert (answer["lease"], answer["series"]) == ("lease-1", SERIES)
    assert code(desk, "blank_request", want=0) == "blank_want_form"


def test_blank_void_and_destroy(desk):
    told(desk, "blank_void", sheets="35001", reason="污损")
    told(desk, "blank_void", sheets=35002, reason="污损")
    assert code(desk, "blank_void", sheets="35003-35004", reason="污损") == "blank_range_form"
    assert code(desk, "blank_void", sheets="35003,35005", reason="污损") == "blank_range_form"
    answer = told(desk, "blank_destroy", sheets="35001", **SECOND)
    assert answer["destroyed"] == "35001"
    assert told(desk, "blank_destroy", **SECOND)["destroyed"] == "35002"


def test_blank_lost_hand_over_and_return(desk):
    told(desk, "blank_lost", sheets="35001-35002", reason="找不到", **SECOND)
    told(desk, "blank_hand_over", sheets="35003-35004", **SECOND)
    told(desk, "blank_return", sheets="35009-35010", reason="换版")
    counts = last(desk, SIGN_IN, {"do": "blanks"})["series"][0]["counts"]
    assert counts == {"held": 6, "lost": 2, "returned": 2}
    assert code(desk, "blank_hand_over", sheets="35005") == "second_missing"


def test_blank_count(desk):
    answer = told(desk, "blank_count", sheets="35001-35008, 90001")
    assert answer["agrees"] is False
    assert (answer["missing"], answer["surplus"]) == ("35009-35010", "90001")
    assert (answer["counted"], answer["expected"]) == (9, 10)
    assert told(desk, "blank_count")["missing"] == "35001-35010"
    assert told(desk, "blank_count", sheets="35001-35010")["agrees"] is True
