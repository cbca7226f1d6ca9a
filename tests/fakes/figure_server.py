"""The county's figures behind the County port: in memory, or the real application on PostgreSQL."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from counter_app.county_client import HttpCounty
from counter_app.domain.figure_drill import CaseLine
from counter_app.domain.figure_log import Happening
from counter_app.domain.figure_opening import OpeningHours
from counter_app.domain.figure_scope import HallPlace
from counter_app.domain.masking import mask_name
from county_server.app import make_app
from county_server.rollup.routes import FigureApi
from county_server.sync.news import FeedNews
from db.county.engine import make_pool
from db.county.figure_settings import set_baselines, set_opening
from db.county.figures import PostgresFigures
from db.county.guide import revise_guide
from db.county.people import User, save_user
from db.county.store import PostgresCountyStore
from tests.fakes.calendars import YEAR_2026
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty
from tests.fakes.figure_history import World
from tests.fakes.figure_recount import read_raw
from tests.fakes.figures import FakeFigures

WAIT_S = 20
VERIFIER = "-"


@dataclass
class Counted:
    """A history in a hall, and who asks for its figures: ``ask`` gives a County by its window."""

    world: World
    clock: FixedClock
    ask: object
    set_hours: object
    set_baselines: object


@contextmanager
def served_figures(url):
    """The real one."""
    world, clock = World(url), FixedClock()
    furnish(url)
    world.run(world.begin)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(lambda: None, lifespan="off", log_config=None))
        serve = _serve(server, listener, url, clock)
        thread = threading.Thread(target=lambda: asyncio.run(serve))
        thread.start()
        made = []

        def ask(window):
            county = HttpCounty(_Key(world.windows[window].key), clock)
            county.aim(address, world.windows[window].device)
            made.append(county)
            return county

        yield Counted(
            world,
            clock,
            ask,
            lambda hall, spans: set_opening(url, hall, spans, append=False),
            lambda scope, lines: set_baselines(url, scope, lines),
        )
        for each in made:
            each.close()
        server.should_exit = True
        thread.join(WAIT_S)
    assert not thread.is_alive()


def furnish(url):
    revise_guide(url, lambda _stored: (), (YEAR_2026,))
    for name, role in (("zhuoma", "supervisor"), ("ciren", "clerk")):
        save_user(url, User(name, name, VERIFIER, (role,)), update=False)


async def _serve(server, listener, url, clock):
    def now_ms():
        return clock.read().wall_ms

    async with make_pool(url) as pool:
        store = PostgresCountyStore(pool)
        news = FeedNews(store)
        figures = FigureApi(PostgresFigures(pool), news, now_ms, pace_s=0.05)
        app = make_app(store, news, now_ms, figures.router)
        server.config = uvicorn.Config(app, lifespan="off", log_config=None)
        await server.serve(sockets=[listener])


class _Key:
    def __init__(self, key):
        self.key = key

    def sign(self, message):
        return self.key.sign(message)


@contextmanager
def remembered_figures(url):
    """The fake, told by what the real county's log holds."""
    world, clock = World(url), FixedClock()
    furnish(url)
    world.run(world.begin)
    fake = FakeFigures(clock, roles={"zhuoma": ("supervisor",), "ciren": ("clerk",)})

    def ask(window):
        halls = sorted({each.info.hall for each in world.windows.values()})
        fake.halls = [HallPlace(each, each, world.area) for each in halls]
        fake.windows = [
            (name, name, each.info.hall)
            for name, each in world.windows.items()
            if each.info.kind != "kiosk"
        ]
        fake.log = list(_log(read_raw(url, halls), fake))
        county = FakeCounty(clock, world.windows[window].info)
        county.figures = fake
        return county

    def set_hours(hall, spans):
        fake.hours[hall] = OpeningHours(hall, world.area, tuple(spans))

    def set_lines(_scope, lines):
        fake.baselines = tuple(lines)

    yield Counted(world, clock, ask, set_hours, set_lines)


def _log(raws, fake):
    items, seen = {}, set()
    for n, raw in enumerate(raws):
        entry = raw.entry
        application = getattr(entry.operation, "application", None)
        if application is not None:
            item = application.item
            items[entry.subject] = item.code, item.project_type.value == "1"
            fake.cases[entry.subject] = CaseLine(
                "",
                entry.subject,
                entry.no,
                item.code,
                item.name,
                "",
                "",
                0,
                "S20",
                mask_name(application.applicant_name()),
            )
        opens = application is not None and entry.subject not in seen
        seen.add(entry.subject)
        head = (raw.op_id, n, raw.at, entry.window, entry.by, raw.kind, entry.subject)
        mark = getattr(entry.operation, "mark", "")
        yield raw.hall, Happening(*head, *items.get(entry.subject, ("", False)), opens, mark)
