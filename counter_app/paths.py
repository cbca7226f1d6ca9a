"""Where the program's own data lies, and where a profile lies unless it is named."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_data_path


def resources() -> Path:
    """Return the folder ``resources/``, beside the packages or inside a bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"


def default_profile() -> Path:
    """Return the folder of this user's window when ``--profile`` names none."""
    return user_data_path("counter", appauthor=False)
