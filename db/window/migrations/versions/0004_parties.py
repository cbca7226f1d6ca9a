"""Which cases are about whom, from the operations that are there (F-D17)."""

from __future__ import annotations

from contextlib import suppress

import sqlalchemy as sa
from alembic import op

from counter_app.domain.codec import ShapeError
from counter_app.domain.operation import decode
from db.window.parties import note_parties

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KINDS = ("case.receive", "case.accept", "case.correct", "case.refuse")


def upgrade() -> None:
    op.create_table(
        "party",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", "subject", name=op.f("pk_party")),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    bodies = sa.text("SELECT body FROM outbox WHERE body IS NOT NULL AND kind IN :kinds")
    found = connection.execute(
        bodies.bindparams(sa.bindparam("kinds", expanding=True)), {"kinds": _KINDS}
    )
    for body in found.scalars().all():
        with suppress(ShapeError):  # a file that a newer program wrote in, and gave back
            note_parties(connection, decode(body))
