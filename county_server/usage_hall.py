"""The command line of ``county_server queue-line`` and ``county_server voice-clips``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Command = Callable[[Any, Any, str, str, str], Any]


def add_hall(commands: Any, place: Any, command: Command) -> None:
    """Add both; ``command`` makes one parser."""
    about = "a line of a hall's queue: its letter, its business, the kinds of windows that call"
    parser = command(commands, place, "queue-line", about, "queue.save")
    parser.add_argument("--hall", required=True, metavar="H")
    parser.add_argument("--letter", required=True, metavar="A")
    parser.add_argument("--name", required=True, metavar="TEXT")
    parser.add_argument("--name-bo", default="", metavar="TEXT", help="in Tibetan")
    parser.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help="of window; else all"
    )
    about = "the recordings of voice calls: which are needed, there, or of a wrong format"
    clips = command(commands, place, "voice-clips", about, "voice.show")
    clips.add_argument(
        "--voice", required=True, choices=("zh", "bo"), help="which language is said"
    )
