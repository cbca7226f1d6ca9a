"""
From a call's answer to the display: how long until a stream has said it, beside a bare stream.

Each time is from the moment the server has answered the call to the moment the event's last byte is
here. The floor is the same in the same run without a hall: a line of the same length echoed by
server-sent events over loopback.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
import time

from tests.fakes.county_process import CountyProcess, new_folder
from tests.fakes.display_server import Stream
from tests.fakes.hall_clients import HallClient, enrolled_client

CALLS = 100
DISPLAYS = 8
BARE_BYTES = 900


def measure_latency(url: str, database: str, hall: str = "h-display") -> None:
    """Print both as JSON lines; ``url`` is a running server, ``database`` its PostgreSQL."""
    kiosk = enrolled_client(url, database, f"{hall}-k", "kiosk", hall)
    window = enrolled_client(url, database, f"{hall}-w", "nd", hall)
    for _ in range(CALLS):
        kiosk.act("take", line="A")
    streams = [Stream(url, hall) for _ in range(DISPLAYS)]
    for each in streams:
        each.state()
    times = [_called(window, streams) for _ in range(CALLS)]
    for each in (kiosk, window, *streams):
        each.close()
    _say("display.latency", [at for each in times for at in each], DISPLAYS)
    _say("display.floor", asyncio.run(_echoes()), 1)


def _called(window: HallClient, streams: list[Stream]) -> list[float]:
    """Return for each display how many ms after the answer it has the call."""
    ticket = window.act("call").ticket
    answered = time.perf_counter()
    seen: list[float] = []

    def look(stream: Stream) -> None:
        stream.state(lambda state: ticket.no in [each["no"] for each in state["calls"]])
        seen.append((time.perf_counter() - answered) * 1_000)

    threads = [threading.Thread(target=look, args=(each,)) for each in streams]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    window.act("finish", ticket=ticket.id)
    return seen


async def _echoes() -> list[float]:
    """Milliseconds of each of ``CALLS`` lines through a bare stream."""
    lines: asyncio.Queue[bytes] = asyncio.Queue()

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        for _ in range(CALLS):
            writer.write(b"data: " + await lines.get() + b"\n\n")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
    await reader.readuntil(b"\r\n\r\n")
    times = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        lines.put_nowait(b"x" * BARE_BYTES)
        await reader.readuntil(b"\n\n")
        times.append((time.perf_counter() - begun) * 1_000)
    writer.close()
    server.close()
    return times


def _say(name: str, times: list[float], displays: int) -> None:
    times = sorted(times)
    told = {
        "bench": name,
        "displays": displays,
        "p50_ms": round(times[len(times) // 2], 2),
        "p99_ms": round(times[len(times) * 99 // 100], 2),
    }
    print(json.dumps(told), flush=True)


def main() -> None:
    """Run it against a server of its own."""
    data = new_folder()
    try:
        with CountyProcess("--data", data) as county:
            url = county.ready()
            place = (data / "pg" / "postmaster.pid").read_text().splitlines()[4]
            measure_latency(url, f"postgresql://postgres@/postgres?host={place}")
    finally:
        shutil.rmtree(data)


if __name__ == "__main__":
    main()
