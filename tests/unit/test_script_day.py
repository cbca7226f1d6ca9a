"""Verbs of the working day, for a stranger."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import StoreError
from tests.fakes.day import HERS, day_desk, kinds, take
from tests.fakes.files import FakeFiles
from tests.fakes.script import SIGN_IN, last, refused, run

SECOND = {"second": "zhuoma", "password": HERS}


@pytest.fixture
def desk():
    return day_desk()


def by_id(answer):
    return {each["id"]: each for each in answer["checks"]}


def test_opening_list_and_open_window(desk):
    listed = last(desk, SIGN_IN, {"do": "opening_list"})
    assert (listed["opened"], listed["left"]) == (False, [])
    assert by_id(listed)["tickets"]["light"] == "green"
    assert by_id(listed)["numbers"]["values"]["left"] == 99_999
    answer = last(desk, SIGN_IN, {"do": "open_window"})
    assert {"reader", "blanks", "clock"} <= by_id(answer).keys()
    assert last(desk, SIGN_IN, {"do": "opening_list"})["opened"] is True


def test_closing_list_and_close_window(desk):
    take(desk)
    listed = last(desk, SIGN_IN, {"do": "closing_list"})
    assert (listed["closed"], listed["waiting"]) == (False, 1)
    assert by_id(listed)["waiting"]["values"] == {"count": 1}
    assert listed["left"]["blanks"][0]["left"] == 10
    answers = run(desk, SIGN_IN, {"do": "close_window"}, {"do": "status"}, {"do": "closing_list"})
    assert answers[1]["left"]["ticket"] == ""
    assert answers[3]["error"]["code"] == "not_signed_in"
    assert kinds(desk)[:2] == ["session.lock", "window.close"]
    assert last(desk, SIGN_IN, {"do": "closing_list"})["closed"] is True
    assert last(desk, SIGN_IN, {"do": "close_window"})["left"] is None


def test_a_hall_without_a_queue_has_nobody_waiting(desk):
    listed = last(desk, SIGN_IN, {"do": "closing_list"})
    assert (listed["waiting"], "waiting" in by_id(listed)) == (None, False)


def test_close_window_says_what_keeps_it_open(desk):
    take(desk)
    called = {"do": "call_next"}
    assert refused(desk, SIGN_IN, called, {"do": "close_window"}) == "closing_called"


class Stuck(FakeFiles):
    def purge(self):
        raise StoreError("disk_failed")


def test_papers_that_a_bad_disk_kept_are_told():
    desk = day_desk(files=Stuck())
    answer = last(desk, SIGN_IN, {"do": "close_window"})
    assert answer["left_undone"]["code"] == "papers_left"


def test_shift_list_and_hand_over_shift(desk):
    listed = last(desk, SIGN_IN, {"do": "shift_list"})
    assert by_id(listed)["serving"]["state"] == "none"
    assert refused(desk, SIGN_IN, {"do": "hand_over_shift"}) == "second_missing"
    answers = run(
        desk, SIGN_IN, {"do": "hand_over_shift", **SECOND}, {"do": "shift_list"}, {"do": "lock"}
    )
    assert (answers[1]["user"], answers[1]["roles"]) == ("zhuoma", ["clerk"])
    assert answers[3]["user"] == "zhuoma"


def test_confirm_clock_alone_or_by_two(desk):
    assert last(desk, SIGN_IN, {"do": "confirm_clock"})["ok"]
    assert "clock.confirm" not in kinds(desk)
    assert last(desk, SIGN_IN, {"do": "confirm_clock", **SECOND})["by"] == ["ciren", "zhuoma"]
    assert kinds(desk)[0] == "clock.confirm"
