"""What the window remembers of its day does not grow with the day."""

from __future__ import annotations

from counter_app.services.recollection import REACH, Recollection
from tests.fakes.builders import folded, received


def test_only_so_many_uses_are_remembered_the_newest_first():
    case, remembered = folded(received()), Recollection(used=("older",) * REACH)
    remembered = remembered.with_case(case, None)
    assert len(remembered.used) == REACH
    assert remembered.used[0] == case.application.item.code
