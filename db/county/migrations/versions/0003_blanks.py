"""Numbered blanks: series, leases and sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("type", "name", name=op.f("uq_series_type_name")),
    )
    op.create_table(
        "lease",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("lo", sa.BigInteger(), nullable=False),
        sa.Column("hi", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_lease_series_id_series")),
        sa.ForeignKeyConstraint(["holder"], ["window_.id"], name=op.f("fk_lease_holder_window_")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lease")),
        sa.UniqueConstraint("series_id", "fence", name=op.f("uq_lease_series_id_fence")),
        sa.CheckConstraint("0 < lo and lo <= hi", name=op.f("ck_lease_range")),
        postgresql.ExcludeConstraint(
            (sa.text("int4range(series_id, series_id, '[]')"), "&&"),
            (sa.text("int8range(lo, hi, '[]')"), "&&"),
            where=sa.text("state = 'live'"),
            using="gist",
            name=op.f("ex_lease_live"),
        ),
    )
    op.create_table(
        "blank",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_blank_series_id_series")),
        sa.ForeignKeyConstraint(["lease"], ["lease.id"], name=op.f("fk_blank_lease_lease")),
        sa.PrimaryKeyConstraint("series_id", "serial", name=op.f("pk_blank")),
        sa.UniqueConstraint("op_id", name=op.f("uq_blank_op_id")),
    )
    op.create_index(op.f("ix_blank_lease_state_serial"), "blank", ["lease", "state", "serial"])
