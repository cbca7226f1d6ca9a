"""``python -m county_server``: reads the command line and runs one command."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from counter_app.domain.errors import CounterError
from counter_app.words import REFERENCE, Words
from county_server.output import complain
from county_server.usage import make_parser


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 an error told on stderr, 2 wrong usage."""
    options = make_parser().parse_args(arguments)
    words = Words(getattr(options, "language", REFERENCE))
    try:
        command = importlib.import_module(f"county_server.commands.{options.module}")
        return int(getattr(command, options.function)(options, words))
    except CounterError as error:
        complain(words, error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
