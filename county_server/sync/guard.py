"""
The guard against a server that parks everything (design/sync.md 1.8; arroyo's DlqLimit).

A fault of this program must not park a county. Shares are taken of full samples, so that one bad
operation among a window's first ten is parked like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from counter_app.domain.county import Judged, Recent

DEVICE_SAMPLE = 400
DEVICE_MOST = DEVICE_SAMPLE * 5 // 100
ALL_SAMPLE = 2_000
ALL_MOST = ALL_SAMPLE // 100
IN_A_ROW = 20
RETRY_AFTER_S = 60.0


def holds(recent: Recent, judged: Sequence[Judged]) -> bool:
    """
    Whether to hold a push: nothing of it is stored, the window keeps it and asks again.

    True when with it more than 5 % of the device's last 400 operations, 20 of them in a row, or
    more than 1 % of the last 2,000 of all would be parked. A push that parks nothing never holds.
    """
    if not any(each.parked for each in judged):
        return False
    newest_first = [each.parked for each in reversed(judged)] + list(recent.device)
    in_a_row = sum(1 for _ in takewhile(bool, newest_first))
    of_device = sum(newest_first[:DEVICE_SAMPLE])
    of_all = recent.all_parked + sum(each.parked for each in judged)
    return in_a_row >= IN_A_ROW or of_device > DEVICE_MOST or of_all > ALL_MOST
