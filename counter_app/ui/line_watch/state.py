"""What the status strip shows, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.errors import CounterError
from counter_app.domain.printing import PrinterState
from counter_app.domain.records import Enrolment
from counter_app.services.status import DeviceLine
from counter_app.services.sync.messages import Fault
from counter_app.ui.looks import Kind, PillState
from counter_app.words import Words

_PRINTER_KINDS: dict[str, Kind] = {
    "ready": "good",
    "paper_near_end": "warning",
    "unknown": "warning",
    "not_set": "quiet",
}
_CAUSED = ("error", "paper_near_end", "paper_out", "cover_open", "offline", "unknown")


@dataclass(frozen=True, slots=True)
class LineFacts:
    """
    What is known of the line: ``error`` of the turn itself, ``fault`` of the last contact.

    ``away_s``: how long the county has not been heard; None before the first turn ended.
    """

    pending: int = 0
    parked: int = 0
    away_s: int | None = None
    fault: Fault | None = None
    error: CounterError | None = None


@dataclass(frozen=True, slots=True)
class StripState:
    """The strip: this window in words, the sync pill, one pill per device by role."""

    window: str
    sync: PillState
    devices: tuple[tuple[str, PillState], ...] = ()


def say_window(words: Words, enrolment: Enrolment | None) -> str:
    """Return the window's name and kind: "3号窗口 · 无差别"."""
    if enrolment is None:
        return words.say("ui.shell.window.not_enrolled")
    kind = words.say(f"ui.shell.window.kind.{enrolment.window.kind}")
    return words.say("ui.shell.window.named", name=enrolment.window.name, kind=kind)


def say_sync(words: Words, facts: LineFacts) -> PillState:
    """Return the sync pill: 已同步, n 件待传, 离线 n 分 · n 件待传, or 需要处理."""
    if facts.error is not None:
        return _trouble(words, *words.error(facts.error))
    if facts.parked:
        what = words.say("ui.shell.sync.parked_what", count=facts.parked)
        return _trouble(words, what, words.say("ui.shell.sync.parked_remedy"))
    if facts.fault is not None:
        return _faulty(words, facts, facts.fault)
    if facts.away_s is None:
        return PillState("quiet", words.say("ui.shell.sync.never"))
    if facts.pending:
        return PillState("note", words.say("ui.shell.sync.pending", count=facts.pending))
    return PillState("good", words.say("ui.shell.sync.done"))


def say_device(words: Words, line: DeviceLine) -> PillState:
    """Return a device's light: its word, its state in a word, and the remedy as the tip."""
    name = words.say(f"ui.shell.device.{line.role}")
    kind = _PRINTER_KINDS.get(line.state, "danger")
    said = f"ui.shell.device_state.{line.state}"
    state = words.say(said if words.knows(said) else "ui.shell.device_state.other")
    word = words.say("ui.shell.device.light", name=name, state=state)
    return PillState(kind, word, _device_detail(words, line))


def _device_detail(words: Words, line: DeviceLine) -> str:
    if line.role != "reader" and line.state in _CAUSED:
        trouble = PrinterState(line.state, line.detail or None).trouble()  # type: ignore[arg-type]
        return "\n".join(words.error(trouble.error())) if trouble else ""
    if line.state == "not_set":
        return words.say("ui.shell.device.not_set_remedy")
    if line.state == "ready" or not words.knows(f"error.{line.state}.remedy"):
        return ""
    return words.say(f"error.{line.state}.remedy")


def _faulty(words: Words, facts: LineFacts, fault: Fault) -> PillState:
    detail = "\n".join(words.error_of(fault.code, dict(fault.values)))
    if fault.reachable and fault.retry_after_ms is None:
        return PillState("danger", words.say("ui.shell.sync.trouble"), detail)
    minutes = (facts.away_s or 0) // 60
    message = "ui.shell.sync.away" if minutes else "ui.shell.sync.just_away"
    word = words.say(message, minutes=minutes)
    if facts.pending:
        word = words.say("ui.shell.sync.away_pending", away=word, count=facts.pending)
    return PillState("warning", word, detail)


def _trouble(words: Words, what: str, remedy: str) -> PillState:
    return PillState("danger", words.say("ui.shell.sync.trouble"), f"{what}\n{remedy}")
