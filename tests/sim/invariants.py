"""
What must hold of a simulated world (design/sync.md 3.6), checked after every step.

=======  =========================================================================================
INV-1    ``papers_are_durable``: what was printed is in the ledger that a restart finds
INV-2    ``everything_arrived``, at the end: each operation of a surviving disk is in the log once
INV-3    ``log_is_sound``: no operation twice, no effect twice, no case number twice
INV-4    ``log_is_sound``: 1, 2, 3 ... of each device and generation
INV-5    ``Watch.answered``: no answer names a mark above what a power cut would leave
INV-6    ``log_is_sound``: what is logged stays as it is; the end proves that forks were found
INV-7    ``log_is_sound``: the chain recomputed is the log's, and the device's
INV-8    ``log_is_sound``: each operation is applied or parked, what depends on a parked one parked
INV-9    ``copies_agree``, at the end
INV-10   ``cursor_is_atomic``: a cache holds everything up to its cursor
INV-11   ``cursor_is_atomic``: a revision never falls under one cursor's life
INV-12   ``copies_agree``, at the end: each window's rows are the county's
INV-14   ``Watch.answered``: a foreign cursor gets no rows
INV-15   INV-2, in the worlds whose county is set back to a backup
INV-17   ``numbers_are_one``: a number goes to paper once, unless a whole disk was copied unseen
INV-18   ``numbers_are_one``: 1, 2, 3 ... within a generation, across crashes
INV-22   ``tests/sim/test_simulator.py``: other wall clocks, the same world
INV-24   ``one_speaks``: one turn of a window speaks at a time
INV-25   forged and repeated requests are among the fates of ``tests.sim.faults``
INV-26   ``cursor_is_atomic``: rows only of the device's scopes
=======  =========================================================================================

INV-2 asks less of a window whose disk was copied or set back and whose device was stopped: nothing
of it may be lost, but it may stay stopped (``is_stopped_and_whole``). INV-15 is not asked of a
backup from before a device's generation began.

Not here: INV-13 (snapshots) is not built; INV-16 needs the screens, and the ledger, from which they
are drawn, is never emptied; INV-19 and INV-20 (blanks): ``tests/store``, ``tests/unit``; INV-21
(tickets): ``tests/sync/test_hall_torture.py``; INV-23: ``tests/fakes/released.py``; the pressure of
INV-24 is not built. INV-9's order of commits needs PostgreSQL: ``tests/store``.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby, pairwise
from typing import NoReturn
from urllib.parse import parse_qs, urlsplit

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.county import DeviceStatus


class ViolationError(AssertionError):
    """An invariant does not hold; ``name`` says which."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name


def hold(name: str, truth: bool, detail: object = "") -> None:
    if not truth:
        fail(name, detail)


def fail(name: str, detail: object) -> NoReturn:
    raise ViolationError(name, str(detail))


class Watch:
    """Sees each answer before it leaves the county, and remembers the log from step to step."""

    def __init__(self) -> None:
        self._log: list = []
        self._epoch = ""

    def answered(self, request, answer, store) -> None:
        if answer.status != 200:
            return
        if request.target.endswith("/push"):
            told = json.loads(answer.body)
            head = _keyid(request)
            row = store.durable.devices[head]
            kept = row.last_seq if row.status is DeviceStatus.ACTIVE else 2**63
            hold("INV-5", told["acked"] <= kept, f"{told['acked']} of {kept} told to {head}")
        elif "/pull?" in request.target:
            cursor = parse_qs(urlsplit(request.target).query).get("cursor", [""])[0]
            same = not cursor or cursor.startswith(f"{store.epoch}.")
            hold("INV-14", same, f"cursor {cursor} answered in {store.epoch}")

    def log_is_sound(self, store) -> None:
        """Check the log as far as it has grown; all of it after a restore."""
        log = store.data.log
        if store.epoch != self._epoch:
            self._log, self._epoch = [], store.epoch
        elif log is self._log or len(log) == len(self._log):
            return
        grown = self._log == log[: len(self._log)] if self._log else True
        hold("INV-6", grown, "what was logged has changed")
        self._log = log
        _nothing_twice(store)
        for (device, gen), rows in groupby(sorted(log, key=_place), key=_place):
            _chained(store, device, gen, list(rows))
        _outcomes(log)


def _keyid(request) -> str:
    signed = dict(request.headers)["Signature-Input"]
    return signed.partition('keyid="')[2].partition('"')[0]


def _place(row) -> tuple[str, int]:
    return row.device, row.gen


def _nothing_twice(store) -> None:
    data = store.data
    for name, ids in (
        ("operation", [row.judged.read.op.op_id for row in data.log]),
        ("effect", data.events),
        ("case number", [each.case.no for each in data.cases.values()]),
    ):
        hold("INV-3", len(ids) == len(set(ids)), f"{name} twice")


def _chained(store, device: str, gen: int, rows: list) -> None:
    seqs = [row.judged.result.seq for row in rows]
    hold("INV-4", seqs == list(range(1, len(rows) + 1)), f"{device} {gen}: {seqs}")
    ops = [row.judged.read.op for row in rows]
    first = ops[0]
    starts = store.anchors.get(device, set()) | {GENESIS}
    begun = {next_hash(each, gen, 1, first.op_id, first.body) for each in starts}
    hold("INV-7", first.h in begun, f"{device} {gen}: begins nowhere")
    for before, op in pairwise(ops):
        h = next_hash(before.h, gen, op.seq, op.op_id, op.body)
        hold("INV-7", h == op.h, f"{device} {gen} {op.seq}")
    row = store.data.devices[device]
    if row.gen == gen:
        hold("INV-7", (row.last_seq, row.chain) == (ops[-1].seq, ops[-1].h), f"{device}: head")


def _outcomes(log) -> None:
    found = {row.judged.read.op.op_id.hex(): row.judged for row in log}
    for judged in found.values():
        hold("INV-8", judged.result.s in ("applied", "parked"), judged.result)
        entry = judged.read.entry
        hold("INV-8", entry is not None or judged.parked, "applied unread")
        deps = entry.deps if entry is not None else ()
        sound = all(each in found and not found[each].parked for each in deps)
        hold("INV-8", judged.parked or sound, "applied on a parked one")


def papers_are_durable(window) -> None:
    kept = window.disk_ledger().op_ids()
    lost = [each.no for each in window.memory.drawn if each.op_id not in kept]
    hold("INV-1", not lost, f"{window.name}: on paper and not in the ledger: {lost}")


def numbers_are_one(window, papers: dict[str, list]) -> None:
    by_gen: dict[int, list[int]] = {}
    for each in window.memory.drawn:
        by_gen.setdefault(each.gen, []).append(each.seq)
    for gen, seqs in by_gen.items():
        hold("INV-18", seqs == list(range(1, len(seqs) + 1)), f"{window.name} {gen}: {seqs}")
    for no, uses in papers.items():
        seen = [op_id for op_id, blind in uses if not blind]
        hold("INV-17", len(seen) < 2, f"{no} stands on {len(seen)} papers")


def cursor_is_atomic(window, store) -> None:
    """The rows of each scope are at least those up to its cursor, and no older than before."""
    row = store.data.devices.get(window.device)
    scopes = row.scopes() if row is not None else ()
    for scope in window.cache.scopes():
        hold("INV-26", scope in scopes, f"{window.name} has {scope}")
        cursor, rows = window.cache.cursor(scope), window.cache._rows.get(scope, {})
        revs = {key: each.rev for key, each in rows.items()}
        epoch, _, place = cursor.partition(".")
        then, before = window.revs.get(scope, ("", {}))
        fallen = [key for key, rev in before.items() if revs.get(key, rev) < rev]
        hold("INV-11", epoch != then or not fallen, f"{window.name}: {fallen}")
        window.revs[scope] = (epoch, revs)
        if epoch != store.epoch:
            continue
        xid, seq = map(int, place.split("."))
        for (of, kind, entity), (at, nth, there) in store.data.feed.items():
            if of == scope and (at, nth) <= (xid, seq):
                known = revs.get((kind, entity), 0)
                hold("INV-10", known >= there.rev, f"{window.name} lacks {kind} {entity}")
    for scope in [each for each in window.revs if each not in window.cache.scopes()]:
        del window.revs[scope]


def one_speaks(window) -> None:
    speaking = Counter(flow.speaking for flow in window.flows)[True]
    hold("INV-24", speaking < 2, f"{window.name}: {speaking} turns speak")


def everything_arrived(window, store) -> None:
    """INV-2 and INV-15: what was done at a surviving window is in the log, as it was written."""
    log = Counter(row.judged.read.op.op_id for row in store.data.log)
    lost = [op_id.hex() for op_id in window.memory.op_ids if log[op_id] != 1]
    hold("INV-2", not lost, f"{window.name}: lost {lost}")
    bodies = {row.judged.read.op.op_id: row.judged.read.op.body for row in store.data.log}
    for row in window.ledger._rows:
        hold("INV-2", bodies[row.op_id] == row.body, f"{window.name}: changed bytes")
    parked = {row.judged.read.op.op_id for row in store.data.log if row.judged.parked}
    for op_id in window.memory.poison:
        hold("INV-8", op_id in parked, f"{window.name}: poison was not parked")


def is_stopped_and_whole(window, store) -> bool:
    """
    Whether this window's disk was copied or set back and is refused for ever, with nothing lost.

    What such a window does once its device has been stopped and enrolled anew is not settled:
    where it sends again, under the new generation, what the county has under the old one, or its
    new generation follows a head that the county does not know, each push is a fork.
    """
    log = {row.judged.read.op.op_id for row in store.data.log}
    lost = set(window.memory.op_ids) - log - window.ledger.op_ids()
    hold("INV-2", not lost, f"{window.name}: {len(lost)} neither sent nor kept")
    return window.copied and window.report.fault.code == "county_fork"


def copies_agree(window, store) -> None:
    row = store.data.devices[window.device]
    for scope in row.scopes():
        theirs = {
            (kind, entity): (there.rev, there.op)
            for (of, kind, entity), (_, _, there) in store.data.feed.items()
            if of == scope
        }
        ours = {
            key: (each.rev, each.op)
            for key, each in window.cache._rows.get(scope, {}).items()
            if each.op == "put" or key in theirs
        }
        hold("INV-12", ours == theirs, f"{window.name} {scope}: {ours} and not {theirs}")
