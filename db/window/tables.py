"""The tables of ``ledger.db`` (design/sync.md 3.3); a change here needs a migration."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from db.base import new_metadata

metadata = new_metadata()

meta = Table(
    "meta",
    metadata,
    Column("k", Text, primary_key=True),
    Column("v", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("gen", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("op_id", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("no", Text),
    Column("body", LargeBinary),
    Column("h", LargeBinary, nullable=False),
    Column("wall", Integer, nullable=False),
    Column("mono", Integer, nullable=False),
    Column("boot", Text, nullable=False),
    Column("acked", Integer, nullable=False, default=0),
    Column("secured", Integer, nullable=False, default=0),
    Column("outcome", Text, nullable=False, default=""),
    Column("result", Text, nullable=False, default=""),
    Column("echoed_rev", Integer),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_try_mono", Integer),
    UniqueConstraint("op_id"),
    CheckConstraint("seq > 0", name="seq_positive"),
    CheckConstraint("length(h) = 32", name="h_sha256"),
    CheckConstraint("acked >= secured", name="secured_is_acked"),
)
Index(None, outbox.c.subject, outbox.c.gen, outbox.c.seq)
Index(None, outbox.c.no, outbox.c.gen, outbox.c.seq)
Index(None, outbox.c.kind, outbox.c.wall)
Index("ix_outbox_secured", outbox.c.gen, outbox.c.seq, sqlite_where=outbox.c.secured == 1)
Index("ix_outbox_parked", outbox.c.gen, outbox.c.seq, sqlite_where=outbox.c.outcome == "parked")

party = Table(
    "party",
    metadata,
    Column("number", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    sqlite_with_rowid=False,
)

number = Table(
    "number",
    metadata,
    Column("series", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("gen", Integer, primary_key=True),
    Column("next", Integer, nullable=False),
    Column("hi", Integer, nullable=False),
    CheckConstraint("next > 0 and next <= hi + 1", name="next_in_range"),
    sqlite_with_rowid=False,
)

user = Table(
    "user",
    metadata,
    Column("name", Text, primary_key=True),
    Column("display_name", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("until", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("boot", Text, nullable=False),
    Column("mono", Integer, nullable=False),
)

print_job = Table(
    "print_job",
    metadata,
    Column("job", Text, primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("paper", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("op_id", Text, nullable=False),
    Column("printer", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("turn"),
)
Index(None, print_job.c.state, print_job.c.turn)
Index(None, print_job.c.paper, print_job.c.turn)

lease = Table(
    "lease",
    metadata,
    Column("lease", Text, primary_key=True),
    Column("series", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("live", Integer, nullable=False),
    CheckConstraint("first > 0 and first <= last", name="range"),
)

blank = Table(
    "blank",
    metadata,
    Column("series", Text, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("lease", Text, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("keeper", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("op_id", LargeBinary),
    CheckConstraint("serial > 0", name="serial_positive"),
    sqlite_with_rowid=False,
)
Index(None, blank.c.series, blank.c.state, blank.c.fence, blank.c.serial)

ticket = Table(
    "ticket",
    metadata,
    Column("id", Text, primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("wall", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("turn"),
)
"""Tickets that this window took or called; ``turn`` rises with each change, ``wall`` is its taking."""
Index(None, ticket.c.wall)

ticket_lease = Table(
    "ticket_lease",
    metadata,
    Column("ticket", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("stop_mono", Integer, nullable=False),
    Column("boot", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
