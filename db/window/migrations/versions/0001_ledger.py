"""The ledger as of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("k", sa.Text(), nullable=False),
        sa.Column("v", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("k", name=op.f("pk_meta")),
    )
    op.create_table(
        "outbox",
        sa.Column("gen", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("no", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("h", sa.LargeBinary(), nullable=False),
        sa.Column("wall", sa.Integer(), nullable=False),
        sa.Column("mono", sa.Integer(), nullable=False),
        sa.Column("boot", sa.Text(), nullable=False),
        sa.Column("acked", sa.Integer(), nullable=False),
        sa.Column("secured", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("echoed_rev", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_mono", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("gen", "seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("op_id", name=op.f("uq_outbox_op_id")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_outbox_seq_positive")),
        sa.CheckConstraint("length(h) = 32", name=op.f("ck_outbox_h_sha256")),
        sa.CheckConstraint("acked >= secured", name=op.f("ck_outbox_secured_is_acked")),
    )
    op.create_index(op.f("ix_outbox_subject_gen_seq"), "outbox", ["subject", "gen", "seq"])
    op.create_index(op.f("ix_outbox_no_gen_seq"), "outbox", ["no", "gen", "seq"])
    for name, rows in (
        ("ix_outbox_secured", "secured = 1"),
        ("ix_outbox_parked", "outcome = 'parked'"),
    ):
        op.create_index(name, "outbox", ["gen", "seq"], sqlite_where=sa.text(rows))
    op.create_table(
        "number",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("gen", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("hi", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", "gen", name=op.f("pk_number")),
        sa.CheckConstraint("next > 0 and next <= hi + 1", name=op.f("ck_number_next_in_range")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("boot", sa.Text(), nullable=False),
        sa.Column("mono", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_user")),
    )
    op.create_table(
        "print_job",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_print_job")),
        sa.UniqueConstraint("turn", name=op.f("uq_print_job_turn")),
    )
    op.create_index(op.f("ix_print_job_paper_turn"), "print_job", ["paper", "turn"])
    op.create_index(op.f("ix_print_job_state_turn"), "print_job", ["state", "turn"])
