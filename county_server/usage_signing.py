"""The command line of ``county_server keys`` and ``county_server certificate``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Command = Callable[[Any, Any, str, str, str], Any]


def add_signing(commands: Any, place: Any, command: Command) -> None:
    """Add both; ``command`` makes one parser."""
    about = "the signed PDF of a printed certificate"
    certificate = command(commands, place, "certificate", about, "certificates.fetch")
    certificate.add_argument("--no", required=True, metavar="NUMBER")
    _out(certificate, "FILE.pdf")
    add_keys_option(certificate)
    keys = commands.add_parser(
        "keys", parents=[place], help="what the county signs with", allow_abbrev=False
    )
    acts = keys.add_subparsers(dest="act", required=True, metavar="ACT")
    for add in (_make, _show, _export, _use, _renew, _revoke, _revoked):
        add(acts, place, command)


def add_keys_option(parser: Any) -> None:
    """Add ``--keys``."""
    about = "where the county's keys lie; else beside the data"
    parser.add_argument("--keys", type=Path, metavar="DIR", help=about)


def _make(acts: Any, place: Any, command: Command) -> None:
    parser = command(acts, place, "make", "make what is missing; serve does it too", "keys.make")
    parser.add_argument("--name", metavar="TEXT", help="the county, as the certificate names it")
    add_keys_option(parser)


def _show(acts: Any, place: Any, command: Command) -> None:
    add_keys_option(command(acts, place, "show", "which keys, until when", "keys.show"))


def _export(acts: Any, place: Any, command: Command) -> None:
    about = "the public key for verifiers without a line"
    parser = command(acts, place, "export", about, "keys.export")
    _out(parser, "FILE.pem")
    add_keys_option(parser)


def _use(acts: Any, place: Any, command: Command) -> None:
    about = "sign PDF with what the office has given, from the next start on"
    parser = command(acts, place, "use", about, "keys.use")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE.pem")
    parser.add_argument(
        "--certificate", type=Path, required=True, metavar="FILE.pem", help="and those above it"
    )
    add_keys_option(parser)


def _renew(acts: Any, place: Any, command: Command) -> None:
    about = "a new root of the windows' keys, when the old one is lost or stolen"
    parser = command(acts, place, "renew", about, "keys.renew")
    parser.add_argument(
        "--yes", action="store_true", required=True, help="codes of before then fail"
    )
    add_keys_option(parser)


def _revoke(acts: Any, place: Any, command: Command) -> None:
    about = "a window's computer is lost: it is shut out, and what it signs no longer counts"
    parser = command(acts, place, "revoke", about, "keys.revoke")
    parser.add_argument("--window", required=True, metavar="W")
    parser.add_argument("--since", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--reason", required=True, metavar="TEXT")


def _revoked(acts: Any, place: Any, command: Command) -> None:
    about = "the signed list of revoked windows, for verifiers without a line"
    parser = command(acts, place, "revoked", about, "keys.revoked")
    _out(parser, "FILE.json")
    add_keys_option(parser)


def _out(parser: Any, what: str) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar=what)
