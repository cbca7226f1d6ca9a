"""Ratings, and the tickets that bad ones open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    op.create_table(
        "rating",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("hall", "window_id", "clerk", "level", "source")
        ),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("at_day", sa.Date(), nullable=False),
        sa.Column(
            "received", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("fix_by", sa.Date(), nullable=True),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("case_no", "sequence", name=op.f("uq_rating_case_no_sequence")),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_rating_sequence")),
    )
    op.create_index("ix_rating_day", "rating", ["hall", "at_day"])
    op.create_index(
        "ix_rating_open",
        "rating",
        ["hall", "received"],
        postgresql_where=sa.text("stage NOT IN ('', 'closed')"),
    )
