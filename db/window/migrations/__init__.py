"""
Bringing ``ledger.db`` to this version's tables, a new one from nothing.

All steps of one upgrade are one transaction. A file of a newer program is refused, never changed.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, String, Table, inspect, select

from db.base import new_metadata
from db.window.engine import Database

HEAD = "0005"
"""The newest revision, here so that an ordinary start does not load Alembic (0.1 s)."""

_version = Table("alembic_version", new_metadata(), Column("version_num", String))


def upgrade(database: Database) -> None:
    """
    Bring the file to revision ``HEAD``.

    Raises:
        StoreError: ``store_newer`` for a revision that this program does not know

    """
    with database.transaction() as connection:
        current = revision(connection)
        if current != HEAD:
            from db.window.migrations import steps  # noqa: PLC0415 - see HEAD

            steps.run(connection, current, HEAD)


def revision(connection: Connection) -> str | None:
    """Return the file's revision, None for a new file."""
    if not inspect(connection).has_table(_version.name):
        return None
    return connection.execute(select(_version.c.version_num)).scalar()
