"""Ratings behind the County port: in memory, or the county's application on a socket over a store in memory."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from counter_app.county_client import HttpCounty
from counter_app.domain.rating import Level
from counter_app.domain.rating_figures import RatingCounts, RatingView
from county_server.app import make_app
from county_server.hall.rating_tickets import RatingTicketsApi
from county_server.hall.ratings import RatingFiguresApi
from county_server.sync.news import FeedNews
from tests.fakes.clock import FixedClock
from tests.fakes.county import FakeCounty
from tests.fakes.county_bench import a_place, enrolled, pushed
from tests.fakes.county_desk import CERTIFIED, PEOPLE, accepted_by
from tests.fakes.county_rating import MemoryRatingBench, MemoryRatings, a_rating, rating_entry

WAIT_S = 20


class Counter:
    """Counts one good rating of whatever hall is asked about."""

    async def view(self, hall, first, last, as_of):
        return RatingView(hall, first, last, as_of, RatingCounts(2, (0, 0, 0, 1, 1)))


@dataclass
class Rated:
    """A county with bad ratings: of ciren, of zhuoma without a name, and one in another hall."""

    county: Any
    clock: FixedClock
    of_ciren: str
    of_zhuoma: str
    elsewhere: str


async def _furnished(bench):
    ratings = []
    bench.furnish(CERTIFIED)
    window = await enrolled(bench.store, bench, "w-1")
    other = await enrolled(bench.store, bench, "w-9", "h-9")
    for at, clerk, level in (
        (window, "ciren", Level.VERY_BAD),
        (window, "zhuoma", Level.NOT_GOOD),
        (other, "ciren", Level.NOT_GOOD),
    ):
        did = a_rating(
            accepted_by(at).no, level, clerk=clerk, text="等很久", anonymous=clerk == "zhuoma"
        )
        at.record(rating_entry(at.info.id, did))
        ratings.append(did.rating)
    for each in (window, other):
        await pushed(bench.store, each)
    return window, ratings


@contextmanager
def remembered_ratings():
    """The fake, told by what the county's store holds."""
    bench, clock = MemoryRatingBench(), FixedClock()
    _, ratings = asyncio.run(_furnished(bench))
    county = FakeCounty(clock, a_place("w-1", "h-1"))
    county.ratings.roles = {name: roles for name, (_, roles) in PEOPLE.items()}
    rated = MemoryRatings(bench.store, bench.items)
    for each in ratings:
        county.ratings.keep(asyncio.run(rated.rating(each)))
    yield Rated(county, clock, *ratings)


@contextmanager
def served_ratings():
    """The real one."""
    bench, clock = MemoryRatingBench(), FixedClock()
    window, ratings = asyncio.run(_furnished(bench))
    app = _app(bench, clock)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serve = server.serve(sockets=[listener])
        thread = threading.Thread(target=lambda: asyncio.run(serve))
        thread.start()
        county = HttpCounty(window.key, clock)
        county.aim(f"http://127.0.0.1:{listener.getsockname()[1]}", window.device)
        yield Rated(county, clock, *ratings)
        county.close()
        server.should_exit = True
        thread.join(WAIT_S)
    assert not thread.is_alive()


def _app(bench, clock):
    rated = MemoryRatings(bench.store, bench.items)

    def now_ms():
        return clock.read().wall_ms

    routers = (
        RatingFiguresApi(bench.store, rated, Counter(), now_ms).router,
        RatingTicketsApi(bench.store, rated, now_ms).router,
    )
    return make_app(bench.store, FeedNews(bench.store), now_ms, *routers)
