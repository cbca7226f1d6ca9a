"""Words the short forms of 叫号: hold, no-show, transfer, pause; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.hall import WindowAt
from counter_app.ui.looks import SheetRow
from counter_app.ui.queue.facts import Calling
from counter_app.ui.queue.looks import FormLook
from counter_app.ui.queue.state import Counter
from counter_app.ui.queue.told import ticket_no
from counter_app.words import Words

REASONS = {
    "hold": ("copy", "fetch", "fill", "pay"),
    "pause": ("rest", "meeting", "errand", "tidy"),
}
"""Reasons offered, by form; another one may be typed."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a ticket may be sent: a window or a line by its letter; ``open`` False: refused."""

    name: str
    window: str = ""
    line: str = ""
    open: bool = True
    detail: str = ""


def targets(words: Words, calling: Calling) -> tuple[Target, ...]:
    """Return the other windows of the hall, then its lines."""
    look = calling.look
    if look is None or look.ahead is None:
        return ()
    there = look.ahead.state
    windows = tuple(
        Target(each.name, window=each.window, open=each.open, detail=_of_window(words, each))
        for each in there.windows
        if each.window != look.window
    )
    lines = tuple(
        Target(
            words.say("ui.queue.transfer.line", letter=each.letter, name=each.name),
            line=each.letter,
            detail=words.say("ui.queue.waiting_count", count=each.waiting),
        )
        for each in there.waiting
    )
    return (*windows, *lines)


def reason_of_row(words: Words, state: Counter) -> str:
    """Return the reason of the chosen line."""
    names = REASONS.get(state.form.kind, ())
    chosen = names[state.form.row] if state.form.row < len(names) else ""
    return words.say(f"ui.queue.{state.form.kind}.{chosen}") if chosen else ""


def form_look(words: Words, state: Counter) -> FormLook | None:
    """Return the open form, None without one."""
    kind = state.form.kind
    if not kind:
        return None
    no = ticket_no(state.calling.ticket)
    title = words.say(f"ui.queue.{kind}.title", no=no)
    hint = words.say(f"ui.queue.{kind}.hint")
    if kind == "transfer":
        rows = tuple(
            SheetRow(each.name, "", each.detail, "", "good" if each.open else "quiet")
            for each in targets(words, state.calling)
        )
        return FormLook(title, hint, rows, state.form.row)
    if kind == "no_show":
        row = SheetRow(words.say("ui.queue.no_show.row", no=no), "", "", "", "warning")
        return FormLook(title, hint, (row,), 0)
    rows = tuple(
        SheetRow(words.say(f"ui.queue.{kind}.{each}"), "", "", "", "note") for each in REASONS[kind]
    )
    return FormLook(title, hint, rows, state.form.row, "reason")


def _of_window(words: Words, there: WindowAt) -> str:
    if not there.open:
        return words.say("ui.queue.transfer.closed")
    if there.no:
        return words.say("ui.queue.transfer.busy", no=there.no)
    return words.say("ui.queue.transfer.free")
