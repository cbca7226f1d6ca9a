"""
Time to read a card over a pseudo-terminal, over the bytes' own wire time; prints one JSON line.

The simulated reader is a process of its own and sends no faster than 115200 baud; its card dialogue
takes no time, so what is over the wire time is ours: the host's driver and the system's scheduling.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from counter_app.readers.line import open_line
from counter_app.readers.serial_reader import SerialReader
from counter_app.simulation.control import ControlClient

CARDS = int(os.environ.get("BENCH_CARDS", "200"))
RATE = 115_200
BITS_PER_BYTE = 10
PROGRAM = (
    "from counter_app.readers.simulated import run_reader_simulator as run;"
    "run('pty:', 'tcp:127.0.0.1:0', pace=True)"
)
CARD = {
    "kind": "resident",
    "name": "测试甲",
    "sex": "1",
    "ethnicity": "04",
    "birth_date": "1990-03-07",
    "address": "西藏自治区林芝市巴宜区测试路1号",
    "newest_address": "西藏自治区林芝市工布江达县测试路9号",
    "number": "540402199003070014",
    "issuer": "林芝市公安局巴宜区分局",
    "valid_from": "2020-01-01",
    "valid_to": "2040-01-01",
}


class CountingLine:
    """A line that counts the bytes in both directions."""

    def __init__(self, url: str) -> None:
        self._line = open_line(url)
        self.count = 0

    @property
    def rate(self) -> int | None:
        """The host's rate."""
        return self._line.rate

    def set_rate(self, rate: int) -> None:
        """Pass on."""
        self._line.set_rate(rate)

    def write(self, data: bytes) -> None:
        """Count and send."""
        self.count += len(data)
        self._line.write(data)

    def read(self, timeout_s: float) -> bytes:
        """Read and count."""
        data = self._line.read(timeout_s)
        self.count += len(data)
        return data

    def flush(self) -> None:
        """Pass on."""
        self._line.flush()

    def close(self) -> None:
        """Pass on."""
        self._line.close()


def measure(url: str, control: ControlClient, card: Path) -> list[tuple[float, int]]:
    """Read the card again and again: seconds and bytes of each read."""
    line = CountingLine(url)
    reader = SerialReader(lambda: line)
    reader.open()
    results = []
    for _ in range(CARDS):
        control.ask(f"card {card}")
        before, start = line.count, time.perf_counter()
        reader.read_card(5)
        results.append((time.perf_counter() - start, line.count - before))
    reader.close()
    return results


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE) as process,  # noqa: S603 (our own interpreter)
    ):
        card = Path(folder) / "card.json"
        card.write_text(json.dumps(CARD), encoding="utf-8")
        told = json.loads(process.stdout.readline() if process.stdout else "{}")
        with ControlClient(told["control"]) as control:
            results = measure(told["url"], control, card)
        process.terminate()
    wire_s = statistics.median(size for _, size in results) * BITS_PER_BYTE / RATE
    cuts = statistics.quantiles((seconds for seconds, _ in results), n=100)
    result = {
        "bench": "reader",
        "cards": CARDS,
        "bytes": statistics.median(size for _, size in results),
        "wire_ms": round(wire_s * 1000, 1),
        "read_p50_ms": round(cuts[49] * 1000, 1),
        "read_p99_ms": round(cuts[98] * 1000, 1),
        "ratio_to_wire_p50": round(cuts[49] / wire_s, 3),
        "ratio_to_wire_p99": round(cuts[98] / wire_s, 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
