"""
``serve``: the web application on a socket, until SIGTERM or SIGINT.

At a signal the long polls are let go first, then the connections close, then the database's pool;
an embedded PostgreSQL is stopped by who started this (``county_server.database``).
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from counter_app.domain.errors import StoreError
from counter_app.words import Words
from county_server.app import make_app
from county_server.config import Listening
from county_server.desk.door import Door
from county_server.desk.rating_routes import RatingDeskApi
from county_server.desk.routes import DeskApi
from county_server.hall.display import DisplayApi, Showing
from county_server.hall.display_feed import DisplayFeeds
from county_server.hall.rating_tickets import RatingTicketsApi
from county_server.hall.ratings import RatingFiguresApi
from county_server.hall.routes import HallApi
from county_server.hall.timer import HallTimer
from county_server.public.rating import Ratings
from county_server.public.rating_routes import RateApi
from county_server.public.routes import VerifyApi
from county_server.reports.routes import ReportApi
from county_server.rollup.routes import FigureApi
from county_server.signing.archive import Archive
from county_server.signing.credentials import Certifier
from county_server.signing.keys import CountyKeys
from county_server.sync.archiving import ArchiveApi
from county_server.sync.leasing import LeaseApi
from county_server.sync.news import FeedNews
from db.county.blank_desk import PostgresStockStore
from db.county.certificates import PostgresCertificates
from db.county.displays import PostgresDisplayStore
from db.county.engine import Pool, make_pool
from db.county.figures import PostgresFigures
from db.county.hall import PostgresHallStore
from db.county.rating_counts import PostgresRatingCounts
from db.county.rating_desk import PostgresRatings
from db.county.reports import PostgresReportStore
from db.county.settings import note_listening
from db.county.store import PostgresCountyStore

logger = logging.getLogger(__name__)

_CLOSING_S = 2
_KEEP_ALIVE_S = 30


class Stopping:
    """Whether a signal has asked to stop; ``hook`` runs at once when one comes later."""

    def __init__(self) -> None:
        self.asked = False
        self.hook: Callable[[], object] = lambda: None
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._ask)

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked = True
        self.hook()


@dataclass(frozen=True, slots=True)
class Sealing:
    """What the county signs with, and scheme and host of its public page."""

    keys: CountyKeys
    page: str = ""


def serve(
    url: str,
    listening: Listening,
    sealing: Sealing,
    showing: Showing,
    stopping: Stopping,
    ready: Callable[[str], None],
) -> None:
    """
    Answer requests until ``stopping``; ``ready`` is called once with the URL listened on.

    Raises:
        StoreError: ``county_port_taken``, ``county_tls_files``

    """
    asyncio.run(_serve(url, listening, sealing, showing, stopping, ready))


async def _serve(
    url: str,
    listening: Listening,
    sealing: Sealing,
    showing: Showing,
    stopping: Stopping,
    ready: Callable[[str], None],
) -> None:
    with _bound(listening) as listener:
        address = listening.url(listener.getsockname()[1])
        async with make_pool(url) as pool:
            news = FeedNews(PostgresCountyStore(pool))
            archive = Archive(PostgresCertificates(pool), sealing.keys.papers)
            app = _app(pool, news, sealing, showing, archive)
            server = _Server(_config(app, listening), lambda: ready(address))
            loop = asyncio.get_running_loop()
            stopping.hook = lambda: loop.call_soon_threadsafe(server.end, news)
            note_listening(url, address)
            if not stopping.asked:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(archive.work())
                    await server.serve(sockets=[listener])
                    archive.end()


def _app(
    pool: Pool, news: FeedNews, sealing: Sealing, showing: Showing, archive: Archive
) -> FastAPI:
    store, stock = PostgresCountyStore(pool), PostgresStockStore(pool)
    certificates, displays = PostgresCertificates(pool), PostgresDisplayStore(pool)
    feeds = DisplayFeeds(displays, news, _now_ms)
    rated, door, key = PostgresRatings(pool), Door(stock), sealing.keys.public_key
    routers = (
        DeskApi(stock, _now_ms, Words(), door).router,
        RatingDeskApi(rated, _now_ms, Words(), door).router,
        RatingFiguresApi(store, stock, PostgresRatingCounts(pool), _now_ms).router,
        RatingTicketsApi(store, rated, _now_ms).router,
        LeaseApi(store, stock, _now_ms).router,
        FigureApi(PostgresFigures(pool), news, _now_ms).router,
        HallApi(PostgresHallStore(pool), _now_ms, HallTimer().read).router,
        ReportApi(PostgresReportStore(pool), _now_ms).router,
        ArchiveApi(store, certificates, archive, _now_ms).router,
        DisplayApi(displays, feeds, showing, _now_ms).router,
        VerifyApi(certificates, key, _now_ms, Words()).router,
        RateApi(Ratings(rated, certificates, key), _now_ms, Words()).router,
    )
    certify = Certifier(sealing.keys, sealing.page)
    return make_app(store, news, _now_ms, *routers, certify=certify)


class _Server(uvicorn.Server):
    """Says when it is ready, and leaves the signals to ``Stopping``."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def end(self, news: FeedNews) -> None:
        """Let the long polls go and stop."""
        news.close()
        self.should_exit = True


def _config(app: FastAPI, listening: Listening) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_CLOSING_S,
        ssl_certfile=listening.tls_cert,
        ssl_keyfile=listening.tls_key,
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as wrong:
        raise StoreError("county_tls_files") from wrong
    return config


@contextmanager
def _bound(listening: Listening) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # asyncio switches Nagle off only where the protocol is named; else every answer waits 40 ms
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listener:
        try:
            listener.bind((listening.host, listening.port))
        except OSError as wrong:
            raise StoreError(
                "county_port_taken", host=listening.host, port=listening.port
            ) from wrong
        yield listener


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
