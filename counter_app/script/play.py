"""Plays a script: one line at a time, each answered before the next is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from counter_app.domain.errors import CounterError, RuleError
from counter_app.script.answers import error_body
from counter_app.script.arguments import Arguments
from counter_app.script.verbs import VERBS
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit

BYTE_ORDER_MARK = "\ufeff"


def play(desk: Desk, lines: Iterable[str], answer: Callable[[str], None]) -> None:
    """Carry out every line of ``lines``; ``answer`` gets one JSON text per line that is not blank."""
    visit = Visit()
    for line in lines:
        text = line.strip().removeprefix(BYTE_ORDER_MARK)
        if text:
            visit, said = _line(desk, visit, text)
            answer(json.dumps(said, ensure_ascii=False))


def _line(desk: Desk, visit: Visit, line: str) -> tuple[Visit, dict[str, Any]]:
    verb = ""
    try:
        asked = _parse(line)
        verb = str(asked.get("do", ""))
        found = VERBS.get(verb)
        if found is None:
            raise RuleError("verb_unknown", verb=verb)
        visit, answer = found(desk, visit, Arguments(verb, asked))
    except CounterError as error:
        return visit, {"ok": False, "do": verb, "error": error_body(desk.words, error)}
    return visit, {"ok": True, "do": verb, **answer}


def _parse(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        # half of a surrogate pair is no character: no store, paper or answer could hold it
        json.dumps(asked, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as wrong:
        raise RuleError("line_not_json") from wrong
    if not isinstance(asked, dict):
        raise RuleError("line_not_json")
    return asked
