"""
Six digits instead of the password, after a full sign-in in this run of the program (F-A2).

A PIN is kept only as an Argon2id verifier in the memory of this run. Six digits are a million
tries: on a disk even a slow verifier falls within hours to whoever copies the file, so nothing of
it is stored, and a restart asks for the password again. Five failures, or ``sign_out_minutes``
without a touch, have the same effect.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.window_operation import UserChanged
from counter_app.services.desk import Desk
from counter_app.services.session import may_sign_in, note_session, sign_in
from counter_app.services.sketch import sketch_on_table
from counter_app.services.visit import User, signed_in

DIGITS = 6
TRIES = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with a PIN in this run of the program."""

    name: str
    display_name: str
    verifier: str = field(repr=False)
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Pins:
    """Everybody's PIN of this run, in the order of sign-in."""

    holders: tuple[Holder, ...] = ()

    def of(self, name: str) -> Holder | None:
        """The PIN of a person, None without one."""
        return next((each for each in self.holders if each.name == name), None)

    def having(self, holder: Holder) -> Pins:
        """Return it with a PIN set, or changed in its place."""
        if self.of(holder.name) is None:
            return Pins((*self.holders, holder))
        return Pins(tuple(holder if each.name == holder.name else each for each in self.holders))

    def without(self, name: str) -> Pins:
        """Return it without a person's PIN."""
        return Pins(tuple(each for each in self.holders if each.name != name))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: ``user`` when the PIN was right, else ``refused`` says what is left."""

    pins: Pins
    user: User | None = None
    refused: RuleError | None = None


def check_pin(pin: str, again: str) -> str:
    """
    Check a new PIN, typed twice, and return it.

    Raises:
        RuleError: ``pin_form``, ``pin_weak`` (one digit only, or digits in a row) or ``pin_differs``

    """
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise RuleError("pin_form")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise RuleError("pin_weak")
    if pin != again:
        raise RuleError("pin_differs")
    return pin


def set_pin(desk: Desk, pins: Pins, user: User, pin: str, again: str) -> Flow[Pins]:
    """
    Give a person who has just signed in fully a PIN for this run of the program.

    Raises:
        RuleError: as ``check_pin``

    """
    chosen = check_pin(pin, again)
    verifier: str = yield Hop("paper", lambda: desk.verifier.protect(chosen))
    return pins.having(Holder(user.name, user.display_name, verifier))


def enter_pin(desk: Desk, pins: Pins, name: str, pin: str, before: str) -> Flow[Attempt]:
    """
    Take the window up again by PIN; ``before`` is who locked it or left it.

    Who goes on, and with which case, is an operation. Papers of another person's session are
    purged. The fifth failure forgets the PIN.

    Raises:
        RuleError: ``pin_not_set``, or as ``services.session.may_sign_in``: the county took the
            person off its list, or the sign-in has expired

    """
    holder = pins.of(name)
    if holder is None:
        raise RuleError("pin_not_set")
    yield Hop("store", lambda: may_sign_in(desk, name))
    right = yield Hop("paper", lambda: desk.verifier.matches(holder.verifier, pin))
    if not right:
        return _failed(pins, holder)
    user = yield from take_up(desk, name, before)
    return Attempt(pins.having(replace(holder, failures=0)), user)


def enter_password(desk: Desk, name: str, password: str, before: str) -> Flow[User]:
    """
    Sign in fully; with ``before`` at a window that somebody locked or left.

    Raises:
        RuleError: as ``services.session.sign_in``

    """
    visit = yield from sign_in(desk, name, password)
    if before:
        yield Hop("store", lambda: _note_change(desk, name, before))
        yield from _cleared(desk, name, before)
    return signed_in(visit)


def take_up(desk: Desk, name: str, before: str) -> Flow[User]:
    """
    Seat a person who has just been proved at the window of ``before``; papers of another are purged.

    Raises:
        RuleError: as ``services.session.may_sign_in``

    """
    user: User = yield Hop("store", lambda: _take_up(desk, name, before))
    yield from _cleared(desk, name, before)
    return user


def _failed(pins: Pins, holder: Holder) -> Attempt:
    failures = holder.failures + 1
    if failures >= TRIES:
        return Attempt(pins.without(holder.name), refused=RuleError("pin_used_up"))
    left = RuleError("pin_refused", left=TRIES - failures)
    return Attempt(pins.having(replace(holder, failures=failures)), refused=left)


def _take_up(desk: Desk, name: str, before: str) -> User:
    user = may_sign_in(desk, name)
    _note_change(desk, name, before)
    return User(user.name, user.display_name, user.roles)


def _note_change(desk: Desk, name: str, before: str) -> None:
    table = sketch_on_table(desk)
    note_session(desk, UserChanged(name, before, table.draft if table else ""), name)


def _cleared(desk: Desk, name: str, before: str) -> Flow[None]:
    if name != before:
        yield Hop("paper", desk.files.purge)
