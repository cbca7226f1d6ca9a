"""
The supervisor's figures at 10,000, 740,000 and 7.4 million cases (issue "QUEUE AND HALL", point 7).

Counties are generated once for each machine and kept (``hall_keep``): ``--cases N`` for others, the
year of a city by ``--long`` or COUNTER_LONG=1, its ten years by ``--full`` (about 35 GB). Views are
asked for over loopback from a real ``serve``, by the product's client, signed. Times are from the
request to the figures as shown; floors are of the same run. One JSON object a line.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import psycopg

from benchmarks import display_latency
from benchmarks.hall_keep import kept_county
from benchmarks.hall_line import HallLine, acts, floors, open_line, refreshes, timed
from benchmarks.hall_plans import slowest_statement
from benchmarks.hall_views import View, open_view, views
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
        slowest = _measure_views(line, number)
        for name, times in acts(line).items():
            _say(f"act.{name}", number, **_spread(times))
        sizes, quiet = refreshes(line)
        _say("refresh", number, p50_bytes=sizes[len(sizes) // 2], most_bytes=sizes[-1], quiet=quiet)
        line.close()
    name, view = slowest
    ms, plan = slowest_statement(database, view)
    _say("plan", number, view=name, slowest_statement_ms=ms, plan=plan)


def _measure_views(line: HallLine, number: int) -> tuple[str, View]:
    """Print each view; return the one that took longest."""
    medians: dict[str, float] = {}
    chosen = views()
    for name, view in chosen.items():
        first = timed(lambda view=view: open_view(line.county, view), 1)[0]
        times = timed(lambda view=view: open_view(line.county, view), _TIMES, _MOST_S)
        medians[name] = times[len(times) // 2]
        told = {"times": len(times), "first_ms": round(first, 1), **_spread(times)}
        _say(name, number, **told, bytes=line.county.told_bytes)
    longest = max(medians, key=lambda name: medians[name])
    return longest, chosen[longest]


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
