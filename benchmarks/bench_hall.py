"""
The supervisor's figures at 10,000, 740,000 and 7.4 million cases (issue "QUEUE AND HALL", point 7).

Counties are generated once for each machine and kept (``hall_keep``): ``--cases N`` for others, the
year of a city by ``--long`` or COUNTER_LONG=1, its ten years by ``--full`` (about 40 GB). Views are
asked for over loopback from a real ``serve``, by the product's client, signed. Times are from the
request to the figures as shown, and ``window_cpu_ms`` and ``server_cpu_ms`` say how much of them is
Python's, however busy the machine is; floors are of the same run. One JSON object a line.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from functools import partial
from pathlib import Path

import psycopg

from benchmarks import display_latency
from benchmarks.hall_keep import kept_county
from benchmarks.hall_line import HallLine, acts, floors, open_line, refreshes, timed
from benchmarks.hall_plans import slowest_statement
from benchmarks.hall_views import open_view, views
from db.county.engine import plain_url
from tests.fakes.county_process import CountyProcess

SHORT, LONG, FULL = 10_000, 740_000, 7_400_000
_TIMES, _MOST_S = 60, 5.0


def main() -> None:
    """Measure each county that was asked for, then the display."""
    options = _options()
    for number in options.cases or _sizes(options):
        with kept_county(options.data, number) as (folder, database):
            measure(folder, database, number)
    display_latency.main()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--cases", type=int, action="append", metavar="N")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--data", type=Path, metavar="DIR")
    return parser.parse_args()


def _sizes(options: argparse.Namespace) -> list[int]:
    long = options.long or options.full or bool(os.environ.get("COUNTER_LONG"))
    return [SHORT, *([LONG] if long else []), *([FULL] if options.full else [])]


def measure(folder: Path, database: str, number: int) -> None:
    """Print every figure of one county."""
    _say("size", number, **_sizes_of(database))
    with CountyProcess("--data", folder) as county:
        url = county.ready()
        for name, times in floors(url, database).items():
            _say(f"floor.{name}", number, **_spread(times))
        line = open_line(url, database)
        _measure_views(line, county.process.pid, number)
        for name, times in acts(line).items():
            _say(f"act.{name}", number, **_spread(times))
        sizes, quiet = refreshes(line)
        _say("refresh", number, p50_bytes=sizes[len(sizes) // 2], most_bytes=sizes[-1], quiet=quiet)
        line.close()
    slowest = [(*slowest_statement(database, view), name) for name, view in views().items()]
    ms, plan, name = max(slowest)
    _say("plan", number, view=name, slowest_statement_ms=ms, plan=plan)


def _measure_views(line: HallLine, server: int, number: int) -> None:
    """Print each view, with what it costs both processes."""
    for name, view in views().items():
        opened = partial(open_view, line.county, view)
        first = timed(opened, 1)[0]
        before = time.process_time(), cpu_s(server)
        times = timed(opened, _TIMES, _MOST_S)
        spent = time.process_time() - before[0], cpu_s(server) - before[1]
        told: dict[str, object] = {
            "times": len(times),
            "first_ms": round(first, 1),
            **_spread(times),
        }
        window_ms, server_ms = (round(each * 1_000 / len(times), 1) for each in spent)
        told |= {"window_cpu_ms": window_ms, "server_cpu_ms": server_ms}
        _say(name, number, **told, bytes=line.county.told_bytes)


def cpu_s(pid: int) -> float:
    """Return the seconds of processor time that a process has had; its database's are not in it."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _sizes_of(database: str) -> dict[str, object]:
    with psycopg.connect(plain_url(database)) as opened:
        (whole,) = opened.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        rows = opened.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relname = ANY(%s)",
            [["case_", "event", "figure_minute", "figure_sum", "figure_duration"]],
        ).fetchall()
    return {"gb": round(whole / 1e9, 2)} | {f"{name}_rows": rows for name, rows in sorted(rows)}


def _spread(times: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(times[len(times) // 2], 2),
        "p99_ms": round(times[len(times) * 99 // 100], 2),
    }


def _say(name: str, number: int, **figures: object) -> None:
    told = {"bench": f"hall.{name}", "cases": number} | figures
    print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
