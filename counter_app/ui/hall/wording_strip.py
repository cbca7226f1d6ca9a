"""The strip of minutes in words: bars, mean, bands, baselines, and the minute that is read; no Qt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from counter_app.domain import localtime
from counter_app.domain.figure_day import MissingWindow
from counter_app.domain.figure_view import MinuteView
from counter_app.domain.figures import Basis, rounded
from counter_app.services.throughput import HallSeen
from counter_app.ui.minute_look import (
    BarLook,
    LegendKind,
    LegendLook,
    LineLook,
    MeanLook,
    SpanLook,
    StripLook,
    clock,
)
from counter_app.words import Words

FIRST, LAST = 9 * 60, 18 * 60
"""What is shown of a day without opening hours, before anything happens outside it."""
MARGIN = 30
BREAK_MOST = 240
"""A longer gap between two open spans is no lunch break."""
_NAMED = 2
"""So many windows are named in a band; more are counted."""


def no_strip(words: Words) -> StripLook:
    """Return the strip before the first look."""
    waiting = words.say("ui.hall.strip.waiting")
    return StripLook(words.say("ui.hall.strip.name"), FIRST, LAST, empty=waiting)


def strip(words: Words, seen: HallSeen) -> StripLook:
    """Return the strip of what was seen, no minute of it being read."""
    view = seen.view
    first, last = _edges(view)
    bars = tuple(
        BarLook(each.minute_of_day, each.arrivals, each.completions(view.basis))
        for each in view.bars
        if each.arrivals or each.completions(view.basis)
    )
    running = seen.asked.day == localtime.day(seen.figures.at_ms)
    missing = tuple(missing_spans(words, view.missing))
    lines = tuple(_lines(words, view))
    return StripLook(
        words.say("ui.hall.strip.name"),
        first,
        last,
        bars,
        tuple(MeanLook(each.minute_of_day, float(each.value)) for each in view.mean),
        tuple(_closed(words, view, first, last)),
        missing,
        lines,
        tuple(_legend(words, view.basis, missing=bool(missing), line=bool(lines))),
        view.until if running else None,
    )


def read_minute(words: Words, seen: HallSeen, minute: int) -> str:
    """Return what happened in a minute as a sentence to be read aloud."""
    view, say = seen.view, words.say
    if minute >= view.until:
        return say("ui.hall.strip.ahead", at=clock(minute))
    bar = next((each for each in view.bars if each.minute_of_day == minute), None)
    parts = [
        say(
            "ui.hall.strip.reading",
            at=clock(minute),
            arrivals=bar.arrivals if bar else 0,
            received=bar.received if bar else 0,
            accepted=bar.accepted if bar else 0,
            closed=bar.closed if bar else 0,
            consultations=bar.consultations if bar else 0,
        )
    ]
    mean = next((each for each in view.mean if each.minute_of_day == minute), None)
    if mean is not None:
        parts.append(
            say(
                "ui.hall.strip.reading_mean",
                mean=rounded(mean.value, 2),
                events=mean.events,
                minutes=mean.minutes,
            )
        )
    elif not view.opening.reason:
        parts.append(say("ui.hall.strip.reading_closed"))
    lacking = [each.name for each in view.missing if each.first <= minute < each.end]
    if lacking:
        names = say("ui.hall.join").join(lacking)
        parts.append(say("ui.hall.strip.reading_missing", names=names))
    return say("ui.hall.sentence_gap").join(parts)


def say_missing(words: Words, each: MissingWindow, day_start_ms: int) -> str:
    """Return since when a window has not reported."""
    if each.since_ms is None:
        return words.say("ui.hall.missing.never", window=each.name)
    if each.since_ms < day_start_ms:
        return words.say("ui.hall.missing.before", window=each.name)
    return words.say("ui.hall.missing.since", window=each.name, at=clock(each.first))


def missing_spans(words: Words, missing: tuple[MissingWindow, ...]) -> Iterator[SpanLook]:
    """Yield a band for each time from which windows have not reported."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for each in missing:
        found[each.first, each.end].append(each.name)
    for (first, end), names in sorted(found.items()):
        joined = words.say("ui.hall.join").join(names)
        if len(names) > _NAMED:
            joined = words.say("ui.hall.missing.count", count=len(names))
        yield SpanLook(first, end, words.say("ui.hall.missing.band", windows=joined))


def _edges(view: MinuteView) -> tuple[int, int]:
    """Return the first and last minute to show: the open hours with room beside, and all that happened."""
    opened = view.opening.minutes
    first = opened[0].first - MARGIN if opened else FIRST
    last = opened[-1].end + MARGIN if opened else LAST
    happened = [each.minute_of_day for each in view.bars]
    return max(0, min([first, *happened])), min(
        1_440, max([last, *(each + 1 for each in happened)])
    )


def _closed(words: Words, view: MinuteView, first: int, last: int) -> Iterator[SpanLook]:
    if view.opening.reason:
        return
    opened = view.opening.minutes
    if not opened:
        yield SpanLook(first, last, words.say("ui.hall.strip.closed_day"))
        return
    ends = [first, *(each.end for each in opened)]
    begins = [*(each.first for each in opened), last]
    for at, (end, begin) in enumerate(zip(ends, begins, strict=True)):
        inside = 0 < at < len(opened) and begin - end <= BREAK_MOST
        if end < begin:
            yield SpanLook(end, begin, words.say("ui.hall.strip.break") if inside else "")


def _lines(words: Words, view: MinuteView) -> Iterator[LineLook]:
    for each in view.baselines:
        if each.manner == "drawn":
            value = each.baseline.hundredths / 100
            yield LineLook(value, words.say("ui.hall.strip.line", value=f"{value:.2f}"))


def _legend(words: Words, basis: Basis, *, missing: bool, line: bool) -> Iterator[LegendLook]:
    kinds: tuple[tuple[LegendKind, str, bool], ...] = (
        ("arrivals", "arrivals", True),
        ("done", f"done_{basis.value}", True),
        ("mean", "mean", True),
        ("line", "line", line),
        ("missing", "missing", missing),
        ("closed", "closed", True),
    )
    for kind, text, there in kinds:
        if there:
            yield LegendLook(kind, words.say(f"ui.hall.legend.{text}"))
