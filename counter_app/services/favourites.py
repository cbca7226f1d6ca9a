"""
Items that a clerk keeps at the top of his list, until he takes them off (F-D3).

They stand in the journal under the clerk's name: not an operation, since nobody but he is helped,
and a window that loses them has lost nothing of a case.
"""

from __future__ import annotations

import json

from counter_app.domain.flow import Flow, Hop
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit, signed_in

PINS = "pins:"
"""The journal's name of a clerk's list begins so; drafts have hexadecimal names."""


def pins_of(desk: Desk, user: str) -> tuple[str, ...]:
    """Return the item codes in the order they were pinned; a damaged list is empty (store lane)."""
    content = desk.journal.load(PINS + user)
    try:
        codes = json.loads(content) if content is not None else []
    except ValueError:
        return ()
    return tuple(map(str, codes)) if isinstance(codes, list) else ()


def toggle_pin(desk: Desk, visit: Visit, code: str) -> Flow[tuple[str, ...]]:
    """
    Pin an item, or take it off, and return the clerk's list as it then is.

    Raises:
        RuleError: ``not_signed_in``

    """
    user = signed_in(visit)
    codes: tuple[str, ...] = yield Hop("store", lambda: _toggle(desk, user.name, code))
    return codes


def _toggle(desk: Desk, user: str, code: str) -> tuple[str, ...]:
    before = pins_of(desk, user)
    after = tuple(each for each in before if each != code)
    if after == before:
        after = (*before, code)
    desk.journal.save(PINS + user, json.dumps(after).encode())
    return after
