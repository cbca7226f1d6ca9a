"""The county as its users run it: ``python -m county_server`` in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_S = 60


def new_folder() -> Path:
    """A folder that another system user may pass: never below pytest's own, which it closes."""
    folder = Path(tempfile.mkdtemp(prefix="county-test-"))
    folder.chmod(0o755)
    return folder


class CountyProcess:
    """
    One running ``serve``; ``place`` is ``--data DIR`` or ``--database URL``.

    Use it as a context: it ends the server, by SIGTERM, if that still runs.
    """

    def __init__(self, *place: str | Path, port: int = 0, more: tuple[str | Path, ...] = ()):
        self.place = tuple(map(str, place))
        command = [sys.executable, "-m", "county_server", "serve", *self.place]
        self.process = subprocess.Popen(
            [*command, "--port", str(port), *map(str, more)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self.log = ""

    def ready(self) -> str:
        """Wait for the one line on stdout and return the URL in it."""
        line = self.process.stdout.readline()
        if not line:
            self.log = self.process.stderr.read()
            raise AssertionError(f"county did not start: {self.log}")
        self.lines.append(line)
        return json.loads(line)["listening"]

    def stop(self, timeout_s: float = 20) -> int:
        """SIGTERM; return the exit status."""
        self.process.send_signal(signal.SIGTERM)
        rest, self.log = self.process.communicate(timeout=timeout_s)
        self.lines += rest.splitlines()
        return self.process.returncode

    def kill(self) -> None:
        """As at a power cut of this process; its PostgreSQL may go on."""
        self.process.kill()
        self.process.communicate()

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()


def run_command(
    *arguments: str | Path, stdin: str = "", check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run another command of the county to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "county_server", *map(str, arguments)],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if check:
        assert done.returncode == 0, done.stderr
    return done


def json_lines(done: subprocess.CompletedProcess[str]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def postgres_pids(data: Path) -> list[int]:
    """The main process of the PostgreSQL in ``data``, if it runs."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if os.fsencode(data / "pg") in command:
            found.append(int(place.name))
    return found
