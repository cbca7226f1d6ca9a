"""One act on the queue in the log: operation, event, news and the desk's mark in one statement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg

from counter_app.domain.codec import to_bytes
from counter_app.domain.county import DeviceRow, Judged
from counter_app.domain.hall import QUEUE_KIND, queue_scope
from counter_app.domain.localtime import at as china_time
from db.county.tickets import MOVED

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_LOG = f"""
    WITH logged AS (
        INSERT INTO op_log (device, gen, seq, op_id, kind, v, raw, h, at_wall, skew_ms, s, result)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 1, %s::jsonb)
    ), happened AS (
        INSERT INTO event (op_id, hall, window_id, by_user, kind, subject, at, clock)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ), moved AS ({MOVED})
    UPDATE device SET last_seq = %s, chain = %s WHERE id = %s
"""  # noqa: S608 - a statement of ours


async def log_act(opened: Connection, desk: DeviceRow, judged: Judged) -> None:
    """Append an act, judged as applied, to the chain of a hall's desk."""
    read, op, entry = judged.read, judged.read.op, judged.read.entry
    assert entry is not None  # noqa: S101 - the hall has just made it
    op_id = UUID(bytes=op.op_id)
    result = to_bytes(judged.result).decode()
    logged = (desk.id, desk.gen, op.seq, op_id, read.kind, read.v, op.body, op.h, read.at_wall)
    where = (op_id, desk.hall, entry.window, entry.by, read.kind, entry.subject)
    when = (china_time(entry.at.wall), entry.at.clock)
    news = (queue_scope(desk.hall), QUEUE_KIND, desk.hall)
    await opened.execute(_LOG, [*logged, result, *where, *when, *news, op.seq, op.h, desk.id])
