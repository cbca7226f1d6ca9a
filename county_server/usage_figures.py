"""The command line of what halls set for their figures, and of marking and recounting cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Command = Callable[[Any, Any, str, str, str], Any]


def add_figures(commands: Any, place: Any, command: Command) -> None:
    """Add all; ``command`` makes one parser."""
    _opening(commands, place, command)
    _baseline(commands, place, command)
    _limits(commands, place, command)
    about = "put a case apart from every figure, or back among the ordinary ones"
    mark = command(commands, place, "mark-case", about, "figures.mark")
    mark.add_argument("case", metavar="CASE_NO")
    choices = ("batch", "test", "deleted", "ordinary")
    mark.add_argument("--as", dest="mark", required=True, choices=choices)
    mark.add_argument("--reason", required=True, metavar="TEXT")
    mark.add_argument("--by", required=True, metavar="USER", help="a supervisor")
    about = "count every figure anew from the log, say what differed and set it right"
    rebuild = command(commands, place, "rebuild-figures", about, "figures.rebuild")
    rebuild.add_argument("--check", action="store_true", help="look only; exit 1 if any differs")


def _opening(commands: Any, place: Any, command: Command) -> None:
    about = "a hall's opening hours: one span at a time, or all of them from a TOML file"
    parser = command(commands, place, "opening-hours", about, "figures.opening")
    parser.add_argument("--hall", required=True, metavar="H")
    parser.add_argument("--file", metavar="TOML", help="[[span]] days, from, to, since?, until?")
    parser.add_argument("--days", metavar="1-5", help="Monday is 1: 1-5, or 1,3,5")
    parser.add_argument("--from", dest="first", metavar="09:30")
    parser.add_argument("--to", dest="end", metavar="13:00")
    parser.add_argument("--since", type=date.fromisoformat, metavar="DAY")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="included")
    parser.add_argument("--add", action="store_true", help="beside the spans that are there")


def _baseline(commands: Any, place: Any, command: Command) -> None:
    about = "numbers of cases per minute to compare with; none: the hall or area has none"
    parser = command(commands, place, "baseline", about, "figures.baseline")
    scope = parser.add_mutually_exclusive_group(required=True)
    scope.add_argument("--hall", metavar="H")
    scope.add_argument("--area", metavar="CODE", help="six digits: the city's 540400")
    parser.add_argument("--value", action="append", default=[], metavar="1.17[=NAME]")


def _limits(commands: Any, place: Any, command: Command) -> None:
    about = "from where on something in a hall is an alert"
    parser = command(commands, place, "alert-limits", about, "figures.limits")
    parser.add_argument("--hall", required=True, metavar="H")
    parser.add_argument("--queue", type=int, default=20, metavar="N", help="tickets waiting")
    parser.add_argument("--wait", type=int, default=30, metavar="MIN", help="longest wait")
    parser.add_argument("--stuck", type=int, default=45, metavar="MIN", help="one visit")
    parser.add_argument("--blanks", type=int, default=50, metavar="N", help="sheets left")
    parser.add_argument("--quiet", type=int, default=3, metavar="MIN", help="nothing heard")
