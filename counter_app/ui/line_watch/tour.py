"""Pictures of the window's own frame: the line in each state, messages, closing, failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.records import Enrolment
from counter_app.services.desk import Desk
from counter_app.services.status import DeviceLine
from counter_app.services.sync.messages import Fault
from counter_app.ui.line_watch.state import (
    LineFacts,
    StripState,
    say_device,
    say_sync,
    say_window,
)
from counter_app.ui.notice import NoticePlace, NoticeText
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.tour_states import StillPlace, TourDesk, TourState
from counter_app.ui.widgets.text import label
from counter_app.words import Words

_WELL = tuple(DeviceLine(role, "ready") for role in ("reader", "tickets", "documents"))
_AWAY = LineFacts(pending=3, away_s=725, fault=Fault("county_timeout", reachable=False))
_ILL = (
    DeviceLine("reader", "reader_silent"),
    DeviceLine("tickets", "paper_near_end"),
    DeviceLine("documents", "paper_out"),
)


def states() -> Iterable[TourState]:
    """The frame, with a place that has nothing in it."""
    yield TourState("in-step", lambda desk: _frame(desk, LineFacts(away_s=0), _WELL))
    yield TourState("offline", lambda desk: _frame(desk, _AWAY, _WELL), scales=(100, 200))
    yield TourState("parked", lambda desk: _frame(desk, LineFacts(parked=1, away_s=0), _WELL))
    yield TourState("device-faults", lambda desk: _frame(desk, LineFacts(away_s=0), _ILL))
    yield TourState("message", _message, scales=(100, 200))
    yield TourState("closing", _closing)
    yield TourState("crash", _crash)


def away_strip(desk: Desk) -> StripState:
    """Return the strip of a window that has been without the county for some minutes."""
    return _strip(desk.words, desk.ledger.enrolment(), _AWAY, _WELL)


def strip_of(desk: Desk, devices: tuple[DeviceLine, ...]) -> StripState:
    """Return the strip of a window in step, with these devices."""
    return _strip(desk.words, desk.ledger.enrolment(), LineFacts(away_s=0), devices)


def _strip(
    words: Words, enrolment: Enrolment | None, facts: LineFacts, devices: tuple[DeviceLine, ...]
) -> StripState:
    lights = tuple((each.role, say_device(words, each)) for each in devices)
    return StripState(say_window(words, enrolment), say_sync(words, facts), lights)


def _frame(desk: TourDesk, facts: LineFacts, devices: tuple[DeviceLine, ...]) -> Any:
    strip = _strip(desk.desk.words, desk.desk.ledger.enrolment(), facts, devices)
    return desk.dress(_empty_place(desk.desk.words), strip=strip)


def _message(desk: TourDesk) -> Any:
    words = desk.desk.words
    what = words.say("error.reader_silent.what")
    strip = _strip(words, desk.desk.ledger.enrolment(), LineFacts(away_s=0), _ILL)
    said = (what, words.say("error.reader_silent.remedy"), "error")
    return desk.dress(_empty_place(words), strip=strip, message=said)


def _empty_place(words: Words) -> StillPlace:
    view = QWidget()
    QVBoxLayout(view).addWidget(label(words.say("ui.shell.title"), "title"))
    keys = tuple(
        KeyAction(key, words.say(text), _nothing)
        for key, text in (("Enter", "ui.shell.closing.stay"), ("Alt+Q", "ui.shell.closing.quit"))
    )
    line = NowLine(words.say("ui.shell.closing.now"))
    return StillPlace("intake", view, keys, line, words.say("ui.intake.title"))


def _closing(desk: TourDesk) -> Any:
    say = desk.desk.words.say
    text = NoticeText(
        say("ui.shell.closing.title"),
        (say("ui.shell.closing.explain"),),
        "warning",
        say("ui.shell.closing.now"),
    )
    return desk.cover(
        _notice(
            text, ("Enter", say("ui.shell.closing.stay")), ("Alt+Q", say("ui.shell.closing.quit"))
        )
    )


def _crash(desk: TourDesk) -> Any:
    say = desk.desk.words.say
    lines = (say("ui.shell.crash.explain"), say("ui.shell.crash.number", number="084a6aba"))
    text = NoticeText(say("ui.shell.crash.title"), lines, "error")
    return desk.cover(
        _notice(
            text, ("Enter", say("ui.shell.crash.restart")), ("Alt+Q", say("ui.shell.crash.quit"))
        )
    )


def _notice(text: NoticeText, *answers: tuple[str, str]) -> NoticePlace:
    return NoticePlace(text, tuple(KeyAction(key, word, _nothing) for key, word in answers))


def _nothing() -> None:
    """A picture answers nothing."""
