"""Who did what to a case is found by the case."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    op.create_index(op.f("ix_event_subject"), "event", ["subject"])
