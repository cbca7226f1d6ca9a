"""Verbs of the working day: opening, closing, the hand-over of a shift, a clock that two confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counter_app.domain.codec import to_plain
from counter_app.script import answers
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import closing, opening, session, shift
from counter_app.services.closing_checks import waiting_check
from counter_app.services.desk import Desk
from counter_app.services.opening_checks import Check
from counter_app.services.opening_clock import confirm_by_two
from counter_app.services.second_person import Second
from counter_app.services.status import device_roles
from counter_app.services.visit import Visit, signed_in


def _opening_list(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    signed_in(visit)
    found = wait(desk, opening.look_at_stores(desk))
    told = _checks((*found.checks, *_devices(desk)))
    left = [to_plain(each) for each in found.leftovers]
    return visit, {"opened": found.opened, "checks": told, "left": left}


def _open_window(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    user = signed_in(visit)
    found = wait(desk, opening.look_at_stores(desk))
    checks = (*found.checks, *_devices(desk))
    wait(desk, opening.open_window(desk, user, checks))
    return visit, {"checks": _checks(checks)}


def _closing_list(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    devices = _devices(desk)
    found = wait(desk, closing.look_to_close(desk, visit, _states(devices)))
    waiting = wait(desk, closing.look_at_hall(desk)) if found.queue else None
    checks = (*found.checks, *((waiting_check(waiting),) if found.queue else ()))
    told = {"closed": found.closed, "waiting": waiting, "left": to_plain(found.figures)}
    return visit, {**told, "checks": _checks((*checks, *devices))}


def _close_window(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    done = wait(desk, closing.close_window(desk, visit, _states(_devices(desk))))
    told: dict[str, Any] = {"left": None if done.left is None else to_plain(done.left)}
    if done.locked.left_undone is not None:
        told["left_undone"] = answers.error_body(desk.words, done.locked.left_undone)
    return done.locked.visit, told


def _shift_list(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    snapshot = wait(desk, shift.look_to_hand_over(desk, visit, _states(_devices(desk))))
    return visit, {"left": to_plain(snapshot.left), "checks": _checks(snapshot.checks)}


def _hand_over(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    shown = wait(desk, shift.look_to_hand_over(desk, visit, _states(_devices(desk))))
    done = wait(desk, shift.hand_over_shift(desk, visit, shown, _second(given)))
    user = signed_in(done.visit)
    told = {"user": user.name, "roles": list(user.roles), "left": to_plain(done.left)}
    return done.visit, told


def _confirm_clock(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    """Alone, or with ``second`` and ``password`` on record as two persons."""
    if not given.given("second"):
        return session.confirm_clock(visit), {}
    user = wait(desk, confirm_by_two(desk, visit, _second(given)))
    return session.confirm_clock(visit), {"by": [user.name, given.text("second")]}


def _devices(desk: Desk) -> tuple[Check, ...]:
    return tuple(wait(desk, opening.look_at_device(desk, each)) for each in device_roles(desk))


def _states(devices: Sequence[Check]) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.state) for each in devices)


def _checks(checks: Sequence[Check]) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "light": each.light, "state": each.state, "values": dict(each.values)}
        for each in checks
    ]


def _second(given: Arguments) -> Second:
    return Second(given.text("second", ""), given.text("password", ""))


DAY_VERBS: dict[str, Verb] = {
    "confirm_clock": _confirm_clock,
    "opening_list": _opening_list,
    "open_window": _open_window,
    "closing_list": _closing_list,
    "close_window": _close_window,
    "shift_list": _shift_list,
    "hand_over_shift": _hand_over,
}
