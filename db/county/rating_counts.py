"""Figures of ratings: counted from the ratings and from the one log (facts/domain.md 3.6, formulas)."""

from __future__ import annotations

from datetime import date
from typing import Any

from counter_app.domain import localtime
from counter_app.domain.rating import LEVELS, RATED_AGAIN
from counter_app.domain.rating_figures import RatingCounts, RatingView, clerk_rows
from counter_app.domain.rating_ticket import EXCLUDED, VALID
from db.county.engine import Pool, connection
from db.county.ratings import CLERK

_EXCLUDED = [each.value for each in EXCLUDED]
_VALID = [each.value for each in VALID]
_REAL = f"r.source = 'citizen' AND r.sequence <= {RATED_AGAIN} AND r.verdict <> ALL(%(excluded)s)"
_LEVELS = ", ".join(
    f"count(*) FILTER (WHERE {_REAL} AND r.level = '{each.value}')" for each in LEVELS
)
_REACHABLE = """
    r.stage <> '' AND NOT r.anonymous AND EXISTS (SELECT FROM case_ c
        WHERE c.no = r.case_no AND c.body -> 'application' ->> 'phone' <> '')
"""
_DUE = "r.verdict = ANY(%(valid)s) AND (r.fixed_on IS NOT NULL OR r.fix_by <= %(as_of)s)"
_GIVEN = f"""
    SELECT {{who}}, {_LEVELS},
        count(*) FILTER (WHERE r.source <> 'citizen'),
        count(*) FILTER (WHERE r.verdict = ANY(%(excluded)s)),
        count(*) FILTER (WHERE r.sequence > {RATED_AGAIN}),
        count(*) FILTER (WHERE {_REACHABLE}),
        count(*) FILTER (WHERE {_REACHABLE} AND r.calls > 0),
        count(*) FILTER (WHERE {_DUE}),
        count(*) FILTER (WHERE {_DUE} AND r.fixed_on IS NOT NULL)
    FROM rating r WHERE r.hall = %(hall)s AND r.at_day BETWEEN %(first)s AND %(last)s {{more}}
    GROUP BY 1
"""  # noqa: S608 - texts of ours
# A visit of a case is rateable once, on the day of its first act.
_RATEABLE = """
    SELECT {who}, count(*) FROM event e
    WHERE e.hall = %(hall)s AND e.at >= %(start)s AND e.at < %(end)s AND (
        e.kind IN ('case.receive', 'case.accept') AND NOT EXISTS (SELECT FROM event b
            WHERE b.subject = e.subject AND b.kind IN ('case.receive', 'case.accept') AND b.n < e.n)
        OR e.kind = 'result.hand_over' AND NOT EXISTS (SELECT FROM event b
            WHERE b.subject = e.subject AND b.kind = 'result.hand_over' AND b.n < e.n))
    GROUP BY 1
"""
_WHOLE = _GIVEN.format(who="''", more="")
# of a clerk nothing that came today, whatever day it is told to be of
_CLERKS = _GIVEN.format(
    who=CLERK, more="AND (r.received AT TIME ZONE 'Asia/Shanghai')::date < %(as_of)s"
)
_WHOLE_RATEABLE = _RATEABLE.format(who="''")
_CLERKS_RATEABLE = _RATEABLE.format(who="e.by_user")


class PostgresRatingCounts:
    """Figures of ratings over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def view(self, hall: str, first: date, last: date, as_of: date) -> RatingView:
        """Return a hall's ratings of a period as they stand on ``as_of``, and its clerks'."""
        values = {
            "hall": hall,
            "first": first,
            "last": last,
            "as_of": as_of,
            "start": localtime.at(localtime.start_ms(first)),
            "end": localtime.at(localtime.start_ms(last) + _DAY_MS),
            "excluded": _EXCLUDED,
            "valid": _VALID,
        }
        whole = await self._counted(_WHOLE, _WHOLE_RATEABLE, values)
        clerks = await self._counted(_CLERKS, _CLERKS_RATEABLE, values)
        named = ((clerk, each) for clerk, each in clerks.items() if clerk and each.real)
        counts = whole.get("", RatingCounts())
        return RatingView(hall, first, last, as_of, counts, clerk_rows(named))

    async def _counted(
        self, given: str, rateable: str, values: dict[str, Any]
    ) -> dict[str, RatingCounts]:
        async with connection(self._pool) as opened:
            rows = await (await opened.execute(given, values)).fetchall()
            visits = dict(await (await opened.execute(rateable, values)).fetchall())
        found = {who: RatingCounts(visits.get(who, 0), *_split(counts)) for who, *counts in rows}
        return {who: RatingCounts(count) for who, count in visits.items()} | found


_DAY_MS = 86_400_000


def _split(counts: list[int]) -> tuple[Any, ...]:
    levels = len(LEVELS)
    return (tuple(counts[:levels]), *counts[levels:])
