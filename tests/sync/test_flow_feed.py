"""What a turn brings home: the county's time, people who may sign in, this window, scopes."""

from __future__ import annotations

from counter_app.services.sync.flow import sync_turn
from counter_app.services.sync.storing import USER_VALID_MS
from tests.fakes.county import LineFault
from tests.fakes.sync_desk import HALL, USER, run


def test_the_countys_time_is_kept_with_the_middle_of_the_request(world):
    desk, county = world
    hello = county.hello

    def slow_hello(message):
        desk.clock.advance(300)
        answer = hello(message)
        desk.clock.advance(100)
        return answer

    county.hello = slow_hello
    start = desk.clock.read()
    run(sync_turn(desk, 30))
    told = desk.ledger.server_time()
    assert told.mono_ms == start.mono_ms + 200
    assert (told.server_ms, told.boot) == (start.wall_ms + 300, start.boot)


def test_users_may_sign_in_for_thirty_days_from_the_contact(world):
    desk, county = world
    county.publish(HALL, "user", "zhaxi", USER)
    run(sync_turn(desk, 30))
    user = desk.ledger.user("zhaxi")
    assert (user.display_name, user.roles) == ("扎西", ("clerk",))
    assert user.valid_until_ms == desk.clock.read().wall_ms + USER_VALID_MS


def test_a_user_who_is_gone_may_not_sign_in_any_more(world):
    desk, county = world
    county.publish(HALL, "user", "zhaxi", USER)
    run(sync_turn(desk, 30))
    county.publish(HALL, "user", "zhaxi", None)
    run(sync_turn(desk, 30))
    assert desk.ledger.user("zhaxi") is None


def test_contact_alone_prolongs_users_once_an_hour(world):
    desk, county = world
    county.publish(HALL, "user", "zhaxi", USER)
    run(sync_turn(desk, 30))
    first = desk.ledger.user("zhaxi").valid_until_ms
    desk.clock.advance(3_599_999)
    run(sync_turn(desk, 30))
    assert desk.ledger.user("zhaxi").valid_until_ms == first
    desk.clock.advance(1)
    run(sync_turn(desk, 30))
    assert desk.ledger.user("zhaxi").valid_until_ms == first + 3_600_000


def test_users_are_not_taken_from_half_a_feed(world):
    desk, county = world
    county.page = 1
    county.publish(HALL, "user", "zhaxi", USER)
    county.publish(HALL, "user", "droma", USER)
    county.plan(*[LineFault.NONE] * 3)
    county.standing = LineFault.CUT
    run(sync_turn(desk, 0.5))
    assert len(desk.cache.rows("user")) == 1
    assert desk.ledger.user("zhaxi") is None
    county.standing = LineFault.NONE
    run(sync_turn(desk, 30))
    assert desk.ledger.user("zhaxi")
    assert desk.ledger.user("droma")


def test_a_user_row_of_an_unknown_form_stops_nobody_else(world):
    desk, county = world
    county.publish(HALL, "user", "zhaxi", USER)
    county.publish(HALL, "user", "newer", {"roles": 7})
    run(sync_turn(desk, 30))
    assert desk.ledger.user("zhaxi")
    assert desk.ledger.user("newer") is None


def test_what_the_county_says_of_this_window_is_taken_over(world):
    desk, county = world
    other = {"name": "别的窗口", "kind": "nd", "hall": "hall-1", "hall_name": "大厅"}
    here = other | {"name": "综合窗口七", "area": "540402", "slot": 7}
    county.publish(HALL, "window", "w-08", other)
    county.publish(HALL, "window", "w-07", here)
    run(sync_turn(desk, 30))
    assert desk.ledger.enrolment().window.name == "综合窗口七"
    county.publish(HALL, "window", "w-07", {"name": 3})
    run(sync_turn(desk, 30))
    assert desk.ledger.enrolment().window.name == "综合窗口七"


def test_a_withdrawn_scope_is_emptied_at_the_next_contact(world):
    desk, county = world
    county.publish(HALL, "user", "zhaxi", USER)
    county.publish("reference", "note", "n", {})
    run(sync_turn(desk, 30))
    county.scopes.remove(HALL)
    run(sync_turn(desk, 30))
    assert desk.cache.scopes() == ("reference",)
    assert desk.ledger.user("zhaxi") is None
    assert desk.cache.row("note", "n")
