"""
Ratings as rows: read and locked before operations are judged, written with them.

A rating names its case by number and is joined to it whenever it is read: the moment the case's push
has committed, whoever served is known (design/sync.md 3.10), and no order of arrival loses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import psycopg

from counter_app.domain import localtime
from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.county import Judged
from counter_app.domain.rating_operation import Verdict
from counter_app.domain.rating_ticket import Rated, RatingTicket

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

# Sequences 1 and 3 rate the intake, 2 and 4 the hand-over; whoever served first is who is rated.
CLERK = """
    coalesce(nullif(r.clerk, ''), (
        SELECT e.by_user FROM case_ k JOIN event e ON e.subject = k.id
        WHERE k.no = r.case_no AND e.kind = ANY(CASE WHEN r.sequence IN (1, 3)
            THEN ARRAY['case.receive', 'case.accept'] ELSE ARRAY['result.hand_over'] END)
        ORDER BY e.n LIMIT 1
    ), '')
"""
_THERE = f"""
    SELECT r.body, {CLERK} FROM rating r WHERE r.id = ANY(%s) ORDER BY r.id FOR UPDATE OF r
"""  # noqa: S608 - text of ours
_PUT = """
    INSERT INTO rating (id, case_no, sequence, hall, window_id, clerk, level, source, anonymous,
        at_day, stage, verdict, calls, fix_by, fixed_on, rev, body)
    VALUES (%(id)s, %(case_no)s, %(sequence)s, %(hall)s, %(window)s, %(clerk)s, %(level)s,
        %(source)s, %(anonymous)s, least(%(day)s, (now() AT TIME ZONE 'Asia/Shanghai')::date),
        %(stage)s, %(verdict)s, %(calls)s, %(fix_by)s, %(fixed_on)s, %(rev)s, %(body)s::jsonb)
    ON CONFLICT (id) DO UPDATE SET window_id = EXCLUDED.window_id, clerk = EXCLUDED.clerk,
        level = EXCLUDED.level, source = EXCLUDED.source, anonymous = EXCLUDED.anonymous,
        at_day = EXCLUDED.at_day, stage = EXCLUDED.stage, verdict = EXCLUDED.verdict,
        calls = EXCLUDED.calls, fix_by = EXCLUDED.fix_by, fixed_on = EXCLUDED.fixed_on,
        rev = EXCLUDED.rev, body = EXCLUDED.body
"""


async def read_ratings(opened: Connection, ids: Sequence[str]) -> dict[str, Rated]:
    """Return the ratings that exist of some, with their rows locked; who served as far as known."""
    rows = await opened.execute(_THERE, [[each for each in ids if "\0" not in each]])
    found = (with_clerk(from_plain(Rated, body), clerk) for body, clerk in await rows.fetchall())
    return {each.id: each for each in found}


async def write_ratings(opened: Connection, hall: str, judged: Sequence[Judged]) -> None:
    """Write the ratings that operations give or move on."""
    for each in judged:
        if each.rated is not None:
            await opened.execute(_PUT, _values(each.rated, hall))


def _values(rated: Rated, hall: str) -> dict[str, Any]:
    given, ticket = rated.given, rated.ticket or RatingTicket()
    verdict: Verdict | None = ticket.verdict
    return {
        "id": rated.id,
        "case_no": given.case_no,
        "sequence": given.sequence,
        "hall": hall,
        "window": given.served_at,
        "clerk": given.clerk,
        "level": given.level.value,
        "source": given.source.value,
        "anonymous": given.anonymous,
        "day": localtime.day(rated.at_ms),
        "stage": "" if rated.ticket is None else ticket.stage.value,
        "verdict": "" if verdict is None else verdict.value,
        "calls": len(ticket.calls),
        "fix_by": ticket.fix_by,
        "fixed_on": ticket.fixed_on,
        "rev": rated.rev,
        "body": to_bytes(rated).decode(),
    }


def with_clerk(rated: Rated, clerk: str) -> Rated:
    """Return a rating with who served."""
    return replace(rated, given=replace(rated.given, clerk=clerk))
