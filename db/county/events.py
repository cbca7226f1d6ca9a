"""The operations that took effect, as rows that people and figures ask for (design/sync.md 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from counter_app.domain.county import DeviceRow, Judged
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.item import ProjectType
from counter_app.domain.localtime import at as china_time

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_EVENTS = """
    WITH new AS (
        SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
            %s::text[], %s::timestamptz[], %s::text[], %s::text[], %s::bool[], %s::bool[],
            %s::text[])
            WITH ORDINALITY AS new(op_id, hall, window_id, by_user, kind, subject, no, at, clock,
                item, immediate, opens, mark, place)
    ), audited AS (
        INSERT INTO audit (at, actor, act, subject)
        SELECT at, by_user, kind, window_id FROM new WHERE kind LIKE 'session.%%'
    )
    INSERT INTO event (op_id, hall, window_id, by_user, kind, subject, no, at, clock,
        item, immediate, opens, mark)
    SELECT op_id, hall, window_id, by_user, kind, subject, no, at, clock,
        item, immediate, opens, mark FROM new ORDER BY place
"""


async def write_events(opened: Connection, device: DeviceRow, judged: Sequence[Judged]) -> None:
    """Append what ``device`` did, in the order given."""
    rows = (_event(device, each) for each in judged)
    await opened.execute(_EVENTS, [list(column) for column in zip(*rows, strict=True)])


def _event(device: DeviceRow, judged: Judged) -> tuple[Any, ...]:
    entry = judged.read.entry
    assert entry is not None  # noqa: S101 - what cannot be read is parked and has no effect
    op_id, at = UUID(bytes=judged.read.op.op_id), china_time(entry.at.wall)
    head = (op_id, device.hall, entry.window, entry.by, judged.read.kind, entry.subject)
    return (*head, entry.no, at, entry.at.clock, *_figured(judged))


def _figured(judged: Judged) -> tuple[str | None, bool, bool, str]:
    """Return what figures need of a case: its item, whether it is 即办件, its opening, its mark."""
    did = None if judged.read.entry is None else judged.read.entry.operation
    mark = did.mark if isinstance(did, CaseMarked) else ""
    if judged.effect is None:
        return None, False, False, mark
    item = judged.effect.case.application.item
    immediate = item.project_type is ProjectType.IMMEDIATE
    return item.code, immediate, judged.effect.created, mark
