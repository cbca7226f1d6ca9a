from __future__ import annotations

import gc
import threading
import weakref
from itertools import pairwise

import pytest

from counter_app.domain.flow import Hop
from counter_app.lanes import Lanes
from counter_app.ui.gc_guard import SETTLING, GcGuard


class Knot:
    """Something only the cyclic collector can free."""

    def __init__(self):
        self.me = self


@pytest.fixture
def guard():
    made = GcGuard(every_ms=5)
    yield made
    made.release()
    assert gc.isenabled()


def tie(count):
    return [Knot() for _ in range(count)]


def test_no_lane_ever_collects(guard, qtbot):
    collected_on = []

    def note(phase, _info):
        collected_on.append((phase, threading.current_thread()))

    lanes = Lanes()
    gc.callbacks.append(note)
    try:
        flow = (yield_ for yield_ in [Hop("paper", lambda: len(tie(50_000)))])
        lanes.start(flow).result(20)
        qtbot.waitUntil(lambda: bool(collected_on))
    finally:
        gc.callbacks.remove(note)
        lanes.close(10)

    assert {thread for _, thread in collected_on} == {threading.main_thread()}


def test_a_dead_cycle_is_freed_by_the_timer(guard, qtbot):
    knot = Knot()
    gone = weakref.ref(knot)
    del knot
    assert gone() is not None

    keep = tie(2_000)

    qtbot.waitUntil(lambda: gone() is None)
    assert len(keep) == 2_000


def test_nothing_is_collected_while_nothing_is_due(guard):
    gc.collect()

    assert guard.collect_due() == -1


def test_only_the_first_full_collections_set_aside_what_they_leave(guard):
    def full():
        for generation in (1, 0):
            for _ in range(gc.get_threshold()[generation + 1] + 1):
                gc.collect(generation)
        keep.append(tie(1))
        return guard.collect_due()

    keep, frozen = [], [gc.get_freeze_count()]
    for _ in range(SETTLING + 1):
        assert full() == 2
        frozen.append(gc.get_freeze_count())

    *settling, last = [after > before for before, after in pairwise(frozen)]
    assert all(settling)
    assert not last


def test_what_opening_made_is_set_aside_at_once(guard):
    before = gc.get_freeze_count()
    kept = tie(2_000)
    guard.settle()
    assert gc.get_freeze_count() >= before + len(kept)
