"""`dev.py lock`: pyproject.toml resolved into one hashed list for Linux and Windows."""

from __future__ import annotations

import os
import subprocess

from devtools.environment import UV
from devtools.places import LOCK, ROOT, ToolError

_COMPILE = (  # noqa: SIM905 - as one would type it
    "pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes "
    "--no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file"
).split()


def lock(arguments: list[str]) -> int:
    """Rewrite the lock. Pins stay unless uv is told otherwise (`--upgrade`, `--upgrade-package NAME`)."""
    environ = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "python3 dev.py lock"}
    command = [str(UV), *_COMPILE, LOCK.name, *arguments]
    code = subprocess.run(
        command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    ).returncode
    if "://" in LOCK.read_text(encoding="utf-8"):
        raise ToolError(f"{LOCK.name} names a registry; it must not.")
    return code
