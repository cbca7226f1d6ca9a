"""The window itself: its screen first, the desk behind it as soon as it is there."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from counter_app.commands.profile import profile_of, settings_of
from counter_app.config import Settings
from counter_app.domain.errors import StoreError
from counter_app.domain.ports import Files
from counter_app.services.desk import Desk
from counter_app.ui import app
from counter_app.words import Words

_log = logging.getLogger(__name__)


def run(options: argparse.Namespace, _words: Words) -> int:
    """Show the window until it is closed."""
    profile, settings = profile_of(options), settings_of(options)
    return app.run(
        lambda: desk_behind(profile, settings), settings, profile, options.citizen_screen
    )


@contextmanager
def desk_behind(profile: Path, settings: Settings) -> Iterator[Desk]:
    """
    As ``wiring.open_desk``; importing the adapters is part of opening.

    The window does it on its opening lane: the event loop runs meanwhile, and on a cold disk the
    libraries of both are read at the same time. Papers of a session end with it: those of one that
    was killed go at the start, those of this one when the window has closed, locked or not.
    """
    from counter_app.wiring import open_desk  # noqa: PLC0415  the half second is the lane's

    with ExitStack() as closed, open_desk(profile, settings) as desk:
        _purge(desk.files)
        closed.callback(_purge, desk.files)
        yield desk


def _purge(files: Files) -> None:
    """No disk keeps a window shut, or open."""
    try:
        files.purge()
    except StoreError as left:
        _log.warning("papers of the session were left code=%s", left.code)
