"""The roll-ups of a hall's figures, minute by minute and day by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import UserDefinedType

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COUNTS = (
    "arrivals",
    "calls",
    "starts",
    "finishes",
    "no_shows",
    "received",
    "accepted",
    "accepted_immediate",
    "closed",
    "closed_immediate",
    "consultations",
)
CALLING = (
    "kind IN ('ticket.finish', 'ticket.no_show', 'ticket.hold', 'ticket.skip', 'ticket.transfer',"
    " 'window.resume', 'ticket.call', 'window.pause', 'session.lock')"
)
OF_CASES = (
    "kind IN ('case.receive', 'case.accept', 'case.correct', 'case.refuse', 'case.withdraw',"
    " 'case.decide')"
)
# The order of the log is that of op_log; what a case is of stands in the case.
FILL = """
    CREATE TABLE event_new AS
    SELECT e.op_id, row_number() OVER (ORDER BY l.n) AS n, c.item,
        coalesce(c.body #>> '{application,item,project_type}' = '1', false) AS immediate,
        c.id IS NOT NULL AND row_number() OVER (PARTITION BY e.subject ORDER BY l.n) = 1
            AND e.kind IN ('case.receive', 'case.accept', 'case.correct', 'case.refuse') AS opens
    FROM event e JOIN op_log l ON l.op_id = e.op_id
        LEFT JOIN case_ c ON c.id = e.subject AND e.kind LIKE 'case.%'
"""
SET = """
    UPDATE event SET n = f.n, item = f.item, immediate = f.immediate, opens = f.opens
    FROM event_new f WHERE f.op_id = event.op_id
"""


class Xid8(UserDefinedType[str]):
    """A 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return the type's name."""
        return "xid8"


def upgrade() -> None:
    """Go forward; there is no way back but a restore."""
    _widen_event()
    counts: list[sa.Column[object]] = [_count(name) for name in COUNTS]
    _table(
        "figure_minute",
        [_text("hall"), _day("day"), _text("window_id"), _small("minute"), _text("mark")],
        [*counts, sa.Column("xid", Xid8(), nullable=False)],
    )
    head = [_text("dim"), _text("grain"), _text("hall"), _day("first"), _text("key")]
    counts = [_count(name) for name in COUNTS]
    _table("figure_sum", [*head, _text("mark")], counts)
    head = [_text("dim"), _text("grain"), _text("hall"), _day("first"), _text("key")]
    _table(
        "figure_duration",
        [*head, _text("what"), sa.Column("step", sa.Integer(), nullable=False)],
        [
            sa.Column("n", sa.Integer(), nullable=False),
            sa.Column("total_s", sa.BigInteger(), nullable=False),
            sa.Column("xid", Xid8(), nullable=False),
        ],
    )
    _table(
        "figure_setting",
        [_text("level"), _text("key"), _text("kind")],
        [sa.Column("body", postgresql.JSONB(), nullable=False)],
    )
    op.create_table(
        "window_heard",
        _text("window_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("window_id", name=op.f("pk_window_heard")),
        sa.ForeignKeyConstraint(
            ["window_id"], ["window_.id"], name=op.f("fk_window_heard_window_id_window_")
        ),
    )


def _widen_event() -> None:
    op.add_column("event", sa.Column("n", sa.BigInteger(), nullable=True))
    op.add_column("event", sa.Column("item", sa.Text(), nullable=True))
    for name in ("immediate", "opens"):
        no = sa.text("false")
        op.add_column("event", sa.Column(name, sa.Boolean(), server_default=no, nullable=False))
    op.add_column("event", sa.Column("mark", sa.Text(), server_default="", nullable=False))
    op.execute(FILL)
    op.execute(SET)
    op.execute("DROP TABLE event_new")
    op.alter_column("event", "n", nullable=False)
    op.execute("ALTER TABLE event ALTER n ADD GENERATED ALWAYS AS IDENTITY")
    op.execute(
        "SELECT setval(pg_get_serial_sequence('event', 'n'), (SELECT max(n) FROM event))"
        " WHERE EXISTS (SELECT FROM event)"
    )
    op.create_index("ix_event_hall_kind", "event", ["hall", "kind", "at"])
    for name, columns, where in (
        ("ix_event_window_calling", ["window_id", "at"], CALLING),
        ("ix_event_item", ["hall", "item", "kind", "at"], OF_CASES),
    ):
        op.create_index(name, "event", columns, postgresql_where=sa.text(where))


def _table(name: str, keys: list[sa.Column[object]], others: list[sa.Column[object]]) -> None:
    names = [each.name for each in keys]
    key = sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{name}"))
    op.create_table(name, *keys, *others, key)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=False)


def _count(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _small(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.SmallInteger(), nullable=False)
