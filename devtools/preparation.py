"""Set-up: everything that a clean clone needs before a command can run, and nothing when it is there."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

from devtools import environment, fonts, system
from devtools.places import FONT_LIST, LOCK, PYTHON, ROOT, SYSTEM_LIST, VENV, ToolError, say

_Result = TypeVar("_Result")
_INCOMPLETE = " without all system packages"
_STAMP = VENV / "prepared.stamp"


def prepare() -> None:
    """Bring environment, system packages and fonts to what the lists say. Done before: one comparison."""
    mark = _mark()
    stamped = _STAMP.read_text(encoding="utf-8") if _STAMP.exists() else ""
    if stamped == mark:
        return
    if stamped != mark + _INCOMPLETE:
        _timed("virtual environment", environment.build)
    complete = _timed("system packages", system.ensure)
    _timed("fonts", fonts.report)
    _timed("proof", _prove)
    _STAMP.write_text(mark if complete else mark + _INCOMPLETE, encoding="utf-8")


def _mark() -> str:
    """Hash what set-up depends on: the lists, and the folder, since an environment does not survive a move."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (LOCK, SYSTEM_LIST, FONT_LIST):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _timed(what: str, work: Callable[[], _Result]) -> _Result:
    start = time.monotonic()
    result = work()
    say(f"set-up: {what}, {time.monotonic() - start:.1f} s")
    return result


def _prove() -> None:
    """Load the parts that hang on system libraries, as a first user would."""
    code = "import PySide6.QtWidgets, sqlcipher3.dbapi2, psycopg, uharfbuzz, pypdfium2"
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    proof = subprocess.run(
        [str(PYTHON), "-c", code], env=environ, check=False, capture_output=True, text=True
    )
    if proof.returncode:
        raise ToolError("set-up is not complete: " + proof.stderr.strip().splitlines()[-1])
