"""Where the project's own files lie, and how its tools speak to a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
SYSTEM_LIST = ROOT / "devtools" / "system.toml"
FONT_LIST = ROOT / "resources" / "fonts.toml"


class ToolError(Exception):
    """Something a developer must see to; its text says what and how."""


def say(text: str) -> None:
    """One line on stderr, at once: stdout belongs to the command's own output."""
    print(text, file=sys.stderr, flush=True)
