"""What a command prints: one JSON object a line for programs, sentences for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from counter_app.domain.errors import CounterError
from counter_app.words import Words


def say(text: str) -> None:
    """Print a line to standard output at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object on a line, at once."""
    say(json.dumps(value, ensure_ascii=False))


def complain(words: Words, error: CounterError) -> None:
    """Print an error's two sentences to standard error."""
    complain_of(words, error.code, error.values)


def complain_of(words: Words, code: str, values: dict[str, str | int]) -> None:
    """Print the two sentences of an error known by its code and values."""
    what, remedy = words.error_of(code, values)
    sys.stderr.write(f"{what}{remedy}\n")


def error_body(words: Words, error: CounterError) -> dict[str, str]:
    """Return an error as ``{"code", "what", "remedy"}``."""
    what, remedy = words.error(error)
    return {"code": error.code, "what": what, "remedy": remedy}
