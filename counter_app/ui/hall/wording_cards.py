"""The large figures of the living day in words; no Qt."""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.domain.figures import Duration, Measure
from counter_app.services.throughput import HallSeen
from counter_app.ui.hall.drills import Drill, event, of_day, of_last_hour
from counter_app.ui.hall.figure_words import FigureText, say_figure, say_share
from counter_app.ui.hall.looks import CardLook
from counter_app.words import Words


def cards(words: Words, seen: HallSeen) -> tuple[CardLook, ...]:
    """Return the large figures, the rate first."""
    return tuple(_cards(words, seen))


def _cards(words: Words, seen: HallSeen) -> Iterator[CardLook]:
    whole, basis = seen.view.whole, seen.asked.basis
    rate, day = say_figure(words, whole.rate_60), say_figure(words, whole.throughput)
    yield _card(words, "rate", rate, of_last_hour(words, seen))
    done = whole.counts.of(basis)
    note = (
        words.say("ui.hall.card.done_note", rate=day.value, note=day.note)
        if day.known
        else day.note
    )
    known = FigureText(str(done), note, known=True)
    yield _card(words, "done", known, of_day(words, seen, event(seen)), title=f"done_{basis.value}")
    counts = whole.counts
    came = words.say(
        "ui.hall.card.arrivals_note",
        calls=counts.calls,
        no_shows=counts.no_shows,
        finishes=counts.finishes,
    )
    arrivals = FigureText(str(counts.arrivals), came, known=True)
    yield _card(words, "arrivals", arrivals, of_day(words, seen, Measure.ARRIVALS))
    for name, figure in (("waiting", whole.waiting), ("handling", whole.handling)):
        yield _card(words, name, say_figure(words, figure, 1), of_day(words, seen, Duration(name)))
    share = say_share(words, whole.immediate)
    quick = Measure(f"{basis.value}_immediate")
    yield _card(words, "immediate", share, of_day(words, seen, quick))
    told = FigureText(
        str(counts.consultations), words.say("ui.hall.card.consultations_note"), known=True
    )
    yield _card(words, "consultations", told, of_day(words, seen, Measure.CONSULTATIONS))


def _card(words: Words, name: str, said: FigureText, drill: Drill, title: str = "") -> CardLook:
    unit = words.say(f"ui.hall.unit.{name}") if said.known else ""
    return CardLook(
        name,
        words.say(f"ui.hall.card.{title or name}"),
        said.value,
        unit,
        said.note,
        said.known,
        drill if said.known else None,
    )
