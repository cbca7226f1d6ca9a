"""The options that every command of a window shares, and the desk they describe."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter_app import config
from counter_app.paths import default_profile


def add_options(parser: argparse.ArgumentParser, *, default: bool) -> None:
    """Add ``--profile``, ``--config`` and ``--set``; they may stand before or after the command."""
    missing = None if default else argparse.SUPPRESS
    parser.add_argument("--profile", type=Path, default=missing, metavar="DIR")
    parser.add_argument("--config", type=Path, default=missing, metavar="FILE")
    # A list of its own after the command: argparse would overwrite what stood before it.
    name = "settings_before" if default else "settings_after"
    parser.add_argument(
        "--set",
        dest=name,
        action="append",
        default=[] if default else argparse.SUPPRESS,
        metavar="KEY=VALUE",
    )


def profile_of(options: argparse.Namespace) -> Path:
    """Return the folder of the window."""
    chosen: Path | None = options.profile
    return chosen or default_profile()


def settings_of(options: argparse.Namespace) -> config.Settings:
    """
    Read the settings that the options describe.

    Raises:
        RuleError: as ``config.load``

    """
    overrides = [*options.settings_before, *getattr(options, "settings_after", [])]
    return config.load(profile_of(options), options.config, overrides)
