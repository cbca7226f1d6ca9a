"""
The county of a simulated world: the product's request handlers over the store in memory.

No event loop: nothing here waits, so a handler runs from its first step to its last when it is
driven by hand, and always in the same way.
"""

from __future__ import annotations

from collections.abc import Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request

from counter_app.county_client.answers import Answer
from counter_app.domain.chain import GENESIS
from counter_app.domain.county import DeviceRow, DeviceStatus, StoredRow
from counter_app.domain.errors import StoreError
from counter_app.domain.wire import WindowInfo
from county_server.app import make_app
from county_server.auth import DeniedError
from county_server.codes import hash_code
from county_server.sync.bodies import MalformedError, TooLargeError
from county_server.sync.news import FeedNews
from county_server.sync.routes import SyncApi
from tests.fakes.county_store import Data, MemoryCountyStore
from tests.sim.clock import WorldTime
from tests.sim.disk import Power, PowerCutError

ERRORS = (DeniedError, MalformedError, TooLargeError, StoreError)
DAY_MS = 86_400_000
AREA = "540402"


def driven(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that never waits, and return its result."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("a handler waited")


@dataclass(frozen=True)
class WireRequest:
    """A request as it goes over the line; ``target`` is path and query."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class _Turn:
    """A turn of the store at whose every step the power may fail."""

    def __init__(self, turn, store: SimStore):
        self._turn, self._store = turn, store

    def __getattr__(self, name: str):
        value = getattr(self._turn, name)
        if not callable(value):
            return value

        async def step(*args, **kwargs):
            self._store.strike()
            if name in ("renew", "advance"):
                self._store.anchor(self._turn.device.id, *(a for a in args if type(a) is bytes))
            return await value(*args, **kwargs)

        return step


class SimStore(MemoryCountyStore):
    """``durable`` is what a power cut leaves; ``busy`` makes the next step of a turn fail."""

    def __init__(self) -> None:
        super().__init__()
        self.epoch = "epoch-1"
        self.epochs = 1
        self.power = Power()
        self.busy = False
        self.durable = self.data
        self.anchors: dict[str, set[bytes]] = {}

    def strike(self) -> None:
        self.power.tick()
        if self.busy:
            self.busy = False
            raise StoreError("county_store_busy")

    def anchor(self, device: str, *chains: bytes) -> None:
        """Note what an operation of this device may follow."""
        self.anchors.setdefault(device, {GENESIS}).update(chains)

    @asynccontextmanager
    async def turn(self, device):
        async with super().turn(device) as turn:
            yield _Turn(self.opened(turn), self)
            self.power.tick()
        self.committed()

    def opened(self, turn):
        return turn

    def committed(self) -> None:
        self.durable = self.data

    def die(self) -> None:
        """The power fails and returns."""
        self.data = self.durable

    def change(self) -> None:
        """Begin a change that is not a window's."""
        self.data = self.data.copied()

    def restore(self, backup: Data) -> None:
        self.data = self.durable = backup.copied()
        self.epochs += 1
        self.epoch = f"epoch-{self.epochs}"


class CountyNode:
    """Handlers, their store, and what people do at the county's end."""

    def __init__(self, time: WorldTime, store: SimStore, api: type[SyncApi]) -> None:
        self.store, self._time = store, time
        news = FeedNews(store)
        made = api(store, news, lambda: time.now_ms)
        self._handlers = {each.path: each.endpoint for each in made.router.routes}
        self._wrong = make_app(store, news, lambda: time.now_ms).exception_handlers
        self._revs: dict[tuple[str, str], int] = {}
        self._codes = 0

    def serve(self, request: WireRequest, *, cut: int | None = None, dies_in: int = 0) -> Answer:
        """
        Answer a request of which ``cut`` bytes came, dying at the ``dies_in``-th step of a turn.

        PowerCutError when it dies, ClientDisconnect when the request ended early.
        """
        self.store.power.cut_in = dies_in
        try:
            return self._answered(request, cut)
        except PowerCutError:
            self.store.die()
            raise
        finally:
            self.store.power.cut_in = 0

    def _answered(self, request: WireRequest, cut: int | None) -> Answer:
        came = _request(request, cut)
        try:
            response = driven(self._handlers[came.url.path](came))
        except ERRORS as error:
            response = driven(self._wrong[type(error)](came, error))
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, bytes(response.body))

    def code_for(self, info: WindowInfo) -> str:
        """Allow a window to enrol; its device row is made with a name that tells whose it is."""
        self._codes += 1
        code = f"code{self._codes}"
        info = self.store.prepare(info, hash_code(code), self._time.now_ms + DAY_MS)
        if not any(row.window == info.id for row in self.store.data.devices.values()):
            self.store.change()
            made = DeviceRow(
                f"device-{info.id}",
                info.id,
                info.hall,
                info.area,
                info.slot,
                0,
                DeviceStatus.RETIRED,
                bytes(32),
                0,
                GENESIS,
                0,
            )
            self.store.data.devices[made.id] = made
        return code

    def publish(self, scope: str, entity: str, *, gone: bool = False) -> None:
        """Change an entity of the county's own, or delete it."""
        rev = self._revs[scope, entity] = self._revs.get((scope, entity), 0) + 1
        body = b"{}" if gone else b'{"rev":%d}' % rev
        self.store.change()
        self.store.publish(scope, StoredRow("note", entity, rev, "del" if gone else "put", 1, body))
        self.store.committed()

    def forget_tombstones(self) -> None:
        """Drop what tells of deletions; who has not heard of them must begin anew."""
        self.store.change()
        data = self.store.data
        gone = {key: at for key, at in data.feed.items() if at[2].op == "del"}
        for (scope, kind, entity), (xid, seq, _row) in gone.items():
            del data.feed[scope, kind, entity]
            self.raise_floor(data, scope, (xid, seq))
        self.store.committed()

    def raise_floor(self, data: Data, scope: str, to: tuple[int, int]) -> None:
        data.floors[scope] = max(data.floors.get(scope, (0, 0)), to)

    def back_up(self) -> Data:
        """Take a backup; what it holds is secured."""
        self.store.change()
        devices = self.store.data.devices
        devices.update({id_: replace(row, secured=row.last_seq) for id_, row in devices.items()})
        self.store.committed()
        return self.store.data.copied()


def _request(request: WireRequest, cut: int | None) -> Request:
    path, _, query = request.target.partition("?")
    scope = {
        "type": "http",
        "method": request.method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in request.headers],
        "server": ("county", 80),
        "scheme": "http",
    }
    parts = [{"type": "http.request", "body": request.body, "more_body": False}]
    if cut is not None:
        begun = {"type": "http.request", "body": request.body[:cut], "more_body": True}
        parts = [begun, {"type": "http.disconnect"}]

    async def receive():
        return parts.pop(0)

    return Request(scope, receive)
