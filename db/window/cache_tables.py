"""
The tables of ``cache.db`` (design/sync.md 3.3): never migrated, dropped and pulled anew.

``item_entry`` and ``item_term`` are the index of item rows; a term is found by its prefix
within a weight.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from db.base import new_metadata

LAYOUT = 1
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
