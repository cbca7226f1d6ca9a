"""
Roll-ups of the log for the figures, what halls set for them, and when windows were last heard.

A roll-up row is a sum over facts of ``domain.figure_log``; ``db.county.rollup`` alone writes them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from counter_app.domain.figure_log import FREEING_KINDS, TAKING_KINDS
from counter_app.domain.figures import COUNTED
from db.county.tables import Xid8, event, metadata

CALLING_KINDS = (*FREEING_KINDS, *TAKING_KINDS)
COUNTED_CASE_KINDS = (
    "case.receive",
    "case.accept",
    "case.correct",
    "case.refuse",
    "case.withdraw",
    "case.decide",
)


def kinds_in(kinds: tuple[str, ...]) -> str:
    """Return kinds as a list in SQL; they are words of ours."""
    return ", ".join(f"'{each}'" for each in kinds)


Index(
    "ix_event_window_calling",
    event.c.window_id,
    event.c.at,
    postgresql_where=text(f"kind IN ({kinds_in(CALLING_KINDS)})"),
)
Index(
    "ix_event_item",
    event.c.hall,
    event.c.item,
    event.c.kind,
    event.c.at,
    postgresql_where=text(f"kind IN ({kinds_in(COUNTED_CASE_KINDS)})"),
)

figure_minute = Table(
    "figure_minute",
    metadata,
    Column("hall", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("window_id", Text, primary_key=True),
    Column("minute", SmallInteger, primary_key=True, autoincrement=False),
    Column("mark", Text, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in COUNTED),
    Column("xid", Xid8(), nullable=False),
)

figure_sum = Table(
    "figure_sum",
    metadata,
    Column("dim", Text, primary_key=True),
    Column("grain", Text, primary_key=True),
    Column("hall", Text, primary_key=True),
    Column("first", Date, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("mark", Text, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in COUNTED),
)
"""``dim``: window, clerk or item, ``key`` which one; ``grain``: day, month or year from ``first`` on."""

figure_duration = Table(
    "figure_duration",
    metadata,
    Column("dim", Text, primary_key=True),
    Column("grain", Text, primary_key=True),
    Column("hall", Text, primary_key=True),
    Column("first", Date, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("total_s", BigInteger, nullable=False),
    Column("xid", Xid8(), nullable=False),
)
"""``dim``: hall (``key`` empty), window or clerk; ``step`` in units of the Duration."""

figure_setting = Table(
    "figure_setting",
    metadata,
    Column("level", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("body", JSONB, nullable=False),
)
"""Opening hours and alert limits of a hall, baselines of a hall or an area."""

window_heard = Table(
    "window_heard",
    metadata,
    Column("window_id", Text, ForeignKey("window_.id"), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
"""When a signed request of a window last came, to some seconds."""
