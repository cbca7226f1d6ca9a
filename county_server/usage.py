"""
The command line of ``python -m county_server`` (architecture 8).

Only this is read before the command is known: each command's module, with the libraries that it
needs, is imported when it runs.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from county_server.config import DEFAULT_HOST, DEFAULT_PORT, add_place_options
from county_server.usage_appointments import add_appointments
from county_server.usage_blanks import add_blanks
from county_server.usage_figures import add_figures
from county_server.usage_hall import add_hall
from county_server.usage_ratings import add_ratings
from county_server.usage_signing import add_keys_option, add_signing

WINDOW_KINDS = ("nd", "field", "cert", "fallback", "kiosk")
WINDOW_TEXTS = ("hall_name", "name", "area", "address", "hours", "phone", "complaint_phone")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser; it sets ``module`` and ``function`` to what runs the command."""
    place = argparse.ArgumentParser(add_help=False)
    add_place_options(place)
    parser = argparse.ArgumentParser(
        prog="python -m county_server", parents=[place], allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_serve, _catalogue, _create_user, _enrol_window, _cases, _decide, _undecide):
        add(commands, place)
    add_blanks(commands, place, _command)
    add_signing(commands, place, _command)
    add_hall(commands, place, _command)
    add_ratings(commands, place, _command)
    add_figures(commands, place, _command)
    add_appointments(commands, place, _command)
    return parser


def _command(commands: Any, place: Any, name: str, about: str, where: str) -> Any:
    parser = commands.add_parser(name, parents=[place], help=about, allow_abbrev=False)
    module, function = where.split(".")
    parser.set_defaults(module=module, function=function)
    return parser


def _serve(commands: Any, place: Any) -> None:
    parser = _command(commands, place, "serve", "answer the windows until SIGTERM", "serving.run")
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0: any free one")
    parser.add_argument("--tls-cert", type=Path, metavar="F")
    parser.add_argument("--tls-key", type=Path, metavar="F")
    parser.add_argument("--public-url", metavar="URL", help="where citizens find /verify; in codes")
    add_keys_option(parser)


def _catalogue(commands: Any, place: Any) -> None:
    about = "import a service guide; errors as JSON lines, nothing half-imported"
    load = _command(commands, place, "load-catalogue", about, "catalogue.load")
    load.add_argument("path", help="an .xlsx file, or: sample")
    about = "write the service guide as .xlsx"
    export = _command(commands, place, "export-catalogue", about, "catalogue.export")
    export.add_argument("path", type=Path)


def _create_user(commands: Any, place: Any) -> None:
    about = "a person who may sign in at a window"
    parser = _command(commands, place, "create-user", about, "users.create")
    parser.add_argument("name")
    parser.add_argument("--role", nargs="+", action="extend", required=True, metavar="ROLE")
    parser.add_argument("--display-name", default="", help="as papers show it; else the name")
    parser.add_argument("--password-stdin", action="store_true", required=True)
    parser.add_argument("--update", action="store_true", help="change a user that exists")


def _enrol_window(commands: Any, place: Any) -> None:
    about = "a one-time code by which a computer becomes a window"
    parser = _command(commands, place, "enrol-window", about, "windows.enrol")
    parser.add_argument("--hall", required=True, metavar="H")
    parser.add_argument("--window", required=True, metavar="W")
    parser.add_argument("--kind", required=True, choices=WINDOW_KINDS)
    parser.add_argument("--server", metavar="URL", help="where the window finds the county")
    for name in WINDOW_TEXTS:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT")
    parser.add_argument("--domain-tag", action="append", metavar="TAG")


def _cases(commands: Any, place: Any) -> None:
    _command(commands, place, "cases", "every case as a JSON line", "cases.show")


def _decide(commands: Any, place: Any) -> None:
    about = "the deciding body's decision on an accepted case; who accepted it cannot decide it"
    parser = _command(commands, place, "decide", about, "decisions.decide")
    _whose(parser)
    rulings = parser.add_mutually_exclusive_group(required=True)
    for option, ruling in (("--grant", "granted"), ("--deny", "denied"), ("--refer", "referred")):
        rulings.add_argument(option, dest="ruling", action="store_const", const=ruling)
    parser.add_argument(
        "--officer", action="append", default=[], metavar="NAME", help="who examined"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="a refusal's, and its basis")
    parser.add_argument("--content", default="", metavar="TEXT", help="else the usual wording")
    parser.add_argument("--no", default="", metavar="NO", help="else made from the case's number")
    parser.add_argument("--valid-from", type=date.fromisoformat, metavar="DATE", help="else today")
    parser.add_argument("--valid-to", type=date.fromisoformat, metavar="DATE", help="else no end")
    parser.add_argument("--value", action="append", default=[], metavar="NAME=TEXT")
    parser.add_argument(
        "--papers-only", action="store_true", help="no substance to check: one officer"
    )


def _undecide(commands: Any, place: Any) -> None:
    about = "take a decision back; certificates still in the house are void"
    parser = _command(commands, place, "undecide", about, "decisions.undecide")
    _whose(parser)
    parser.add_argument("--reason", required=True, metavar="TEXT")


def _whose(parser: Any) -> None:
    parser.add_argument("--case", required=True, metavar="NO")
    parser.add_argument("--by", required=True, metavar="USER", help="of the back office")
