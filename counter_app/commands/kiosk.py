"""``kiosk``: the ticket machine in the hall, on a PC of its own."""

from __future__ import annotations

import argparse
from dataclasses import replace

from counter_app.commands.output import complain
from counter_app.commands.profile import profile_of, settings_of
from counter_app.commands.screen import desk_behind
from counter_app.ui.kiosk import face
from counter_app.words import Words


def run(options: argparse.Namespace, words: Words) -> int:
    """Fill the screen until a person of the staff ends it."""
    profile, plain = profile_of(options), settings_of(options)
    settings = replace(plain, screen=replace(plain.screen, labels=plain.kiosk.labels))
    opening = face.KioskOpening(lambda: desk_behind(profile, settings), settings, profile)
    code, error = face.run(opening)
    if error is not None:
        complain(words, error)
    return code
