"""What a turn of the line needs of a desk, all in memory and enrolled."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from counter_app.domain.flow import Flow
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.ports import Cache, County, Ledger, Signer
from counter_app.domain.records import Enrolment
from counter_app.domain.window_operation import ConsultationServed
from counter_app.domain.wire import EnrolRequest
from counter_app.services.sync.line import Line
from tests.fakes.background import InlineBackground
from tests.fakes.cache import FakeCache
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty, window_info
from tests.fakes.files import FakeFiles
from tests.fakes.ledger import FakeLedger
from tests.fakes.signer import FakeSigner

T = TypeVar("T")
SERVER = "http://127.0.0.1:9"
HALL = "hall:hall-1"
USER = {"display_name": "扎西", "verifier": "$argon2id$x", "roles": ["clerk"]}


@dataclass
class SyncDeskInMemory:
    """Satisfies ``counter_app.services.sync.ports.SyncDesk``; waiting moves the clock."""

    county: County
    clock: FixedClock
    ledger: Ledger = field(default_factory=FakeLedger)
    cache: Cache = field(default_factory=FakeCache)
    signer: Signer = field(default_factory=FakeSigner)
    files: FakeFiles = field(default_factory=FakeFiles)
    random: Callable[[int], bytes] = lambda count: bytes(range(count))
    waits: list[float] = field(default_factory=list)
    line: Line = field(init=False)

    def __post_init__(self):
        self.line = Line(self.pause)
        self._count = itertools.count()

    def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.advance(round(seconds * 1000))

    def record(self, topic: str = "") -> bytes:
        """Let a clerk do something; return its op id."""
        now = self.clock.read()
        count = next(self._count)
        digest = hashlib.sha256(f"{id(self)}-{count}".encode()).digest()
        entry = Entry(
            ConsultationServed(topic or f"topic {count}"),
            Moment(now.wall_ms, now.mono_ms, now.boot),
            "clerk",
            "w-07",
            f"subject-{count}",
        )
        op_id = uuid7(now.wall_ms, digest)
        self.ledger.record(op_id, lambda _no: entry)
        return op_id


def enrolled_desk() -> tuple[SyncDeskInMemory, FakeCounty]:
    """Return a desk whose window is enrolled at a county in memory."""
    clock = FixedClock()
    county = FakeCounty(clock, window_info())
    desk = SyncDeskInMemory(county, clock)
    answer = county.enrol(EnrolRequest("CODE", desk.signer.public_key().hex(), "0"))
    enrolment = Enrolment(SERVER, answer.device, answer.window)
    desk.ledger.enrol(enrolment, answer.gen, answer.epoch)
    county.seen.clear()
    return desk, county


def run(flow: Flow[T]) -> T:
    """The result of a flow whose hops all run here and now."""
    return InlineBackground().start(flow).result(0)


def log(county: FakeCounty, device: str = "device-w-07") -> list[str]:
    """Ids of the operations that the county has of a device, in its order."""
    return [each.op_id for each in county.devices[device].log]
