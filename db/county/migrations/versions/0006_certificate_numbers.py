"""The newest certificate number of each device, beside its newest case number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    number = sa.Column("certificate_hiwater", sa.Text(), server_default="", nullable=False)
    op.add_column("device", number)
