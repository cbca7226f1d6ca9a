"""
The lights of the opening check: each a pure judgement on what is known (F-A6).

``state`` of a check is the end of its sentences ``ui.opening.says.<id>.<state>``: what stands and
what to do. Limits are when a clerk should act, not when something stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from counter_app.domain.blank import BlankState
from counter_app.domain.calendar import Calendar
from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import LAST_SEQ, parse_case_no
from counter_app.domain.records import ChainState, Instant, ServerTime
from counter_app.services.blank_stock import LOW_PERCENT
from counter_app.services.desk import Desk, enrolled
from counter_app.services.limits import calendar
from counter_app.services.papertime import paper_time
from counter_app.services.status import DeviceLine, Status

Light = Literal["green", "yellow", "red"]
NUMBERS_FEW, NUMBERS_FOR_A_DAY = 3_000, 300
"""A busy window accepts 300 cases a day; ten days are time enough to ask for a new block."""
LISTS_OLD_MS, LISTS_STALE_MS = 24 * 3_600_000, 7 * 24 * 3_600_000
"""A list of yesterday may have changed; after a month nobody can sign in (design/sync.md 3.3)."""
UNSENT_NEW_S, UNSENT_HOURS_S, UNSENT_OLD_S = 900, 2 * 3_600, 24 * 3_600
NEXT_YEAR_FROM = (12, 1)
"""The State Council publishes next year's holidays in November (facts/domain.md 2.9)."""
_WEAK_DEVICES = ("paper_near_end", "unknown", "not_set")
_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the opening check; ``detail`` is a device's own word for its cause."""

    id: str
    light: Light
    state: str
    values: tuple[tuple[str, str | int], ...] = ()
    detail: str = ""


def device_check(line: DeviceLine) -> Check:
    """Judge a device: what it cannot do today is red, what may fail is yellow."""
    light: Light = "red"
    if line.state == "ready":
        light = "green"
    elif line.state in _WEAK_DEVICES:
        light = "yellow"
    detail = "" if light == "green" else line.detail
    return Check(line.role, light, line.state, detail=detail)


def store_checks(desk: Desk, known: Status) -> tuple[Check, ...]:
    """Judge all that the window's own files tell (store lane)."""
    now, told = desk.clock.read(), desk.ledger.server_time()
    today = paper_time(desk, confirmed=True).day
    table = calendar(desk, enrolled(desk).window.area)
    return (
        numbers_check(desk.ledger.chain_state(), today.year),
        lists_check(told, now, pulled=bool(desk.cache.scopes())),
        holidays_check(table, today),
        unsent_check(known),
        clock_check(known, desk.settings.rules.skew_limit_s, doubtful=_doubtful(desk)),
        *blanks_checks(desk),
    )


def blanks_checks(desk: Desk) -> tuple[Check, ...]:
    """
    Judge the drawer's numbered blanks, nothing at a window without (store lane).

    The number of the first sheet is told, so that the clerk holds it against the tray.
    """
    series = desk.ledger.blank_series()
    if not series:
        return ()
    first = {each: desk.ledger.next_blank(each, "") for each in series}
    empty = [each for each, sheet in first.items() if sheet is None]
    low = [each for each in series if _is_low(desk, each)]
    sheets = "、".join(f"{sheet.series} {sheet.serial}" for sheet in first.values() if sheet)
    left = sum(desk.ledger.blank_counts(each).get(BlankState.HELD, 0) for each in series)
    values = (("sheets", sheets), ("left", left), ("series", "、".join(empty or low)))
    if empty:
        return (Check("blanks", "red", "none" if not sheets else "some", values),)
    return (Check("blanks", "yellow" if low else "green", "low" if low else "there", values),)


def _is_low(desk: Desk, series: str) -> bool:
    held = desk.ledger.blank_counts(series).get(BlankState.HELD, 0)
    leased = sum(len(each) for each in desk.ledger.blank_leases() if each.series == series)
    return held * 100 <= leased * LOW_PERCENT


def numbers_check(chain: ChainState, year: int) -> Check:
    """Judge how many case numbers this year's block still has."""
    if chain.renew:
        return Check("numbers", "red", "renew")
    used = 0
    if chain.hiwater:
        newest = parse_case_no(chain.hiwater)
        used = newest.seq if newest.year == year else 0
    return left_check("numbers", used, year)


def left_check(name: str, used: int, year: int) -> Check:
    """Judge what is left of a year's block of running numbers."""
    left = LAST_SEQ - used
    values = (("left", left), ("year", year))
    if left < NUMBERS_FOR_A_DAY:
        return Check(name, "red", "short", values)
    if left < NUMBERS_FEW:
        return Check(name, "yellow", "few", values)
    return Check(name, "green", "enough", values)


def lists_check(told: ServerTime | None, now: Instant, *, pulled: bool) -> Check:
    """Judge the age of the lists by the last contact with the county."""
    if told is None or not pulled:
        return Check("lists", "red", "never")
    old_ms = age_ms(told, now)
    if old_ms > LISTS_STALE_MS:
        return Check("lists", "red", "stale", (("days", old_ms // _DAY_MS),))
    if old_ms > LISTS_OLD_MS:
        return Check("lists", "yellow", "old", (("hours", old_ms // _HOUR_MS),))
    return Check("lists", "green", "fresh")


def holidays_check(table: Calendar, today: date) -> Check:
    """Judge this year's holiday table, and from December the next one's."""
    if not _knows(table, today.year):
        return Check("holidays", "red", "missing", (("year", today.year),))
    following = today.year + 1
    if (today.month, today.day) >= NEXT_YEAR_FROM and not _knows(table, following):
        return Check("holidays", "yellow", "next_missing", (("year", following),))
    return Check("holidays", "green", "there", (("year", today.year),))


def unsent_check(known: Status) -> Check:
    """Judge what the county does not have yet."""
    age_s = known.oldest_age_s or 0
    count = ("count", known.pending)
    if known.parked:
        return Check("unsent", "red", "parked", (("count", known.parked),))
    if age_s > UNSENT_OLD_S:
        return Check("unsent", "red", "old", (count, ("days", age_s // UNSENT_OLD_S)))
    if age_s > UNSENT_HOURS_S:
        return Check("unsent", "yellow", "hours", (count, ("hours", age_s // 3_600)))
    if age_s > UNSENT_NEW_S:
        return Check("unsent", "yellow", "waiting", (count, ("minutes", age_s // 60)))
    return Check("unsent", "green", "new" if known.pending else "none", (count,))


def clock_check(known: Status, limit_s: int, *, doubtful: bool) -> Check:
    """Judge the PC's clock against the county's time."""
    if doubtful:
        return Check("clock", "red", "doubtful")
    skew_s = known.clock_skew_s
    if skew_s is None:
        return Check("clock", "yellow", "unknown")
    if abs(skew_s) > limit_s:
        minutes = max(1, round(abs(skew_s) / 60))
        return Check(
            "clock", "yellow", "ahead" if skew_s > 0 else "behind", (("minutes", minutes),)
        )
    return Check("clock", "green", "right")


def age_ms(told: ServerTime, now: Instant) -> int:
    """Return how long ago the county told a time, in ms."""
    if told.boot == now.boot and told.mono_ms <= now.mono_ms:
        return now.mono_ms - told.mono_ms
    return max(0, now.wall_ms - told.server_ms)


def _knows(table: Calendar, year: int) -> bool:
    try:
        table.is_working(date(year, 1, 1))
    except RuleError:
        return False
    return True


def _doubtful(desk: Desk) -> bool:
    try:
        paper_time(desk, confirmed=False)
    except RuleError:
        return True
    return False
