"""Starts the real simulator processes for a test and talks to their control lines."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from counter_app.simulation.control import send_command


class Simulator:
    """A running simulator: ``url`` for the driver, ``out`` for what it printed."""

    def __init__(self, process, told):
        self.process = process
        self.url = told["url"]
        self.out = Path(told["out"])
        self._control = told["control"]

    def ask(self, command):
        return send_command(self._control, command)

    def ask_json(self, command):
        return json.loads(self.ask(command))


@contextmanager
def simulator(name, *arguments):
    """Run ``printers.simulated.run_<name>_simulator`` in a process of its own until the block ends."""
    code = f"import sys; from printers.simulated import run_{name}_simulator as run; run(*sys.argv[1:])"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with process:
        try:
            yield Simulator(process, json.loads(process.stdout.readline()))
        finally:
            process.terminate()
            assert process.wait(timeout=10) == 0
