"""The views of a hall's figures that ``bench hall`` opens, each as a window asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.hall_city import CITY, LAST_DAY, SUPERVISOR, Place, halls, is_immediate, items
from counter_app.county_client import HttpCounty
from counter_app.county_client.answers import Answer
from counter_app.domain import localtime
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figure_period import Grouping, PeriodWish
from counter_app.domain.figure_view import view_of
from counter_app.domain.figures import Basis, Duration, Level, Mark, Measure, Scope

HALL = Scope(Level.HALL, halls()[0])
AREA = Scope(Level.AREA, CITY)
_YEAR = date(LAST_DAY.year, 1, 1), date(LAST_DAY.year, 12, 31)
_TEN_YEARS = date(LAST_DAY.year - 9, 1, 1), date(LAST_DAY.year, 12, 31)


@dataclass(frozen=True, slots=True)
class DayView:
    """The minute view of one day."""

    scope: Scope
    day: date


View = DayView | PeriodWish | DrillWish


class MeteredCounty(HttpCounty):
    """The product's client; ``told_bytes`` is the size of the last answer's body on the wire."""

    told_bytes = 0

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], wait_s: float = 0.0
    ) -> Answer:
        answer = super()._ask(method, path, body, headers, wait_s)
        self.told_bytes = len(answer.body)
        return answer


def open_view(county: HttpCounty, view: View) -> None:
    """Ask for a view and make of it what is shown."""
    if isinstance(view, DayView):
        view_of(county.day_figures(view.scope, view.day, by=SUPERVISOR), Basis.ACCEPTED)
    elif isinstance(view, PeriodWish):
        told = county.period_figures(view)
        for row in (*told.rows, told.whole):
            row.measures()
    else:
        county.drill_figures(view)


def views() -> dict[str, View]:
    """Return every view by its name."""
    day, week_ago = LAST_DAY, LAST_DAY - timedelta(days=7)
    window = Scope(Level.WINDOW, Place(0).id)
    item = Scope(Level.ITEM, next(e.code for at, e in enumerate(items()) if not is_immediate(at)))
    lists = {
        "list_day": _drill(HALL, Measure.ACCEPTED.value, (day, day)),
        "list_ten_years": _drill(HALL, Measure.ACCEPTED.value, _TEN_YEARS),
        "list_ten_years_city": _drill(AREA, Measure.CLOSED.value, _TEN_YEARS),
        "list_last_week_waiting": _drill(HALL, Duration.WAITING.value, (week_ago, day)),
        "list_idle_of_window": _drill(window, Duration.IDLE.value, _TEN_YEARS),
        "list_item": _drill(item, Measure.RECEIVED.value, _TEN_YEARS),
        "list_batch": _drill(HALL, Measure.RECEIVED.value, _TEN_YEARS, Mark.BATCH),
    }
    return {
        "minute": DayView(HALL, day),
        "minute_city": DayView(AREA, day),
        "minute_window": DayView(window, day),
        "year_by_day": _period(HALL, _YEAR, Grouping.DAY),
        "year_by_month": _period(HALL, _YEAR, Grouping.MONTH),
        "year_by_month_city": _period(AREA, _YEAR, Grouping.MONTH),
        "year_by_window_city": _period(AREA, _YEAR, Grouping.WINDOW),
        "ten_years": _period(HALL, _TEN_YEARS, Grouping.YEAR),
        "ten_years_city": _period(AREA, _TEN_YEARS, Grouping.YEAR),
        "ten_years_by_month_city": _period(AREA, _TEN_YEARS, Grouping.MONTH),
        "ten_years_by_window_city": _period(AREA, _TEN_YEARS, Grouping.WINDOW),
        "ten_years_by_item": _period(HALL, _TEN_YEARS, Grouping.ITEM),
        "ten_years_by_clerk": _period(HALL, _TEN_YEARS, Grouping.CLERK),
        **lists,
    }


def _period(scope: Scope, days: tuple[date, date], grouping: Grouping) -> PeriodWish:
    return PeriodWish(scope, *days, grouping, SUPERVISOR)


def _drill(scope: Scope, what: str, days: tuple[date, date], mark: Mark = Mark.NONE) -> DrillWish:
    end = localtime.start_ms(days[1] + timedelta(days=1))
    return DrillWish(scope, what, localtime.start_ms(days[0]), end, mark, by=SUPERVISOR)
