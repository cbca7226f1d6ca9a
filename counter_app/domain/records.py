"""What goes in and out of the ports: frozen values of clock, ledger, outbox and devices."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.document import Document
from counter_app.domain.operation import Entry
from counter_app.domain.person import Person
from counter_app.domain.wire import DeviceCredential, WindowInfo


@dataclass(frozen=True, slots=True)
class Instant:
    """One reading of the PC's clocks: UTC milliseconds, ms since boot, id of the boot."""

    wall_ms: int
    mono_ms: int
    boot: str


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The county's time (UTC ms) as it was when the PC's monotonic clock stood at ``mono_ms``."""

    server_ms: int
    mono_ms: int
    boot: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """
    Who this window is; the private key lies in the KeyStore, not here.

    ``credential`` is the county's word for that key, None before the first hello.
    """

    server: str
    device: str
    window: WindowInfo
    credential: DeviceCredential | None = None


@dataclass(frozen=True, slots=True)
class ChainState:
    """
    Where the outbox stands: ``chain`` is the hash of operation ``next_seq - 1``.

    ``hiwater`` is the newest case number drawn and ``certificate_hiwater`` the newest certificate
    number, each empty before the first of a generation. ``renew``: the file is an older image of
    itself and numbers nothing until ``renew_generation``.
    """

    gen: int
    epoch: str
    next_seq: int
    acked: int
    secured: int
    chain: bytes
    hiwater: str = ""
    renew: bool = False
    certificate_hiwater: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An operation as it stands in the ledger; ``outcome`` is empty until the county answered."""

    gen: int
    seq: int
    op_id: bytes
    entry: Entry
    acked: bool
    outcome: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An operation ready to send: the body bytes as written once, and its chain hash."""

    gen: int
    seq: int
    op_id: bytes
    body: bytes
    h: bytes


@dataclass(frozen=True, slots=True)
class OutboxCount:
    """How much has not reached the county: ``oldest_wall_ms`` is of the oldest pending one."""

    pending: int
    acked: int
    secured: int
    parked: int
    oldest_wall_ms: int | None
    newest_wall_ms: int | None


@dataclass(frozen=True, slots=True)
class UserRecord:
    """
    A person who may sign in here, copied from the feed.

    ``verifier`` is an Argon2id string; ``valid_until_ms`` 30 days after the last contact.
    ``failures`` since the last success; the last one at ``failed_mono_ms`` of boot ``failed_boot``.
    """

    name: str
    display_name: str
    verifier: str
    roles: tuple[str, ...]
    valid_until_ms: int
    failures: int = 0
    failed_boot: str = ""
    failed_mono_ms: int = 0


@dataclass(frozen=True, slots=True)
class PrintJob:
    """
    One print of one document: ``state`` as in ``counter_app.domain.printing``.

    ``op_id`` (hex) is of the operation that carries the document.
    """

    job: str
    document: Document
    op_id: str
    printer: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What a reader says of itself: ``state`` is ready or a DeviceError code."""

    state: str
    sam_id: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CardRead:
    """One read card; ``photo`` is the raw 1024-byte WLT block, shown only by a vendor's decoder."""

    person: Person
    photo: bytes = b""
