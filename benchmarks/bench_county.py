"""
The county server's figures: pushing 10,000 cases, starting, memory. One JSON object a line.

The push goes over HTTP to a real ``serve`` with its embedded PostgreSQL, 200 operations or 512 KB a
request, one connection; the bare figure is an ``executemany`` of the same bytes into a bytea column
of the same database in the same run, committed as often.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import psycopg
import zstandard

from counter_app.domain.codec import from_plain
from counter_app.domain.county import PushedOp
from counter_app.domain.operation import encode
from counter_app.domain.wire import PUSH_MAX_BYTES, PUSH_MAX_OPS, EnrolAnswer
from tests.fakes.builders import a_paper, accepted
from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command
from tests.fakes.county_window import WireWindow

CASES = 10_000
CASE_BYTES = 2_048
PAPER_BYTES = 220
API = "/sync/v1"


def main() -> None:
    """Run everything in a folder of its own and remove it."""
    data = new_folder()
    try:
        say("server_first_start", seconds=start_s(data))
        say("server_later_start", seconds=start_s(data))
        measure(data)
    finally:
        shutil.rmtree(data)


def say(name: str, **figures: float | str) -> None:
    """Print one figure."""
    print(json.dumps({"bench": f"county.{name}"} | figures))


def start_s(data: Path) -> float:
    """Return seconds from the command to ``listening``."""
    begun = time.perf_counter()
    with CountyProcess("--data", data) as county:
        county.ready()
        return round(time.perf_counter() - begun, 2)


def measure(data: Path) -> None:
    """Push, read back, and compare with the bare database."""
    with CountyProcess("--data", data) as county:
        url = county.ready()
        say("memory_idle", rss_mb=rss_mb(county.process.pid))
        window = enrolled(url, data)
        operations = [window.record_bytes(body) for body in bodies(window)]
        size = sum(len(op.body) for op in operations)
        seconds = push_all(url, window, operations)
        rate = CASES / seconds
        bare = bare_rate(data, operations)
        say("push", cases=CASES, bytes_per_case=size // CASES, cases_per_s=round(rate))
        say("push_against_bare", bare_rows_per_s=round(bare), ratio=round(rate / bare, 3))
        say("memory_after", rss_mb=rss_mb(county.process.pid))


def enrolled(url: str, data: Path) -> WireWindow:
    """Return a window of the running server."""
    options = ("--hall", "bench", "--window", "bench", "--kind", "nd", "--data", data)
    (given,) = json_lines(run_command("enrol-window", *options))
    window = WireWindow()
    answer = httpx2.post(f"{url}{API}/enrol", content=window.enrol_request(given["code"]))
    window.enrolled(from_plain(EnrolAnswer, answer.json()))
    return window


def bodies(window: WireWindow) -> Iterator[bytes]:
    """Yield acceptances of about 2 KB."""
    plain = len(encode(window.accept("c" * 32)))
    window.numbers = 0
    note = (("note", "x" * max(0, CASE_BYTES - plain - PAPER_BYTES)),)
    filler = replace(a_paper(), values=note, rows=())
    for at in range(CASES):
        entry = window.accept(f"{at:032x}")
        did = accepted(entry.operation.application, documents=(filler,))
        yield encode(type(entry)(did, entry.at, entry.by, entry.window, entry.subject, entry.no))


def batches(operations: list[PushedOp]) -> Iterator[list[PushedOp]]:
    """Cut operations as a window does."""
    batch: list[PushedOp] = []
    size = 0
    for op in operations:
        if batch and (len(batch) == PUSH_MAX_OPS or size + len(op.body) > PUSH_MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(op)
        size += len(op.body)
    yield batch


def push_all(url: str, window: WireWindow, operations: list[PushedOp]) -> float:
    """Return the seconds that the county needs; requests are signed and packed beforehand."""
    requests = []
    for batch in batches(operations):
        body = zstandard.compress(window.push_body(window.push(*batch)))
        headers = window.headers("POST", f"{API}/push", body, now_ms=time.time_ns() // 1_000_000)
        requests.append((body, headers | {"Content-Encoding": "zstd"}))
    with httpx2.Client(timeout=60) as client:
        begun = time.perf_counter()
        for body, headers in requests:
            answer = client.post(f"{url}{API}/push", content=body, headers=headers).json()
            if any(each["s"] != "applied" for each in answer["results"]):
                raise SystemExit(f"not applied: {answer}")
        return time.perf_counter() - begun


def bare_rate(data: Path, operations: list[PushedOp]) -> float:
    """Return rows a second of a bare insert of the same bytes, committed as often."""
    socket = (data / "pg" / "postmaster.pid").read_text().splitlines()[4]
    with psycopg.connect(f"postgresql://postgres@/postgres?host={socket}") as opened:
        opened.execute("CREATE TABLE bare (id bigint PRIMARY KEY, raw bytea NOT NULL)")
        opened.commit()
        begun = time.perf_counter()
        for batch in batches(operations):
            rows = [(op.seq, op.body) for op in batch]
            opened.cursor().executemany("INSERT INTO bare VALUES (%s, %s)", rows)
            opened.commit()
        return len(operations) / (time.perf_counter() - begun)


def rss_mb(pid: int) -> int:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4_096 // 1_000_000


if __name__ == "__main__":
    main()
