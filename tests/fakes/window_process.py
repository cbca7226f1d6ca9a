"""A window and its devices as their users run them: ``python -m counter_app`` in processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from counter_app.simulation.control import send_command

ROOT = Path(__file__).parents[2]
ENDS_WITHIN_S = 60


def run_window(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of the window to its end."""
    return subprocess.run(
        _command(*arguments),
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=ENDS_WITHIN_S,
        check=False,
    )


def _command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "counter_app", *map(str, arguments)]


# The simulators themselves, without the rest of the program: they are up in half the time.
SIMULATORS = {
    "reader": "from counter_app.readers.simulated import run_reader_simulator as run",
    "tickets": "from printers.simulated import run_tickets_simulator as run",
    "documents": "from printers.simulated import run_documents_simulator as run",
}
ANY_PORT = "tcp:127.0.0.1:0"


class DeviceProcess:
    """
    A simulated device: ``url`` for the driver, ``ask`` for its control line.

    Use it as a context: it ends by SIGTERM.
    """

    def __init__(self, kind: str, *out: Path, listen: str = ANY_PORT):
        code = f"import sys; {SIMULATORS[kind]}; run(*sys.argv[1:])"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, listen, ANY_PORT, *map(str, out)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._told: dict[str, str] = {}

    def _say(self) -> dict[str, str]:
        if not self._told:
            self._told = json.loads(self._process.stdout.readline())
        return self._told

    @property
    def url(self) -> str:
        return self._say()["url"]

    def ask(self, command: str) -> str:
        return send_command(self._say()["control"], command)

    def ask_json(self, command: str) -> Any:
        return json.loads(self.ask(command))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        assert self._process.wait(ENDS_WITHIN_S) == 0
        self._process.stdout.close()


class ScriptProcess:
    """
    ``counter_app ... script -``: each ``try_do`` is one line out and one line back.

    Use it as a context: it ends with its input, and must end well unless it was killed.
    """

    def __init__(self, *options: str | Path):
        self._process = subprocess.Popen(
            _command(*options, "script", "-"),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._killed = False

    def try_do(self, verb: str, **values: object) -> dict[str, Any]:
        """Send a verb and return its answer, whatever it is."""
        self.send(verb, **values)
        line = self._process.stdout.readline()
        assert line, f"the window ended at {verb}"
        return json.loads(line)

    def do(self, verb: str, **values: object) -> dict[str, Any]:
        """Send a verb that must be ok."""
        answer = self.try_do(verb, **values)
        assert answer["ok"], answer
        return answer

    def send(self, verb: str, **values: object) -> None:
        """Send a verb and do not wait for its answer."""
        self._process.stdin.write(json.dumps({"do": verb, **values}, ensure_ascii=False) + "\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """As at a power cut of the program: SIGKILL."""
        self._killed = True
        self._process.kill()
        self._process.wait(ENDS_WITHIN_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        code = self._process.wait(ENDS_WITHIN_S)
        self._process.stdout.close()
        assert self._killed or code == 0
