"""`dev.py check`: every proof in turn, all of them even after a red one, and a table at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

from devtools.places import PYTHON, ROOT, SCRIPTS
from devtools.scratch import scratch_folder

_STRICT = "counter_app/domain/*,counter_app/services/*,counter_app/lanes.py,counter_app/ui/*/presenter*.py"
# a file stays on one worker, so that what its tests share is made once; the order is tests/conftest.py's
_WORKERS = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "--durations=25"]
_SUMMARY = re.compile(
    r"^=+ .*\b(passed|failed|error|errors|skipped|no tests ran)\b.* in [\d.:]+.*=+$"
)


@dataclass(frozen=True)
class Step:
    """One proof: what it is called, and the command that ends non-zero where it fails."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Outcome:
    """How a step ended: `code` as the process gave it, `seconds` on the wall, pytest's last line if it was one."""

    name: str
    code: int
    seconds: float
    summary: str


def steps() -> list[Step]:
    """List the proofs in the order in which they run; the quick ones first."""
    python = str(PYTHON)
    coverage = [python, "-m", "coverage"]
    return [
        Step("ruff check", [python, "-m", "ruff", "check"]),
        Step("ruff format", [python, "-m", "ruff", "format", "--check"]),
        Step("mypy", [python, "-m", "mypy"]),
        Step("import-linter", [str(SCRIPTS / "lint-imports"), "--no-logo"]),
        Step("coverage erase", [*coverage, "erase"]),
        Step("pytest", [*coverage, "run", "-m", "pytest", *_WORKERS]),
        Step("coverage combine", [*coverage, "combine", "--quiet"]),
        Step("coverage, all of it", [*coverage, "report"]),
        Step(
            "coverage, the rules",
            [*coverage, "report", f"--include={_STRICT}", "--fail-under=100"],
        ),
    ]


def summary_of(output: list[str]) -> str:
    """Find pytest's own closing line in what it printed; empty if it has none."""
    return next((line for line in reversed(output) if _SUMMARY.match(line)), "")


def check(*, long: bool) -> int:
    """Run all steps. 0 only if each ended well; the last line printed is pytest's own."""
    environ = os.environ | {"COVERAGE_FILE": str(ROOT / ".coverage")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile it all anew
    if long:
        environ["COUNTER_LONG"] = "1"
    with scratch_folder() as folder:
        outcomes = [_run(step, environ | {"TMPDIR": folder}) for step in steps()]
    print("\n== check")
    for outcome in outcomes:
        result = "ok " if outcome.code == 0 else "RED"
        print(f"   {result}  {outcome.name:<20} {outcome.seconds:7.1f} s")
    for outcome in outcomes:
        if outcome.summary:
            print(outcome.summary)
    return int(any(outcome.code for outcome in outcomes))


def _run(step: Step, environ: dict[str, str]) -> Outcome:
    print(f"\n== {step.name}", flush=True)
    start = time.monotonic()
    output: list[str] = []
    with subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            output.append(line.rstrip())
    return Outcome(step.name, process.returncode, time.monotonic() - start, summary_of(output))
