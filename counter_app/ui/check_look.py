"""How a line of the opening check or of the closing list is shown, and where its key leads. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from counter_app.services.opening_checks import Check
from counter_app.services.status import DeviceLine
from counter_app.ui.line_watch.state import say_device
from counter_app.ui.looks import Kind
from counter_app.words import Words

KINDS: dict[str, Kind] = {"green": "good", "yellow": "warning", "red": "danger"}
MOST_KEYS = 9
"""As many lines have a key of their own as there are keys Alt+1 to Alt+9."""
_NEEDS = {"intake": "clerk", "queue": "clerk", "certificates": "certificate_clerk"}
"""The role that opens a place; the device room is everybody's."""


@dataclass(frozen=True, slots=True)
class CheckLook:
    """
    One line: sign and ``word`` by ``kind``, ``says`` what stands, ``todo`` what to do.

    ``key`` leads to ``place``, and ``go`` says so; empty where there is nothing to go to.
    """

    id: str
    title: str
    kind: Kind
    word: str
    says: str = ""
    todo: str = ""
    place: str = ""
    key: str = ""
    go: str = ""


def say_check(words: Words, area: str, check: Check) -> CheckLook:
    """Put a judged line into the words of ``ui.AREA.says``; a green one has nothing to do."""
    end, values = f"ui.{area}.says.{check.id}.{check.state}", dict(check.values)
    says = words.say(f"{end}.what", **values)
    todo = words.say(f"{end}.todo", **values) if check.light != "green" else ""
    return _look(words, area, check, says, todo)


def say_device_check(words: Words, area: str, check: Check) -> CheckLook:
    """Put the judged state of a device into words: its own fault, and what to do about it."""
    if check.light == "green":
        return _look(words, area, check, words.say(f"ui.opening.device_ready.{check.id}"), "")
    pill = say_device(words, DeviceLine(check.id, check.state, check.detail))
    what, _, remedy = pill.detail.rpartition("\n")
    return _look(words, area, check, what or pill.word, remedy)


def with_keys(
    words: Words, looks: Iterable[CheckLook], places: dict[str, str], roles: tuple[str, ...]
) -> tuple[CheckLook, ...]:
    """Give each line that wants something done a key to the place where it is done."""
    told, at = [], 0
    for each in looks:
        place = places.get(each.id, "") if each.kind in ("warning", "danger") else ""
        needed = _NEEDS.get(place)
        if not place or at == MOST_KEYS or (needed is not None and needed not in roles):
            told.append(each)
            continue
        at += 1
        go = words.say(f"ui.check.go.{place}")
        told.append(replace(each, place=place, key=f"Alt+{at}", go=go))
    return tuple(told)


def _look(words: Words, area: str, check: Check, says: str, todo: str) -> CheckLook:
    title = words.say(f"ui.{area}.check.{check.id}")
    word = words.say(f"ui.{area}.light.{check.light}")
    return CheckLook(check.id, title, KINDS[check.light], word, says, todo)
