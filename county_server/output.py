"""What the commands print: JSON lines on stdout, sentences on stderr."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from counter_app.domain.errors import CounterError, StoreError
from counter_app.words import Words


def say_json(value: Any) -> None:
    """Print one JSON line, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def complain(words: Words, error: CounterError) -> None:
    """Print what happened and what to do."""
    what, remedy = words.error(error)
    sys.stderr.write(f"{what}{remedy}\n" if words.language == "zh" else f"{what} {remedy}\n")


def write_out(file: Path, content: bytes) -> None:
    """Write what a command was asked for; StoreError ``disk_failed``."""
    try:
        file.write_bytes(content)
    except OSError as wrong:
        raise StoreError("disk_failed", file=file.name) from wrong
