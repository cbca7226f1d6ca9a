"""The commands of `dev.py`, each after a set-up that does only what is not yet done."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from devtools import gate, locking
from devtools.places import PYTHON, ROOT, ToolError, say
from devtools.preparation import prepare


def main(arguments: list[str]) -> int:
    """Run one command; its exit status."""
    hands_on = arguments[:1] in (["test"], ["lock"])
    wish = _parser().parse_args(arguments[:1] if hands_on else arguments)
    rest = arguments[1:] if hands_on else []
    try:
        prepare()
        return _obey(wish, rest)
    except ToolError as error:
        say(f"dev.py: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    add = partial(commands.add_parser, allow_abbrev=False)
    add("setup", help="make .venv, install what is missing; afterwards .venv/bin/python runs all")
    run = add(
        "run", help="county, window and devices, for real; without a display it plays the main job"
    )
    run.add_argument(
        "--headless", action="store_true", help="play the main job even where there is a display"
    )
    add("test", help="the tests; what follows goes to pytest", add_help=False)
    check = add("check", help="style, types, import contracts, tests with coverage: what CI runs")
    check.add_argument(
        "--long", action="store_true", help="each proof with its full numbers, under an hour"
    )
    bench = add("bench", help="the figures, one JSON object a line")
    bench.add_argument("name", nargs="?", help="one benchmark; without it all in turn")
    tour = add("tour", help="every screen as a PNG, in each theme and language; no display needed")
    tour.add_argument("out", metavar="OUT")
    tour.add_argument("--only", default="", help="only pictures with this in their name")
    add("lock", help="pyproject.toml -> requirements.lock; what follows goes to uv", add_help=False)
    return parser


def _obey(wish: argparse.Namespace, rest: list[str]) -> int:
    commands: dict[str, Callable[[], int]] = {
        "setup": lambda: 0,
        "run": lambda: _run(headless=wish.headless or not _has_display()),
        "test": lambda: _python("-m", "pytest", *rest),
        "tour": lambda: _python(
            "-m", "devtools.tour", str(Path(wish.out).absolute()), "--only", wish.only
        ),
        "check": lambda: gate.check(long=wish.long),
        "bench": lambda: _bench(wish.name),
        "lock": lambda: locking.lock(rest),
    }
    return commands[wish.command]()


def _run(*, headless: bool) -> int:
    return _python("-m", "devtools.demo", *(["--headless"] if headless else []))


def _has_display() -> bool:
    return os.name == "nt" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _python(*arguments: str) -> int:
    """Hand over to the environment's python, so that signals reach it and not us."""
    if not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(ROOT)
    command = [str(PYTHON), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(PYTHON, command)  # noqa: S606 - no shell is meant
    return subprocess.run(command, check=False).returncode


def _bench(name: str | None) -> int:
    scripts = {
        path.stem.removeprefix("bench_"): path
        for path in sorted((ROOT / "benchmarks").glob("bench_*.py"))
    }
    if name is not None and name not in scripts:
        raise ToolError(f"no benchmark {name}; there are: " + ", ".join(scripts))
    chosen = scripts if name is None else {name: scripts[name]}
    codes = [
        subprocess.run(
            [str(PYTHON), "-m", f"benchmarks.{path.stem}"], cwd=ROOT, check=False
        ).returncode
        for path in chosen.values()
    ]
    return int(any(codes))
