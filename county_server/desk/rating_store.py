"""What ratings need of a store: PostgreSQL (``db.county.ratings``) or memory (``tests/fakes``)."""

from __future__ import annotations

from typing import Protocol

from counter_app.domain.county_rating import RatedAt
from county_server.desk.blanks import StockStore


class RatingStore(StockStore, Protocol):
    """The county's ratings beside its desks."""

    async def rating(self, rating: str) -> RatedAt | None:
        """Return a rating."""

    async def rating_tickets(self, *, closed: bool) -> tuple[RatedAt, ...]:
        """Return the tickets of bad ratings, the oldest first, with or without closed ones."""

    async def case_is_here(self, case_no: str) -> bool:
        """Whether the case has come."""

    async def setting(self, name: str) -> str | None:
        """Return what is kept under a name."""
