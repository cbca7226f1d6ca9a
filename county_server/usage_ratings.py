"""The command line of ``county_server rating-ticket``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from counter_app.domain.rating_operation import CallResult, Verdict

Command = Callable[[Any, Any, str, str, str], Any]


def add_ratings(commands: Any, place: Any, command: Command) -> None:
    """Add it; ``command`` makes one parser."""
    about = "bad ratings: who looks into them, what is found, when it is mended"
    acts = commands.add_parser(
        "rating-ticket", parents=[place], help=about, allow_abbrev=False
    ).add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, about: str, where: str) -> Any:
        parser = command(acts, place, name, about, f"ratings.{where}")
        parser.add_argument("--by", required=True, metavar="USER")
        return parser

    act("list", "the tickets that the user may see, as JSON lines", "show").add_argument(
        "--closed", action="store_true", help="those too"
    )
    for name, about, where in (
        ("assign", "name who looks into it, the same day", "assign"),
        ("call", "a call back", "call"),
        ("verdict", "what was found", "verdict"),
        ("fix", "it was mended", "fix"),
        ("confirm", "a supervisor closes it", "confirm"),
        ("appeal", "the rated clerk asks for another look", "appeal"),
    ):
        parser = act(name, about, where)
        parser.add_argument("rating", metavar="RATING")
        _ADD[name](parser)
    number = command(acts, place, "days", "working days to mend, at first 5", "ratings.days")
    number.add_argument("days", type=int, metavar="N")


def _assign(parser: Any) -> None:
    parser.add_argument("--owner", required=True, metavar="USER")


def _call(parser: Any) -> None:
    parser.add_argument("--result", required=True, choices=[each.value for each in CallResult])
    parser.add_argument("--note", default="", metavar="TEXT")


def _verdict(parser: Any) -> None:
    parser.add_argument("verdict", choices=[each.value for each in Verdict])
    parser.add_argument("--grounds", required=True, metavar="TEXT")
    parser.add_argument("--days", type=int, metavar="N", help="working days to mend it, 1 to 15")
    parser.add_argument("--again", action="store_true", help="the person may rate anew")


def _fix(parser: Any) -> None:
    parser.add_argument("--did", required=True, metavar="TEXT", help="what was mended")
    parser.add_argument("--reply", required=True, metavar="TEXT", help="what was answered")


def _confirm(parser: Any) -> None:
    parser.add_argument("--note", default="", metavar="TEXT")


def _appeal(parser: Any) -> None:
    parser.add_argument("--reason", required=True, metavar="TEXT")


_ADD: dict[str, Callable[[Any], None]] = {
    "assign": _assign,
    "call": _call,
    "verdict": _verdict,
    "fix": _fix,
    "confirm": _confirm,
    "appeal": _appeal,
}
