"""
A killed window: what it acknowledged is there once, in a whole chain, under unique numbers.

SIGKILL proves the process, not the disk (design/sync.md 1.9); that the ledger asks for FULL is
tested in ``test_opening``.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from counter_app.domain.numbers import parse_case_no
from db.window.highwater import MarkFile
from tests.store.samples import SqlLedgerHolder

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("recording.py")
ROUNDS = 200 if os.environ.get("COUNTER_LONG") else 6


def record_until_killed(profile, first, acknowledged):
    """Kill the process right after it has acknowledged so many; return what it said."""
    command = [sys.executable, str(SCRIPT), str(profile), str(first), "forever"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True
    )
    said = [json.loads(process.stdout.readline()) for _ in range(acknowledged)]
    process.kill()
    said += [json.loads(line) for line in process.stdout if line.endswith("\n")]
    process.stdout.close()
    process.wait()
    return said


def test_whenever_it_is_killed_each_acknowledged_operation_is_there_once(tmp_path):
    chance = random.Random(7)  # noqa: S311 - where it is killed, no secret
    said, first = [], 1
    for _ in range(ROUNDS):
        said += record_until_killed(tmp_path, first, chance.randrange(1, 60))
        holder = SqlLedgerHolder(tmp_path)
        rows = holder.ledger.outbox(0, 10**6, 10**9)
        kept = {each.op_id: holder.ledger.find(each.op_id) for each in rows}
        holder.ledger.verify()
        assert not holder.ledger.chain_state().renew
        noted = MarkFile(tmp_path / "ledger.mark").read().as_map()["case", 2026]
        holder.close()
        assert [each.seq for each in rows] == list(range(1, len(rows) + 1))
        for each in said:
            found = kept[each["n"].to_bytes(16, "big")]
            assert (found.seq, found.entry.no) == (each["seq"], each["no"])
        numbers = [each.entry.no for each in kept.values()]
        assert len(set(numbers)) == len(rows)
        assert [parse_case_no(no).seq for no in numbers] == list(range(1, len(rows) + 1))
        assert noted == len(rows)
        assert len(rows) <= len(said) + ROUNDS
        first = len(rows) + 1
