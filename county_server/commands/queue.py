"""``queue-line``: the lines of a hall's queue (F-C1)."""

from __future__ import annotations

import argparse

from counter_app.domain.errors import RuleError
from counter_app.domain.hall import QueueLine
from counter_app.domain.ticket import LETTERS
from counter_app.words import Words
from county_server.config import read_place
from county_server.database import open_database
from county_server.output import say_json
from db.county.queue_lines import set_line


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
