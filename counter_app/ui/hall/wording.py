"""The page of the living day in words; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.domain import localtime
from counter_app.domain.figures import Scope
from counter_app.services.desk import Desk
from counter_app.services.throughput import HallSeen, city_of, hall_of
from counter_app.ui.days import say_date
from counter_app.ui.hall.drills import say_reach
from counter_app.ui.hall.looks import LiveLook, Worded
from counter_app.ui.hall.state import LiveState
from counter_app.ui.hall.wording_cards import cards
from counter_app.ui.hall.wording_strip import no_strip, read_minute, strip
from counter_app.ui.hall.wording_windows import alert_rows, window_rows
from counter_app.ui.looks import Choice, PillState
from counter_app.ui.minute_look import StripLook
from counter_app.words import Words


def worded(words: Words, seen: HallSeen) -> Worded:
    """Return what was seen in words; takes long, and needs nothing of the screen."""
    return Worded(
        cards(words, seen),
        strip(words, seen),
        tuple(_beside(words, seen)),
        window_rows(words, seen),
        alert_rows(words, seen),
    )


def live_look(desk: Desk, state: LiveState) -> LiveLook:
    """Return what the page shows."""
    words, found, say = desk.words, state.worded, desk.words.say
    weekday = say(f"ui.hall.weekday.{state.day.isoweekday()}")
    day = say("ui.hall.live.day", day=say_date(words, state.day, state.today), weekday=weekday)
    alerts = found.alerts if found is not None else ()
    return LiveLook(
        day if state.day != state.today else say("ui.hall.live.today", day=day),
        _pill(words, state),
        tuple(_reaches(words, state)),
        state.window or state.reach,
        state.basis.value,
        tuple(_told(words, state)),
        found.cards if found is not None else (),
        _strip(words, state),
        found.beside if found is not None else (),
        found.windows if found is not None else (),
        say("ui.hall.window.empty"),
        alerts,
        say("ui.hall.alerts.title", count=len(alerts)),
        say("ui.hall.alerts.unknown" if state.cut else "ui.hall.alerts.empty"),
    )


def _strip(words: Words, state: LiveState) -> StripLook:
    """The strip with the minute that is read."""
    if state.worded is None or state.seen is None:
        return no_strip(words)
    if state.cursor is None:
        return state.worded.strip
    reading = read_minute(words, state.seen, state.cursor)
    return replace(state.worded.strip, cursor=state.cursor, reading=reading)


def _pill(words: Words, state: LiveState) -> PillState:
    seen = state.seen
    if state.wrong is not None:
        return PillState(
            "danger", words.say("ui.hall.pill.wrong"), "\n".join(words.error(state.wrong))
        )
    if seen is None:
        return PillState("quiet", words.say("ui.hall.pill.first"))
    at = _time(seen.figures.at_ms)
    if not seen.live:
        return PillState("warning", words.say("ui.hall.pill.cut"))
    if state.day == state.today:
        return PillState("good", words.say("ui.hall.pill.live", at=at))
    return PillState("note", words.say("ui.hall.pill.past", at=at))


def _reaches(words: Words, state: LiveState) -> Iterator[Choice]:
    seen = state.seen
    yield Choice("hall", words.say("ui.hall.reach.hall"))
    yield Choice("city", words.say("ui.hall.reach.city"))
    names = seen.figures.names if seen is not None else ()
    for each in names:
        yield Choice(each.window, each.name)
    if state.window and state.window not in {each.window for each in names}:
        yield Choice(state.window, state.window)


def _told(words: Words, state: LiveState) -> Iterator[str]:
    seen, say = state.seen, words.say
    if state.wrong is not None:
        yield say(
            "ui.shell.both", **dict(zip(("what", "remedy"), words.error(state.wrong), strict=True))
        )
    if seen is None:
        return
    if not seen.live and state.heard_ms is not None:
        yield say("ui.hall.cut.since", at=_time(state.heard_ms), window=seen.own.name)
    elif not seen.live:
        yield say("ui.hall.cut.never", window=seen.own.name)
    if seen.view.opening.reason:
        yield say(f"figure.reason.{seen.view.opening.reason}")


def _beside(words: Words, seen: HallSeen) -> Iterator[str]:
    """Yield what is said under the strip: baselines that are not drawn, cases that count apart."""
    say = words.say
    for each in seen.view.baselines:
        percent = each.percent if each.percent is not None else 0
        known = "" if each.percent is not None else "_unknown"
        yield say(
            f"ui.hall.baseline.{each.manner}{known}",
            value=f"{each.baseline.hundredths / 100:.2f}",
            name=each.baseline.name,
            scope=_scope(words, seen, each.baseline.scope),
            percent=percent,
        )
    for part in seen.view.apart:
        yield say(
            "ui.hall.apart.line",
            mark=f"@figure.mark.{part.mark.value}",
            received=part.received,
            accepted=part.accepted,
            closed=part.closed,
        )


def _scope(words: Words, seen: HallSeen, scope: Scope) -> str:
    if scope == seen.view.scope:
        return say_reach(words, seen)
    if scope == city_of(seen.own):
        return words.say("ui.hall.reach.city")
    if scope == hall_of(seen.own):
        return seen.own.hall_name or words.say("ui.hall.reach.hall")
    return words.say(f"ui.hall.scope.{scope.level.value}", key=scope.key)


def _time(at_ms: int) -> str:
    return localtime.at(at_ms).strftime("%H:%M")
