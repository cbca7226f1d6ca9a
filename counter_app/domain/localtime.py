"""Shown time: always +08:00 (China Standard Time), never the zone of the PC."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


def at(wall_ms: int) -> datetime:
    """Return UTC milliseconds as an aware time of Nyingchi."""
    return datetime.fromtimestamp(wall_ms / 1000, CHINA)


def day(wall_ms: int) -> date:
    """Return the day in Nyingchi."""
    return at(wall_ms).date()


def start_ms(of: date) -> int:
    """Return when a day begins in Nyingchi, as UTC milliseconds."""
    return round(datetime.combine(of, time(), CHINA).timestamp() * 1000)
