"""
From the clerk's F9 to durable: the accept flow on real stores and lanes.

The floor, in the same run on the same file system: a bare SQLCipher FULL commit of as many bytes.
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sqlcipher3 import dbapi2

from counter_app.config import Settings, Store
from counter_app.domain.case import MaterialState
from counter_app.domain.codec import to_plain
from counter_app.domain.flow import Flow
from counter_app.domain.operation import encode
from counter_app.domain.records import Enrolment
from counter_app.domain.wire import FeedRow, PullAnswer
from counter_app.services.desk import Desk, on_store
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.visit import User, Visit
from counter_app.wiring import open_desk
from tests.fakes.paper_cases import a_person, a_window, an_item

T = TypeVar("T")
CASES = 300


def main() -> None:
    """Print one JSON object."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        settings = Settings(store=Store(key_file=str(profile / "key"), free_floor_mb=1))
        with open_desk(profile / "window", settings) as desk:
            seconds, size = _accept_all(desk)
        floor = _bare_commits(profile / "floor.db", size)
    print(
        json.dumps(
            {
                "bench": "accept",
                "cases": CASES,
                "body_bytes": size,
                "accept_ms_p50": _at(seconds, 0.5),
                "accept_ms_p99": _at(seconds, 0.99),
                "bare_commit_ms_p50": _at(floor, 0.5),
                "ratio_p50": round(_at(seconds, 0.5) / _at(floor, 0.5), 1),
                "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def _accept_all(desk: Desk) -> tuple[list[float], int]:
    item = an_item()
    _run(desk, on_store(lambda: desk.ledger.enrol(Enrolment("", "device", a_window()), 1, "e")))
    row = FeedRow("item", item.code, 1, "put", 1, {"item": to_plain(item), "terms": []})
    page = PullAnswer("e", "1", more=False, acked=0, secured=0, rows=(row,))
    _run(desk, on_store(lambda: desk.cache.apply("reference", page)))
    seconds = []
    for _ in range(CASES):
        visit = Visit(user=User("ciren", "次仁", ("clerk",)), person=a_person())
        visit = _run(desk, open_case(desk, visit, item.code, None))
        visit = _run(desk, mark_material(desk, visit, "all", MaterialState.RECEIVED, None))
        began = time.perf_counter()
        _run(desk, accept(desk, visit))
        seconds.append(time.perf_counter() - began)
    last = _run(desk, on_store(lambda: desk.ledger.recent(1)[0]))
    return seconds, len(encode(replace(last.entry)))


def _bare_commits(path: Path, size: int) -> list[float]:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"pragma key = \"x'{os.urandom(32).hex()}'\"")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table row(id integer primary key, body blob)")
    seconds = []
    for _ in range(CASES):
        body = os.urandom(size)
        began = time.perf_counter()
        connection.execute("begin immediate")
        connection.execute("insert into row(body) values (?)", (body,))
        connection.execute("commit")
        seconds.append(time.perf_counter() - began)
    connection.close()
    return seconds


def _run(desk: Desk, flow: Flow[T]) -> T:
    return desk.background.start(flow).result()


def _at(seconds: list[float], share: float) -> float:
    return round(sorted(seconds)[int(share * (len(seconds) - 1))] * 1000, 3)


if __name__ == "__main__":
    main()
