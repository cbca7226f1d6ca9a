"""
The county's tables (design/sync.md 3.3). Queries are in the modules beside; this is their shape.

Names that PostgreSQL reserves end in an underscore. Times that only the program compares are
milliseconds since 1970 UTC; times that people ask for are ``timestamptz``.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.types import UserDefinedType

from db.base import new_metadata

metadata = new_metadata()
NOW = text("now()")


class Xid8(UserDefinedType[str]):
    """A 64-bit transaction id (PostgreSQL 13 and later)."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return the type's name."""
        return "xid8"


# ---- who and where

epoch = Table(
    "epoch",
    metadata,
    Column("one", SmallInteger, primary_key=True, autoincrement=False, server_default=text("1")),
    Column("nonce", Text, nullable=False),
    CheckConstraint("one = 1", name="single"),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

hall = Table(
    "hall",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("area", Text, nullable=False),
)

window_ = Table(
    "window_",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hall", Text, ForeignKey("hall.id"), nullable=False),
    Column("area", Text, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("info", JSONB, nullable=False),
    UniqueConstraint("area", "slot"),
)

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("window_id", Text, ForeignKey("window_.id"), nullable=False, unique=True),
    Column("gen", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("secured", BigInteger, nullable=False),
    Column("hiwater", Text, nullable=False),
    Column("skew_ms", BigInteger, nullable=False),
    Column("certificate_hiwater", Text, nullable=False, server_default=""),
)

enrol_code = Table(
    "enrol_code",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("window_id", Text, ForeignKey("window_.id"), nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("used_key", LargeBinary),
)

nonce = Table(
    "nonce",
    metadata,
    Column("device", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("at_ms", BigInteger, nullable=False, index=True),
)

user_ = Table(
    "user_",
    metadata,
    Column("name", Text, primary_key=True),
    Column("display_name", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
)

# ---- the log and what it makes

op_log = Table(
    "op_log",
    metadata,
    Column("device", Text, ForeignKey("device.id"), primary_key=True),
    Column("gen", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("op_id", Uuid, nullable=False, unique=True),
    Column("n", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("at_wall", BigInteger, nullable=False),
    Column("skew_ms", BigInteger, nullable=False),
    Column("received", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("s", SmallInteger, nullable=False),
    Column("result", JSONB, nullable=False),
    Column("xid", Xid8(), nullable=False, server_default=text("pg_current_xact_id()")),
)

parked = Table(
    "parked",
    metadata,
    Column("op_id", Uuid, ForeignKey("op_log.op_id"), primary_key=True),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("alarm", SmallInteger, nullable=False),
    Column("seen_by", Text),
    Column("closed_by_op", Uuid),
)

fork_copy = Table(
    "fork_copy",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("device", Text, ForeignKey("device.id"), nullable=False),
    Column("gen", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("op_id", Uuid, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("h", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
)

case_ = Table(
    "case_",
    metadata,
    Column("id", Text, primary_key=True),
    Column("no", Text, nullable=False, unique=True),
    Column("rev", Integer, nullable=False),
    Column("hall", Text, nullable=False),
    Column("window_id", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("accepted_at", DateTime(timezone=True)),
    Column("body", JSONB, nullable=False),
)

# n rises in the order of each case's and ticket's log; item and the rest: domain.figure_log
event = Table(
    "event",
    metadata,
    Column("op_id", Uuid, primary_key=True),
    Column("hall", Text, nullable=False),
    Column("window_id", Text, nullable=False),
    Column("by_user", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("no", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("clock", Text, nullable=False),
    Column("n", BigInteger, Identity(always=True), nullable=False),
    Column("item", Text),
    Column("immediate", Boolean, nullable=False, server_default=text("false")),
    Column("opens", Boolean, nullable=False, server_default=text("false")),
    Column("mark", Text, nullable=False, server_default=""),
    Index(None, "hall", "at"),
    Index(None, "subject"),
    Index("ix_event_hall_kind", "hall", "kind", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
)

# ---- what the windows read

item = Table(
    "item",
    metadata,
    Column("code", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", JSONB, nullable=False),
)

feed = Table(
    "feed",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("k", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("op", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("xid", Xid8(), nullable=False),
    Column("seq", BigInteger, Identity(), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Index(None, "scope", "xid", "seq"),
)

feed_floor = Table(
    "feed_floor",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("xid", Xid8(), nullable=False),
    Column("seq", BigInteger, nullable=False),
)

# ---- numbered blanks

series = Table(
    "series",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    UniqueConstraint("type", "name"),
)

lease = Table(
    "lease",
    metadata,
    Column("id", Text, primary_key=True),
    Column("series_id", Integer, ForeignKey("series.id"), nullable=False),
    Column("lo", BigInteger, nullable=False),
    Column("hi", BigInteger, nullable=False),
    Column("holder", Text, ForeignKey("window_.id"), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("series_id", "fence"),
    CheckConstraint("0 < lo and lo <= hi", name="range"),
    # built-in operator classes only, so that no extension is needed
    ExcludeConstraint(
        (text("int4range(series_id, series_id, '[]')"), "&&"),
        (text("int8range(lo, hi, '[]')"), "&&"),
        where=text("state = 'live'"),
        using="gist",
        name="ex_lease_live",
    ),
)

blank = Table(
    "blank",
    metadata,
    Column("series_id", Integer, ForeignKey("series.id"), primary_key=True),
    Column("serial", BigInteger, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("lease", Text, ForeignKey("lease.id")),
    Column("keeper", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("op_id", Uuid, unique=True),
    Index(None, "lease", "state", "serial"),
)
