"""Puts what is known of devices, papers and this PC into words."""

from __future__ import annotations

from collections.abc import Iterator

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.services.desk import Desk
from counter_app.services.device_room import Printed, Refused
from counter_app.services.device_tests import CardTest
from counter_app.services.status import DeviceLine, DeviceRole
from counter_app.ui.days import say_date
from counter_app.ui.devices.state import (
    TEST_KEYS,
    ChoiceLook,
    DeviceLook,
    EventLook,
    Fact,
    Facts,
    Result,
    RoomLook,
)
from counter_app.ui.devices.watch import DeviceEvent, Watched
from counter_app.ui.line_watch.state import say_device
from counter_app.ui.looks import Choice, Kind, PillState
from counter_app.words import Words, placeholders, texts

BUSY_MS = 8_000
"""From then on an answer that is still out is told."""
_HOUR_S, _DAY_S = 3_600, 86_400
_OLD_S = 12 * _HOUR_S
_GIGA_MB = 1000
_OUTCOMES: dict[str, Kind] = {
    "device_done": "good",
    "confirmed": "good",
    "sent": "note",
    "unknown": "warning",
    "failed": "danger",
}
_KEYS = {
    "theme": "screen.theme",
    "scale": "screen.scale_percent",
    "language": "language",
    "labels": "screen.labels",
}
"""Where a choice stands in the settings."""
_THEMES = ("light", "dark", "contrast")
_SCALES = ("100", "125", "150", "175", "200")
_LANGUAGES = ("zh", "en")
_LABELS = ("zh", "zh+bo")


class RoomWords:
    """Words a whole room for one moment."""

    def __init__(self, desk: Desk, seen: dict[DeviceRole, Watched], facts: Facts) -> None:
        self._desk, self._seen, self._facts = desk, seen, facts
        self._now = desk.clock.read()

    def look(self) -> RoomLook:
        """Return all of it."""
        room = self._facts.room
        return RoomLook(
            tuple(self._device(role) for role in self._seen),
            tuple(sorted(self._events(), key=lambda each: each.at_ms, reverse=True)),
            tuple(self._about()),
            tuple(map(self._refused, room.refused if room is not None else ())),
            self._choices(),
            self._choice_note(),
        )

    # ---- the devices

    def _device(self, role: DeviceRole) -> DeviceLook:
        watched = self._seen[role]
        name = self._say(f"role.{role}")
        line = watched.line
        pill = self._pill(line)
        testing = role in self._facts.testing
        why = self._closed(role, line)
        says, _, todo = (pill.detail if line is not None else "").partition("\n")
        return DeviceLook(
            role,
            name,
            pill,
            self._since(watched),
            self._address(role),
            says,
            todo or ("" if role in TEST_KEYS else self._say("no_test")),
            self._test(role, testing=testing),
            not why,
            why,
            self._facts.results.get(role),
        )

    def _test(self, role: DeviceRole, *, testing: bool) -> str:
        """Say what its test does; numbered blanks are not tested on."""
        if role not in TEST_KEYS:
            return ""
        return self._say("testing" if testing else f"test.{role}", key=TEST_KEYS[role])

    def _pill(self, line: DeviceLine | None) -> PillState:
        if line is None:
            return PillState("quiet", self._say("not_asked"))
        return say_device(self._desk.words, line)

    def _since(self, watched: Watched) -> str:
        parts = []
        if watched.line is not None:
            parts.append(self._say("since", when=self._moment(watched.since_ms)))
        if watched.misses:
            parts.append(self._say("misses", count=watched.misses))
        if watched.asked_ms is not None and self._now.mono_ms - watched.asked_ms >= BUSY_MS:
            seconds = (self._now.mono_ms - watched.asked_ms) // 1000
            parts.append(self._say("busy", seconds=seconds))
        return "　".join(parts)

    def _address(self, role: DeviceRole) -> str:
        url: str = getattr(self._desk.settings.devices, role)
        return url or self._say("no_address", role=role)

    def _closed(self, role: DeviceRole, line: DeviceLine | None) -> str:
        if role in self._facts.testing:
            return self._say("testing_why")
        if line is not None and line.state == "not_set":
            return self._desk.words.say("ui.shell.device.not_set_remedy")
        return ""

    def _events(self) -> Iterator[EventLook]:
        for role, watched in self._seen.items():
            for each in watched.events:
                yield self._event(role, each)
        room = self._facts.room
        for printed in room.printed if room is not None else ():
            yield self._printed(printed)

    def _event(self, role: DeviceRole, event: DeviceEvent) -> EventLook:
        said = say_device(self._desk.words, DeviceLine(role, event.code, event.detail))
        kind: str = said.kind
        if event.what == "test":
            kind, text = event.code, self._say("event.test", result=event.text)
        elif event.what == "miss":
            kind, text = "warning", self._say("event.miss")
        else:
            text = self._say("event.state", state=self._state_word(event.code))
        return self._line(event.at_ms, role, text, kind)

    def _printed(self, printed: Printed) -> EventLook:
        kind = _OUTCOMES.get(printed.state, "warning")
        state = f"@ui.devices.printed.{printed.state if printed.state in _OUTCOMES else 'unknown'}"
        text = self._say("event.printed", document=printed.document, state=state)
        return self._line(printed.at_ms, printed.role, text, kind)

    def _line(self, at_ms: int, role: str, text: str, kind: str) -> EventLook:
        shown = localtime.at(at_ms)
        time = f"{shown:%H:%M:%S}"
        if shown.date() != localtime.day(self._now.wall_ms):
            time = f"{say_date(self._desk.words, shown.date(), localtime.day(self._now.wall_ms))} {time}"
        return EventLook(at_ms, time, self._say(f"role.{role}"), text, kind)

    def _state_word(self, state: str) -> str:
        said = f"ui.shell.device_state.{state}"
        words = self._desk.words
        return words.say(said if words.knows(said) else "ui.shell.device_state.other")

    # ---- this PC

    def _about(self) -> Iterator[Fact]:
        room = self._facts.room
        if self._facts.wrong is not None:
            what, todo = self._desk.words.error(self._facts.wrong)
            yield Fact(self._say("fact.store"), f"{what}{todo}", "danger")
        if room is None:
            return
        age = room.contact_age_s
        if age is None or room.contact_ms is None:
            yield Fact(self._say("fact.contact"), self._say("never"), "warning")
        else:
            when = self._say("contact", when=self._moment(room.contact_ms), age=self._age(age))
            yield Fact(self._say("fact.contact"), when, "warning" if age >= _OLD_S else "")
        pending = self._say("count", count=room.pending) if room.pending else self._say("none")
        yield Fact(self._say("fact.pending"), pending)
        parked = self._say("count", count=room.parked) if room.parked else self._say("none")
        yield Fact(self._say("fact.parked"), parked, "danger" if room.parked else "")
        low = room.free_mb < self._desk.settings.store.free_floor_mb * 2
        large = room.free_mb >= _GIGA_MB
        size = room.free_mb // _GIGA_MB if large else room.free_mb
        free = self._say("gigabytes" if large else "megabytes", count=size)
        yield Fact(self._say("fact.free"), free, "danger" if low else "")
        yield Fact(self._say("fact.fonts"), self._say("fonts"))

    def _refused(self, refused: Refused) -> str:
        words = self._desk.words
        told = f"error.{refused.code}.what"
        plain = words.knows(told) and not placeholders(texts("zh")[told])
        reason = f"@{told}" if plain else words.say("ui.devices.refused_code", code=refused.code)
        act = f"ui.devices.act.{refused.kind}"
        return self._say(
            "refused",
            when=self._moment(refused.at_ms),
            act=f"@{act if words.knows(act) else 'ui.devices.act_other'}",
            case=refused.case_no or self._say("no_case"),
            reason=reason,
        )

    def _choices(self) -> tuple[ChoiceLook, ...]:
        chosen = self._facts.choice
        return (
            self._choice("theme", _THEMES, chosen.theme),
            self._choice("scale", _SCALES, str(chosen.scale_percent)),
            self._choice("language", _LANGUAGES, chosen.language),
            self._choice("labels", _LABELS, chosen.labels),
        )

    def _choice(self, name: str, values: tuple[str, ...], chosen: str) -> ChoiceLook:
        options = tuple(Choice(each, self._say(f"{name}.{each}")) for each in values)
        return ChoiceLook(name, self._say(f"choice.{name}"), options, chosen)

    def _choice_note(self) -> str:
        facts = self._facts
        if facts.kept is None:
            return ""
        if facts.kept:
            return self._say("kept.theme" if facts.changed == "theme" else "kept.next_time")
        return self._say("not_kept", key=_KEYS[facts.changed])

    # ---- times

    def _moment(self, at_ms: int) -> str:
        shown, today = localtime.at(at_ms), localtime.day(self._now.wall_ms)
        clock = f"{shown:%H:%M}"
        if shown.date() == today:
            return clock
        return f"{say_date(self._desk.words, shown.date(), today)} {clock}"

    def _age(self, seconds: int) -> str:
        if seconds < _HOUR_S:
            return self._say("age.minutes", count=seconds // 60)
        if seconds < _DAY_S:
            return self._say("age.hours", count=seconds // _HOUR_S)
        return self._say("age.days", count=seconds // _DAY_S)

    def _say(self, message: str, /, **values: str | int) -> str:
        return self._desk.words.say(f"ui.devices.{message}", **values)


def card_result(words: Words, card: CardTest) -> Result:
    """Say that a card was read and forgotten."""
    what = words.say(
        "ui.devices.result.card", kind=f"@ui.intake.kind.{card.kind}", name=card.masked_name
    )
    return Result("good", what, words.say("ui.devices.result.card_todo"))


def paper_result(words: Words, outcome: PrintOutcome) -> Result:
    """Say what is known of the paper, and nothing more."""
    kind = _OUTCOMES[outcome.state]
    what = words.say(f"ui.devices.result.{outcome.state}")
    todo = words.say(f"ui.devices.result.{outcome.state}_todo")
    for trouble in (outcome.error, outcome.warning):
        if trouble is not None:
            said = _trouble(words, trouble)
            what, todo = f"{what}{said[0]}", said[1]
            kind = "warning" if kind in ("good", "note") else kind
    return Result(kind, what, todo)


def failed_result(words: Words, error: CounterError) -> Result:
    """Say why there was no test; a card that nobody laid down is no fault of the reader."""
    what, todo = words.error(error)
    kind: Kind = "warning" if error.code in ("reader_no_card", "reader_card_lies") else "danger"
    return Result(kind, what, todo)


def _trouble(words: Words, trouble: Trouble) -> tuple[str, str]:
    return words.error_of(trouble.code, dict(trouble.values))
