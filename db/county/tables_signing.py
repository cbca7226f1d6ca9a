"""Certificates found by their number, their signed PDF, and devices whose word no longer counts."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, Table, Text

from db.county.tables import NOW, metadata

certificate = Table(
    "certificate",
    metadata,
    Column("number", Text, primary_key=True),
    Column("case_id", Text, ForeignKey("case_.id"), nullable=False),
    Column("grant_id", Text, nullable=False),
    Column("job", Text, nullable=False),
    Index(None, "job"),
)
"""``job``: the print job of the sheet that is confirmed and has been printed; empty without one."""

certificate_file = Table(
    "certificate_file",
    metadata,
    Column("job", Text, primary_key=True),
    Column("number", Text, ForeignKey("certificate.number"), nullable=False, index=True),
    Column("pdf", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
)

revoked_device = Table(
    "revoked_device",
    metadata,
    Column("device", Text, ForeignKey("device.id"), primary_key=True),
    Column("gen", Integer, primary_key=True, autoincrement=False),
    Column("since", Date, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Generations up to ``gen``: what they signed on ``since`` or later does not count."""
