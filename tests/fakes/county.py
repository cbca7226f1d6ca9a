"""
A County in memory: one log per device, one feed per scope, and a line that can fail.

It keeps the promises of the protocol that a window relies on (design/sync.md 3.2): contiguous
numbers, hashes compared, nothing answered before it is stored. ``plan`` makes the next requests
meet a ``LineFault`` each; ``standing`` is what every other request meets.
"""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain.blank import BlankLease
from counter_app.domain.chain import GENESIS, head_message, next_hash
from counter_app.domain.errors import CountyError
from counter_app.domain.ports import Clock
from counter_app.domain.wire import (
    EnrolAnswer,
    EnrolRequest,
    FeedRow,
    Hello,
    HelloAnswer,
    LeaseRequest,
    OpResult,
    Pace,
    PullAnswer,
    PushAnswer,
    PushHead,
    PushLine,
    Todo,
    WindowInfo,
)
from tests.fakes.county_stock import FakeStock
from tests.fakes.hall import HallSide

T = TypeVar("T")


class LineFault(Enum):
    """What happens to one request."""

    NONE = "none"
    CUT = "county_unreachable"  # the county never sees it
    TIMEOUT = "county_timeout"  # the same, after a while
    HTML = "county_portal"  # somebody else answers
    ERROR_500 = "county_failed"  # the county sees it and stores nothing
    DROP_ANSWER = "drop_answer"  # stored, the answer is lost
    REPLAY = "replay"  # the county gets it twice, the second answer comes
    HOLD = "county_hold"  # 503 with Retry-After


REACHED = frozenset({LineFault.ERROR_500, LineFault.HOLD})


@dataclass(frozen=True)
class Op:
    """An operation in the log: ``outcome`` is applied or parked."""

    gen: int
    seq: int
    op_id: str
    body: bytes
    h: str
    outcome: str
    code: str = ""


@dataclass
class Device:
    """A window as the county knows it; ``chain`` is the hash that the next operation follows."""

    window: WindowInfo
    public_key: bytes
    gen: int = 1
    chain: str = GENESIS.hex()
    stopped: bool = False
    secured: int = 0
    log: list[Op] = field(default_factory=list)

    def of(self, gen: int) -> dict[int, Op]:
        return {each.seq: each for each in self.log if each.gen == gen}

    def last_seq(self) -> int:
        return max(self.of(self.gen), default=0)


class FakeCounty(HallSide):
    """``secures``: whether what is stored is secured at once; ``parks`` gives a code or nothing."""

    def __init__(self, clock: Clock, window: WindowInfo, *, page: int = 500):
        self.clock = clock
        self.window = window
        self.page = page
        self.epoch = "epoch-1"
        self.codes = {"CODE"}
        self.devices: dict[str, Device] = {}
        self.scopes = ["reference", f"hall:{window.hall}"]
        self.feed: dict[str, dict[tuple[str, str], tuple[int, FeedRow]]] = {}
        self.pace = Pace()
        self.retry_after_s = 60.0
        self.secures = self.upgrade = False
        self.stock = FakeStock()
        self.parks: Callable[[bytes], str] = lambda _body: ""
        self.largest_push = 1_000
        self.standing = LineFault.NONE
        self.seen: list[str] = []
        self.aimed: tuple[str, str] = ("", "")
        self._planned: deque[LineFault] = deque()
        self._position = 0

    # ---- what a test does to it

    def plan(self, *faults: LineFault) -> None:
        self._planned.extend(faults)

    def publish(self, scope: str, kind: str, entity: str, body: dict[str, object] | None) -> None:
        """Put an entity into a scope's feed; without a body, delete it."""
        rows = self.feed.setdefault(scope, {})
        rev = rows[(kind, entity)][1].rev + 1 if (kind, entity) in rows else 1
        self._position += 1
        op = "del" if body is None else "put"
        row = FeedRow(kind, entity, rev, op, 1, body or {})
        rows[(kind, entity)] = (self._position, row)

    def restore(self, seqs: dict[str, int], epoch: str) -> None:
        """Come back from a backup: of each device only what it had up to a number."""
        self.epoch = epoch
        for device, kept in seqs.items():
            row = self.devices[device]
            row.log = [each for each in row.log if each.gen < row.gen or each.seq <= kept]
            row.chain = row.of(row.gen)[kept].h if kept else GENESIS.hex()
            row.secured = min(row.secured, kept)

    def aim(self, server: str, device: str = "") -> None:
        self.aimed = (server, device)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        return self._meet("enrol", lambda: self._enrol(request))

    def hello(self, message: Hello) -> HelloAnswer:
        return self._meet("hello", lambda: self._hello(message))

    def push(self, head: PushHead, lines: Sequence[PushLine]) -> PushAnswer:
        return self._meet("push", lambda: self._push(head, lines))

    def pull(self, scope: str, cursor: str, *, wait_s: float, limit: int) -> PullAnswer:
        return self._meet(f"pull {scope}", lambda: self._pull(scope, cursor, limit))

    def lease(self, wanted: LeaseRequest) -> BlankLease:
        return self._meet("lease", lambda: self.stock.lend(wanted))

    # ---- how it answers

    def _meet(self, request: str, answer: Callable[[], T]) -> T:
        self.seen.append(request)
        fault = self._planned.popleft() if self._planned else self.standing
        if fault is LineFault.NONE:
            return answer()
        if fault is LineFault.REPLAY:
            answer()
            return answer()
        if fault is LineFault.DROP_ANSWER:
            answer()
            raise CountyError("county_cut", reachable=False)
        retry_s = self.retry_after_s if fault is LineFault.HOLD else None
        raise CountyError(fault.value, retry_after_s=retry_s, reachable=fault in REACHED)

    def _enrol(self, request: EnrolRequest) -> EnrolAnswer:
        if request.code not in self.codes:
            raise CountyError("county_code")
        device = self.devices.setdefault(
            f"device-{self.window.id}", Device(self.window, bytes.fromhex(request.public_key))
        )
        now_ms = self.clock.read().wall_ms
        name = f"device-{self.window.id}"
        return EnrolAnswer(name, device.gen, self.epoch, now_ms, self.window)

    def _hello(self, message: Hello) -> HelloAnswer:
        row = self.devices[message.device]
        log = row.of(message.gen)
        high = max(log, default=0)
        todo = self._todo(row, message, log, high)
        renewed = [each for each in todo if each.do == "renew_gen"]
        if renewed:
            high = renewed[0].seq
            chain = log[high].h if high in log else message.chain
            row.gen, row.chain = renewed[0].gen, chain
        else:
            chain = log[high].h if high else row.chain
        return HelloAnswer(
            proto=1,
            epoch=self.epoch,
            gen=row.gen,
            seq_high=high,
            chain_at_high=chain,
            secured=row.secured,
            server_time=self.clock.read().wall_ms,
            min_app="0.1.0",
            scopes=tuple(self.scopes),
            pace=self.pace,
            todo=todo,
            leases=self.stock.told(),
        )

    def _todo(self, row: Device, message: Hello, log: dict[int, Op], high: int) -> tuple[Todo, ...]:
        head = message.next_seq - 1
        if row.stopped or (head in log and log[head].h != message.chain):
            row.stopped = True
            return (Todo("fork", seq=head),)
        if head < high:
            return (Todo("renew_gen", seq=head, gen=row.gen + 1),)
        if message.epoch != self.epoch:
            return (Todo("rewind", seq=high + 1), Todo("reset", scopes=tuple(self.scopes)))
        return (Todo("upgrade"),) if self.upgrade else (Todo("go"),)

    def _push(self, head: PushHead, lines: Sequence[PushLine]) -> PushAnswer:
        row = self.devices[head.device]
        self._refuse(row, head, lines)
        results = [self._take(row, head.gen, line) for line in lines]
        if self.secures:
            row.secured = row.last_seq()
        return PushAnswer(row.last_seq(), row.secured, tuple(results), self.pace)

    def _refuse(self, row: Device, head: PushHead, lines: Sequence[PushLine]) -> None:
        if len(lines) > self.largest_push:
            raise CountyError("county_too_large")
        if head.epoch != self.epoch:
            raise CountyError("county_epoch")
        if row.stopped:
            raise CountyError("county_fork")
        if head.gen != row.gen:
            raise CountyError("county_gen")
        self._check_signature(row, head, lines)
        log, last = row.of(row.gen), row.last_seq()
        if any(each.seq in log and log[each.seq].h != each.h for each in lines):
            row.stopped = True
            raise CountyError("county_fork")
        if lines[0].seq > last + 1:
            raise CountyError("county_gap", seq_high=last)

    def _check_signature(self, row: Device, head: PushHead, lines: Sequence[PushLine]) -> None:
        assert [each.seq for each in lines] == list(range(head.first, head.first + head.n))
        last = lines[-1]
        message = head_message(head.device, head.gen, last.seq, bytes.fromhex(last.h))
        key = Ed25519PublicKey.from_public_bytes(row.public_key)
        try:
            key.verify(bytes.fromhex(head.signature), message)
        except InvalidSignature as wrong:
            raise CountyError("county_signature") from wrong

    def _take(self, row: Device, gen: int, line: PushLine) -> OpResult:
        logged = row.of(gen).get(line.seq)
        if logged is not None:
            return OpResult(line.seq, "duplicate", logged.code)
        body = base64.urlsafe_b64decode(line.body + "=" * (-len(line.body) % 4))
        op_id = bytes.fromhex(line.op_id)
        h = next_hash(bytes.fromhex(row.chain), gen, line.seq, op_id, body).hex()
        if h != line.h or any(each.op_id == line.op_id for each in row.log):
            row.stopped = True
            raise CountyError("county_fork")
        code = self.parks(body)
        outcome = "parked" if code else "applied"
        row.log.append(Op(gen, line.seq, line.op_id, body, h, outcome, code))
        row.chain = h
        return OpResult(line.seq, outcome, code)

    def _pull(self, scope: str, cursor: str, limit: int) -> PullAnswer:
        epoch, _, at = cursor.partition("@")
        if scope not in self.scopes:
            raise CountyError("county_reset", reset="scope")
        if cursor and epoch != self.epoch:
            raise CountyError("county_reset", reset="epoch")
        after = int(at) if at else 0
        rows = sorted(self.feed.get(scope, {}).values(), key=lambda each: each[0])
        rows = [each for each in rows if each[0] > after]
        page = rows[: min(limit, self.page)]
        reached = page[-1][0] if page else after
        device = self.devices[self.aimed[1]]
        return PullAnswer(
            epoch=self.epoch,
            cursor=f"{self.epoch}@{reached}",
            more=len(rows) > len(page),
            acked=device.last_seq(),
            secured=device.secured,
            rows=tuple(row for _, row in page),
        )


def window_info(**changes: object) -> WindowInfo:
    """Return a window of the demo hall."""
    info = WindowInfo("w-07", "综合窗口07", "nd", "hall-1", "县政务服务大厅", "540402", 7)
    return replace(info, **changes)
