"""Halls and windows, and the one-time codes by which a computer becomes a window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from psycopg.types.json import Jsonb

from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.numbers import SLOTS
from counter_app.domain.wire import WindowInfo, hall_scope
from db.county.engine import session
from db.county.figure_settings import publish_settings
from db.county.people import publish_users
from db.county.publishing import Session, note_act, publish
from db.county.queue_lines import publish_queue

WINDOW_KIND = "window"
_HALL = """
    INSERT INTO hall (id, name, area) VALUES (%s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, area = EXCLUDED.area
"""
_SAVE = """
    INSERT INTO window_ (id, hall, area, slot, info) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET info = EXCLUDED.info
"""
_FREE_SLOT = """
    SELECT min(slot) FROM generate_series(0, %s) slot
    WHERE slot NOT IN (SELECT w.slot FROM window_ w WHERE w.area = %s)
"""


def prepare_window(
    url: str, wanted: WindowInfo, named: frozenset[str], code_hash: bytes, expires_ms: int
) -> WindowInfo:
    """
    Make hall and window as needed and lay down a code for the window; return the window.

    ``wanted`` counts for a new window; of one that exists only the fields in ``named`` change, and
    its kind. Its slot is the lowest free one of its area and never changes.

    Raises:
        RuleError: ``window_elsewhere`` (the id is another hall's), ``window_slot_range``

    """
    with session(url) as opened:
        opened.execute("LOCK TABLE hall, window_, user_ IN SHARE ROW EXCLUSIVE MODE")
        hall = opened.execute("SELECT name, area FROM hall WHERE id = %s", [wanted.hall]).fetchone()
        window = _settled(opened, wanted, named, hall)
        opened.execute(_HALL, [window.hall, window.hall_name, window.area])
        values = [window.id, window.hall, window.area, window.slot, Jsonb(to_plain(window))]
        opened.execute(_SAVE, values)
        opened.execute(
            "INSERT INTO enrol_code (hash, window_id, expires_ms) VALUES (%s, %s, %s)",
            [code_hash, window.id, expires_ms],
        )
        publish(opened, hall_scope(window.hall), WINDOW_KIND, [(window.id, window)])
        publish_users(opened, window.hall)
        publish_queue(opened, window.hall)
        publish_settings(opened, window.hall)
        note_act(opened, "window.enrol", window.id)
    return window


def _settled(
    opened: Session, wanted: WindowInfo, named: frozenset[str], hall: tuple[Any, ...] | None
) -> WindowInfo:
    """Return ``wanted`` with what hall and window already are where nothing else was named."""
    row = opened.execute("SELECT info FROM window_ WHERE id = %s", [wanted.id]).fetchone()
    if row is None:
        if hall is not None:
            kept = {"hall_name": hall[0], "area": hall[1]}
            wanted = replace(wanted, **{k: v for k, v in kept.items() if k not in named})
        return replace(wanted, slot=_free_slot(opened, wanted.area))
    there = from_plain(WindowInfo, row[0])
    if there.hall != wanted.hall:
        raise RuleError("window_elsewhere", window=wanted.id, hall=there.hall)
    changes = {name: getattr(wanted, name) for name in (named | {"kind"}) - {"area"}}
    return replace(there, **changes)


def _free_slot(opened: Session, area: str) -> int:
    row = opened.execute(_FREE_SLOT, [SLOTS - 1, area]).fetchone()
    if row is None or row[0] is None:
        raise RuleError("window_slot_range", last=SLOTS - 1)
    return int(row[0])
