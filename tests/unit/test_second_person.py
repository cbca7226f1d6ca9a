"""A second person signs: another one, with the role, proved by password or PIN, with the line cut."""

from __future__ import annotations

import pytest

from counter_app.services.second_person import Second, second_signs
from counter_app.services.visit import Visit
from tests.fakes.desk import a_desk, a_user, play, signed_visit
from tests.fakes.drawer_desk import VISIT, ZHUOMA, drawer_desk, refused

PIN = "270418"


@pytest.fixture
def desk():
    return drawer_desk()


def test_the_first_stays_signed_in_and_the_second_is_named(desk):
    assert play(desk, second_signs(desk, VISIT, Second(" zhuoma ", "right too"))) == "zhuoma"
    assert desk.background.lanes == ["store", "paper", "store"]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (Second(" ", "right"), "second_missing"),
        (Second("ciren", "right"), "second_same"),
        (Second("nobody", "right"), "sign_in_unknown"),
        (Second("zhuoma", "right"), "sign_in_refused"),
    ],
)
def test_who_cannot_be_the_second_person(desk, second, code):
    assert refused(desk, second_signs(desk, VISIT, second)).code == code


def test_nobody_signs_beside_nobody(desk):
    assert refused(desk, second_signs(desk, Visit(), ZHUOMA)).code == "not_signed_in"


def test_the_role_is_asked_of_the_second_person_once_he_is_proved(desk):
    assert play(desk, second_signs(desk, VISIT, ZHUOMA, "supervisor", "clerk")) == "zhuoma"
    error = refused(desk, second_signs(desk, VISIT, ZHUOMA, "supervisor"))
    assert (error.code, error.values["name"]) == ("second_role", "卓玛")
    wrong = Second("zhuoma", "no")
    assert refused(desk, second_signs(desk, VISIT, wrong, "supervisor")).code == "sign_in_refused"


def test_five_wrong_ones_lock_that_person_and_not_the_first(desk):
    wrong = Second("zhuoma", "no")
    codes = [refused(desk, second_signs(desk, VISIT, wrong)).code for _ in range(5)]
    assert codes == ["sign_in_refused"] * 4 + ["sign_in_locked"]
    assert refused(desk, second_signs(desk, VISIT, ZHUOMA)).code == "sign_in_locked"
    assert desk.ledger.user("ciren").failures == 0


def test_a_pin_of_this_run_does_as_well_and_a_wrong_one_counts(desk):
    assert play(desk, second_signs(desk, VISIT, Second("zhuoma", PIN, PIN))) == "zhuoma"
    wrong = Second("zhuoma", "111111", PIN)
    assert refused(desk, second_signs(desk, VISIT, wrong)).values["left"] == 4
    assert play(desk, second_signs(desk, VISIT, Second("zhuoma", "right too", PIN))) == "zhuoma"
    assert desk.ledger.user("zhuoma").failures == 0


def test_what_was_typed_is_in_no_text_of_it():
    assert "secret" not in repr(Second("zhuoma", "secret", "verifier-secret"))


def test_who_has_expired_cannot_sign():
    desk = a_desk()
    desk.ledger.replace_users([a_user(), a_user(name="zhuoma", valid_until_ms=1)])
    flow = second_signs(desk, signed_visit(), Second("zhuoma", "right"))
    assert refused(desk, flow).code == "user_expired"
