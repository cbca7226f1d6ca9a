"""Numbered blanks: leases and sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("lease", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lease", name=op.f("pk_lease")),
        sa.CheckConstraint("first > 0 and first <= last", name=op.f("ck_lease_range")),
    )
    op.create_table(
        "blank",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lease", sa.Text(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("op_id", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("series", "serial", name=op.f("pk_blank")),
        sa.CheckConstraint("serial > 0", name=op.f("ck_blank_serial_positive")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_blank_series_state_fence_serial"),
        "blank",
        ["series", "state", "fence", "serial"],
    )
