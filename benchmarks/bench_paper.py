"""Everything that `dev.py bench paper` measures: each ``paper_*.py`` beside this one, in turn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run every part as a process of its own; return 1 if one failed."""
    here = Path(__file__).parent
    parts = sorted(path.stem for path in here.glob("paper_*.py"))
    codes = [
        subprocess.run(  # noqa: S603 - parts of ours
            [sys.executable, "-m", f"benchmarks.{part}"], cwd=here.parent, check=False
        ).returncode
        for part in parts
    ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
