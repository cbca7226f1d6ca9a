"""
The tables of ``cache.db`` (design/sync.md 3.3): never migrated, dropped and pulled anew.

``item_entry`` and ``item_term`` are the index of item rows; a term is found by its prefix
within a weight.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from db.base import new_metadata

LAYOUT = 3
"""Changes with every change of a table here; a file of another layout is dropped."""

metadata = new_metadata()

row = Table(
    "row",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("k", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("op", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
Index(None, row.c.k, row.c.id)
STATE: ColumnElement[str] = literal_column("json_extract(body, '$.state')", Text)
"""Where a case stands; written as in the index, which a query must repeat to the letter."""
Index("ix_row_state", row.c.k, STATE)
PARTIES: tuple[ColumnElement[str], ...] = tuple(
    literal_column(f"json_extract(body, '$.application.{path}')", Text)
    for path in (
        "body.credit_code",
        "person.number",
        "agent.person.number",
        "guardian.person.number",
    )
)
"""Who a case is about (``counter_app.domain.parties``); each has its own index."""
for _at, _party in enumerate(PARTIES):
    Index(f"ix_row_party_{_at}", row.c.k, _party)

cursor = Table(
    "cursor",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("cursor", Text, nullable=False),
    Column("digest", Text),
)

unknown = Table(
    "unknown",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("k", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("raw", Text, nullable=False),
)

item_entry = Table(
    "item_entry",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("letters", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("kind", Text, nullable=False),
    UniqueConstraint("scope", "code"),
)

item_term = Table(
    "item_term",
    metadata,
    Column("weight", Integer, primary_key=True),
    Column("term", Text, primary_key=True),
    Column("entry", Integer, ForeignKey(item_entry.c.entry), primary_key=True),
    sqlite_with_rowid=False,
)
