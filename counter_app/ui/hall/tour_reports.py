"""Pictures of 比较, 日结 and 年度指标; everything in them is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from counter_app.domain import localtime
from counter_app.domain.errors import CountyError
from counter_app.domain.figure_measures import OpenTime, Spent
from counter_app.domain.figure_period import (
    Grouping,
    MarkedCounts,
    PeriodRow,
    PeriodView,
    PeriodWish,
)
from counter_app.domain.figures import Counts, Duration, Mark
from counter_app.domain.ports_reports import CloseWish, DayClosing, FactsWish, SignedOff
from counter_app.domain.report import LinesPage, LinesWish, ReportLine
from counter_app.domain.report_annual import FACTS, NOW, AnnualFacts
from counter_app.domain.report_close import MATCHES, TOTALS
from counter_app.domain.report_operation import Match, Total
from counter_app.ui.hall.place import HallPlace
from counter_app.ui.hall.tour_day import NOW as MINUTE
from counter_app.ui.hall.tour_day import SampleClock
from counter_app.ui.tour_states import TourDesk, TourState

_AT_MS = localtime.start_ms(date(2026, 11, 24)) + 17 * 3_600_000
_NAMES = {
    Grouping.WINDOW: tuple((f"w-{at}", f"综合窗口{at:02d}") for at in range(1, 9)),
    Grouping.ITEM: (
        ("i-1", "食品经营许可"),
        ("i-2", "户外广告设置审批"),
        ("i-3", "社会保障卡申领"),
    ),
    Grouping.CLERK: (("ciren", "次仁"), ("zhuoma", "卓玛"), ("basang", "巴桑")),
    Grouping.DAY: tuple((f"2026-11-{at:02d}", f"2026-11-{at:02d}") for at in range(2, 14)),
    Grouping.MONTH: tuple((f"2026-{at:02d}-01", f"2026-{at:02d}") for at in range(1, 12)),
}
_TOTALS = dict(
    zip(
        TOTALS,
        (212, 187, 9, 131, 118, 96, 43, 131, 118, 37, 64, 64, 2, 51, 12, 11, 58),
        strict=True,
    )
)
_MATCHES = {
    "tickets": (212, 196),
    "receipts": (131, 131),
    "acceptances": (118, 117),
    "sheets": (66, 66),
    "parcels": (12, 11),
}
_FACTS = (148, 8_931, 402, 6_210)
_NOW = (22, 243, 14, 387, 50, 207, 7, 21)


@dataclass
class SampleReports:
    """As much of a county as the pages ask; ``closed``: the day was signed off, ``late`` came after."""

    closed: bool = False
    late: int = 0
    missing: tuple[str, ...] = ()
    cut: bool = False
    asked: list[Any] = field(default_factory=list)

    def aim(self, server: str, device: str) -> None:
        """Whom to ask is of no matter here."""

    def period_figures(self, wish: PeriodWish) -> PeriodView:
        """A period in which each row has somewhat more than the one before."""
        self._heard(wish)
        weight = 3 if wish.last.month % 2 else 2
        named = _NAMES.get(wish.grouping, ())
        rows = tuple(_row(each, at, weight) for at, each in enumerate(named))
        counts = sum((each.counts for each in rows), Counts())
        if not rows:
            counts = _counts(7_400 * weight)
        opened, worked = OpenTime(8_820), OpenTime(8_820 * max(1, len(rows)))
        whole = PeriodRow("", "", counts, _steps(weight), opened, worked)
        apart = (MarkedCounts(Mark.BATCH, Counts(received=46, accepted=46)),)
        return PeriodView(wish, _AT_MS, rows, whole, apart, self.missing)

    def annual_facts(self, wish: FactsWish) -> AnnualFacts:
        """Facts of about the article's size."""
        self._heard(wish)
        pairs = zip((*FACTS, *NOW), (*_FACTS, *_NOW), strict=True)
        return AnnualFacts(_AT_MS, tuple(Total(name, count) for name, count in pairs))

    def report_lines(self, wish: LinesWish) -> LinesPage:
        """A short list."""
        self._heard(wish)
        lines = tuple(
            ReportLine(
                f"540402261{at:07d}-W02-01", f"540402261{at:07d}", f"w-{at}", "ciren", _AT_MS
            )
            for at in range(1, 4)
        )
        return LinesPage(lines, "" if wish.after else "200")

    def day_closing(self, day: date, by: str) -> DayClosing:
        """A day with some things that do not meet."""
        self._heard((day, by))
        totals = tuple(Total(name, count) for name, count in _TOTALS.items())
        matches = tuple(Match(name, *_MATCHES[name]) for name in MATCHES)
        signed = None
        if self.closed:
            before = tuple(
                replace(each, count=each.count - (each.name == "accepted") * self.late)
                for each in totals
            )
            signed = SignedOff(
                "basang", _AT_MS, before, matches, self.missing, "3号窗口卡纸一次", self.late
            )
        return DayClosing("hall-1", day, _AT_MS, totals, matches, signed)

    def close_day(self, wish: CloseWish) -> DayClosing:
        """Sign it off."""
        self._heard(wish)
        self.closed = True
        return self.day_closing(wish.day, wish.by)

    def _heard(self, wish: object) -> None:
        if self.cut:
            raise CountyError("county_unreachable")
        self.asked.append(wish)


def states() -> Iterable[TourState]:
    """Comparisons, a day before and after its close, the year, lists, the line cut."""
    both = (100, 200)
    yield TourState("compare-windows", partial(_picture, 1, _nothing), scales=both)
    yield TourState("compare-rate", partial(_picture, 1, _rates))
    yield TourState("compare-days", partial(_picture, 1, _days))
    yield TourState("compare-wrong", partial(_picture, 1, _wrong))
    yield TourState(
        "report-offline", partial(_picture, 1, _nothing, county=SampleReports(cut=True))
    )
    yield TourState("close-open", partial(_picture, 2, _nothing), scales=both)
    yield TourState("close-checks", partial(_picture, 2, _checks))
    yield TourState("close-sign", partial(_picture, 2, _signing))
    late = SampleReports(closed=True, late=3, missing=("w-5",))
    yield TourState("close-late", partial(_picture, 2, _nothing, county=late))
    yield TourState("close-list", partial(_picture, 2, _list))
    yield TourState("year", partial(_picture, 3, _nothing), scales=both)
    yield TourState("year-end", partial(_picture, 3, _end))
    yield TourState("year-wide", partial(_picture, 3, _nothing), size=(1920, 1080))


def _picture(
    at: int,
    act: Callable[[Any], None],
    tour: TourDesk,
    *,
    county: SampleReports | None = None,
) -> Any:
    from counter_app.ui.hall.tour import SUPERVISOR  # noqa: PLC0415  that module gathers these states

    fake: Any = replace(county or SampleReports(), asked=[])
    clock: Any = SampleClock(MINUTE)
    desk = replace(tour.desk, county=fake, clock=clock)
    shell: Any = tour.surroundings.shell
    shell.user = SUPERVISOR
    place = HallPlace(replace(tour.surroundings, desk=desk))
    window = tour.dress(place)
    place.user_changed(SUPERVISOR)
    page: Any = place.pages[at]
    place.turn_to(page.id)
    act(page.presenter)
    for kind, what, remedy in getattr(shell, "told", [])[-1:]:
        window.tell(what, remedy, kind)
    window.refresh()
    return window


def _nothing(_hands: Any) -> None:
    """As it is when one comes in."""


def _rates(hands: Any) -> None:
    hands.choose_table(4)


def _days(hands: Any) -> None:
    hands.next_grouping()
    hands.next_grouping()
    hands.next_grouping()


def _wrong(hands: Any) -> None:
    hands.type_text("after", "去年冬天")
    hands.enter_field("after")


def _checks(hands: Any) -> None:
    hands.turn_table()


def _signing(hands: Any) -> None:
    hands.turn_table()
    hands.press_sign()
    hands.type_text("note", "2 份通知书补打后已交")


def _list(hands: Any) -> None:
    hands.turn_table()
    hands.open(2, 3)


def _end(hands: Any) -> None:
    hands.move_row(len(hands.state.shown_table().rows) - 1)


def _row(named: tuple[str, str], at: int, weight: int) -> PeriodRow:
    key, name = named
    counts = _counts(weight * (40 + 7 * at))
    return PeriodRow(key, name, counts, _steps(weight), OpenTime(8_820), OpenTime(8_820))


def _counts(cases: int) -> Counts:
    return Counts(
        received=cases + cases // 9,
        accepted=cases,
        accepted_immediate=cases // 3,
        closed=cases - cases // 5,
        closed_immediate=cases // 3,
        consultations=cases // 4,
    )


def _steps(weight: int) -> tuple[Spent, ...]:
    return (
        Spent(Duration.HANDLING, 9, 3_600, 12 * weight, 12 * weight),
        Spent(Duration.WAITING, 9, 5_400, 18 * weight, 18 * weight),
    )
