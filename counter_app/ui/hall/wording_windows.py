"""The windows side by side, and what to look at, in words; no Qt."""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.domain import localtime
from counter_app.domain.figure_alert import alerts_of
from counter_app.domain.figure_day import MissingWindow
from counter_app.domain.figure_measures import Measures
from counter_app.domain.figure_view import WindowFigures
from counter_app.domain.figures import Basis, Figure
from counter_app.services.throughput import HallSeen
from counter_app.ui.hall.drills import event, of_alert, of_window
from counter_app.ui.hall.figure_words import NONE, say_figure, say_share
from counter_app.ui.hall.looks import AlertLook, CellLook, WindowRow
from counter_app.ui.hall.wording_strip import say_missing
from counter_app.ui.looks import SheetRow
from counter_app.ui.minute_look import clock
from counter_app.words import Words

COLUMNS = (
    "rate",
    "per_hour",
    "done",
    "immediate",
    "consultations",
    "waiting",
    "walking",
    "handling",
    "idle",
)
"""The figures of a row, in the order of its cells."""

_STOPS = "。."
"""A sentence among others in a line ends without one."""


def window_rows(words: Words, seen: HallSeen) -> tuple[WindowRow, ...]:
    """Return a row for each window; the county's own desk only where it did something."""
    return tuple(
        _row(words, seen, each)
        for each in seen.view.windows
        if not each.desk or each.measures.counts.of(seen.asked.basis)
    )


def alert_rows(words: Words, seen: HallSeen) -> tuple[AlertLook, ...]:
    """Return windows that have not reported, then what is over its limit."""
    return (*_missing(words, seen), *_alerts(words, seen))


def _row(words: Words, seen: HallSeen, each: WindowFigures) -> WindowRow:
    state, kind = words.say("ui.hall.window.reports"), "good"
    if each.missing is not None:
        state, kind = _silent(words, each.missing), "warning"
    elif each.desk:
        state, kind = words.say("ui.hall.window.desk"), "note"
    return WindowRow(
        each.window,
        each.name,
        tuple(_cells(words, each.measures, seen.asked.basis)),
        state,
        kind,
        _told(words, each),
        of_window(words, seen, each.window, event(seen)),
    )


def _silent(words: Words, missing: MissingWindow) -> str:
    """Return in a word or two that a window has not reported; the alerts say it in full."""
    if missing.first == 0:
        return words.say("ui.hall.window.silent_all")
    return words.say("ui.hall.window.silent", at=clock(missing.first))


def _cells(words: Words, found: Measures, basis: Basis) -> Iterator[CellLook]:
    yield _ratio(words, found.rate_60)
    yield _number(found.per_hour, 1)
    yield CellLook(str(found.counts.of(basis)), found.counts.of(basis))
    yield _percent(words, found.immediate)
    yield CellLook(str(found.counts.consultations), found.counts.consultations)
    for each in (found.waiting, found.walking, found.handling, found.idle):
        yield _number(each, 1)


def _ratio(words: Words, figure: Figure) -> CellLook:
    """A rate with its numerator and denominator beside it."""
    value = figure.value
    if value is None:
        return CellLook(NONE)
    text = words.say(
        "ui.hall.window.ratio",
        value=figure.text(),
        numerator=figure.numerator,
        denominator=figure.denominator,
    )
    return CellLook(text, float(value))


def _number(figure: Figure, places: int) -> CellLook:
    value = figure.value
    return CellLook(NONE) if value is None else CellLook(figure.text(places), float(value))


def _percent(words: Words, figure: Figure) -> CellLook:
    value = figure.value
    if value is None:
        return CellLook(NONE)
    share = say_share(words, figure).value
    return CellLook(words.say("ui.hall.window.percent", value=share), float(value))


def _told(words: Words, each: WindowFigures) -> str:
    """Return every figure of a row with its definition, numerator and denominator."""
    found, say = each.measures, words.say
    parts = []
    for name, figure, places in (
        ("rate", found.rate_60, 2),
        ("per_hour", found.per_hour, 1),
        ("immediate", found.immediate, 1),
        ("handling", found.handling, 1),
        ("waiting", found.waiting, 1),
        ("walking", found.walking, 1),
        ("idle", found.idle, 1),
    ):
        said = (
            say_share(words, figure) if name == "immediate" else say_figure(words, figure, places)
        )
        title = say(f"ui.hall.column.{name}")
        note = said.note.rstrip(_STOPS)
        parts.append(say("ui.hall.window.told", title=title, value=said.value, note=note))
    return say(
        "ui.hall.window.told_of", window=each.name, told=say("ui.hall.sentence_gap").join(parts)
    )


def _missing(words: Words, seen: HallSeen) -> Iterator[AlertLook]:
    start_ms = localtime.start_ms(seen.asked.day)
    for each in seen.view.missing:
        row = SheetRow(
            say_missing(words, each, start_ms),
            detail=words.say("ui.hall.missing.do"),
            kind="warning",
        )
        yield AlertLook(row, of_window(words, seen, each.window, event(seen)))


def _alerts(words: Words, seen: HallSeen) -> Iterator[AlertLook]:
    for each in alerts_of(seen.now) if seen.now is not None else ():
        values = dict(each.values)
        row = SheetRow(
            words.say(f"figure.alert.{each.kind}", **values),
            detail=words.say(f"figure.alert.{each.kind}.do", **values),
            kind="danger" if each.kind in ("window_stuck", "device_down") else "warning",
        )
        yield AlertLook(row, of_alert(words, seen, each))
