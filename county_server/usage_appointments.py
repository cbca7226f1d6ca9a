"""The command line of appointments, and of a line that is closed for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Command = Callable[[Any, Any, str, str, str], Any]


def add_appointments(commands: Any, place: Any, command: Command) -> None:
    """Add them; ``command`` makes one parser."""
    about = "book one; prints the code with which it is checked in"
    book = command(commands, place, "appointment", about, "appointments.make")
    book.add_argument("--hall", required=True, metavar="H")
    book.add_argument("--line", required=True, metavar="A", help="letter of the business")
    book.add_argument("--day", required=True, type=date.fromisoformat, metavar="DATE")
    book.add_argument("--from", dest="start", required=True, metavar="HH:MM")
    book.add_argument("--to", dest="end", required=True, metavar="HH:MM")
    book.add_argument("--people", type=int, default=1, metavar="N")
    about = "read the number of the card that will be laid; only a keyed hash of it is kept"
    book.add_argument("--number-stdin", action="store_true", help=about)
    about = "those of a day, a JSON object each"
    shown = command(commands, place, "appointments", about, "appointments.show")
    shown.add_argument("--hall", required=True, metavar="H")
    shown.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="else today")
    about = "cancel one that is still open, and forget whose it was"
    drop = command(commands, place, "appointment-cancel", about, "appointments.drop")
    drop.add_argument("--hall", required=True, metavar="H")
    drop.add_argument("--day", required=True, type=date.fromisoformat, metavar="DATE")
    drop.add_argument("--code", required=True, metavar="NNNNNN")
    about = "take nobody into a line for a day"
    close = command(commands, place, "queue-close", about, "queue.close")
    close.add_argument("--hall", required=True, metavar="H")
    close.add_argument("--letter", required=True, metavar="A")
    close.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="else today")
    close.add_argument("--reopen", action="store_true")
