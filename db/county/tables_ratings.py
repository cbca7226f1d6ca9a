"""Ratings and the tickets of bad ones: one row for each visit rated (F-G3)."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from db.county.tables import NOW, metadata

rating = Table(
    "rating",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_no", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("hall", Text, nullable=False),
    Column("window_id", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("at_day", Date, nullable=False),
    Column("received", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("stage", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("fix_by", Date),
    Column("fixed_on", Date),
    Column("rev", Integer, nullable=False),
    Column("body", JSONB, nullable=False),
    UniqueConstraint("case_no", "sequence"),
    CheckConstraint("sequence > 0", name="sequence"),
)
"""
``case_no`` is of a case that may not have come yet. ``clerk`` is empty until he is known. ``at_day``:
the day it was given, never later than that on which it came. ``stage`` is empty without a ticket.
"""
Index("ix_rating_day", rating.c.hall, rating.c.at_day)
Index(
    "ix_rating_open",
    rating.c.hall,
    rating.c.received,
    postgresql_where=text("stage NOT IN ('', 'closed')"),
)
