"""A window and a kiosk of a kept county, enrolled anew for this run, and what a living day costs."""

from __future__ import annotations

import http.client
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import psycopg

from benchmarks.hall_city import Place, halls, kiosk_of
from benchmarks.hall_views import HALL, MeteredCounty
from counter_app.clock import SystemClock
from counter_app.domain import localtime
from counter_app.domain.codec import from_plain
from counter_app.domain.figure_day import merge
from counter_app.domain.hall import KIOSK
from counter_app.domain.wire import EnrolAnswer
from county_server.codes import hash_code
from db.county.engine import plain_url
from db.county.places import prepare_window
from tests.fakes.county_bench import a_place
from tests.fakes.hall_clients import HallClient, now_ms

_CODE_VALID_MS = 600_000
_FLOORS = 300
_ACTS = 100
_NEWS = 15
_WAIT_S = 10.0


@dataclass
class HallLine:
    """Who acts and who looks, by the product's signed requests."""

    window: HallClient
    kiosk: HallClient
    county: MeteredCounty

    def close(self) -> None:
        """Close all connections."""
        for each in (self.window, self.kiosk, self.county):
            each.close()


def open_line(url: str, database: str) -> HallLine:
    """Enrol both at a running server."""
    window = _enrolled(url, database, Place(0).id, "nd")
    kiosk = _enrolled(url, database, kiosk_of(halls()[0]), KIOSK)
    county = MeteredCounty(window.key, SystemClock())
    county.aim(url, window.device)
    return HallLine(window, kiosk, county)


def _enrolled(url: str, database: str, window: str, kind: str) -> HallClient:
    code = secrets.token_hex(8)
    place = replace(a_place(window, halls()[0]), kind=kind)
    prepare_window(database, place, frozenset(), hash_code(code), now_ms() + _CODE_VALID_MS)
    client = HallClient(url=url)
    _, answer = client.send("POST", "/sync/v1/enrol", client.enrol_request(code))
    client.enrolled(from_plain(EnrolAnswer, answer))
    return client


def timed(act: Callable[[], object], times: int, most_s: float = 60.0) -> list[float]:
    """Return the ms of each of so many times, or as many as begin in time, in order of length."""
    found: list[float] = []
    end = time.perf_counter() + most_s
    while len(found) < times and (begun := time.perf_counter()) < end:
        act()
        found.append((time.perf_counter() - begun) * 1_000)
    return sorted(found)


def floors(url: str, database: str) -> dict[str, list[float]]:
    """Return the ms of bare round trips: one to the database, one to the server without a key."""
    line = http.client.HTTPConnection(urlsplit(url).netloc)

    def get() -> None:
        line.request("GET", "/nothing-here")
        line.getresponse().read()

    with psycopg.connect(plain_url(database), autocommit=True) as opened:
        asked = timed(lambda: opened.execute("SELECT 1").fetchone(), _FLOORS)
    answered = timed(get, _FLOORS)
    line.close()
    return {"select_1": asked, "bare_get": answered}


def acts(line: HallLine) -> dict[str, list[float]]:
    """Return the ms of a kiosk's and a window's acts, each with its roll-ups."""
    taken = timed(lambda: line.kiosk.act("take", line="A"), _ACTS)
    called, finished = [], []
    for _ in range(_ACTS):
        begun = time.perf_counter()
        ticket = line.window.act("call").ticket
        called.append((time.perf_counter() - begun) * 1_000)
        finished += timed(lambda ticket=ticket: line.window.act("finish", ticket=ticket.id), 1)
    return {"take": taken, "call": sorted(called), "finish": sorted(finished)}


def refreshes(line: HallLine) -> tuple[list[int], int]:
    """Return the bytes of each refresh after one act on a living day, and of one without news."""
    county, today = line.county, localtime.day(now_ms())
    seen = county.day_figures(HALL, today)
    sizes = []
    for _ in range(_NEWS):
        line.kiosk.act("take", line="A")
        seen = merge(seen, county.day_figures(HALL, today, cursor=seen.cursor, wait_s=_WAIT_S))
        sizes.append(county.told_bytes)
    county.day_figures(HALL, today, cursor=seen.cursor)
    return sorted(sizes), county.told_bytes
