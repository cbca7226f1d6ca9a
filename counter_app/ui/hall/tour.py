"""Pictures of 大厅: the living day and what may happen to it, made by the presenter's own hands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from counter_app.domain.figure_opening import DayOpening
from counter_app.services.visit import User
from counter_app.ui.hall import tour_ratings, tour_reports
from counter_app.ui.hall.place import HallPlace
from counter_app.ui.hall.tour_day import NOW, SampleClock, SampleCounty, a_day, silent, trouble
from counter_app.ui.hall.tour_own import work_a_day
from counter_app.ui.line_watch.tour import away_strip
from counter_app.ui.tour_states import TourDesk, TourState

SUPERVISOR = User("basang", "巴桑", ("supervisor",))
_MORNING = 9 * 60 + 12
Act = Callable[[HallPlace], None]


def states() -> Iterable[TourState]:
    """The living day, an empty morning, bands, no hours, baselines in words, lists, alerts."""
    yield TourState("live", partial(_picture, SampleCounty(a_day()), _read), scales=(100, 200))
    yield TourState(
        "live-wide", partial(_picture, SampleCounty(a_day(), trouble()), _read), size=(1920, 1080)
    )
    empty = SampleCounty(a_day(until=_MORNING))
    yield TourState("empty-morning", partial(_picture, empty, _nothing, minute=_MORNING))
    yield TourState("offline", partial(_picture, SampleCounty(a_day()), _cut))
    yield TourState("offline-first", partial(_picture, SampleCounty(a_day(), cut=True), _nothing))
    band = a_day(missing=(silent(5, 690), silent(2, 980)))
    yield TourState("missing", partial(_picture, SampleCounty(band), _read), scales=(100, 200))
    hours = a_day(opening=DayOpening(reason="no_opening_hours"))
    yield TourState("no-opening-hours", partial(_picture, SampleCounty(hours), _nothing))
    holidays = a_day(opening=DayOpening(reason="no_calendar"))
    yield TourState("no-calendar", partial(_picture, SampleCounty(holidays), _nothing))
    yield TourState("baseline-in-words", partial(_picture, SampleCounty(a_day(busy=8)), _city))
    alerts = SampleCounty(a_day(missing=(silent(5, 690),)), trouble())
    yield TourState("alerts", partial(_picture, alerts, _alerts), scales=(100, 200))
    yield TourState("window", partial(_picture, SampleCounty(a_day()), _window))
    yield TourState("list", partial(_picture, SampleCounty(a_day()), _list), scales=(100, 200))
    yield TourState("list-status", partial(_picture, SampleCounty(a_day()), _status))
    yield TourState("list-tickets", partial(_picture, SampleCounty(a_day()), _tickets))
    yield from tour_reports.states()
    yield from tour_ratings.states()


def _picture(county: SampleCounty, act: Act, tour: TourDesk, *, minute: int = NOW) -> Any:
    fake: Any = replace(county)
    clock: Any = SampleClock(minute)
    desk = replace(tour.desk, county=fake, clock=clock)
    shell: Any = tour.surroundings.shell
    shell.user = SUPERVISOR
    place = HallPlace(replace(tour.surroundings, desk=desk))
    live: Any = place.pages[0]
    live.view.is_seen = lambda: True  # it is seen as soon as the picture is taken
    place.enter()
    act(place)
    cut = fake.cut
    window = tour.dress(place, strip=away_strip(desk) if cut else None)
    window.refresh()
    return window


def _hands(place: HallPlace) -> Any:
    live: Any = place.pages[0]
    return live.presenter


def _nothing(_place: HallPlace) -> None:
    """As it is when one comes in."""


def _read(place: HallPlace) -> None:
    _hands(place).move_cursor(616)


def _cut(place: HallPlace) -> None:
    county: Any = place.around.desk.county
    county.cut = True
    clock: Any = place.around.desk.clock
    work_a_day(place.around.desk, clock)
    hands = _hands(place)
    hands.leave()
    hands.enter()


def _city(place: HallPlace) -> None:
    _hands(place).choose_reach("city")


def _window(place: HallPlace) -> None:
    _hands(place).choose_reach("w-3")


def _alerts(place: HallPlace) -> None:
    live: Any = place.pages[0]
    live.view.go_to(live.view.alerts.list)


def _list(place: HallPlace) -> None:
    _hands(place).open_card("done")


def _tickets(place: HallPlace) -> None:
    _hands(place).open_card("waiting")


def _status(place: HallPlace) -> None:
    _list(place)
    place.list.presenter.open_line("03")
