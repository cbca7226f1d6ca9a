"""Asking the hall something does not wait behind a sync turn on a silent line."""

from __future__ import annotations

import threading
from dataclasses import replace

from counter_app.domain.flow import Hop
from counter_app.lanes import Lanes
from counter_app.services.calling import call_next
from counter_app.services.ticketing import Wish, take_ticket
from tests.fakes.desk import a_desk, play, signed_visit


def test_the_next_is_called_while_a_sync_turn_hangs():
    desk, silent = a_desk(), threading.Event()
    taken = play(desk, take_ticket(desk, Wish("A"))).ticket
    lanes = Lanes()

    def turn():
        yield Hop("sync", lambda: silent.wait(30))

    hanging = lanes.start(turn())
    try:
        desk = replace(desk, background=lanes)
        called = lanes.start(call_next(desk, signed_visit())).result(10)
        assert (called.ticket.no, hanging.done()) == (taken.no, False)
    finally:
        silent.set()
        assert lanes.close(10)
