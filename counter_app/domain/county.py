"""
What the county knows of a device, a push and a case: shared by its decision and its stores.

The decision (``county_server.sync``) is pure and sees only these values; the stores
(``db.county`` and the one in memory under ``tests/fakes``) bring and keep them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from counter_app.domain.blank import Blank, BlankKey
from counter_app.domain.case import Case
from counter_app.domain.operation import Entry
from counter_app.domain.rating_ticket import Rated
from counter_app.domain.ticket import Ticket
from counter_app.domain.wire import REFERENCE_SCOPE, OpResult, hall_scope

ALARMS = frozenset(
    {
        "case_id_taken",
        "case_no_taken",
        "foreign_window",
        "foreign_hall",
        "decide_not_here",
        "certificate_taken",
    }
    | {"blank_taken", "blank_fence", "blank_elsewhere", "ticket_taken"}
)
"""Codes of parked operations that are alarms: two papers or two windows claim one thing."""


class DeviceStatus(Enum):
    """Whether a device may push: a forked one is stopped until it is enrolled anew."""

    ACTIVE = "active"
    FORKED = "forked"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """
    A window's key and where its chain stands at the county.

    ``last_seq``, ``hiwater`` (newest case number drawn) and ``certificate_hiwater`` (newest number of
    a certificate) are of generation ``gen``; ``chain`` is the hash of operation ``last_seq``, or what the first operation of ``gen`` follows. ``skew_ms``
    is the device's wall clock minus the county's, as of its last hello.
    """

    id: str
    window: str
    hall: str
    area: str
    slot: int
    gen: int
    status: DeviceStatus
    public_key: bytes
    last_seq: int
    chain: bytes
    secured: int
    hiwater: str = ""
    skew_ms: int = 0
    certificate_hiwater: str = ""

    def scopes(self) -> tuple[str, ...]:
        """Return what it may pull: from this row, never from a request."""
        return (REFERENCE_SCOPE, hall_scope(self.hall))


@dataclass(frozen=True, slots=True)
class PushedOp:
    """One operation as it came: 16 bytes of id, the body bytes as written once, 32 of hash."""

    seq: int
    op_id: bytes
    body: bytes
    h: bytes


@dataclass(frozen=True, slots=True)
class Push:
    """Operations ``first`` and following; ``signed``: the device's key signed the last hash."""

    gen: int
    epoch: str
    first: int
    ops: tuple[PushedOp, ...]
    signed: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """An operation in the log: its hash, and what became of it."""

    h: bytes
    result: OpResult


@dataclass(frozen=True, slots=True)
class ReadOp:
    """
    A pushed operation with what its bytes say.

    ``entry`` is None when they cannot be read here; then ``code`` says why (``poison`` or
    ``unknown``) and ``detail`` where. ``kind``, ``v``, ``no`` and ``at_wall`` are read as far as
    possible, so that a newer window's operation can be found again.
    """

    op: PushedOp
    entry: Entry | None
    code: str = ""
    detail: str = ""
    kind: str = ""
    v: int = 0
    no: str = ""
    at_wall: int = 0


@dataclass(frozen=True, slots=True)
class CaseAt:
    """A case and the hall whose windows may change it."""

    case: Case
    hall: str


@dataclass(frozen=True, slots=True)
class Known:
    """
    What the log and the cases already hold of the things that a push names.

    ``outcomes``: ``applied`` or ``parked`` by op id (hex); ``cases`` by id, as far as they exist;
    ``numbers``: the id of the case that carries a number; ``blanks``: the sheets named, as far as
    they were ever received; ``tickets`` and ``ratings`` by id.
    """

    outcomes: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, CaseAt] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    blanks: Mapping[BlankKey, Blank] = field(default_factory=dict)
    tickets: Mapping[str, Ticket] = field(default_factory=dict)
    ratings: Mapping[str, Rated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """A case after an operation: ``body`` is its plain form as bytes; ``created`` by it or not."""

    case: Case
    hall: str
    body: bytes
    created: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """
    An operation with its outcome; ``effect`` is None when it is parked or concerns no case.

    ``moves``: the numbered blanks that it moves, as they are after it; ``ticket`` and ``rated``
    likewise.
    """

    read: ReadOp
    result: OpResult
    effect: Effect | None = None
    moves: tuple[Blank, ...] = ()
    ticket: Ticket | None = None
    rated: Rated | None = None

    @property
    def parked(self) -> bool:
        """Whether it was stored without effect."""
        return self.result.s == "parked"


@dataclass(frozen=True, slots=True)
class Recent:
    """How many of the newest operations were parked: of the device, newest first, and of all."""

    device: tuple[bool, ...]
    all_parked: int


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A feed row with its body as stored bytes of JSON."""

    k: str
    id: str
    rev: int
    op: str
    v: int
    body: bytes


@dataclass(frozen=True, slots=True)
class FeedPage:
    """
    Rows after a cursor.

    ``reset`` is ``epoch``, ``floor`` or empty; when it is set nothing else is of use. ``acked``
    and ``secured`` are as of the last row: what was pushed later, or lies on a later page, does
    not count (design/sync.md 1.2, own-write visibility).
    """

    epoch: str
    cursor: str
    more: bool
    acked: int
    secured: int
    rows: tuple[StoredRow, ...]
    reset: str = ""
