"""The queue of a hall: its lines, its tickets, the kiosks' letters and which windows call (F-C)."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Sequence,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from db.county.tables import metadata

ticket_order = Sequence("ticket_order", metadata=metadata)
"""Places in line; what is drawn later stands behind."""
ticket_call = Sequence("ticket_call", metadata=metadata)
"""The order of calls."""

ticket = Table(
    "ticket",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hall", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("no", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("ticket_class", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("order_", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("window_id", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("passed", ARRAY(Text), nullable=False),
    Column("recalls", Integer, nullable=False),
    Column("taken_ms", BigInteger, nullable=False),
    Column("called_ms", BigInteger),
    Column("started_ms", BigInteger),
    Column("ended_ms", BigInteger),
    Column("called_n", BigInteger),
    Column("lent_to", Text, nullable=False, server_default=""),
    Column("lent_until", BigInteger, nullable=False, server_default="0"),
    Column("lent_boot", Text, nullable=False, server_default=""),
    Column("lent_ttl", Integer, nullable=False, server_default="0"),
    Column("lent_times", Integer, nullable=False, server_default="0"),
    UniqueConstraint("hall", "day", "no"),
    CheckConstraint("people > 0", name="people"),
)
"""``called_n`` is null before the first call; ``lent_*`` of a lease (domain.ticket_lease)."""
_IN_LINE = "state IN ('waiting', 'transferred')"
_C = ticket.c
Index("ix_ticket_line", _C.hall, _C.day, _C.line, _C.order_, postgresql_where=text(_IN_LINE))
Index(
    "ix_ticket_first",
    _C.hall,
    _C.day,
    _C.line,
    _C.order_,
    postgresql_where=text(f"{_IN_LINE} AND ticket_class <> 'ordinary'"),
)
Index(
    "ix_ticket_target", _C.target, _C.order_, postgresql_where=text(f"{_IN_LINE} AND target <> ''")
)
Index("ix_ticket_called", _C.hall, _C.day, _C.called_n)
Index("ix_ticket_line_called", _C.hall, _C.day, _C.line, _C.called_n)
Index("ix_ticket_passed", _C.hall, _C.day, _C.order_, postgresql_where=text("passed <> '{}'"))
Index(
    "ix_ticket_window",
    _C.window_id,
    _C.day,
    postgresql_where=text("state IN ('called', 'serving')"),
)
Index("ix_ticket_lent", _C.lent_to, postgresql_where=text("lent_to <> ''"))
Index("ix_ticket_aside", _C.hall, _C.day, postgresql_where=text("state IN ('held', 'skipped')"))

ticket_count = Table(
    "ticket_count",
    metadata,
    Column("hall", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("letter", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

queue_line = Table(
    "queue_line",
    metadata,
    Column("hall", Text, ForeignKey("hall.id"), primary_key=True),
    Column("letter", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_bo", Text, nullable=False),
    Column("kinds", ARRAY(Text), nullable=False),
    Column("closed_on", Date),
)
"""``closed_on``: the one day on which nobody is taken in."""

kiosk_letter = Table(
    "kiosk_letter",
    metadata,
    Column("window_id", Text, ForeignKey("window_.id"), primary_key=True),
    Column("hall", Text, nullable=False),
    Column("letter", Text, nullable=False),
    UniqueConstraint("hall", "letter"),
)

queue_window = Table(
    "queue_window",
    metadata,
    Column("window_id", Text, ForeignKey("window_.id"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Whether a window calls; of an earlier day it is closed."""
