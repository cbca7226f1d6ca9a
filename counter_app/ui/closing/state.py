"""What the closing list knows, what it shows, and how that is said. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from counter_app.domain import localtime
from counter_app.services.closing import ClosingList
from counter_app.services.opening_checks import Check
from counter_app.services.shift import Snapshot
from counter_app.services.status import DEVICE_ROLES, DeviceRole
from counter_app.ui.check_look import CheckLook, say_check, say_device_check, with_keys
from counter_app.ui.second import SignState
from counter_app.words import Words

Mode = Literal["close", "hand_over"]
Busy = Literal["", "closing"]
PLACES = {
    **dict.fromkeys(("serving", "held", "waiting"), "queue"),
    **dict.fromkeys(("table", "drafts", "receipts", "unprinted"), "intake"),
    "sheets": "certificates",
    **dict.fromkeys((*DEVICE_ROLES, "certificates", "unsent"), "devices"),
}
"""Where each line is put right."""
_OPEN = ("danger", "warning")


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """
    What is known so far; ``listed`` None before the first look.

    ``snapshot``: frozen for a hand-over. ``waiting`` and ``seen`` come as the hall and the devices
    answer. ``devices`` are this window's, ``roles`` the user's.
    """

    mode: Mode = "close"
    who: str = ""
    roles: tuple[str, ...] = ()
    devices: tuple[DeviceRole, ...] = DEVICE_ROLES
    listed: ClosingList | None = None
    snapshot: Snapshot | None = None
    waiting: Check | None = None
    seen: Mapping[str, Check] = field(default_factory=dict)
    sign: SignState = field(default_factory=SignState)
    busy: Busy = ""

    @property
    def states(self) -> tuple[tuple[str, str], ...]:
        """The devices as they were seen: pairs of role and state."""
        return tuple((each.id, each.state) for each in self.seen.values())

    @property
    def stops(self) -> int:
        """How many lines keep the window open."""
        return sum(each.light == "red" for each in self.listed.checks) if self.listed else 0


@dataclass(frozen=True, slots=True)
class ClosingState:
    """
    The screen as it is drawn; ``enter`` is what Enter does now, ``now`` the same as a sentence.

    ``left``: what keeps the window open or is noted; ``done``: what is in order, or not known yet.
    """

    title: str
    explain: str
    left_title: str
    left: tuple[CheckLook, ...]
    done_title: str
    done: tuple[CheckLook, ...]
    enter: str
    again: str
    over: str
    now: str
    sign: SignState


def say_closing(words: Words, facts: ClosingFacts) -> ClosingState:
    """Put the facts into words."""
    mode = facts.mode
    act = "sign" if mode == "hand_over" else "close"
    looks = _checks(words, facts)
    left = tuple(each for each in looks if each.kind in _OPEN)
    return ClosingState(
        title=_say(words, f"title.{mode}", who=facts.who),
        explain=_explain(words, facts),
        left_title=_say(words, "left", count=len(left)) if left else _say(words, "left_none"),
        left=left,
        done_title=_say(words, "done"),
        done=tuple(each for each in looks if each not in left),
        enter=_say(words, f"act.{act}"),
        again=_say(words, "act.again"),
        over=_say(words, "act.over") if mode == "close" else "",
        now=_now(words, facts),
        sign=facts.sign,
    )


def _explain(words: Words, facts: ClosingFacts) -> str:
    if facts.snapshot is None:
        return _say(words, "explain.close")
    at = localtime.at(facts.snapshot.at_ms)
    return _say(words, "explain.hand_over", time=f"{at:%H:%M}")


def _checks(words: Words, facts: ClosingFacts) -> tuple[CheckLook, ...]:
    lines = tuple(_line(words, each) for each in _judged(facts))
    devices = (_device(words, each, facts.seen.get(each)) for each in facts.devices)
    looks = _apart((*lines, *devices))
    if facts.mode == "hand_over":
        return looks
    return with_keys(words, looks, PLACES, facts.roles)


def _judged(facts: ClosingFacts) -> tuple[Check, ...]:
    if facts.snapshot is not None:
        return facts.snapshot.checks
    if facts.listed is None:
        return ()
    waiting = (facts.waiting,) if facts.listed.queue and facts.waiting is not None else ()
    first, *rest = facts.listed.checks
    return (first, *waiting, *rest)


def _line(words: Words, check: Check) -> CheckLook:
    return say_check(words, "closing", check)


def _device(words: Words, role: str, check: Check | None) -> CheckLook:
    if check is None:
        title = _say(words, f"check.{role}")
        return CheckLook(role, title, "quiet", _say(words, "looking"))
    if check.state == "not_set":
        return say_check(words, "closing", Check(role, "green", "not_set"))
    if check.light == "red":
        check = replace(check, light="yellow")  # a fault of a device keeps no window open
    return say_device_check(words, "closing", check)


def _apart(looks: tuple[CheckLook, ...]) -> tuple[CheckLook, ...]:
    """Give the lines of one check, such as the series of blanks, ids of their own."""
    seen: dict[str, int] = {}
    told = []
    for each in looks:
        seen[each.id] = seen.get(each.id, 0) + 1
        more = seen[each.id]
        told.append(each if more == 1 else replace(each, id=f"{each.id}{more}"))
    return tuple(told)


def _now(words: Words, facts: ClosingFacts) -> str:
    if facts.busy or facts.sign.busy:
        return _say(words, f"now.{facts.busy or 'signing'}")
    if facts.mode == "hand_over":
        return _say(words, "now.sign")
    if facts.stops:
        return _say(words, "now.stop", count=facts.stops)
    return _say(words, "now.close")


def _say(words: Words, message: str, **values: str | int) -> str:
    return words.say(f"ui.closing.{message}", **values)
