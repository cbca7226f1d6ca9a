"""The keys of calling, and how they stand among those of a place; no Qt."""

from __future__ import annotations

import re

from counter_app.ui.place import KeyAction
from counter_app.ui.queue.line import CallingLine
from counter_app.words import Words

_FUNCTION = re.compile(r"F(\d+)")
_BESIDE = 99
"""Behind the last F-key."""


def calling_keys(words: Words, line: CallingLine, *, at_home: bool) -> tuple[KeyAction, ...]:
    """
    Return F2, F5 and 离开 for whoever calls.

    ``at_home``: in 叫号, where all stand in the bar. F5 stands where people take numbers.
    """
    if not line.may_call:
        return ()
    state, say = line.state, words.say
    ticket = state.ticket
    keys = [KeyAction("F2", say("ui.queue.key.next"), line.press_next)]
    if state.queued:
        why = "" if ticket is not None and not state.come else _not_called(words, line)
        text = say("ui.queue.key.recall")
        keys.append(KeyAction("F5", text, line.press_recall, not why, why))
    leave = say("ui.queue.key.leave")
    keys.append(KeyAction("Alt+F2", leave, line.press_leave, bar=at_home))
    return tuple(keys)


def merged(own: tuple[KeyAction, ...], calling: tuple[KeyAction, ...]) -> tuple[KeyAction, ...]:
    """
    Put the keys of calling among a place's own, in the order of the keyboard.

    A place keeps its key where that of calling is closed: F5 is the place's while nobody who was
    called is awaited.
    """
    taken = {each.key for each in own}
    winning = [each for each in calling if each.enabled or each.key not in taken]
    theirs = {each.key for each in winning}
    keys = [each for each in own if each.key not in theirs]
    for each in winning:
        at = next((at for at, other in enumerate(keys) if _order(other) > _order(each)), len(keys))
        keys.insert(at, each)
    return tuple(keys)


def _order(key: KeyAction) -> int:
    found = _FUNCTION.fullmatch(key.key)
    return int(found[1]) if found is not None else _BESIDE


def _not_called(words: Words, line: CallingLine) -> str:
    ticket = line.state.ticket
    if ticket is None:
        return words.say("ui.queue.why.nobody_called")
    return words.say("ui.queue.why.serving", no=ticket.no)
