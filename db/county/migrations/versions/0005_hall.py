"""The queue of a hall: lines, tickets, kiosks' letters, windows that call."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

IN_LINE = "state IN ('waiting', 'transferred')"


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    op.execute(sa.schema.CreateSequence(sa.Sequence("ticket_order")))
    op.execute(sa.schema.CreateSequence(sa.Sequence("ticket_call")))
    op.create_table(
        "ticket",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "hall")),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("no", "line", "ticket_class")),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("order_", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("window_id", "target")),
        sa.Column("passed", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("recalls", sa.Integer(), nullable=False),
        sa.Column("taken_ms", sa.BigInteger(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=True)
            for name in ("called_ms", "started_ms", "ended_ms", "called_n")
        ),
        sa.Column("lent_to", sa.Text(), server_default="", nullable=False),
        sa.Column("lent_until", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lent_boot", sa.Text(), server_default="", nullable=False),
        sa.Column("lent_ttl", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lent_times", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("hall", "day", "no", name=op.f("uq_ticket_hall_day_no")),
        sa.CheckConstraint("people > 0", name=op.f("ck_ticket_people")),
    )
    place = ["hall", "day", "line", "order_"]
    first = f"{IN_LINE} AND ticket_class <> 'ordinary'"
    target = f"{IN_LINE} AND target <> ''"
    at_window = "state IN ('called', 'serving')"
    for name, columns, where in (
        ("ix_ticket_line", place, IN_LINE),
        ("ix_ticket_first", place, first),
        ("ix_ticket_target", ["target", "order_"], target),
        ("ix_ticket_passed", ["hall", "day", "order_"], "passed <> '{}'"),
        ("ix_ticket_window", ["window_id", "day"], at_window),
        ("ix_ticket_lent", ["lent_to"], "lent_to <> ''"),
        ("ix_ticket_aside", ["hall", "day"], "state IN ('held', 'skipped')"),
    ):
        op.create_index(name, "ticket", columns, postgresql_where=sa.text(where))
    op.create_index("ix_ticket_called", "ticket", ["hall", "day", "called_n"])
    op.create_index("ix_ticket_line_called", "ticket", ["hall", "day", "line", "called_n"])
    op.create_table(
        "ticket_count",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "letter", name=op.f("pk_ticket_count")),
    )
    op.create_table(
        "queue_line",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("hall", "letter", "name", "name_bo")
        ),
        sa.Column("kinds", sa.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["hall"], ["hall.id"], name=op.f("fk_queue_line_hall_hall")),
        sa.PrimaryKeyConstraint("hall", "letter", name=op.f("pk_queue_line")),
    )
    op.create_table(
        "kiosk_letter",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("window_id", "hall", "letter")),
        sa.ForeignKeyConstraint(
            ["window_id"], ["window_.id"], name=op.f("fk_kiosk_letter_window_id_window_")
        ),
        sa.PrimaryKeyConstraint("window_id", name=op.f("pk_kiosk_letter")),
        sa.UniqueConstraint("hall", "letter", name=op.f("uq_kiosk_letter_hall_letter")),
    )
    op.create_table(
        "queue_window",
        sa.Column("window_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["window_id"], ["window_.id"], name=op.f("fk_queue_window_window_id_window_")
        ),
        sa.PrimaryKeyConstraint("window_id", name=op.f("pk_queue_window")),
    )
