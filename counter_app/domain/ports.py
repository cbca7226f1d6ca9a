"""
What the rules need from the world outside: one Protocol per adapter.

Only errors of ``counter_app.domain.errors`` are raised; what goes in and comes out is frozen. Ledger,
Cache and Journal are used on the store lane only, each device on its own lane. Fakes: ``tests/fakes``.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol, TypeVar

from counter_app.domain.document import Document
from counter_app.domain.flow import Flow
from counter_app.domain.item import Item, ItemHit
from counter_app.domain.ports_blanks import BlankDrawer, BlankLender
from counter_app.domain.ports_figures import FiguresCaller
from counter_app.domain.ports_hall import HallCaller, TicketDrawer
from counter_app.domain.ports_ledger import OperationLog
from counter_app.domain.ports_ratings import RatingCaller
from counter_app.domain.ports_reports import ReportsCaller
from counter_app.domain.printing import PrinterState, PrintOutcome
from counter_app.domain.records import (
    CardRead,
    ChainState,
    Enrolment,
    Instant,
    OutboxCount,
    OutboxRow,
    PrintJob,
    ReaderState,
    ServerTime,
    UserRecord,
)
from counter_app.domain.slip import Slip
from counter_app.domain.wire import (
    DeviceCredential,
    EnrolAnswer,
    EnrolRequest,
    FeedRow,
    Hello,
    HelloAnswer,
    OpResult,
    PullAnswer,
    PushAnswer,
    PushHead,
    PushLine,
    WindowInfo,
)

T = TypeVar("T")


class Clock(Protocol):
    """The PC's clocks. Durations and leases use ``mono_ms`` only; ``wall_ms`` is evidence."""

    def read(self) -> Instant:
        """Return all three readings of now."""


class Ledger(BlankDrawer, TicketDrawer, OperationLog, Protocol):
    """
    ``ledger.db``: the outbox and the numbers of this window. Append-only, never dropped.

    ``record`` is durable (``synchronous=FULL``) before anything is printed (design/sync.md 3.4).
    """

    def enrolment(self) -> Enrolment | None:
        """Who this window is, or None before ``enrol``."""

    def enrol(self, enrolment: Enrolment, gen: int, epoch: str) -> None:
        """Become a window; refused with StoreError when already another device."""

    def chain_state(self) -> ChainState:
        """Where the outbox stands."""

    def outbox(self, after_seq: int, max_ops: int, max_bytes: int) -> tuple[OutboxRow, ...]:
        """Operations above ``after_seq`` of the current generation, at least one if any."""

    def outbox_count(self) -> OutboxCount:
        """How much is pending, and the wall times of the oldest pending and the newest entry."""

    def settle(self, acked: int, secured: int, results: Sequence[OpResult]) -> None:
        """Note the county's answer; ``acked`` and ``secured`` never fall here."""

    def rewind(self, acked: int, epoch: str) -> None:
        """The county lost what is above ``acked`` (restored): send it again."""

    def renew_generation(self, gen: int, above_seq: int, epoch: str) -> None:
        """Put all operations above ``above_seq`` under ``gen``: same op_id, same body bytes."""

    def server_time(self) -> ServerTime | None:
        """The last time told by the county."""

    def set_server_time(self, told: ServerTime) -> None:
        """Note a time told by the county."""

    def set_window(self, window: WindowInfo) -> None:
        """Note what the county now says of this window."""

    def set_credential(self, credential: DeviceCredential) -> None:
        """Note the county's word for this window's key; the same again writes nothing."""

    def user(self, name: str) -> UserRecord | None:
        """A person who may sign in."""

    def replace_users(self, users: Sequence[UserRecord]) -> None:
        """Take over the county's list; counts of failures of known names stay."""

    def save_user(self, user: UserRecord) -> None:
        """Store one person's failure count."""

    def save_job(self, job: PrintJob) -> None:
        """Insert or update a print job."""

    def job(self, job: str) -> PrintJob | None:
        """The print job with that id."""

    def jobs(self, *states: str) -> tuple[PrintJob, ...]:
        """Print jobs in any of ``states`` (all if none given), oldest first."""

    def jobs_of(self, *papers: str) -> tuple[PrintJob, ...]:
        """Print jobs of documents with any of these 文书编号, oldest first."""


class Cache(Protocol):
    """``cache.db``: everything pulled; may be dropped and rebuilt at any time."""

    def cursor(self, scope: str) -> str:
        """The feed cursor of a scope, empty at the start."""

    def apply(self, scope: str, answer: PullAnswer) -> None:
        """Store a page and its cursor in one transaction; a row of an older rev changes nothing."""

    def reset(self, scope: str) -> None:
        """Forget a scope's rows and cursor."""

    def scopes(self) -> tuple[str, ...]:
        """Scopes that have a cursor."""

    def row(self, kind: str, entity: str) -> FeedRow | None:
        """One live entity."""

    def rows(self, kind: str, *states: str) -> tuple[FeedRow, ...]:
        """All live entities of a kind, by id; only those in any of ``states`` if some are given."""

    def cases_about(self, number: str) -> tuple[str, ...]:
        """Ids of live cases that ``domain.parties`` finds by that number."""

    def item(self, code: str) -> Item | None:
        """The newest version of an item."""

    def find_items(self, text: str, limit: int) -> tuple[ItemHit, ...]:
        """Search as ``counter_app.domain.search`` defines it, best first."""


class Journal(Protocol):
    """``journal.db``: what is typed and not yet recorded, within 100 ms of each change."""

    def save(self, draft: str, content: bytes) -> None:
        """Replace the content of a draft."""

    def load(self, draft: str) -> bytes | None:
        """The content of a draft."""

    def drafts(self) -> tuple[str, ...]:
        """Ids of all drafts, the newest change first."""

    def clear(self, draft: str) -> None:
        """Forget a draft with secure delete."""


class County(BlankLender, HallCaller, FiguresCaller, ReportsCaller, RatingCaller, Protocol):
    """The county server. Every failure of line or server is a CountyError."""

    def aim(self, server: str, device: str = "") -> None:
        """Speak to the county at this URL from now on, as this device once it is enrolled."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a window by a one-time code."""

    def hello(self, message: Hello) -> HelloAnswer:
        """Open a turn."""

    def push(self, head: PushHead, lines: Sequence[PushLine]) -> PushAnswer:
        """Send operations; a 409 or 503 is a CountyError whose code is ``county_<error>``."""

    def pull(self, scope: str, cursor: str, *, wait_s: float, limit: int) -> PullAnswer:
        """Read the feed after ``cursor``."""


class CardReader(Protocol):
    """An identity card reader."""

    def read_card(self, timeout_s: float) -> CardRead:
        """Wait up to ``timeout_s`` for a card and read it."""

    def probe(self) -> ReaderState:
        """Ask the reader for its state; never raises DeviceError."""


class TicketPrinter(Protocol):
    """A narrow receipt printer."""

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Print once and say what is known of the paper; never resends by itself."""

    def probe(self) -> PrinterState:
        """Ask the printer for its state; silence is ``unknown``."""


class PagePrinter(Protocol):
    """An A4 printer with a kind of paper in a tray."""

    @property
    def paper(self) -> str:
        """``plain`` or ``blank`` (numbered blanks)."""

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        """Print once and say what is known of the paper; never resends by itself."""

    def probe(self) -> PrinterState:
        """Ask the printer for its state; silence is ``unknown``."""


class PageRenderer(Protocol):
    """Turns documents into paper."""

    def render_pdf(self, document: Document) -> bytes:
        """An A4 PDF, byte-identical for equal documents."""

    def render_slip(self, document: Document) -> Slip:
        """The narrow form; RuleError when the template has none."""


class Files(Protocol):
    """Papers of the open session, in the profile, mode 0600, purged at lock."""

    def put(self, name: str, content: bytes) -> str:
        """Store a file whole or not at all and return its path."""

    def purge(self) -> None:
        """Remove all of them."""

    def free_mb(self) -> int:
        """Free space where the ledger lies."""


class KeyStore(Protocol):
    """Secrets of this window: 32-byte keys by name."""

    def load(self, name: str) -> bytes | None:
        """A secret, or None when it was never made."""

    def save(self, name: str, secret: bytes) -> None:
        """Store a secret durably."""

    @property
    def strength(self) -> str:
        """``os`` (operating system's store), ``file`` (named file) or ``profile`` (fallback)."""


class Signer(Protocol):
    """The device's Ed25519 key."""

    def create(self) -> bytes:
        """Make the key unless there is one, and return its public half."""

    def public_key(self) -> bytes:
        """32 raw bytes."""

    def sign(self, message: bytes) -> bytes:
        """64 raw bytes."""


class Verifier(Protocol):
    """Checks a secret against its verifier (Argon2id: slow on purpose)."""

    def matches(self, verifier: str, password: str) -> bool:
        """Whether the password belongs to the verifier."""

    def protect(self, secret: str) -> str:
        """Make a verifier of a secret."""


class Background(Protocol):
    """Runs flows: each hop on its lane, the result or the error sent back into the flow."""

    def start(self, flow: Flow[T]) -> Future[T]:
        """Start a flow; the future ends with its return value or its error."""
