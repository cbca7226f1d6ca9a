"""Appointments that a kiosk checks in, and a line that is closed for a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    op.add_column("queue_line", sa.Column("closed_on", sa.Date(), nullable=True))
    op.create_table(
        "appointment",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("start_ms", "end_ms")),
        sa.Column("people", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "person", "ticket")),
        sa.CheckConstraint("people > 0", name=op.f("ck_appointment_people")),
        sa.CheckConstraint("end_ms > start_ms", name=op.f("ck_appointment_times")),
        sa.ForeignKeyConstraint(["hall"], ["hall.id"], name=op.f("fk_appointment_hall_hall")),
        sa.PrimaryKeyConstraint("hall", "day", "code", name=op.f("pk_appointment")),
    )
    op.create_index(
        "ix_appointment_person",
        "appointment",
        ["hall", "person"],
        postgresql_where=sa.text("person <> ''"),
    )
