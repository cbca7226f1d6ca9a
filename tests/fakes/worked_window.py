"""The real window in a process of its own, worked from outside; see ``window_hands``."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
ANSWERS_WITHIN_S = 40


class WorkedWindow:
    """
    ``press``, ``type`` and ``scan`` give what is then seen; ``until`` waits for a fact.

    Use it as a context: a window that still runs then is killed.
    """

    def __init__(self, display, *options: str | Path):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.window_hands", *map(str, options)],
            cwd=ROOT,
            env=display.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.kept: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            self._told.put(json.loads(line))
        self._told.put(None)

    def _next(self) -> dict[str, Any]:
        told = self._told.get(timeout=ANSWERS_WITHIN_S)
        assert told is not None, f"the window ended with {self._process.wait(ANSWERS_WITHIN_S)}"
        assert "notice" not in told, told
        if "kept" in told:
            self.kept.append(told)
        return told

    def _do(self, *what: str) -> dict[str, Any]:
        self._send(*what)
        told = self._next()
        while "did" not in told:
            told = self._next()
        return told

    def _send(self, *what: str) -> None:
        self._process.stdin.write(json.dumps(what, ensure_ascii=False) + "\n")
        self._process.stdin.flush()

    def press(self, *keys: str) -> dict[str, Any]:
        for each in keys:
            told = self._do("press", each)
        return told

    def press_last(self, key: str) -> None:
        """Press a key that ends the program, which then answers no more."""
        self._send("press", key)

    def type(self, text: str) -> dict[str, Any]:
        return self._do("type", text)

    def scan(self, text: str) -> dict[str, Any]:
        return self._do("scan", text)

    def see(self) -> dict[str, Any]:
        return self._do("see")

    def until(self, fact: str, text: str) -> dict[str, Any]:
        told = self._do("until", fact, text)
        assert not told["late"], f"{fact} never became {text}: {told}"
        return told

    def until_kept(self, holds, since: int = 0) -> dict[str, Any]:
        """Wait, with no further key, for a write to the journal of which ``holds`` is true."""
        found = next((each for each in self.kept[since:] if holds(each)), None)
        while found is None:
            told = self._next()
            found = told if "kept" in told and holds(told) else None
        return found

    def kill(self) -> None:
        """As at a power cut of the program: SIGKILL."""
        self._process.kill()
        self._end()

    def ended(self) -> int:
        """Wait for its end and return the exit status."""
        code = self._process.wait(ANSWERS_WITHIN_S)
        self._end()
        return code

    def terminate(self) -> int:
        """SIGTERM; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self.ended()

    def _end(self):
        self._process.wait(ANSWERS_WITHIN_S)
        self._reader.join(ANSWERS_WITHIN_S)
        self._process.stdin.close()
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self.kill()
