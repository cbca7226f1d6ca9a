"""
What the command line takes. A command's own module is imported when that command is run.

So the window starts without what only the others need, and reads its own libraries in their order:
Qt first, the adapters on a lane while Qt already runs (``screen``).
"""
# ruff: noqa: PLC0415  the one place where a command decides what is imported

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from counter_app.words import Words


def add_screen_options(parser: argparse.ArgumentParser) -> None:
    """Add what the window takes; without a command the window is shown."""
    parser.add_argument(
        "--citizen-screen", type=int, metavar="N", help="monitor facing the citizen"
    )
    parser.set_defaults(run=_screen)


def add_commands(commands: Any) -> Iterable[argparse.ArgumentParser]:
    """Add every command; return the parsers of all of them and of their actions."""
    kiosk = commands.add_parser("kiosk", help="the ticket machine in the hall")
    kiosk.set_defaults(run=_kiosk)
    script = commands.add_parser("script", help="JSON Lines in, JSON Lines out")
    script.add_argument("file", metavar="FILE|-")
    script.set_defaults(run=_script)
    joining = commands.add_parser("enrol", help="become a window by a one-time code")
    joining.add_argument("--server", required=True, metavar="URL")
    joining.add_argument("--code", required=True)
    joining.set_defaults(run=_enrol)
    device = commands.add_parser("device", help="one device by its URL")
    device.set_defaults(run=_device)
    actions = device.add_subparsers(dest="action", required=True)
    _add_actions(actions)
    check = commands.add_parser("self-check", help="is everything there")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_self_check)
    texts = commands.add_parser("texts", help="Tibetan texts out to a translator and back")
    texts.set_defaults(run=_texts)
    ways = texts.add_subparsers(dest="action", required=True)
    for name in ("export", "import"):
        ways.add_parser(name).add_argument("file", type=Path, metavar="FILE.xlsx")
    _add_verify(commands)
    papers = _add_papers(commands)
    inner = (actions, ways, papers, _add_certificates(commands))
    return (*commands.choices.values(), *(each for one in inner for each in one.choices.values()))


def _add_verify(commands: Any) -> None:
    verify = commands.add_parser("verify", help="the code on a certificate, without a line")
    verify.add_argument("--county-key", type=Path, required=True, metavar="FILE.pem")
    what = verify.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", metavar="TEXT", help="what the code says")
    what.add_argument("--image", type=Path, metavar="FILE.png", help="a picture of it")
    verify.add_argument("--revoked", type=Path, metavar="FILE.json", help="the county's list")
    verify.add_argument("--holder", metavar="NAME", help="the name on the paper, to be compared")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=_verify)


def _add_papers(commands: Any) -> Any:
    documents = commands.add_parser("documents", help="the templates of papers")
    documents.set_defaults(run=_documents)
    actions = documents.add_subparsers(dest="action", required=True)
    check = actions.add_parser("check", help="read and draw every template")
    check.add_argument("--json", action="store_true")
    preview = actions.add_parser("preview", help="draw one with specimen values")
    preview.add_argument("kind", metavar="W01..W18")
    preview.add_argument("--out", required=True, type=Path, metavar="FILE.pdf|FILE.png")
    preview.add_argument("--language", default="zh+bo", choices=("zh", "zh+bo"))
    for action in (check, preview):
        action.add_argument("--folder", type=Path, metavar="DIR", help="other than the program's")
    return actions


def _add_certificates(commands: Any) -> Any:
    certificates = commands.add_parser("certificates", help="the forms of certificates")
    certificates.set_defaults(run=_certificates)
    actions = certificates.add_subparsers(dest="action", required=True)
    check = actions.add_parser("check", help="read and draw every type")
    check.add_argument("--json", action="store_true")
    preview = actions.add_parser("preview", help="draw one on its form, with sample values")
    preview.add_argument("type", metavar="TYPE")
    preview.add_argument("--out", required=True, type=Path, metavar="FILE.png")
    for action in (check, preview):
        action.add_argument("--folder", type=Path, metavar="DIR", help="other than the program's")
    return actions


def _add_calibration(actions: Any) -> None:
    ruler = actions.add_parser("ruler", help="print the ruler or trial sheet, on plain paper")
    ruler.add_argument("--trial", action="store_true", help="the trial sheet of the type")
    ruler.add_argument("--plain-loaded", action="store_true", help="no blank lies in the tray")
    calibrate = actions.add_parser("calibrate", help="where forms are printed; alone: all of them")
    pair: dict[str, Any] = {"nargs": 2, "type": float, "metavar": ("X", "Y")}
    calibrate.add_argument("--offset", help="mm to the right and down", **pair)
    calibrate.add_argument("--scale", help="near 1.000", **pair)
    edges = ("LEFT", "TOP", "RIGHT", "BOTTOM")
    calibrate.add_argument("--measured", nargs=4, type=float, metavar=edges, help="crosses, in mm")
    calibrate.add_argument("--seen", action="store_true", help="the trial sheet lay right")
    ruler.add_argument("--type", required=True, metavar="TYPE")
    calibrate.add_argument("--type", metavar="TYPE")
    for action in (ruler, calibrate):
        action.add_argument("--json", action="store_true")
        action.set_defaults(run=_calibration)


def _add_actions(actions: Any) -> None:
    _add_calibration(actions)
    for name in ("probe", "read-card", "print-slip", "print-pdf"):
        action = actions.add_parser(name)
        action.add_argument("--url", required=True)
        action.add_argument("--json", action="store_true")
    roles = ("reader", "tickets", "documents", "certificates")
    actions.choices["probe"].add_argument("--role", choices=roles)
    actions.choices["print-slip"].add_argument("file", nargs="?", type=Path)
    actions.choices["print-pdf"].add_argument("file", type=Path)
    simulate = actions.add_parser("simulate", help="be a device, with its real bytes")
    simulate.add_argument("kind", choices=roles)
    simulate.add_argument("--listen", required=True, metavar="pty:|tcp:HOST:PORT")
    simulate.add_argument("--control", required=True, metavar="tcp:HOST:PORT")
    simulate.add_argument("--out", type=Path, help="where printed papers are kept")


def _screen(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import screen

    return screen.run(options, words)


def _kiosk(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import kiosk

    return kiosk.run(options, words)


def _script(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import window

    return window.run_script(options, words)


def _enrol(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import window

    return window.run_enrol(options, words)


def _device(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import device

    return device.run(options, words)


def _texts(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import texts

    return texts.run(options, words)


def _documents(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import documents

    return documents.run(options, words)


def _certificates(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import certificates

    return certificates.run(options, words)


def _verify(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import verify

    return verify.run(options, words)


def _calibration(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import calibration

    return calibration.run(options, words)


def _self_check(options: argparse.Namespace, words: Words) -> int:
    from counter_app.commands import self_check

    return self_check.run(options, words)
