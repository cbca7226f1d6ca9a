"""
A process that records until it is killed or the disk ends, for tests that look at what is left.

``python recording.py PROFILE FIRST MODE``: one JSON line for each acknowledged operation, written
after ``record`` has returned. ``MODE`` is ``forever``, or ``fill``: then it stops at the first
StoreError, prints its code, frees the ballast file, tries once more and ends.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from counter_app.domain.errors import StoreError
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.records import Enrolment
from counter_app.domain.window_operation import ConsultationServed
from counter_app.domain.wire import WindowInfo
from db.window.ledger import Space, open_ledger

KEY = bytes(range(32))
WINDOW = WindowInfo("w3", "3号窗口", "nd", "h1", "政务服务大厅", "540402", 3)
YEAR = 2026


def say(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def record(ledger, n: int) -> None:
    topic = ConsultationServed(f"{n} " + "x" * (n % 7 * 300))

    def make(no: str | None) -> Entry:
        return Entry(topic, Moment(n, n, "boot"), "zhang", "w3", f"case-{n}", no)

    made = ledger.record(n.to_bytes(16, "big"), make, number_year=YEAR)
    say(n=n, seq=made.seq, no=made.entry.no)


def main() -> None:
    profile, first, mode = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    ledger = open_ledger(profile, KEY, Space(lambda: 10_000))
    if ledger.enrolment() is None:
        ledger.enrol(Enrolment("https://county.example", "device-1", WINDOW), 1, "epoch-1")
    n = first
    try:
        while True:
            record(ledger, n)
            n += 1
    except StoreError as refused:
        say(refused=refused.code, n=n)
    if mode == "fill":
        (profile / "ballast").unlink()
        record(ledger, n)
        ledger.verify()
    ledger.close()


if __name__ == "__main__":
    main()
