"""
What the county's desk needs of a store: PostgreSQL (``db.county.desk``) or memory (``tests/fakes``).

Both obey one contract suite (``tests/store/test_county_desk*.py``).
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from counter_app.domain.calendar import YearTable
from counter_app.domain.county_desk import Account, CasePlace
from counter_app.domain.item import Item
from county_server.sync.store import PushTurn


class DeskTurn(PushTurn, Protocol):
    """One transaction that holds the lock of the row of a hall's county desk."""

    async def hands(self, case_id: str) -> frozenset[str]:
        """Return who received or accepted the case; complete once the case's row is locked."""


class DeskStore(Protocol):
    """Everything that a decision asks of the county's data."""

    def desk(self, hall: str) -> AbstractAsyncContextManager[DeskTurn]:
        """Begin a transaction at the hall's county desk, made at its first act."""

    async def account(self, user: str) -> Account | None:
        """Return a user."""

    async def place(self, case_no: str) -> CasePlace | None:
        """Return where the case with that number lies."""

    async def item(self, code: str) -> Item | None:
        """Return an item in its newest version."""

    async def calendars(self) -> tuple[YearTable, ...]:
        """Return every holiday table."""
