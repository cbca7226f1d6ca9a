"""
The day and time that a paper carries (architecture 6, F-I3).

A PC clock set back never stops a counter: where the county has told its time in this boot, that
time carried on by the monotonic clock is used once the PC differs by more than the limit; where
nothing is known and the PC stands before what is already recorded, the clerk confirms with one key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.operation import Moment
from counter_app.domain.records import Instant, ServerTime
from counter_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PaperTime:
    """The moment for an operation and the day for its papers."""

    moment: Moment
    day: date


def paper_time(desk: Desk, *, confirmed: bool) -> PaperTime:
    """
    Return what to print now (store lane); ``confirmed``: the clerk has vouched for the PC clock.

    Raises:
        RuleError: ``clock_doubtful`` with the time that the PC shows

    """
    now = desk.clock.read()
    wall, source = _trusted(desk, now)
    if source == "doubtful":
        if not confirmed:
            raise RuleError("clock_doubtful", shown=f"{localtime.at(now.wall_ms):%Y-%m-%d %H:%M}")
        source = "confirmed"
    return PaperTime(Moment(wall, now.mono_ms, now.boot, source), localtime.day(wall))


def clock_skew_s(desk: Desk) -> int | None:
    """Return seconds the PC is ahead of the county's time, None when that is not known."""
    now = desk.clock.read()
    county_ms = _carried_on(desk.ledger.server_time(), now)
    return None if county_ms is None else round((now.wall_ms - county_ms) / 1000)


def _trusted(desk: Desk, now: Instant) -> tuple[int, str]:
    limit_ms = desk.settings.rules.skew_limit_s * 1000
    told = desk.ledger.server_time()
    county_ms = _carried_on(told, now)
    if county_ms is not None:
        off = abs(now.wall_ms - county_ms) > limit_ms
        return (county_ms, "county") if off else (now.wall_ms, "pc")
    newest = max(desk.ledger.outbox_count().newest_wall_ms or 0, told.server_ms if told else 0)
    return now.wall_ms, "doubtful" if now.wall_ms < newest - limit_ms else "pc"


def _carried_on(told: ServerTime | None, now: Instant) -> int | None:
    if told is None or told.boot != now.boot or told.mono_ms > now.mono_ms:
        return None
    return told.server_ms + now.mono_ms - told.mono_ms
