"""Pictures of the device room: all well, faults, tests and their ends, refused entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from counter_app.config import Devices, ScreenChoice, Settings
from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.domain.records import Instant
from counter_app.services.desk import Desk
from counter_app.services.device_room import Printed, Refused, RoomFacts
from counter_app.services.device_tests import CardTest
from counter_app.services.status import DeviceLine, DeviceRole
from counter_app.ui import theme
from counter_app.ui.devices.state import Facts, Result
from counter_app.ui.devices.view import DevicesScreen
from counter_app.ui.devices.watch import DeviceEvent, Watched
from counter_app.ui.devices.wording import RoomWords, card_result, failed_result, paper_result
from counter_app.ui.line_watch.state import (
    LineFacts,
    StripState,
    say_device,
    say_sync,
    say_window,
)
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.tour_states import StillPlace, TourDesk, TourState
from counter_app.words import Words

_HOUR = 3_600_000
_CHOICE = ScreenChoice("zh", "light", 100)
_URLS = Devices("serial:/dev/ttyUSB0", "tcp:192.0.2.14:9100", "ipp://192.0.2.20/ipp/print")
_RESULTS = Callable[[Words], dict[DeviceRole, Result]]


def states() -> Iterable[TourState]:
    """The room on a good day and on a bad one."""
    both = (100, 200)
    yield TourState("well", _room(_WELL, Facts(_CHOICE, room=_ROOM)), scales=both)
    yield TourState("first-look", _room({role: Watched() for role in _WELL}, Facts(_CHOICE)))
    yield TourState("faults", _room(_ILL, Facts(_CHOICE, room=_ROOM)), scales=both)
    yield TourState("tested", _room(_WELL, Facts(_CHOICE, room=_ROOM), _tested), scales=both)
    failed = Facts(_CHOICE, room=_ROOM, testing=frozenset(("documents",)))
    yield TourState("test-failed", _room(_ILL, failed, _failed))
    away = replace(_ROOM, contact_age_s=190_000, pending=37, parked=2, refused=_REFUSED)
    yield TourState("refused", _room(_WELL, Facts(_CHOICE, room=away)))
    kept = Facts(_CHOICE, room=_ROOM, kept=False, changed="scale")
    yield TourState("chosen", _room(_WELL, kept))


def _room(
    seen: dict[DeviceRole, Watched], facts: Facts, results: _RESULTS | None = None
) -> Callable[[TourDesk], Any]:
    def build(tour: TourDesk) -> Any:
        desk = replace(tour.desk, settings=replace(Settings(), devices=_URLS))
        now = desk.clock.read()
        now_ms = now.wall_ms
        shown = {role: _shifted(each, now) for role, each in seen.items()}
        known = facts if facts.room is None else replace(facts, room=_since(facts.room, now_ms))
        chosen = replace(facts.choice, theme=theme.current().name, language=desk.words.language)
        told = results(desk.words) if results is not None else {}
        known = replace(known, choice=chosen, results=told)
        view = DevicesScreen(desk.words)
        view.show_look(RoomWords(desk, shown, known).look())
        keys = tuple(
            KeyAction(key, desk.words.say(f"ui.devices.key.{name}"), _nothing)
            for key, name in (
                ("F3", "reader"),
                ("F4", "tickets"),
                ("F5", "documents"),
                ("F6", "look"),
            )
        )
        line = NowLine(desk.words.say("ui.devices.now"))
        place = StillPlace("devices", view, keys, line, desk.words.say("ui.devices.title"))
        return tour.dress(place, strip=_strip(desk, shown))

    return build


def _strip(desk: Desk, seen: dict[DeviceRole, Watched]) -> StripState:
    """The lights follow the same source."""
    words = desk.words
    lines = (each.line for each in seen.values() if each.line is not None)
    return StripState(
        say_window(words, desk.ledger.enrolment()),
        say_sync(words, LineFacts(away_s=0)),
        tuple((each.role, say_device(words, each)) for each in lines),
    )


def _shifted(watched: Watched, now: Instant) -> Watched:
    """Times in these samples are before now."""
    events = tuple(replace(each, at_ms=now.wall_ms + each.at_ms) for each in watched.events)
    asked_ms = None if watched.asked_ms is None else now.mono_ms + watched.asked_ms
    since_ms = now.wall_ms + watched.since_ms
    return replace(watched, since_ms=since_ms, asked_ms=asked_ms, events=events)


def _since(room: RoomFacts, now_ms: int) -> RoomFacts:
    return replace(
        room,
        contact_ms=now_ms - (room.contact_age_s or 0) * 1000,
        printed=tuple(replace(each, at_ms=now_ms + each.at_ms) for each in room.printed),
        refused=tuple(replace(each, at_ms=now_ms + each.at_ms) for each in room.refused),
    )


def _tested(words: Words) -> dict[DeviceRole, Result]:
    return {
        "reader": card_result(words, CardTest("resident", "扎*")),
        "tickets": paper_result(words, PrintOutcome("sent", "unknown")),
        "documents": paper_result(words, PrintOutcome("device_done", "all")),
    }


def _failed(words: Words) -> dict[DeviceRole, Result]:
    stopped = PrintOutcome("failed", "nothing", Trouble("printer_paper_out"))
    return {
        "reader": failed_result(words, DeviceError("reader_silent")),
        "tickets": paper_result(words, stopped),
    }


def _nothing() -> None:
    """A picture answers nothing."""


def _well(role: DeviceRole) -> Watched:
    events = (DeviceEvent(-2 * _HOUR, "state", "ready"), DeviceEvent(-2 * _HOUR - 9_000, "miss"))
    return Watched(DeviceLine(role, "ready"), -2 * _HOUR, events=events)


_ROLES: tuple[DeviceRole, ...] = ("reader", "tickets", "documents")
_WELL = {role: _well(role) for role in _ROLES}
_ILL: dict[DeviceRole, Watched] = {
    "reader": Watched(
        DeviceLine("reader", "reader_gone"),
        -420_000,
        events=(
            DeviceEvent(-420_000, "state", "reader_gone"),
            DeviceEvent(-424_000, "miss"),
            DeviceEvent(-426_000, "miss"),
            *_WELL["reader"].events,
        ),
    ),
    "tickets": Watched(
        DeviceLine("tickets", "paper_out"),
        -60_000,
        events=(DeviceEvent(-60_000, "state", "paper_out"), *_WELL["tickets"].events),
    ),
    "documents": Watched(DeviceLine("documents", "ready"), -27 * _HOUR, misses=2, asked_ms=-15_000),
}
_ROOM = RoomFacts(
    contact_age_s=240,
    contact_ms=0,
    pending=0,
    parked=0,
    free_mb=18_420,
    printed=(
        Printed(-600_000, "tickets", "device_done", "540402260A1A0000197-W01-01"),
        Printed(-1_200_000, "documents", "unknown", "540402260A1A0000196-W03-01"),
    ),
)
_REFUSED = (
    Refused(-3 * _HOUR, "case.accept", "540402260A1A0000184", "case_no_taken"),
    Refused(-26 * _HOUR, "print.finish", "", "dependency"),
)
