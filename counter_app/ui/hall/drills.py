"""Which list lies behind a figure of the living day, and what it is called; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter_app.domain import localtime
from counter_app.domain.figure_alert import Alert
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figure_measures import LAST_OPEN_MINUTES
from counter_app.domain.figure_opening import MINUTES_PER_DAY
from counter_app.domain.figures import Basis, Duration, Level, Mark, Measure, Scope
from counter_app.services.throughput import HallSeen
from counter_app.ui.days import say_date
from counter_app.ui.minute_look import clock
from counter_app.words import Words

_MS_PER_MINUTE = 60_000
PLACES: dict[str, str] = {
    "queue_long": "queue",
    "wait_long": "queue",
    "blanks_low": "certificates",
    "device_down": "devices",
}
"""Where something is done about an alert; a stuck window opens the list of its calls."""


@dataclass(frozen=True, slots=True)
class Drill:
    """A list to open: its title in words, and what is asked for."""

    title: str
    wish: DrillWish


What = Measure | Duration


def of_day(words: Words, seen: HallSeen, what: What, mark: Mark = Mark.NONE) -> Drill:
    """Return what was counted all day in what is looked at."""
    return _drill(words, seen, what, (0, MINUTES_PER_DAY), mark=mark)


def of_last_hour(words: Words, seen: HallSeen) -> Drill:
    """Return what was done from the first of the last 60 open minutes on."""
    view = seen.view
    last = view.opening.until(view.until).last(LAST_OPEN_MINUTES)
    first = last.minutes[0].first if last.minutes else 0
    return _drill(words, seen, event(seen), (first, MINUTES_PER_DAY))


def drill_of_minute(words: Words, seen: HallSeen, minute: int) -> Drill:
    """Return what was done in a minute, or who came where nothing was done."""
    bar = next((each for each in seen.view.bars if each.minute_of_day == minute), None)
    done = bar is not None and bar.completions(seen.asked.basis)
    what: What = event(seen) if done or bar is None else Measure.ARRIVALS
    return _drill(words, seen, what, (minute, minute + 1))


def of_window(words: Words, seen: HallSeen, window: str, what: What) -> Drill:
    """Return what one window did that day."""
    return _drill(words, seen, what, (0, MINUTES_PER_DAY), window)


def of_alert(words: Words, seen: HallSeen, alert: Alert) -> Drill | str:
    """Return the place where an alert is dealt with, or the list that tells of it."""
    return PLACES.get(alert.kind) or of_window(words, seen, alert.window, Measure.CALLS)


def event(seen: HallSeen) -> Literal[Measure.ACCEPTED, Measure.CLOSED]:
    """Return what counts as done."""
    return Measure.ACCEPTED if seen.asked.basis is Basis.ACCEPTED else Measure.CLOSED


def _drill(
    words: Words,
    seen: HallSeen,
    what: What,
    span: tuple[int, int],
    window: str = "",
    *,
    mark: Mark = Mark.NONE,
) -> Drill:
    scope = Scope(Level.WINDOW, window) if window else seen.view.scope
    first, end = span
    day_ms = localtime.start_ms(seen.asked.day)
    wish = DrillWish(
        scope, what.value, day_ms + first * _MS_PER_MINUTE, day_ms + end * _MS_PER_MINUTE, mark
    )
    names = {each.window: each.name for each in seen.figures.names}
    title = words.say(
        "ui.hall.list.title",
        where=names.get(scope.key) or say_reach(words, seen),
        day=say_date(words, seen.asked.day, localtime.day(seen.figures.at_ms)),
        what=f"@figure.measure.{what.value}",
    )
    if (first, end) != (0, MINUTES_PER_DAY):
        until = "24:00" if end == MINUTES_PER_DAY else clock(end)
        title = words.say("ui.hall.list.title_span", title=title, first=clock(first), end=until)
    if mark is not Mark.NONE:
        title = words.say("ui.hall.list.title_mark", title=title, mark=f"@figure.mark.{mark.value}")
    return Drill(title, wish)


def say_reach(words: Words, seen: HallSeen) -> str:
    """Return the name of what is looked at as a whole."""
    if seen.asked.reach == "city":
        return words.say("ui.hall.reach.city")
    return seen.own.hall_name or words.say("ui.hall.reach.hall")
