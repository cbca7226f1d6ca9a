"""
Faults that the simulated reader can be told to make (facts/devices.md A12).

A fault waits for an answer it fits and is used up by it. One control line sets one::

    fault NAME [ARGUMENT] [@COMMAND] [*TIMES | *always]      e.g.  fault cut 400 @3001 *2
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from counter_app.simulation.control import ControlError

_FORM = re.compile(
    r"(?P<name>[a-z_]+1?)(?: (?P<argument>[0-9A-Fa-f.]+))?(?: @(?P<command>[0-9A-F]{4}))?"
    r"(?: \*(?P<times>\d{1,6}|always))?"
)

ARGUMENTS = {
    "noise": "7",
    "cut": "400",
    "bad_chk": "",
    "bad_len": "",
    "flip": "7",
    "gaps": "1",
    "silent": "",
    "sw": "41",
    "sw1": "01",
    "late": "3",
    "glued": "",
    "unplug": "400",
    "lift": "",
}
"""
Fault to its default argument: noise COUNT bytes before the preamble; cut, unplug after COUNT bytes;
flip the lowest bit of byte INDEX; gaps of MILLISECONDS between single bytes; sw HEX in place of the
answer; sw1 HEX as its SW1; late by SECONDS; glued: the answer twice; lift: the card, before it.
"""
_ALIASES = {
    "lift_during_read": ("lift", "3001"),
    "lift_before_select": ("lift", "2002"),
    "lift_during_address": ("lift", "3003"),
}
_HEX = {"sw", "sw1"}
_NEEDS_LENGTH = {"cut", "unplug", "flip"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``command`` is four hex digits or "" for any; ``times`` None is always."""

    name: str
    argument: float
    command: str = ""
    times: int | None = 1

    def fits(self, command: str, answer: bytes) -> bool:
        """Whether the fault is due at this answer."""
        long_enough = self.name not in _NEEDS_LENGTH or len(answer) > self.argument
        return self.command in {"", command} and long_enough


def parse_fault(text: str) -> Fault:
    """Read what follows ``fault``; ControlError says what is wrong."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ControlError("fault NAME [ARGUMENT] [@COMMAND] [*TIMES]")
    name, command = _ALIASES.get(found["name"], (found["name"], found["command"] or ""))
    if name not in ARGUMENTS:
        raise ControlError(f"unknown fault; known: {' '.join([*ARGUMENTS, *_ALIASES])}")
    given = found["argument"] or ARGUMENTS[name] or "0"
    try:
        argument = float(int(given, 16)) if name in _HEX else float(given)
    except ValueError:
        raise ControlError("the argument is not a number") from None
    times = found["times"] or "1"
    return Fault(name, argument, command, None if times == "always" else int(times))


class FaultList:
    """Faults in the order they were set; several may strike one answer."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def __len__(self) -> int:
        return len(self._faults)

    def add(self, fault: Fault) -> None:
        """Set one more."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Forget all."""
        self._faults.clear()

    def take(self, names: frozenset[str], command: str, answer: bytes) -> dict[str, float]:
        """Use up the faults of ``names`` due at this answer: name to argument."""
        due = {}
        left = []
        for fault in self._faults:
            if fault.name not in names or fault.name in due or not fault.fits(command, answer):
                left.append(fault)
                continue
            due[fault.name] = fault.argument
            if fault.times is None:
                left.append(fault)
            elif fault.times > 1:
                left.append(replace(fault, times=fault.times - 1))
        self._faults = left
        return due
