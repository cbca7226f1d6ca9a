"""
The queue's figures: tickets and calls a second at 1, 8 and 32 clients, and what must be zero.

Each client is a thread with a key and a connection of its own; the server is a real ``serve`` on its
embedded PostgreSQL, every act durable and chained before it is answered. One JSON object a line.

Reference (facts/peers.md, two vCPUs): FQM 107.5 tickets/s at 1 client (p50 9.1, p99 11.6 ms), 99.8/s
at 8 (p50 76.7, p99 121 ms), 191 calls/s at 1 (p50 4.8, p99 13 ms); on a busy machine 34 to 48 tickets/s.
There 1,000 tickets have 100 numbers twice at 2 clients and 127 at 8, and 46 of 1,000 calls are double.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fakes.county_process import CountyProcess, new_folder
from tests.fakes.hall_clients import HallClient, enrolled_client

CROWDS = (1, 8, 32)
ACTS = 1_000
WARM = 50


def main() -> None:
    """Run everything in a folder of its own and remove it."""
    data = new_folder()
    try:
        with CountyProcess("--data", data) as county:
            measure(county.ready(), data)
    finally:
        shutil.rmtree(data)


def measure(url: str, data: Path) -> None:
    """Take and call with each crowd, in a hall of its own."""
    socket = (data / "pg" / "postmaster.pid").read_text().splitlines()[4]
    database = f"postgresql://postgres@/postgres?host={socket}"
    for crowd in CROWDS:
        hall = f"h-{crowd}"
        kiosks = [
            enrolled_client(url, database, f"{hall}-k{at}", "kiosk", hall) for at in range(crowd)
        ]
        windows = [
            enrolled_client(url, database, f"{hall}-w{at}", "nd", hall) for at in range(crowd)
        ]
        for _ in range(WARM):
            kiosks[0].act("take", line="A")
        taken = crowd_of(kiosks, lambda each: each.act("take", line="A").ticket.no)
        say("tickets", crowd, taken)
        called = crowd_of(windows, next_of)
        say("calls", crowd, called)
        for each in (*kiosks, *windows):
            each.close()


def next_of(window: HallClient) -> tuple[str, float]:
    """Call, and finish outside of the time that counts."""
    begun = time.perf_counter()
    ticket = window.act("call").ticket
    seconds = time.perf_counter() - begun
    window.act("finish", ticket=ticket.id)
    return ticket.no, seconds


def crowd_of(
    clients: list[HallClient], act: Callable[[HallClient], object]
) -> tuple[float, list[tuple[str, float]]]:
    """Let all act at once; return the seconds on the wall, and number and seconds of each act."""
    done: list[tuple[str, float]] = []
    left, lock = iter(range(ACTS)), threading.Lock()

    def work(client: HallClient) -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            begun = time.perf_counter()
            got = act(client)
            seconds = time.perf_counter() - begun
            done.append(got if isinstance(got, tuple) else (got, seconds))

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        for each in [pool.submit(work, client) for client in clients]:
            each.result()
    return time.perf_counter() - begun, done


def say(name: str, crowd: int, measured: tuple[float, list[tuple[str, float]]]) -> None:
    """Print one figure; ``calls`` are with a finish each between them, so acts a second are double."""
    wall_s, done = measured
    times = sorted(seconds * 1_000 for _, seconds in done)
    twice = len(done) - len({no for no, _ in done})
    told = {"bench": f"queue.{name}", "clients": crowd, "per_s": round(len(done) / wall_s, 1)}
    if name == "calls":
        told["acts_per_s"] = round(2 * len(done) / wall_s, 1)
    told |= {
        "p50_ms": round(times[len(times) // 2], 1),
        "p99_ms": round(times[len(times) * 99 // 100], 1),
    }
    print(json.dumps(told | {"twice": twice}), flush=True)


if __name__ == "__main__":
    main()
