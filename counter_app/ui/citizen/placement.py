"""Where the citizen screen stands: which monitor, or an ordinary window; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Monitor:
    """A monitor as the system names it, with its place on the desktop in pixels."""

    name: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Placement:
    """
    ``there`` on ``monitor``, ``window`` for want of a second one, or ``gone``: it had one before.

    ``name`` is of the monitor it belongs to, empty while it never had one.
    """

    state: Literal["there", "window", "gone"]
    monitor: Monitor | None = None
    name: str = ""


def place_on(monitors: Sequence[Monitor], number: int, name: str) -> Placement:
    """
    Choose where to stand.

    Args:
        monitors: those there are now, the clerk's own first
        number: the one asked for, from 0
        name: the one it stood on before; numbers move when a monitor is unplugged, names do not

    """
    for each in monitors:
        if each.name == name:
            return Placement("there", each, name)
    # number 0 is whatever is first: after an unplugging that is the clerk's own monitor
    if number < len(monitors) and (number > 0 or not name):
        found = monitors[number]
        return Placement("there", found, found.name)
    return Placement("gone" if name else "window", None, name)
