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

import uvicorn
from fastapi import FastAPI

from counter_app.domain.errors import StoreError
from county_server.app import make_app
from county_server.config import Listening
from county_server.sync.news import FeedNews
from db.county.engine import make_pool
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


def serve(url: str, listening: Listening, stopping: Stopping, ready: Callable[[str], None]) -> None:
    """
    Answer requests until ``stopping``; ``ready`` is called once with the URL listened on.

    Raises:
        StoreError: ``county_port_taken``, ``county_tls_files``

    """
    asyncio.run(_serve(url, listening, stopping, ready))


async def _serve(
    url: str, listening: Listening, stopping: Stopping, ready: Callable[[str], None]
) -> None:
    with _bound(listening) as listener:
        address = listening.url(listener.getsockname()[1])
        async with make_pool(url) as pool:
            store = PostgresCountyStore(pool)
            news = FeedNews(store)
            app = make_app(store, news, _now_ms)
            server = _Server(_config(app, listening), lambda: ready(address))
            loop = asyncio.get_running_loop()
            stopping.hook = lambda: loop.call_soon_threadsafe(server.end, news)
            note_listening(url, address)
            if not stopping.asked:
                await server.serve(sockets=[listener])


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
