"""A hall's queue as its displays show it, from the rows of the day."""

from __future__ import annotations

from datetime import date

from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.hall import (
    KIOSK,
    LAST_CALLS,
    CalledAt,
    ClassCount,
    HallState,
    LineCount,
    WindowAt,
)
from db.county.queue_lines import Connection, info_of
from db.county.tickets import NAMES, ticket_of

_CALLS = """
    SELECT t.no, t.window_id, w.info ->> 'name', t.called_ms, t.recalls
    FROM ticket t JOIN window_ w ON w.id = t.window_id
    WHERE t.hall = %s AND t.day = %s AND t.called_n IS NOT NULL ORDER BY t.called_n DESC LIMIT %s
"""
_WAITING = """
    SELECT line, count(*) FROM ticket
    WHERE hall = %s AND day = %s AND state IN ('waiting', 'transferred') GROUP BY line
"""
_CLASSES = """
    SELECT line, ticket_class, count(*) FROM ticket
    WHERE hall = %s AND day = %s AND state IN ('waiting', 'transferred')
    GROUP BY line, ticket_class ORDER BY line, ticket_class
"""
_WINDOWS = """
    SELECT w.id, w.info ->> 'name', coalesce(q.open AND q.day = %(day)s, false),
        coalesce(t.no, ''), coalesce(t.state, '')
    FROM window_ w LEFT JOIN queue_window q ON q.window_id = w.id
        LEFT JOIN LATERAL (SELECT no, state FROM ticket WHERE window_id = w.id AND day = %(day)s
            AND state IN ('called', 'serving') ORDER BY called_n DESC LIMIT 1) t ON true
    WHERE w.hall = %(hall)s AND w.info ->> 'kind' <> %(kiosk)s AND NOT starts_with(w.id, %(desk)s)
    ORDER BY w.slot, w.id
"""
_ASIDE = f"""
    SELECT {NAMES} FROM ticket WHERE hall = %s AND day = %s AND state IN ('held', 'skipped')
    ORDER BY order_
"""  # noqa: S608 - names of ours


async def read_state(opened: Connection, hall: str, day: date) -> HallState:
    """Return the newest calls, who waits where, the windows, and what was laid aside."""
    where = {"hall": hall, "day": day, "kiosk": KIOSK, "desk": DESK_PREFIX}
    calls = await (await opened.execute(_CALLS, [hall, day, LAST_CALLS])).fetchall()
    waiting: dict[str, int] = dict(await (await opened.execute(_WAITING, [hall, day])).fetchall())
    windows = await (await opened.execute(_WINDOWS, where)).fetchall()
    aside = await (await opened.execute(_ASIDE, [hall, day])).fetchall()
    lines = (await info_of(opened, hall)).lines
    return HallState(
        hall,
        day,
        tuple(CalledAt(*row) for row in calls),
        tuple(LineCount(e.letter, e.name, e.name_bo, waiting.get(e.letter, 0)) for e in lines),
        tuple(WindowAt(*row) for row in windows),
        tuple(ticket_of(row) for row in aside),
    )


async def read_classes(opened: Connection, hall: str, day: date) -> tuple[ClassCount, ...]:
    """Return how many of each class wait in each line."""
    rows = await (await opened.execute(_CLASSES, [hall, day])).fetchall()
    return tuple(ClassCount(*row) for row in rows)
