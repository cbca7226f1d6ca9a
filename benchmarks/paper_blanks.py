"""Blanks with 100,000 in stock: the next number, a use, stock-taking, a told lease; times in ms."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from counter_app.domain.blank import BlankLease, BlankState
from counter_app.domain.issue_operation import CertificateBound, CertificateConfirmed
from counter_app.domain.operation import Entry, Moment, Operation
from counter_app.domain.records import Enrolment
from counter_app.domain.serial_range import SerialRange, without
from counter_app.domain.wire import WindowInfo
from db.window.ledger import SqlLedger, open_ledger

SHEETS = 100_000
USES = 300
ROUNDS = 5
SERIES = "SPJY"
WINDOW = WindowInfo("w-1", "1号窗口", "cert", "h-1", "大厅", "540402", 0)
DAY = date(2026, 11, 24)


def main() -> None:
    """Measure and print."""
    for each in figures():
        sys.stdout.write(json.dumps(each, ensure_ascii=False) + "\n")


def figures() -> Iterator[dict[str, object]]:
    """Yield one object a figure."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        ledger = open_ledger(Path(folder), bytes(range(32)))
        ledger.enrol(Enrolment("http://127.0.0.1", "device", WINDOW), 1, "epoch")
        lease = BlankLease("lease-1", SERIES, 1, SHEETS, 1, (SerialRange(1, SHEETS),))
        yield _figure("lease of 100,000 taken over", [_ms(lambda: ledger.take_leases((lease,)))])
        nexts, binds = _used(ledger)
        yield _figure("next number", nexts)
        yield _figure("bind, then confirm", binds)
        yield _figure("counts by state", _rounds(lambda: ledger.blank_counts(SERIES)))
        yield _figure("same lease told by a hello", _rounds(lambda: ledger.take_leases((lease,))))
        yield _figure("sheets by the last three digits", _rounds(lambda: _by_tail(ledger)))
        yield _figure("stock-taking compared", _rounds(lambda: _compared(ledger)))
        ledger.close()


def _used(ledger: SqlLedger) -> tuple[list[float], list[float]]:
    nexts, binds = [], []
    for n in range(USES):
        nexts.append(_ms(lambda: ledger.next_blank(SERIES, "clerk")))
        serial = n + 1
        bound = CertificateBound("c", "g", "Z1", "1.2", DAY, "j", SERIES, serial, 1)
        right = CertificateConfirmed("c", "g", "j", SERIES, serial, f"{serial:03d}"[-3:])
        binds.append(_ms(lambda n=n, b=bound, r=right: _record(ledger, 2 * n, b, r)))  # type: ignore[misc]
    return nexts, binds


def _record(ledger: SqlLedger, n: int, *operations: Operation) -> None:
    for at, did in enumerate(operations, n + 1):
        entry = Entry(did, Moment(at, at, "boot"), "clerk", WINDOW.id, "c")
        ledger.record(at.to_bytes(16, "big"), lambda _no, entry=entry: entry)  # type: ignore[misc]


def _by_tail(ledger: SqlLedger) -> int:
    return len(ledger.blanks_with_tail(SERIES, "777"))


def _compared(ledger: SqlLedger) -> int:
    """Every second sheet of a stack is found missing: the worst that can be typed or scanned."""
    expected = ledger.blanks_in(SERIES, BlankState.HELD, BlankState.VOID)
    counted = [SerialRange(each, each) for each in range(1, SHEETS, 2)]
    return len(without(expected, counted)) + len(without(counted, expected))


def _rounds(act: Callable[[], object]) -> list[float]:
    return [_ms(act) for _ in range(ROUNDS)]


def _ms(act: Callable[[], object]) -> float:
    start = time.perf_counter_ns()
    act()
    return (time.perf_counter_ns() - start) / 1e6


def _figure(what: str, times: list[float]) -> dict[str, object]:
    worst, middle = round(max(times), 3), round(statistics.median(times), 3)
    head = {"bench": "paper.blanks", "what": what, "in_stock": SHEETS}
    return {**head, "median_ms": middle, "worst_ms": worst, "rounds": len(times)}


if __name__ == "__main__":
    main()
