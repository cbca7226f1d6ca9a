"""The lines of a hall's queue and the kiosks' letters; windows read them in the hall's feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg

from counter_app.domain.errors import RuleError
from counter_app.domain.hall import (
    DEFAULT_INFO,
    KIOSK,
    QUEUE_KIND,
    KioskLetter,
    QueueInfo,
    QueueLine,
)
from counter_app.domain.ticket import LETTERS
from counter_app.domain.wire import hall_scope
from db.county.engine import session
from db.county.publishing import Session, note_act, publish

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_LINES = """
    SELECT letter, name, name_bo, kinds, closed_on::text FROM queue_line
    WHERE hall = %s ORDER BY letter
"""
_CLOSE = "UPDATE queue_line SET closed_on = %s WHERE hall = %s AND letter = %s"
_LETTERS = "SELECT window_id, letter FROM kiosk_letter WHERE hall = %s ORDER BY window_id"
_SAVE = """
    INSERT INTO queue_line (hall, letter, name, name_bo, kinds) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (hall, letter) DO UPDATE
    SET name = EXCLUDED.name, name_bo = EXCLUDED.name_bo, kinds = EXCLUDED.kinds
"""
_KIOSKS = "SELECT id FROM window_ WHERE hall = %s AND info ->> 'kind' = %s ORDER BY id"
_GIVE = "INSERT INTO kiosk_letter (window_id, hall, letter) VALUES (%s, %s, %s)"


async def info_of(opened: Connection, hall: str) -> QueueInfo:
    """Return the lines of a hall; without any set, the one that all windows serve."""
    return read_lines(await (await opened.execute(_LINES, [hall])).fetchall())


def read_lines(rows: Sequence[Sequence[Any]] | None) -> QueueInfo:
    """Return rows as ``_LINES`` gives them as lines; without any, the default."""
    return _info(rows, []) if rows else DEFAULT_INFO


def set_line(url: str, hall: str, line: QueueLine) -> None:
    """
    Make or change a line of a hall.

    Raises:
        RuleError: ``county_hall_unknown``, ``queue_letter_kiosk`` (a kiosk has that letter)

    """
    with session(url) as opened:
        opened.execute("LOCK TABLE queue_line, kiosk_letter IN SHARE ROW EXCLUSIVE MODE")
        if opened.execute("SELECT 1 FROM hall WHERE id = %s", [hall]).fetchone() is None:
            raise RuleError("county_hall_unknown", hall=hall)
        if line.letter in {each.letter for each in _kiosks(opened, hall)}:
            raise RuleError("queue_letter_kiosk", letter=line.letter)
        kinds = list(line.kinds)
        opened.execute(_SAVE, [hall, line.letter, line.name, line.name_bo, kinds])
        publish_queue(opened, hall)
        note_act(opened, "queue.line", f"{hall}/{line.letter}")


def close_line(url: str, hall: str, letter: str, day: date | None) -> None:
    """
    Let a line take nobody in on ``day``; None opens it again.

    Raises:
        RuleError: ``queue_line_unknown``

    """
    with session(url) as opened:
        if not opened.execute(_CLOSE, [day, hall, letter]).rowcount:
            raise RuleError("queue_line_unknown", line=letter[:1])
        publish_queue(opened, hall)
        note_act(opened, "queue.close" if day else "queue.open", f"{hall}/{letter}")


def publish_queue(opened: Session, hall: str) -> None:
    """Give every kiosk of the hall a letter and tell lines and letters to the hall's windows."""
    lines = opened.execute(_LINES, [hall]).fetchall() or [
        (each.letter, each.name, each.name_bo, each.kinds, None) for each in DEFAULT_INFO.lines
    ]
    known = _kiosks(opened, hall)
    taken = {each.letter for each in known} | {row[0] for row in lines}
    free = [each for each in reversed(LETTERS) if each not in taken]
    without = {row[0] for row in opened.execute(_KIOSKS, [hall, KIOSK])} - {
        each.window for each in known
    }
    # more kiosks than letters: the last ones stand still while they are cut off
    for window, letter in zip(sorted(without), free, strict=False):
        opened.execute(_GIVE, [window, hall, letter])
    info = _info(lines, _kiosks(opened, hall))
    publish(opened, hall_scope(hall), QUEUE_KIND, [(hall, info)])


def _kiosks(opened: Session, hall: str) -> list[KioskLetter]:
    return [KioskLetter(*row) for row in opened.execute(_LETTERS, [hall]).fetchall()]


def _info(rows: Sequence[Sequence[Any]], kiosks: list[KioskLetter]) -> QueueInfo:
    lines = (
        QueueLine(letter, name, bo, tuple(kinds), date.fromisoformat(closed) if closed else None)
        for letter, name, bo, kinds, closed in rows
    )
    return QueueInfo(tuple(lines), tuple(kiosks))
