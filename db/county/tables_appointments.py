"""Appointments of a hall (F-C1)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from db.county.tables import metadata

appointment = Table(
    "appointment",
    metadata,
    Column("hall", Text, ForeignKey("hall.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("line", Text, nullable=False),
    Column("start_ms", BigInteger, nullable=False),
    Column("end_ms", BigInteger, nullable=False),
    Column("people", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("ticket", Text, nullable=False),
    CheckConstraint("people > 0", name="people"),
    CheckConstraint("end_ms > start_ms", name="times"),
)
"""``person`` is a keyed hash, empty without one; ``ticket`` an id once it is checked in."""
Index(
    "ix_appointment_person",
    appointment.c.hall,
    appointment.c.person,
    postgresql_where=text("person <> ''"),
)
