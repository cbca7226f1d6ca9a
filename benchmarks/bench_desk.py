"""
The clerk's window: cold start, and a day's script of cases at the real window. One JSON object a line.

County, printers and reader are processes of their own; the line to the county is cut and restored
all day. ``--cases`` or ``COUNTER_LONG`` (any value: 300) makes the day longer than 60 cases. Floors of the
same run: a start that shows a line edit and nothing else; an idle event loop's heartbeat on the
same machine at the same time. County and devices stand in for other machines: where the system lets us
(``apart``), they and this process step behind the window.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from devtools.demo.line import Line
from devtools.demo.processes import Child, call, settings
from devtools.demo.story import (
    PASSWORD,
    become_window,
    make_users,
    make_window,
    start_devices,
)
from devtools.places import ROOT

SHORT, LONG = 60, 300
STARTS = 3
CUT_S, GOOD_S = 6.0, 9.0
DAY_S = 3_600
OTHERS_NICE, OWN_NICE = 15, -10


def main() -> None:
    """Build the hall once, then measure."""
    parser = argparse.ArgumentParser()
    usual = LONG if os.environ.get("COUNTER_LONG") else SHORT
    parser.add_argument("--cases", type=int, default=usual)
    cases = parser.parse_args().cases
    with tempfile.TemporaryDirectory(prefix="counter-desk-") as name, ExitStack() as stack:
        folder = Path(name)
        os.nice(OTHERS_NICE)
        folder.chmod(0o755)  # the county's database runs as another user
        _compile()
        line, control, options = _hall(folder, stack)
        _synced(options)
        say("start", measure_starts(options))
        say("day", measure_day(line, control, options, cases))


def say(name: str, figures: dict[str, Any]) -> None:
    """Print one object."""
    print(json.dumps({"bench": f"desk.{name}", **figures}, ensure_ascii=False), flush=True)


def measure_starts(options: list[str]) -> dict[str, Any]:
    """Return seconds from the command to a sign-in that takes keys, and its memory."""
    first = _started(*options)
    starts = [_started(*options) for _ in range(STARTS)]
    bare = [_started("--bare") for _ in range(STARTS)]
    usable, floor = (statistics.median(each["s"] for each in them) for them in (starts, bare))
    return {
        "usable_s": round(usable, 2),
        "usable_s_worst": round(max(each["s"] for each in starts), 2),
        "usable_cpu_s": round(statistics.median(each["cpu_s"] for each in starts), 2),
        "first_ever_s": round(first["s"], 2),
        "marks_s": {name: round(at - starts[-1]["began"], 2) for name, at in starts[-1]["marks"]},
        "takes_keys": all(each["takes_keys"] for each in starts),
        "rss_mb": statistics.median(each["rss_mb"] for each in starts),
        "bare_qt_s": round(floor, 2),
        "bare_qt_cpu_s": round(statistics.median(each["cpu_s"] for each in bare), 2),
        "bare_qt_rss_mb": statistics.median(each["rss_mb"] for each in bare),
        "ratio_to_bare": round(usable / floor, 1),
    }


def measure_day(line: Line, control: str, options: list[str], cases: int) -> dict[str, Any]:
    """Return the day's figures beside those of an idle loop that ran all the while."""
    more = ["--cases", str(cases), "--control", control, "--password", PASSWORD]
    idle = _python("desk_heartbeat", stdin=subprocess.PIPE)
    with flapping(line):
        began = time.perf_counter()
        day = _python("desk_day", *more, *options)
        apart = os.getpriority(os.PRIO_PROCESS, day.pid) < os.getpriority(os.PRIO_PROCESS, 0)
        said, _ = day.communicate(timeout=DAY_S)
    floor = json.loads(idle.communicate("over\n")[0])
    found: dict[str, Any] = json.loads(said)
    found["apart"] = apart
    found["minutes"] = round((time.perf_counter() - began) / 60, 1)
    for name in ("stall_ms_max", "stall_ms_p99", "stall_cpu_ms_max", "over_50"):
        found[f"idle_{name}"] = floor[name]
    for part in ("max", "p99"):
        ratio = found[f"stall_ms_{part}"] / max(floor[f"stall_ms_{part}"], 1)
        found[f"stall_{part}_ratio_to_idle"] = round(ratio, 1)
    return found


@contextmanager
def flapping(line: Line) -> Iterator[None]:
    """Cut and restore the line until the block ends."""
    over = threading.Event()

    def flap() -> None:
        while not over.wait(GOOD_S):
            line.cut()
            over.wait(CUT_S)
            line.restore()

    thread = threading.Thread(target=flap)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _compile() -> None:
    # as installed: libraries are compiled by pip, ours by the bundle, whatever the shell says
    for part in ("benchmarks", "counter_app", "db", "printers"):
        compileall.compile_dir(ROOT / part, quiet=1)


def _hall(folder: Path, stack: ExitStack) -> tuple[Line, str, list[str]]:
    data = str(folder / "county")
    county = Child(stack, "county_server", "serve", "--data", data, "--port", "0")
    call("county_server", "load-catalogue", "sample", "--data", data)
    make_users(data)
    line = Line(str(county.said["listening"]))
    devices = start_devices(stack, folder)
    urls = settings({f"devices.{kind}": said["url"] for kind, said in devices.items()})
    options = ["--profile", str(folder / "window"), *urls]
    _, code = make_window(folder)
    become_window(line.url, options, code)
    return line, str(devices["reader"]["control"]), options


def _synced(options: list[str]) -> None:
    """Get the catalogue and the clerk, so that the window opens as on any other day."""
    with ExitStack() as stack:
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "sync.jsonl"
        file.write_text(json.dumps({"do": "sync", "timeout_s": 30}) + "\n", encoding="utf-8")
        call("counter_app", *options, "script", str(file))


def _started(*arguments: str) -> dict[str, Any]:
    began = time.time()  # noqa: TID251  two processes compare it
    said, _ = _python("desk_start", *arguments).communicate(timeout=120)
    found: dict[str, Any] = json.loads(said)
    return found | {"s": found["usable_at"] - began, "began": began}


def _python(module: str, *arguments: str, stdin: int | None = None) -> subprocess.Popen[str]:
    process = subprocess.Popen(  # noqa: S603  our own modules
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, process.pid, OWN_NICE)
    return process


if __name__ == "__main__":
    main()
