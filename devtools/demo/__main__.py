"""``python -m devtools.demo``: play the main job and leave nothing behind."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from devtools.demo.story import Story
from devtools.places import ToolError, say


def main() -> int:
    """Play the story in a folder of its own; 1 when it did not end as told."""
    with tempfile.TemporaryDirectory(prefix="counter-demo-") as folder, ExitStack() as stack:
        try:
            Story(Path(folder), stack).play()
        except ToolError as wrong:
            say(f"demo: {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
