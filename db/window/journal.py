"""``journal.db``: the Journal port on SQLCipher; what is typed survives a crash or a power cut."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Integer, LargeBinary, Table, Text, UniqueConstraint, delete, select
from sqlalchemy import func as sql
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.errors import StoreError
from db.base import new_metadata
from db.window.engine import Database, Rules
from db.window.opening import open_checked

FILE = "journal.db"
LAYOUT = 1
metadata = new_metadata()
draft_table = Table(
    "draft",
    metadata,
    Column("draft", Text, primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("turn"),
)


def open_journal(profile: Path, key: bytes) -> SqlJournal:
    """
    Open or create the journal of a profile.

    Raises:
        StoreError: ``store_newer`` for a newer program's file, or as ``open_checked``

    """
    database = open_checked(profile / FILE, key, Rules(durable=True, erase=True, page_cache_mb=2))
    if database.layout() > LAYOUT:
        database.close()
        raise StoreError("store_newer", file=FILE)
    database.create(metadata, LAYOUT)
    return SqlJournal(database)


class SqlJournal:
    """The Journal port; used on the store lane only, one durable commit for each change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def save(self, draft: str, content: bytes) -> None:
        """Replace the content of a draft."""
        turn = select(sql.coalesce(sql.max(draft_table.c.turn), 0) + 1).scalar_subquery()
        added = insert(draft_table).values(draft=draft, turn=turn, content=content)
        told = {"turn": added.excluded.turn, "content": added.excluded.content}
        key = [draft_table.c.draft]
        with self._database.transaction() as connection:
            connection.execute(added.on_conflict_do_update(index_elements=key, set_=told))

    def load(self, draft: str) -> bytes | None:
        """The content of a draft."""
        query = select(draft_table.c.content).where(draft_table.c.draft == draft)
        with self._database.transaction() as connection:
            return connection.execute(query).scalar()

    def drafts(self) -> tuple[str, ...]:
        """Ids of all drafts, the newest change first."""
        query = select(draft_table.c.draft).order_by(draft_table.c.turn.desc())
        with self._database.transaction() as connection:
            return tuple(connection.execute(query).scalars())

    def clear(self, draft: str) -> None:
        """Forget a draft: its bytes are overwritten in the file and cut from the log."""
        with self._database.transaction() as connection:
            connection.execute(delete(draft_table).where(draft_table.c.draft == draft))
        self._database.empty_log()
