"""Child processes that announce themselves with a JSON line, and those that just do one thing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import IO, Any

from devtools.places import ROOT, ToolError

STOP_S = 10.0


def call(*arguments: str, given: str = "") -> list[dict[str, Any]]:
    """Run ``python -m ARGUMENTS`` to its end and return the JSON lines it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ToolError(f"{' '.join(arguments[:2])}: {done.stderr.strip() or done.stdout.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


class Child:
    """A process that runs until it is stopped; ``said`` is the JSON line it began with."""

    def __init__(self, stack: ExitStack, *arguments: str) -> None:
        self._name = " ".join(arguments[:4])
        self._process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        stack.callback(self.stop)
        self.said = self.read()

    def read(self) -> dict[str, Any]:
        """Read the next JSON line."""
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise ToolError(f"a process ended early: {self._name}")
        found: dict[str, Any] = json.loads(line)
        return found

    def stop(self) -> None:
        """End the process by SIGTERM, and wait."""
        self._process.terminate()
        self._process.wait(STOP_S)
        for pipe in (self._process.stdin, self._process.stdout):
            _pipe(pipe).close()


class Script:
    """``counter_app script -``: each ``do`` is one line out and one line back."""

    def __init__(self, stack: ExitStack, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "counter_app", *options, "script", "-"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        stack.callback(self.close)

    def do(self, verb: str, **values: object) -> dict[str, Any]:
        """Send a verb; an answer that is not ok ends the story."""
        answer = self.try_do(verb, **values)
        if not answer.get("ok"):
            raise ToolError(f"{verb}: {answer.get('error')}")
        return answer

    def try_do(self, verb: str, **values: object) -> dict[str, Any]:
        """Send a verb and return its answer, whatever it is."""
        line = json.dumps({"do": verb, **values}, ensure_ascii=False)
        pipe = _pipe(self._process.stdin)
        pipe.write(line + "\n")
        pipe.flush()
        back = _pipe(self._process.stdout).readline()
        if not back:
            raise ToolError(f"the window ended at {verb}")
        answer: dict[str, Any] = json.loads(back)
        return answer

    def close(self) -> None:
        """End the input, so that the window closes by itself."""
        _pipe(self._process.stdin).close()
        self._process.wait(STOP_S)
        _pipe(self._process.stdout).close()


def settings(values: Mapping[str, str]) -> list[str]:
    """Return ``--set`` options for a window."""
    return [part for key, value in values.items() for part in ("--set", f"{key}={value}")]


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ToolError("a process without pipes")
    return pipe
