"""The virtual environment: made once, filled from the hashed lock by a pinned uv, or by pip where uv fails."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from devtools import system
from devtools.places import LOCK, PYTHON, ROOT, SCRIPTS, VENV, ToolError, say

UV = SCRIPTS / ("uv.exe" if os.name == "nt" else "uv")


def locked(package: str, lock: str) -> str:
    """Cut one package out of the text of a lock: its pin and its hashes. ToolError if it has none."""
    lines = lock.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith(f"{package}==")]
    if not starts:
        raise ToolError(f"{LOCK.name} does not pin {package}.")
    end = starts[0] + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "\n".join(lines[starts[0] : end]) + "\n"


def build() -> None:
    """Make the environment hold what the lock says, no more and no less."""
    if not _starts(PYTHON):
        _create()
    _fetch_uv()
    sync = [
        str(UV),
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--python",
        str(PYTHON),
        str(LOCK),
    ]
    if not UV.exists() or subprocess.run(sync, stdin=subprocess.DEVNULL, check=False).returncode:
        say("set-up: uv did not manage it, pip tries (slower)")
        _pip("-r", str(LOCK))
    _show_project()


def _starts(python: Path) -> bool:
    """Whether this interpreter is there and runs; a moved base interpreter leaves a dead link."""
    command = [str(python), "-c", ""]
    return python.exists() and subprocess.run(command, check=False).returncode == 0


def _create() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    if importlib.util.find_spec("ensurepip") is None and not system.install(["python3-venv"]):
        raise ToolError(
            "Python lacks its venv module. Type: " + system.line_to_type(["python3-venv"])
        )
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise ToolError(f"{sys.executable} still lacks ensurepip; use the system's python3.")
    venv.create(VENV, with_pip=True, symlinks=os.name != "nt")


def _fetch_uv() -> None:
    pin = locked("uv", LOCK.read_text(encoding="utf-8"))
    if UV.exists() and _answer([str(UV), "--version"]).split()[1:2] == [
        pin.split()[0].partition("==")[2]
    ]:
        return
    wanted = VENV / "uv.txt"
    wanted.write_text(pin, encoding="utf-8")
    if not _pip("-r", str(wanted), must=False):
        say("set-up: no uv to be had")


def _answer(command: list[str]) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def _pip(*arguments: str, must: bool = True) -> bool:
    command = [str(PYTHON), "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    command += ["install", "--require-hashes", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0
    if must and not done:
        raise ToolError("pip could not install the locked packages; its words are above.")
    return done


def _show_project() -> None:
    """Let the environment's python find our packages from any folder."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site_packages = Path(_answer([str(PYTHON), "-c", code]).strip())
    (site_packages / "front_counter.pth").write_text(f"{ROOT}\n", encoding="utf-8")
