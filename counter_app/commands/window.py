"""``script`` and ``enrol``: a window's stores without its screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from counter_app.commands.output import complain_of, say, say_json
from counter_app.commands.profile import profile_of, settings_of
from counter_app.domain.errors import RuleError
from counter_app.script import play
from counter_app.services.desk import enrolled, on_store
from counter_app.services.sync.flow import enrol
from counter_app.wiring import open_desk
from counter_app.words import Words

NOT_TEXT = "surrogateescape"
"""Bytes that are no UTF-8 spoil their own line, not the script."""


def run_script(options: argparse.Namespace, _words: Words) -> int:
    """Play JSON Lines."""
    with (
        _lines(options.file) as lines,
        open_desk(profile_of(options), settings_of(options)) as desk,
    ):
        play(desk, lines, say)
    return 0


@contextmanager
def _lines(name: str) -> Iterator[TextIO]:
    if name == "-":
        sys.stdin.reconfigure(errors=NOT_TEXT)  # type: ignore[union-attr]  # a text stream
        yield sys.stdin
        return
    with _opened(Path(name)) as file:
        yield file


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8", errors=NOT_TEXT)
    except OSError as wrong:
        raise RuleError("file_unreadable", file=path.name) from wrong


def run_enrol(options: argparse.Namespace, words: Words) -> int:
    """Become a window and say which one."""
    settings = settings_of(options)
    with open_desk(profile_of(options), settings) as desk:
        report = desk.background.start(enrol(desk, options.server, options.code)).result()
        found = desk.background.start(on_store(lambda: enrolled(desk))).result()
    named = {"device": found.device, "window": found.window.id, "server": found.server}
    say_json(named | {"synced": report.fault is None})
    if report.fault is not None:
        complain_of(words, report.fault.code, dict(report.fault.values))
    return 0
