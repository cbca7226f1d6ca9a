"""``queue-line`` and ``queue-close``: the lines of a hall's queue (F-C1)."""

from __future__ import annotations

import argparse
import time

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import QueueLine
from counter_app.domain.ticket import LETTERS
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from db.county.queue_lines import close_line, set_line


def _wanted(options: argparse.Namespace) -> QueueLine:
    """Return the line that the options name; RuleError ``queue_letter``."""
    letter, name = options.letter.strip().upper(), options.name.strip()
    if len(letter) != 1 or letter not in LETTERS or not name or not name.isprintable():
        raise RuleError("queue_letter")
    return QueueLine(letter, name, options.name_bo.strip(), tuple(options.kind))


def save(options: argparse.Namespace, _words: Words) -> int:
    """Make or change a line; the hall's windows and kiosks read it with their next sync."""
    line = _wanted(options)
    with open_database(read_place(options)) as url:
        set_line(url, options.hall, line)
    say_json({"hall": options.hall, "letter": line.letter, "name": line.name})
    return 0


def close(options: argparse.Namespace, _words: Words) -> int:
    """Take nobody into a line today, or on a day; ``--reopen`` takes that back."""
    day = options.day or localtime.day(time.time_ns() // 1_000_000)
    letter = options.letter.strip().upper()
    with open_database(read_place(options)) as url:
        close_line(url, options.hall, letter, None if options.reopen else day)
    closed = "" if options.reopen else day.isoformat()
    say_json({"hall": options.hall, "letter": letter, "closed_on": closed})
    return 0
