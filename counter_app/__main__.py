"""``python -m counter_app``: reads the arguments and joins the desk to one face."""

from __future__ import annotations

import argparse
import sys

from counter_app import __version__
from counter_app.commands import arguments
from counter_app.commands.output import complain
from counter_app.commands.profile import add_options, settings_of
from counter_app.domain.errors import CounterError
from counter_app.words import Words


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 when it was refused (2 for wrong usage, by argparse)."""
    options = _parser().parse_args(arguments)
    words = Words()
    try:
        words = Words(settings_of(options).language)
        code: int = options.run(options, words)
    except CounterError as error:
        complain(words, error)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("counter_app", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    add_options(parser, default=True)
    arguments.add_screen_options(parser)
    commands = parser.add_subparsers(dest="command", title="commands; the window without any")
    for command in arguments.add_commands(commands):
        add_options(command, default=False)
    return parser


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # text streams of a console
    sys.exit(main())
