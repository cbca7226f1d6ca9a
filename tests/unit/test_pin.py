from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import RuleError
from counter_app.domain.window_operation import SignedIn, UserChanged
from counter_app.services.drafts import open_case
from counter_app.services.pin import (
    TRIES,
    Pins,
    check_pin,
    enter_password,
    enter_pin,
    set_pin,
)
from counter_app.services.session import sign_in
from counter_app.services.visit import User
from tests.fakes.builders import refused_code
from tests.fakes.desk import CLERK, a_desk, a_user, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

PIN = "270418"
ZHUOMA = User("zhuoma", "卓玛", ("clerk",))


@pytest.fixture
def desk():
    desk = a_desk(an_item())
    both = [a_user(), a_user(name="zhuoma", display_name="卓玛", verifier="hers")]
    desk.ledger.replace_users(both)
    return desk


@pytest.fixture
def pins(desk):
    return play(desk, set_pin(desk, Pins(), CLERK, PIN, PIN))


def tried(desk, pins, pin, name="ciren", before="ciren"):
    return play(desk, enter_pin(desk, pins, name, pin, before))


def done(desk, count=1):
    return [each.entry.operation for each in desk.ledger.recent(count)]


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "27041a", "２７０４１８", "27041 "])
def test_a_pin_has_six_digits(pin):
    assert refused_code(lambda: check_pin(pin, pin)) == "pin_form"


@pytest.mark.parametrize("pin", ["000000", "777777", "123456", "654321", "789012", "210987"])
def test_what_everybody_tries_first_is_refused(pin):
    assert refused_code(lambda: check_pin(pin, pin)) == "pin_weak"


def test_a_pin_is_typed_twice():
    assert refused_code(lambda: check_pin(PIN, "270419")) == "pin_differs"
    assert check_pin(PIN, PIN) == PIN


@given(st.text(alphabet="0123456789", min_size=6, max_size=6))
def test_six_digits_are_weak_only_when_they_go_by_one_step(pin):
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    weak = steps in ({0}, {1}, {9})
    taken = refused_code(lambda: check_pin(pin, pin)) if weak else check_pin(pin, pin)
    assert taken == ("pin_weak" if weak else pin)


class Hashing:
    """A verifier that shows what is kept."""

    def matches(self, verifier, secret):
        return verifier == f"slow({hash(secret)})"

    def protect(self, secret):
        return f"slow({hash(secret)})"


def test_nothing_kept_shows_the_pin_and_nothing_is_stored():
    desk = a_desk(verifier=Hashing())
    pins = play(desk, set_pin(desk, Pins(), CLERK, PIN, PIN))
    assert PIN not in pins.of("ciren").verifier
    assert pins.of("ciren").verifier not in repr(pins)
    assert desk.ledger.recent(9) == ()
    assert desk.background.lanes == ["paper"]
    assert tried(desk, pins, PIN).user == CLERK


def test_the_right_pin_takes_the_window_up_and_is_an_operation(desk, pins):
    attempt = tried(desk, pins, PIN)
    assert (attempt.user, attempt.refused) == (CLERK, None)
    assert done(desk) == [UserChanged("ciren", "ciren")]


def test_who_goes_on_with_which_case_is_recorded(desk, pins):
    visit = play(desk, open_case(desk, signed_visit(person=a_person()), an_item().code, None))
    both = play(desk, set_pin(desk, pins, ZHUOMA, PIN, PIN))
    attempt = tried(desk, both, PIN, "zhuoma")
    assert attempt.user == ZHUOMA
    case_id = visit.draft.application.case_id
    assert done(desk) == [UserChanged("zhuoma", "ciren", case_id)]
    assert desk.journal.load(case_id) is not None


def test_papers_go_when_somebody_else_sits_down_and_stay_for_the_same_person(desk, pins):
    both = play(desk, set_pin(desk, pins, ZHUOMA, PIN, PIN))
    desk.files.put("a.pdf", b"x")
    tried(desk, both, PIN)
    assert desk.files.papers
    tried(desk, both, PIN, "zhuoma")
    assert desk.files.papers == {}


def test_five_failures_forget_the_pin(desk, pins):
    left = []
    for _ in range(TRIES - 1):
        attempt = tried(desk, pins, "000000")
        pins = attempt.pins
        left.append(attempt.refused.values["left"])
    assert left == [4, 3, 2, 1]
    attempt = tried(desk, pins, "000000")
    assert (attempt.user, attempt.refused.code) == (None, "pin_used_up")
    assert attempt.pins.of("ciren") is None
    assert done(desk) == []


def test_a_success_forgets_earlier_failures(desk, pins):
    pins = tried(desk, pins, "000000").pins
    pins = tried(desk, pins, PIN).pins
    assert tried(desk, pins, "000000").refused.values["left"] == 4


def test_failures_of_one_person_are_not_those_of_another(desk, pins):
    both = play(desk, set_pin(desk, pins, ZHUOMA, PIN, PIN))
    both = tried(desk, both, "000000").pins
    assert tried(desk, both, "000000", "zhuoma").refused.values["left"] == 4
    assert [each.name for each in both.holders] == ["ciren", "zhuoma"]


def test_without_a_pin_there_is_nothing_to_enter(desk):
    with pytest.raises(RuleError, match="pin_not_set"):
        tried(desk, Pins(), PIN)


@pytest.mark.parametrize(
    ("users", "code"),
    [([], "sign_in_unknown"), ([a_user(valid_until_ms=1)], "user_expired")],
)
def test_a_pin_opens_nothing_for_who_may_not_sign_in_any_more(desk, pins, users, code):
    desk.ledger.replace_users(users)
    for pin in (PIN, "000000"):  # nor does it tell whether the digits were right
        with pytest.raises(RuleError, match=code):
            tried(desk, pins, pin)
    assert done(desk) == []


def test_a_password_locked_after_failures_locks_the_pin_too(desk, pins):
    for _ in range(5):
        with pytest.raises(RuleError):
            play(desk, sign_in(desk, "ciren", "wrong"))
    with pytest.raises(RuleError, match="sign_in_locked"):
        tried(desk, pins, PIN)


def test_roles_are_those_of_now(desk, pins):
    desk.ledger.replace_users([a_user(roles=("supervisor",))])
    assert tried(desk, pins, PIN).user.roles == ("supervisor",)


def test_a_full_sign_in_at_a_fresh_window_is_only_that(desk):
    user = play(desk, enter_password(desk, "ciren", "right", ""))
    assert user == CLERK
    assert done(desk, 9) == [SignedIn("ciren")]


def test_a_full_sign_in_at_a_locked_window_says_whose_it_was(desk):
    desk.files.put("a.pdf", b"x")
    play(desk, enter_password(desk, "zhuoma", "hers", "ciren"))
    assert done(desk, 9) == [UserChanged("zhuoma", "ciren"), SignedIn("zhuoma")]
    assert desk.files.papers == {}


def test_a_wrong_password_changes_nothing(desk):
    desk.files.put("a.pdf", b"x")
    with pytest.raises(RuleError, match="sign_in_refused"):
        play(desk, enter_password(desk, "zhuoma", "wrong", "ciren"))
    assert desk.files.papers
    assert done(desk) == []


def test_changing_a_pin_keeps_its_place(desk, pins):
    both = play(desk, set_pin(desk, pins, ZHUOMA, PIN, PIN))
    again = play(desk, set_pin(desk, both, CLERK, "270419", "270419"))
    assert [each.name for each in again.holders] == ["ciren", "zhuoma"]
    assert tried(desk, again, PIN).refused is not None
