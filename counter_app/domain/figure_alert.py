"""
What a supervisor should look at now, each with a limit that is set per hall (F-H4).

A long queue, a long wait, a window that is stuck, few blanks, a device that is down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

ALERT_LIMITS_KIND = "alerts"
"""Feed rows ``(hall_scope(hall), "alerts", hall)`` hold AlertLimits."""
_MS_PER_MINUTE = 60_000
AlertKind = Literal["queue_long", "wait_long", "window_stuck", "blanks_low", "device_down"]


@dataclass(frozen=True, slots=True)
class AlertLimits:
    """
    From where on it is an alert: tickets waiting, minutes, sheets left at a window.

    A window from which nothing came for ``quiet_minutes`` has not reported (F-H2).
    """

    queue_tickets: int = 20
    wait_minutes: int = 30
    stuck_minutes: int = 45
    blanks: int = 50
    quiet_minutes: int = 3

    @property
    def quiet_ms(self) -> int:
        """``quiet_minutes`` in milliseconds."""
        return self.quiet_minutes * _MS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line of the queue: how many wait, and since when the longest (UTC ms; None: nobody)."""

    letter: str
    name: str
    waiting: int
    oldest_ms: int | None


@dataclass(frozen=True, slots=True)
class ServingNow:
    """The ticket a window has, called at ``since_ms`` (UTC)."""

    window: str
    name: str
    no: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class BlanksNow:
    """Sheets of one type that a window still holds."""

    window: str
    name: str
    type_: str
    left: int


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """A check of a window's last opening (F-A6) that was red, seen at ``since_ms``."""

    window: str
    name: str
    check: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class HallNow:
    """What alerts are made of, as of ``at_ms`` (UTC)."""

    at_ms: int
    limits: AlertLimits = AlertLimits()
    lines: tuple[LineNow, ...] = ()
    serving: tuple[ServingNow, ...] = ()
    blanks: tuple[BlanksNow, ...] = ()
    devices: tuple[DeviceNow, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """
    One alert: texts ``figure.alert.KIND`` and ``figure.alert.KIND.do`` with ``values``.

    ``window`` is empty for a line's; ``since_ms`` None where no moment is known.
    """

    kind: AlertKind
    window: str
    subject: str
    values: tuple[tuple[str, str | int], ...]
    since_ms: int | None = None


def alerts_of(now: HallNow) -> tuple[Alert, ...]:
    """Return what is over its limit, in the order of AlertKind."""
    return (
        *_queues(now.lines, now),
        *_waits(now.lines, now),
        *_stuck(now.serving, now),
        *_low(now.blanks, now),
        *(_device(each) for each in now.devices),
    )


def _queues(lines: Iterable[LineNow], now: HallNow) -> Iterator[Alert]:
    for each in lines:
        if each.waiting >= now.limits.queue_tickets:
            values = (("line", each.name), ("waiting", each.waiting))
            yield Alert("queue_long", "", each.letter, values, each.oldest_ms)


def _waits(lines: Iterable[LineNow], now: HallNow) -> Iterator[Alert]:
    for each in lines:
        minutes = _minutes(each.oldest_ms, now)
        if each.oldest_ms is not None and minutes >= now.limits.wait_minutes:
            values = (("line", each.name), ("minutes", minutes))
            yield Alert("wait_long", "", each.letter, values, each.oldest_ms)


def _stuck(serving: Iterable[ServingNow], now: HallNow) -> Iterator[Alert]:
    for each in serving:
        minutes = _minutes(each.since_ms, now)
        if minutes >= now.limits.stuck_minutes:
            values = (("window", each.name), ("no", each.no), ("minutes", minutes))
            yield Alert("window_stuck", each.window, each.no, values, each.since_ms)


def _low(blanks: Iterable[BlanksNow], now: HallNow) -> Iterator[Alert]:
    for each in blanks:
        if each.left < now.limits.blanks:
            values = (("window", each.name), ("type", each.type_), ("left", each.left))
            yield Alert("blanks_low", each.window, each.type_, values)


def _device(each: DeviceNow) -> Alert:
    values = (("window", each.name), ("check", each.check))
    return Alert("device_down", each.window, each.check, values, each.since_ms)


def _minutes(since_ms: int | None, now: HallNow) -> int:
    return 0 if since_ms is None else max(0, now.at_ms - since_ms) // _MS_PER_MINUTE
