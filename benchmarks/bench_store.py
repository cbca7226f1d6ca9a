"""
Recording and searching in the window's stores; prints one JSON object a line.

The floor of ``record`` is a bare SQLCipher commit (FULL, WAL) of the same bytes, taken in turn with
it on the same file system. The floor of a search is one prefix look-up of ten rows in the same
encrypted index. Times are in ms.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select

from benchmarks.catalogue_generator import generate
from counter_app.domain.chain import GENESIS
from counter_app.domain.item_feed import KIND, VERSION, item_body
from counter_app.domain.operation import Entry, Moment, encode
from counter_app.domain.ports import Enrolment
from counter_app.domain.search import IndexedItem
from counter_app.domain.window_operation import ConsultationServed
from counter_app.domain.wire import FeedRow, PullAnswer, WindowInfo
from db.window.cache import SqlCache, open_cache
from db.window.cache_tables import item_term
from db.window.engine import Database, Rules
from db.window.ledger import open_ledger

KEY = bytes(range(32))
RECORDS = 2_000
BODY_BYTES = 2_100
"""A case with its materials and two documents, uncompressed (design/sync.md 3.9)."""
SIZES = (400, 100_000)
ROUNDS = 5
LIMIT = 10
QUERIES = (
    "s", "sp", "spj", "spjy", "spjyxk", "shipin", "食", "食品", "食品经营", "食品经营许可", "社会保障卡",
    "yiliao", "ylbx", "bdcdy", "个体工商户 变更", "食品 许可", "医疗 巴宜区", "补贴", "zzzz", "许可",
)  # fmt: skip


def entry(n: int, no: str | None) -> Entry:
    """An operation of about the size of a case."""
    at = Moment(n, n, "boot")
    return Entry(ConsultationServed("x" * (BODY_BYTES - 200)), at, "user", "w1", f"case-{n}", no)


def spent_ms(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter_ns()
    act()
    return (time.perf_counter_ns() - start) / 1e6


def figures(times: list[float], prefix: str = "") -> dict[str, float]:
    """Return p50 and p99."""
    cuts = statistics.quantiles(times, n=100)
    return {f"{prefix}p50_ms": round(cuts[49], 3), f"{prefix}p99_ms": round(cuts[98], 3)}


def bench_record(folder: Path) -> dict[str, object]:
    """Time ``record`` with a number, and the bare commit beside it."""
    window = WindowInfo("w1", "", "nd", "h1", "", "540402", 1)
    ledger = open_ledger(folder, KEY)
    ledger.enrol(Enrolment("", "device", window), 1, "epoch")
    bare = Database(folder / "bare.db", KEY, Rules(durable=True))._raw()  # noqa: SLF001 - no layer of ours
    bare.execute("create table op (seq integer primary key, h blob, body blob)")
    times, floor = [], []
    for n in range(1, RECORDS + 1):
        made: list[bytes] = []

        def make(no: str | None, n: int = n, made: list[bytes] = made) -> Entry:
            told = entry(n, no)
            made.append(encode(told))
            return told

        op_id = n.to_bytes(16, "big")
        times.append(
            spent_ms(lambda op_id=op_id, make=make: ledger.record(op_id, make, number_year=2026))
        )

        def commit(n: int = n, body: bytes = made[0]) -> None:
            bare.execute("begin immediate")
            bare.execute("insert into op values (?, ?, ?)", (n, GENESIS, body))
            bare.execute("commit")

        floor.append(spent_ms(commit))
    ledger.close()
    ratio = statistics.median(times) / statistics.median(floor)
    return {
        "bench": "store_record",
        "records": RECORDS,
        "body_bytes": len(encode(entry(1, "0" * 19))),
        **figures(times),
        **figures(floor, "floor_"),
        "ratio_p50": round(ratio, 2),
    }


def rows(items: Iterator[IndexedItem], count: int) -> tuple[FeedRow, ...]:
    """Return the next rows of the feed."""
    return tuple(
        FeedRow(KIND, each.item.code, 1, "put", VERSION, item_body(each))
        for each in itertools.islice(items, count)
    )


def fill(cache: SqlCache, size: int) -> float:
    """Pull a catalogue in pages of 500 and return the seconds that storing took."""
    items, spent = generate(size), 0.0
    while page := rows(items, 500):
        answer = PullAnswer("epoch", "1", more=True, acked=0, secured=0, rows=page)
        spent += spent_ms(lambda answer=answer: cache.apply("reference", answer))
    return spent / 1000


def bench_search(folder: Path, size: int) -> dict[str, object]:
    """Time searches over a catalogue of ``size`` items."""
    cache = open_cache(folder / str(size), KEY)
    filled_s = fill(cache, size)
    floor_query = (
        select(item_term).where(item_term.c.weight == 1, item_term.c.term >= "s").limit(LIMIT)
    )

    def floor() -> None:
        with cache._transaction() as connection:  # noqa: SLF001 - the same index, nothing around it
            connection.execute(floor_query).all()

    times = {query: [] for query in QUERIES}
    floors = []
    for query in QUERIES * ROUNDS:
        times[query].append(spent_ms(lambda query=query: cache.find_items(query, LIMIT)))
        floors.append(spent_ms(floor))
    cache.close()
    medians = {query: statistics.median(each) for query, each in times.items()}
    slowest = max(medians, key=medians.__getitem__)
    ratio = statistics.median(medians.values()) / statistics.median(floors)
    return {
        "bench": "store_search",
        "items": size,
        **figures([each for some in times.values() for each in some]),
        "slowest": slowest,
        "slowest_ms": round(medians[slowest], 3),
        **figures(floors, "floor_"),
        "ratio_p50": round(ratio, 2),
        "stored_s": round(filled_s, 1),
        "file_mb": round((folder / str(size) / "cache.db").stat().st_size / 1e6, 1),
    }


def main() -> None:
    """Measure and print; sizes of catalogues may be named, 400 and 100,000 otherwise."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(bench_record(Path(folder) / "record"), ensure_ascii=False), flush=True)
        for size in sizes:
            print(json.dumps(bench_search(Path(folder), size), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
