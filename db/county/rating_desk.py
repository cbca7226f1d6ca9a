"""``county_server.desk.rating_store.RatingStore`` on PostgreSQL: ratings as the county's desk finds them."""

from __future__ import annotations

from typing import Any

from counter_app.domain.codec import from_plain
from counter_app.domain.county_rating import RatedAt
from counter_app.domain.rating_ticket import Rated
from db.county.blank_desk import PostgresStockStore
from db.county.engine import connection
from db.county.ratings import CLERK, with_clerk

_AT = f"""
    SELECT r.body, r.hall, h.area, c.id IS NOT NULL, {CLERK},
        NOT r.anonymous AND coalesce(c.body -> 'application' ->> 'phone', '') <> '',
        (r.received AT TIME ZONE 'Asia/Shanghai')::date,
        coalesce(c.body -> 'application' -> 'item' ->> 'name', '')
    FROM rating r JOIN hall h ON h.id = r.hall LEFT JOIN case_ c ON c.no = r.case_no
"""  # noqa: S608 - text of ours
_ONE = _AT + " WHERE r.id = %s"
_TICKETS = _AT + " WHERE r.stage <> '' AND (%s OR r.stage <> 'closed') ORDER BY r.received, r.id"


class PostgresRatings(PostgresStockStore):
    """The county's ratings over a pool of connections that is open."""

    async def rating(self, rating: str) -> RatedAt | None:
        """Return a rating."""
        row = await self._read(_ONE, [rating])
        return None if row is None else _rated_at(row)

    async def rating_tickets(self, *, closed: bool) -> tuple[RatedAt, ...]:
        """Return the tickets of bad ratings, the oldest first, with or without closed ones."""
        async with connection(self._pool) as opened:
            rows = await (await opened.execute(_TICKETS, [closed])).fetchall()
        return tuple(map(_rated_at, rows))

    async def case_is_here(self, case_no: str) -> bool:
        """Whether the case has come."""
        return await self._read("SELECT 1 FROM case_ WHERE no = %s", [case_no]) is not None

    async def setting(self, name: str) -> str | None:
        """Return what is kept under a name."""
        row = await self._read("SELECT value FROM setting WHERE name = %s", [name])
        return None if row is None else str(row[0])


def _rated_at(row: tuple[Any, ...]) -> RatedAt:
    body, hall, area, here, clerk, contact, received_on, item = row
    rated = with_clerk(from_plain(Rated, body), clerk)
    return RatedAt(rated, hall, area, here, clerk, contact, received_on, item)
