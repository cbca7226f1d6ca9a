from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.records import ServerTime
from counter_app.domain.window_operation import Locked, SignedIn
from counter_app.services.session import LockedWindow, confirm_clock, lock, sign_in
from counter_app.services.visit import Visit, signed_in
from tests.fakes.desk import a_desk, a_user, play, signed_visit
from tests.fakes.ledger import FakeLedger


def refused(desk, password="wrong", name="ciren"):  # noqa: S107  a wrong one
    with pytest.raises(RuleError) as caught:
        play(desk, sign_in(desk, name, password))
    return caught.value


def test_a_right_password_seats_the_user_and_is_an_operation():
    desk = a_desk()
    visit = play(desk, sign_in(desk, "ciren", "right"))
    assert visit.user.roles == ("clerk",)
    assert isinstance(desk.ledger.recent(1)[0].entry.operation, SignedIn)


def test_the_slow_hash_is_not_computed_on_the_store_lane():
    desk = a_desk()
    play(desk, sign_in(desk, "ciren", "right"))
    assert desk.background.lanes == ["store", "paper", "store"]


def test_each_wrong_password_says_how_many_tries_are_left():
    desk = a_desk()
    assert [refused(desk).values["left"] for _ in range(4)] == [4, 3, 2, 1]


def test_the_fifth_wrong_password_says_that_it_locks():
    desk = a_desk()
    told = [refused(desk) for _ in range(5)]
    assert (told[-1].code, told[-1].values) == ("sign_in_locked", {"minutes": 30})


def test_after_five_failures_even_the_right_password_is_refused_for_thirty_minutes():
    desk = a_desk()
    for _ in range(5):
        refused(desk)
    assert refused(desk, "right").code == "sign_in_locked"
    desk.clock.advance(30 * 60_000 - 1_000)
    assert refused(desk, "right").values["minutes"] == 1
    desk.clock.advance(1_000)
    assert play(desk, sign_in(desk, "ciren", "right")).user.name == "ciren"


def test_after_a_lock_out_the_count_begins_anew():
    desk = a_desk()
    for _ in range(5):
        refused(desk)
    desk.clock.advance(30 * 60_000)
    assert refused(desk).values["left"] == 4


def test_setting_the_clock_on_does_not_shorten_a_lock_out():
    desk = a_desk()
    for _ in range(5):
        refused(desk)
    desk.clock.set_wall(desk.clock.read().wall_ms + 86_400_000)
    assert refused(desk, "right").code == "sign_in_locked"


def test_a_restart_of_the_pc_begins_the_lock_out_again():
    desk = a_desk()
    for _ in range(5):
        refused(desk)
    desk.clock.advance(29 * 60_000)
    desk.clock.reboot()
    assert refused(desk, "right").values["minutes"] == 30
    desk.clock.advance(30 * 60_000)
    assert play(desk, sign_in(desk, "ciren", "right")).user.name == "ciren"


def test_a_success_forgets_earlier_failures():
    desk = a_desk()
    refused(desk)
    play(desk, sign_in(desk, "ciren", "right"))
    assert refused(desk).values["left"] == 4


class Removing:
    """A verifier that is so slow that the county takes the person off its list meanwhile."""

    def __init__(self):
        self.ledger = FakeLedger()

    def matches(self, verifier, password):
        self.ledger.replace_users([])
        return verifier == password


@pytest.mark.parametrize("password", ["right", "wrong"])
def test_who_is_taken_off_the_list_while_he_signs_in_stays_out(password):
    verifier = Removing()
    desk = a_desk(verifier=verifier, ledger=verifier.ledger)
    assert refused(desk, password).code == "sign_in_unknown"
    assert desk.ledger.recent(9) == ()


def test_a_window_that_was_never_synced_says_so():
    desk = a_desk()
    desk.ledger.replace_users([])
    for scope in desk.cache.scopes():
        desk.cache.reset(scope)
    assert refused(desk).code == "no_users_yet"


def test_an_unknown_name_is_told_no_more_than_that_it_is_wrong():
    assert refused(a_desk(), name="nobody").code == "sign_in_unknown"


def test_thirty_days_without_the_county_end_the_sign_in_even_with_the_clock_set_back():
    desk = a_desk()
    now = desk.clock.read().wall_ms
    desk.ledger.replace_users([a_user(valid_until_ms=now + 1_000)])
    play(desk, sign_in(desk, "ciren", "right"))
    desk.ledger.set_server_time(ServerTime(now + 2_000, 0, "an-earlier-boot"))
    desk.clock.set_wall(now - 86_400_000)
    assert refused(desk, "right").code == "user_expired"


def test_locking_purges_the_papers_of_the_session_and_is_an_operation():
    desk = a_desk()
    desk.files.put("a.pdf", b"x")
    assert play(desk, lock(desk, signed_visit())) == LockedWindow(Visit())
    assert desk.files.papers == {}
    assert isinstance(desk.ledger.recent(1)[0].entry.operation, Locked)


def test_a_full_disk_keeps_neither_the_window_open_nor_a_paper_of_the_session():
    desk = a_desk()
    desk.files.put("a.pdf", b"x")
    desk.ledger.fail = StoreError("disk_full", file="ledger.db")
    locked = play(desk, lock(desk, signed_visit()))
    assert locked.visit == Visit()
    assert locked.left_undone.code == "lock_unrecorded"
    assert desk.files.papers == {}


def test_papers_that_cannot_be_removed_are_told_and_the_lock_is_recorded():
    desk = a_desk()
    desk.files.stuck = StoreError("disk_read_only", file="papers")
    locked = play(desk, lock(desk, signed_visit()))
    assert (locked.visit, locked.left_undone.code) == (Visit(), "papers_left")
    assert isinstance(desk.ledger.recent(1)[0].entry.operation, Locked)


def test_nobody_signed_in_cannot_lock():
    desk = a_desk()
    with pytest.raises(RuleError, match="not_signed_in"):
        play(desk, lock(desk, Visit()))


def test_a_role_that_is_missing_is_named():
    visit = signed_visit()
    with pytest.raises(RuleError) as caught:
        signed_in(visit, "supervisor")
    assert caught.value.values == {"role": "@user_role.supervisor"}
    assert "大厅值班" in a_desk().words.error(caught.value)[0]


def test_vouching_for_the_clock_belongs_to_the_session():
    visit = confirm_clock(signed_visit())
    assert visit.user.clock_confirmed
    assert replace(visit, user=None) == Visit()
