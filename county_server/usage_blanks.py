"""The command line of ``county_server blanks``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Command = Callable[[Any, Any, str, str, str], Any]


def add_blanks(commands: Any, place: Any, command: Command) -> None:
    """Add ``blanks`` with what it can do; ``command`` makes one parser."""
    about = "the stock of numbered blanks"
    blanks = commands.add_parser("blanks", parents=[place], help=about, allow_abbrev=False)
    acts = blanks.add_subparsers(dest="act", required=True, metavar="ACT")

    receive = command(acts, place, "receive", "a delivery comes into the store", "blanks.receive")
    receive.add_argument("--series", required=True, metavar="S", help="the code of the series")
    receive.add_argument("--sheets", required=True, metavar="A-B", help="first and last number")
    receive.add_argument("--name", default="", metavar="TEXT", help="what the series is called")
    _by(receive)

    allot = command(acts, place, "allot", "a range goes to a window's drawer", "blanks.allot")
    allot.add_argument("--series", required=True, metavar="S")
    allot.add_argument("--window", required=True, metavar="W")
    which = allot.add_mutually_exclusive_group(required=True)
    which.add_argument("--count", type=int, metavar="N", help="the next free ones")
    which.add_argument("--sheets", default="", metavar="A-B", help="these")
    _by(allot)

    about = "the unused sheets of a lease went to another drawer, on paper too"
    transfer = command(acts, place, "transfer", about, "blanks.transfer")
    transfer.add_argument("--lease", required=True, metavar="L", help="as show says")
    transfer.add_argument("--window", required=True, metavar="W", help="who has the sheets now")
    _by(transfer)

    about = "sheets are gone, wherever they lay; who uses one later raises an alarm"
    lost = command(acts, place, "lost", about, "blanks.lost")
    lost.add_argument("--series", required=True, metavar="S")
    lost.add_argument("--sheets", required=True, metavar="A-B")
    lost.add_argument("--reason", required=True, metavar="TEXT")
    lost.add_argument("--witness", required=True, metavar="USER", help="the second person")
    _by(lost)

    show = command(acts, place, "show", "sheets by series, lease and state", "blanks.show")
    show.add_argument("--series", default="", metavar="S", help="else all")


def _by(parser: Any) -> None:
    parser.add_argument("--by", required=True, metavar="USER", help="who counted or gave them out")
