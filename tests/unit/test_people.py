from __future__ import annotations

from dataclasses import replace

from counter_app.services.people import Door, KnownPerson, at_the_door
from counter_app.services.session import sign_in
from counter_app.services.sync.flow import sync_turn
from tests.fakes.desk import a_desk, a_user, play
from tests.fakes.ledger import FakeLedger


def listed(desk, *names):
    for each in names:
        body = {"display_name": each.upper(), "verifier": "right", "roles": ["clerk"]}
        desk.county.publish("hall:h-1", "user", each, body)
    desk.county.scopes = ["reference", "hall:h-1"]
    play(desk, sync_turn(desk, 10))


def door(desk):
    return play(desk, at_the_door(desk))


def test_a_pc_that_is_no_window_says_so():
    assert door(replace(a_desk(), ledger=FakeLedger())) == Door(enrolled=False)


def test_people_of_the_feed_are_offered_by_name():
    desk = a_desk()
    listed(desk, "zhuoma", "basang")
    assert door(desk).people == (
        KnownPerson("basang", "BASANG"),
        KnownPerson("zhuoma", "ZHUOMA"),
    )


def test_who_signed_in_here_last_comes_first():
    desk = a_desk()
    listed(desk, "zhuoma", "basang", "awang")
    play(desk, sign_in(desk, "basang", "right"))
    play(desk, sign_in(desk, "zhuoma", "right"))
    play(desk, sign_in(desk, "zhuoma", "right"))
    assert [each.name for each in door(desk).people] == ["zhuoma", "basang", "awang"]


def test_who_was_taken_off_the_list_is_not_offered():
    desk = a_desk()
    play(desk, sign_in(desk, "ciren", "right"))
    assert door(desk).people == (KnownPerson("ciren", "次仁"),)
    desk.ledger.replace_users([a_user(name="zhuoma")])
    assert door(desk).people == ()
