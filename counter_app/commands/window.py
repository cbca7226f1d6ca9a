"""``script`` and ``enrol``: the commands that open a window's stores."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from counter_app.commands.output import say, say_json
from counter_app.commands.profile import profile_of, settings_of
from counter_app.domain.errors import RuleError
from counter_app.script import play
from counter_app.services.desk import enrolled, on_store
from counter_app.services.sync.flow import enrol
from counter_app.wiring import open_desk
from counter_app.words import Words


def add_parsers(commands: Any) -> None:
    """Add both commands; returns nothing."""
    script = commands.add_parser("script", help="JSON Lines in, JSON Lines out")
    script.add_argument("file", metavar="FILE|-")
    script.set_defaults(run=_script)
    joining = commands.add_parser("enrol", help="become a window by a one-time code")
    joining.add_argument("--server", required=True, metavar="URL")
    joining.add_argument("--code", required=True)
    joining.set_defaults(run=_enrol)


def _script(options: argparse.Namespace, _words: Words) -> int:
    with (
        _lines(options.file) as lines,
        open_desk(profile_of(options), settings_of(options)) as desk,
    ):
        play(desk, lines, say)
    return 0


@contextmanager
def _lines(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8") as file:
            yield file
    except OSError as wrong:
        raise RuleError("setting_file", file=name, reason=str(wrong.strerror)) from wrong


def _enrol(options: argparse.Namespace, _words: Words) -> int:
    settings = settings_of(options)
    with open_desk(profile_of(options), settings) as desk:
        desk.background.start(enrol(desk, options.server, options.code)).result()
        found = desk.background.start(on_store(lambda: enrolled(desk))).result()
    say_json({"device": found.device, "window": found.window.id, "server": found.server})
    return 0
