"""Operations by their kind: lists and counts of the certificate window."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_outbox_kind_wall"), "outbox", ["kind", "wall"])
