"""``county_server.desk.blanks.StockStore`` on PostgreSQL, and the stock as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counter_app.domain.county_desk import DESK_PREFIX
from db.county.desk import PostgresDeskStore
from db.county.engine import session

_HALL_OF = "SELECT hall FROM window_ WHERE id = %s AND NOT starts_with(id, %s)"
_FIRST_HALL = "SELECT id FROM hall ORDER BY id LIMIT 1"
_STOCK = """
    SELECT s.name, s.title, coalesce(l.holder, ''), coalesce(l.id, ''), coalesce(l.fence, 0),
           coalesce(l.state, ''), b.state, count(*), min(b.serial), max(b.serial)
    FROM blank b JOIN series s ON s.id = b.series_id LEFT JOIN lease l ON l.id = b.lease
    WHERE %s = '' OR s.name = %s
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY s.name, 5, b.state
"""


@dataclass(frozen=True, slots=True)
class StockLine:
    """Sheets of one series, lease and state: how many, and the lowest and highest serial."""

    series: str
    name: str
    drawer: str
    lease: str
    fence: int
    lease_state: str
    state: str
    sheets: int
    first: int
    last: int


class PostgresStockStore(PostgresDeskStore):
    """The county's stock of blanks over a pool of connections that is open."""

    async def hall_of(self, window: str) -> str | None:
        """Return the hall of a window."""
        row = await self._read(_HALL_OF, [window, DESK_PREFIX])
        return None if row is None else str(row[0])

    async def first_hall(self) -> str | None:
        """Return the first hall."""
        row = await self._read(_FIRST_HALL, [])
        return None if row is None else str(row[0])


def list_stock(url: str, series: str) -> Iterator[StockLine]:
    """Yield the stock of one series, or of all when none is named."""
    with session(url) as opened:
        for row in opened.execute(_STOCK, [series, series]).fetchall():
            yield StockLine(*row)
