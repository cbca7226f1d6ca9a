"""A made-up day for the pictures of 大厅: the same each time, with a morning rush and a midday break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from zlib import crc32

from counter_app.domain import localtime
from counter_app.domain.errors import CountyError
from counter_app.domain.figure_alert import BlanksNow, DeviceNow, HallNow, LineNow, ServingNow
from counter_app.domain.figure_day import (
    Baseline,
    DayFigures,
    DurationRow,
    MinuteRow,
    MissingWindow,
    WindowName,
)
from counter_app.domain.figure_drill import (
    CaseLine,
    DrillPage,
    DrillWish,
    TicketLine,
    is_ticket_figure,
)
from counter_app.domain.figure_opening import DayOpening, Minutes
from counter_app.domain.figures import Counts, Duration, Level, Mark, Scope
from counter_app.domain.records import Instant

DAY = date(2026, 11, 16)
NOW = 16 * 60 + 42
OPEN = DayOpening((Minutes(570, 780), Minutes(930, 1110)))
CITY = Scope(Level.AREA, "540400")
NAMES = tuple(WindowName(f"w-{at}", f"{at}号窗口") for at in range(1, 11))
DESK = WindowName("county-desk", "区审批台", desk=True)
BASELINES = (Baseline(117, Scope(Level.HALL, "h-1")), Baseline(499, CITY))
_MS = 60_000
_RUSH = 35
"""Minutes after opening in which most people come."""


@dataclass
class SampleClock:
    """A clock that stands at a minute of the day."""

    minute: int = NOW

    def read(self) -> Instant:
        """The same instant each time."""
        return Instant(localtime.start_ms(DAY) + self.minute * _MS, 1_000, "boot-1")


@dataclass
class SampleCounty:
    """As much of a county as the place asks: a day, its alerts, a list; ``cut``: the line is."""

    figures: DayFigures
    now: HallNow = HallNow(0)  # noqa: RUF009  frozen
    cut: bool = False
    asked: list[DrillWish] = field(default_factory=list)

    def aim(self, server: str, device: str) -> None:
        """Whom to ask is of no matter here."""

    def day_figures(
        self, scope: Scope, day: date, *, cursor: str = "", wait_s: float = 0.0
    ) -> DayFigures:
        """The day, whatever is asked for."""
        del cursor, wait_s
        if self.cut:
            raise CountyError("county_unreachable")
        return replace(self.figures, scope=scope, day=day)

    def hall_now(self) -> HallNow:
        """What the alerts are made of."""
        return self.now

    def drill_figures(self, wish: DrillWish) -> DrillPage:
        """A list of cases, or of tickets."""
        if self.cut:
            raise CountyError("county_unreachable")
        return (
            DrillPage(tickets=tuple(tickets(wish)))
            if is_ticket_figure(wish.what)
            else DrillPage(cases=tuple(cases(wish)))
        )


@cache
def a_day(
    *,
    until: int = NOW,
    opening: DayOpening = OPEN,
    missing: tuple[MissingWindow, ...] = (),
    baselines: tuple[Baseline, ...] = BASELINES,
    busy: int = 14,
) -> DayFigures:
    """Return a day as it stands at minute ``until``; ``busy``: cases a window and minute in hundreds."""
    silent = {each.window: each.first for each in missing}
    rows = [row for row in _rows(until, busy) if row.minute < silent.get(row.window, until)]
    apart = [MinuteRow("w-2", 700, Counts(received=46, accepted=46), Mark.BATCH)][: len(rows)]
    return DayFigures(
        Scope(Level.HALL, "h-1"),
        DAY,
        localtime.start_ms(DAY) + until * _MS,
        "c1",
        True,  # noqa: FBT003  whole
        tuple(sorted((*rows, *apart), key=lambda row: (row.window, row.minute, row.mark.value))),
        tuple(_durations(rows)),
        (*NAMES, DESK),
        missing,
        opening,
        baselines,
    )


def silent(window: int, first: int, until: int = NOW) -> MissingWindow:
    """Return a window from which nothing came since a minute."""
    since = localtime.start_ms(DAY) + first * _MS
    return MissingWindow(f"w-{window}", f"{window}号窗口", since, first, until)


def trouble() -> HallNow:
    """Return a hall in which four things are over their limit."""
    at = localtime.start_ms(DAY) + NOW * _MS
    return HallNow(
        at,
        lines=(LineNow("A", "综合业务", 24, at - 41 * _MS),),
        serving=(ServingNow("w-4", "4号窗口", "A088", at - 52 * _MS),),
        blanks=(BlanksNow("w-9", "9号窗口", "食品经营许可证", 12),),
        devices=(DeviceNow("w-7", "7号窗口", "tickets", at - 95 * _MS),),
    )


def cases(wish: DrillWish) -> Iterator[CaseLine]:
    """Yield made-up cases of a list."""
    items = (
        "食品经营许可（新办）",
        "社会保障卡补领",
        "林木采伐许可",
        "户外广告设置",
        "老年人优待证",
    )
    for at in range(14):
        states = ("S20", "S20", "S15", "S60", "S80")
        yield CaseLine(
            f"{at:02x}",
            f"case-{at}",
            f"540402261116{at % 9 + 1:02d}{at + 31:05d}",
            f"item-{at % 5}",
            items[at % 5],
            f"w-{at % 9 + 1}",
            ("ciren", "zhuoma", "tashi")[at % 3],
            wish.first_ms + (575 + at * 7) * _MS,
            states[at % 5],
            ("扎*", "卓*", "林*", "次*")[at % 4],
        )


def tickets(wish: DrillWish) -> Iterator[TicketLine]:
    """Yield made-up tickets of a list."""
    for at in range(12):
        when = wish.first_ms + (572 + at * 5) * _MS
        yield TicketLine(
            f"t{at}", f"A{at + 1:03d}", f"w-{at % 9 + 1}", "ciren", when, 180 + at * 47
        )


def _dice(*parts: object) -> int:
    return crc32(repr(parts).encode()) % 100


def _chance(percent: int, *parts: object) -> bool:
    return _dice(*parts) < percent


def _rows(until: int, busy: int) -> Iterator[MinuteRow]:
    for minute in range(565, until):
        opened = any(each.first - 5 <= minute < each.end for each in OPEN.minutes)
        if not opened:
            continue
        fresh = any(0 <= minute - each.first < _RUSH for each in OPEN.minutes)
        came = sum(_dice("came", minute, at) < (34 if fresh else 16) for at in range(8))
        if came:
            yield MinuteRow("kiosk", minute, Counts(arrivals=came))
        for at, each in enumerate(NAMES):
            yield from _work(each.window, minute, busy + at % 4 * 3 - 4)


def _work(window: str, minute: int, busy: int) -> Iterator[MinuteRow]:
    if _chance(100 - busy, window, minute):
        return
    taken, quick = _chance(84, "taken", window, minute), _chance(40, "quick", window, minute)
    counts = Counts(
        calls=1,
        starts=1,
        finishes=1,
        no_shows=int(_chance(5, "no show", window, minute)),
        received=1,
        accepted=int(taken),
        accepted_immediate=int(taken and quick),
        closed=int(quick),
        closed_immediate=int(quick),
        consultations=int(_chance(9, "asked", window, minute)),
    )
    yield MinuteRow(window, minute, counts)


def _durations(rows: list[MinuteRow]) -> Iterator[DurationRow]:
    found: dict[tuple[str, str, int], int] = defaultdict(int)
    for each in rows:
        if each.window != "kiosk":
            for what, most in (
                ("waiting", 60),
                ("walking", 8),
                ("handling", 70),
                ("serving", 62),
                ("idle", 20),
            ):
                step = _dice(what, each.window, each.minute) * most // 100 + 2
                found[each.window, what, step] += 1
    for (window, what, step), n in sorted(found.items()):
        yield DurationRow(window, Duration(what), step, n, n * (step * 10 + 4))
