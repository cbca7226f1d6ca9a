"""Finding operations again: by id, subject, case number and kind."""

from __future__ import annotations

from counter_app.domain.records import Recorded
from db.window import outbox, parties
from db.window.engine import Database


class SearchedOutbox:
    """The looking part of ``counter_app.domain.ports_ledger.OperationLog``."""

    _database: Database

    def find(self, op_id: bytes) -> Recorded | None:
        """The operation with that id."""
        with self._database.transaction() as connection:
            return outbox.find(connection, op_id)

    def entries(self, subject: str) -> tuple[Recorded, ...]:
        """All operations of one subject, oldest first."""
        with self._database.transaction() as connection:
            return outbox.entries(connection, subject)

    def recent(self, count: int) -> tuple[Recorded, ...]:
        """The newest ``count`` operations, newest first."""
        with self._database.transaction() as connection:
            return outbox.recent(connection, count)

    def of_kinds(self, *kinds: str, since_ms: int = 0) -> tuple[Recorded, ...]:
        """Operations of any of ``kinds`` from ``since_ms`` (UTC ms), oldest first."""
        with self._database.transaction() as connection:
            return outbox.of_kinds(connection, kinds, since_ms)

    def subject_of(self, no: str) -> str | None:
        """The subject of the oldest operation that carries case number ``no``."""
        with self._database.transaction() as connection:
            return outbox.subject_of(connection, no)

    def unsettled(self, *kinds: str) -> tuple[str, ...]:
        """Subjects of operations of ``kinds`` that are not acknowledged, or parked, each once."""
        with self._database.transaction() as connection:
            return outbox.unsettled(connection, kinds)

    def subjects_of(self, *kinds: str) -> tuple[str, ...]:
        """Subjects of operations of any of ``kinds``, each once."""
        with self._database.transaction() as connection:
            return outbox.subjects_of(connection, kinds)

    def subjects_about(self, number: str) -> tuple[str, ...]:
        """Cases applied for here that are about that number, each once."""
        with self._database.transaction() as connection:
            return parties.subjects_about(connection, number)
