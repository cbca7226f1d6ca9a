"""
The messages between a window and the county (design/sync.md 3.2), as frozen values.

JSON by ``counter_app.domain.codec``; hashes and ids are lower-case hex, operation bodies base64url
without padding in NDJSON lines of a push. Unknown fields of an answer are ignored by a window.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.blank import BlankLease

PROTOCOL = 1
PUSH_MAX_OPS = 200
PUSH_MAX_BYTES = 512 * 1024
REFERENCE_SCOPE = "reference"


def hall_scope(hall: str) -> str:
    """Return the scope of a hall: its windows, users and open cases."""
    return f"hall:{hall}"


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """A window as the county knows it; ``kind`` is nd, field, cert, fallback or kiosk."""

    id: str
    name: str
    kind: str
    hall: str
    hall_name: str
    area: str
    slot: int
    address: str = ""
    hours: str = ""
    phone: str = ""
    complaint_phone: str = ""
    domain_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """One-time code and the public key (32 bytes, hex) of the key just made."""

    code: str
    public_key: str
    app: str


@dataclass(frozen=True, slots=True)
class EnrolAnswer:
    """Who the window now is."""

    device: str
    gen: int
    epoch: str
    server_time: int
    window: WindowInfo


@dataclass(frozen=True, slots=True)
class ClockReport:
    """The window's clocks: UTC ms, ms since boot, boot id."""

    wall: int
    mono: int
    boot: str


@dataclass(frozen=True, slots=True)
class Hello:
    """
    Opens a turn: what the window has.

    ``renew``: its ledger is an older image of itself by evidence that only the window has
    (``counter_app.domain.ports.ChainState``); it numbers nothing until it has a new generation.
    """

    proto: tuple[int, ...]
    app: str
    device: str
    gen: int
    epoch: str
    next_seq: int
    acked: int
    secured: int
    chain: str
    clock: ClockReport
    pending: int
    free_mb: int
    hiwater: str = ""
    renew: bool = False
    certificate_hiwater: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the county wants it: times in milliseconds."""

    slot_ms: int = 0
    batch: int = PUSH_MAX_OPS
    base_ms: int = 1_000
    cap_ms: int = 60_000


@dataclass(frozen=True, slots=True)
class Todo:
    """
    One thing that hello asks of the window.

    ``do`` is go, rewind (send again from ``seq``), reset (forget the cursor of ``scopes``),
    renew_gen (put the rest under ``gen``), fork or upgrade.
    """

    do: str
    seq: int = 0
    gen: int = 0
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceCredential:
    """
    What a window signs the codes of certificates with, beside its key.

    ``certificate`` (hex) is sealed as ``counter_app.domain.device_certificate`` writes it; ``page``
    is scheme and host of the county's public page, empty without one.
    """

    certificate: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class HelloAnswer:
    """
    What the county has of the window, its time (UTC ms) and what is to be done.

    ``leases``: all live leases of blanks; None from a county that knows none of blanks.
    ``credential``: None from a county that certifies no keys.
    """

    proto: int
    epoch: str
    gen: int
    seq_high: int
    chain_at_high: str
    secured: int
    server_time: int
    min_app: str
    scopes: tuple[str, ...]
    pace: Pace
    todo: tuple[Todo, ...]
    hiwater: str = ""
    leases: tuple[BlankLease, ...] | None = None
    credential: DeviceCredential | None = None


@dataclass(frozen=True, slots=True)
class LeaseRequest:
    """Asks for ``want`` sheets of a series; ``type`` is ``blank``."""

    type: str
    series: str
    want: int


@dataclass(frozen=True, slots=True)
class PushHead:
    """Line 1 of a push: whose, from where, how many, and the signed chain head (hex)."""

    device: str
    gen: int
    epoch: str
    first: int
    n: int
    signature: str


@dataclass(frozen=True, slots=True)
class PushLine:
    """One operation of a push; ``body`` is base64url without padding."""

    seq: int
    op_id: str
    body: str
    h: str


@dataclass(frozen=True, slots=True)
class OpResult:
    """What became of one operation: ``s`` is applied, duplicate, parked or conflict."""

    seq: int
    s: str
    code: str = ""
    id: str = ""
    rev: int = 0


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """The committed high mark, what is secured, and a result per operation sent."""

    acked: int
    secured: int
    results: tuple[OpResult, ...]
    pace: Pace


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    The body of a 409 or 503.

    ``error`` is gap, fork, epoch, gen, reset or hold; the other fields as it needs them.
    """

    error: str
    seq_high: int = 0
    seq: int = 0
    reset: str = ""
    retry_after_s: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One entity's newest state: ``op`` is put or del, ``body`` plain JSON."""

    k: str
    id: str
    rev: int
    op: str
    v: int
    body: dict[str, object]


@dataclass(frozen=True, slots=True)
class PullAnswer:
    """Rows after a cursor, with ``acked`` and ``secured`` from the same snapshot."""

    epoch: str
    cursor: str
    more: bool
    acked: int
    secured: int
    rows: tuple[FeedRow, ...]
