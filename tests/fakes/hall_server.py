"""A hall behind the County port: in memory, or the real application on PostgreSQL over a socket."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import uvicorn

from counter_app.county_client import HttpCounty
from counter_app.domain.hall import HallAct
from counter_app.domain.ids import uuid7
from counter_app.domain.ticket_lease import HallTick
from counter_app.domain.wire import EnrolRequest
from county_server.app import make_app
from county_server.codes import hash_code
from county_server.hall.routes import HallApi
from county_server.reports.routes import ReportApi
from county_server.sync.news import FeedNews
from db.county.engine import make_pool
from db.county.hall import PostgresHallStore
from db.county.places import prepare_window
from db.county.reports import PostgresReportStore
from db.county.store import PostgresCountyStore
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty, window_info
from tests.fakes.county_bench import DAY_MS
from tests.fakes.hall import FakeHall
from tests.fakes.signer import FakeSigner

WAIT_S = 20


@dataclass
class MemoryHall:
    """Every window of the hall is a County in memory at one FakeHall."""

    clock: FixedClock = field(default_factory=FixedClock)

    def __post_init__(self):
        self.hall = FakeHall(self.clock)

    def window(self, name, kind="nd"):
        county = FakeCounty(self.clock, window_info(id=name, name=name, kind=kind))
        county.hall = self.hall
        return county


@dataclass
class ServedHall:
    """The application on a socket; the clock of windows and hall is the test's."""

    url: str
    database: str
    clock: FixedClock
    counties: list = field(default_factory=list)

    def window(self, name, kind="nd"):
        now_ms = self.clock.read().wall_ms
        place = replace(window_info(), id=name, name=name, kind=kind)
        prepare_window(self.database, place, frozenset(), hash_code(name), now_ms + DAY_MS)
        signer = FakeSigner()
        county = HttpCounty(signer, self.clock)
        county.aim(self.url)
        answer = county.enrol(EnrolRequest(name, signer.create().hex(), "0.1.0"))
        county.aim(self.url, answer.device)
        self.counties.append(county)
        return county


@contextmanager
def served_hall(database):
    clock = FixedClock()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(lambda: None, lifespan="off", log_config=None))
        thread = threading.Thread(
            target=lambda: asyncio.run(_serve(server, listener, database, clock))
        )
        thread.start()
        hall = ServedHall(url, database, clock)
        yield hall
        for each in hall.counties:
            each.close()
        server.should_exit = True
        thread.join(WAIT_S)
    assert not thread.is_alive()


async def _serve(server, listener, database, clock):
    def now_ms():
        return clock.read().wall_ms

    def tick():
        now = clock.read()
        return HallTick(now.mono_ms, now.boot, 0)

    async with make_pool(database) as pool:
        store = PostgresCountyStore(pool)
        halls = HallApi(PostgresHallStore(pool), now_ms, tick)
        reports = ReportApi(PostgresReportStore(pool), now_ms)
        app = make_app(store, FeedNews(store), now_ms, halls.router, reports.router)
        server.config = uvicorn.Config(app, lifespan="off", log_config=None)
        await server.serve(sockets=[listener])


class Hand:
    """A clerk's acts at one County, each under an id of its own."""

    def __init__(self, county):
        self.county, self.made = county, 0

    def wish(self, **wanted):
        self.made += 1
        op_id = uuid7(1_794_794_400_000, self.made.to_bytes(2, "big") + id(self).to_bytes(8, "big"))
        return HallAct(op_id.hex(), "ciren", **wanted)

    def __call__(self, act, **wanted):
        return self.county.hall_act(act, self.wish(**wanted))
