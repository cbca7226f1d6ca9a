"""
What goes into ``step`` and what comes out of it, all frozen: its state, events and effects.

Times are milliseconds of the PC's monotonic clock where a name ends in ``mono_ms``, else UTC.
Each request carries a number, and an answer or failure of another number is ignored: an answer
that comes late, or twice, changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from counter_app.domain.blank import BlankLease
from counter_app.domain.records import ChainState, OutboxRow
from counter_app.domain.wire import (
    PUSH_MAX_OPS,
    DeviceCredential,
    HelloAnswer,
    OpResult,
    Pace,
    PullAnswer,
    PushAnswer,
)

PULL_LIMIT = 500


class Phase(Enum):
    """What a turn waits for."""

    IDLE = "idle"
    WAITING = "waiting"
    READING = "reading"
    GREETING = "greeting"
    PUSHING = "pushing"
    PULLING = "pulling"


@dataclass(frozen=True, slots=True)
class Fault:
    """A CountyError as a value; ``reachable`` as there, ``retry_after_ms`` what it asked."""

    code: str
    reachable: bool = True
    retry_after_ms: int | None = None
    values: tuple[tuple[str, str | int], ...] = ()

    def value(self, name: str) -> str | int | None:
        """Return one of the error's values, None when it has no such."""
        return dict(self.values).get(name)


# ---- events


@dataclass(frozen=True, slots=True)
class Wake:
    """Begin a turn, or go on after a wait."""

    mono_ms: int


@dataclass(frozen=True, slots=True)
class StoreRead:
    """The store's answer to ReadBatch; ``cursors`` of every scope that has one."""

    chain: ChainState
    batch: tuple[OutboxRow, ...]
    cursors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HelloAnswered:
    """The county's hello, asked at ``asked_mono_ms``, heard at ``mono_ms``."""

    request: int
    mono_ms: int
    asked_mono_ms: int
    answer: HelloAnswer


@dataclass(frozen=True, slots=True)
class Pushed:
    """The county has committed what the answer says."""

    request: int
    mono_ms: int
    answer: PushAnswer


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page of the scope that was asked for."""

    request: int
    mono_ms: int
    answer: PullAnswer


@dataclass(frozen=True, slots=True)
class Failed:
    """A request that brought no answer, or one that is none."""

    request: int
    mono_ms: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Cut:
    """The turn is cut short: its time is over or the desk closes."""


LineEvent = HelloAnswered | Pushed | Pulled | Failed
Event = Wake | StoreRead | LineEvent | Cut


# ---- effects on the store, carried out in their order in one hop


@dataclass(frozen=True, slots=True)
class RememberTime:
    """The county's clock stood at ``server_ms`` when the PC's stood at ``mono_ms``."""

    server_ms: int
    mono_ms: int


@dataclass(frozen=True, slots=True)
class ApplyAck:
    """What the county has committed of this outbox, with its results."""

    acked: int
    secured: int
    results: tuple[OpResult, ...]


@dataclass(frozen=True, slots=True)
class Rewind:
    """The county has nothing above ``acked`` (any more)."""

    acked: int
    epoch: str


@dataclass(frozen=True, slots=True)
class RenewGeneration:
    """Put what is above ``above_seq`` under generation ``gen``."""

    gen: int
    above_seq: int
    epoch: str


@dataclass(frozen=True, slots=True)
class ApplyPage:
    """Store a page and its cursor."""

    scope: str
    answer: PullAnswer


@dataclass(frozen=True, slots=True)
class ResetScope:
    """Forget a scope's rows and cursor."""

    scope: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Copy users and this window from the rows pulled; ``contact_ms`` is the county's time."""

    contact_ms: int


@dataclass(frozen=True, slots=True)
class TakeLeases:
    """Take over the leases of blanks that the county tells."""

    leases: tuple[BlankLease, ...]


@dataclass(frozen=True, slots=True)
class TakeCredential:
    """Take over the county's word for this window's key."""

    credential: DeviceCredential


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Read where the outbox stands and what to send next; answered by StoreRead."""

    max_ops: int


StoreEffect = (
    RememberTime
    | ApplyAck
    | Rewind
    | RenewGeneration
    | ApplyPage
    | ResetScope
    | TakeOver
    | TakeLeases
    | TakeCredential
    | ReadBatch
)


# ---- effects on the line


@dataclass(frozen=True, slots=True)
class SendHello:
    """Open the turn."""

    request: int
    chain: ChainState


@dataclass(frozen=True, slots=True)
class SendPush:
    """Send ``rows``, contiguous, of the generation and epoch of ``chain``."""

    request: int
    chain: ChainState
    rows: tuple[OutboxRow, ...]


@dataclass(frozen=True, slots=True)
class SendPull:
    """Ask for the feed of ``scope`` after ``cursor``, without waiting for news."""

    request: int
    scope: str
    cursor: str
    limit: int = PULL_LIMIT


LineEffect = SendHello | SendPush | SendPull


@dataclass(frozen=True, slots=True)
class Wait:
    """Wake again after ``ms``."""

    ms: int


Effect = StoreEffect | LineEffect | Wait


@dataclass(frozen=True, slots=True)
class SyncState:
    """
    Where a window's line stands; kept from turn to turn, forgotten when the program ends.

    ``seed`` drives the jitter. ``scopes`` are those still to be read to their end, ``emptied``
    those reset in this turn. ``failures`` counts since the county last took or gave something,
    ``greetings`` the hellos since the last wait. On the monotonic clock: the line is down since
    ``down_since_ms``, the present wait ends at ``not_before_ms``, and ``held_until_ms`` is the end
    of one that the county asked for: a new turn cuts short only a wait of our own. ``users_ms`` is
    the contact at which users were last taken over, ``users_new`` that pages since then told of
    users or windows. ``upgrade``: the county gives this version of the program nothing more, but
    takes everything. ``fault`` is the last one of the turn.
    """

    device: str
    seed: int
    phase: Phase = Phase.IDLE
    request: int = 0
    greeted: bool = False
    stored: StoreRead | None = None
    scopes: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    pace: Pace = field(default_factory=Pace)
    max_ops: int = PUSH_MAX_OPS
    failures: int = 0
    greetings: int = 0
    down_since_ms: int | None = None
    not_before_ms: int = 0
    held_until_ms: int = 0
    contact_ms: int = 0
    users_ms: int | None = None
    users_new: bool = False
    upgrade: bool = False
    fault: Fault | None = None
