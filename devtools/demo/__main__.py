"""``python -m devtools.demo [--headless]``: open the window, or play the main job and leave nothing."""

from __future__ import annotations

import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from devtools.demo.story import Story
from devtools.demo.window import show
from devtools.places import ToolError, say


def main(arguments: list[str]) -> int:
    """Do one of both; 1 when it did not go as told."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        return _play() if "--headless" in arguments else show()
    except ToolError as wrong:
        say(f"demo: {wrong}")
        return 1


def _leave(number: int, _frame: object) -> None:
    """Unwind, so that county, devices and window end with us."""
    sys.exit(128 + number)


def _play() -> int:
    with tempfile.TemporaryDirectory(prefix="counter-demo-") as folder, ExitStack() as stack:
        Story(Path(folder), stack).play()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
