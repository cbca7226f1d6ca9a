"""32 kiosks and windows on the real server over real sockets: no number twice, nothing called twice or lost."""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.county_desk import desk_window
from counter_app.domain.operation import decode
from counter_app.domain.queue_rule import PASSED_MOST, PRIORITY_MOST
from counter_app.domain.ticket_operation import TicketCalled, TicketTaken
from tests.fakes.county_process import CountyProcess, new_folder
from tests.fakes.hall_clients import enrolled_client
from tests.fakes.proof import long_proof

TICKETS = 20_000 if os.environ.get("COUNTER_LONG") else 160
CLIENTS = 32
KINDS = ("ordinary", "ordinary", "ordinary", "elderly", "ordinary", "appointment", "disabled")
MOST_S = 3_000
DESK_LOG = """
    SELECT seq, op_id, raw, h FROM op_log o JOIN device d ON d.id = o.device
    WHERE d.window_id = %s ORDER BY seq
"""
DESK_MARK = "SELECT last_seq, chain FROM device WHERE window_id = %s"


@dataclass
class Day:
    """What the clients saw with their own eyes."""

    given: list[str] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)
    left: int = TICKETS
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_kind(self):
        with self.lock:
            self.left -= 1
            return None if self.left < 0 else KINDS[self.left % len(KINDS)]

    def kiosk(self, client):
        while (kind := self.next_kind()) is not None:
            ticket = client.act("take", line="A", ticket_class=kind).ticket
            with self.lock:
                self.given.append(ticket.no)

    def window(self, client):
        while len(self.called) < TICKETS:
            ticket = client.act("call").ticket
            if ticket is None:
                client.waits.wait(0.02)
                continue
            with self.lock:
                self.called.append((ticket.no, client.info.id))
            client.act("finish", ticket=ticket.id)


@dataclass
class County:
    """A running server, which may be killed; each test has a hall of its own."""

    data: Path
    server: CountyProcess
    url: str
    database: str

    def kill_and_restart(self):
        port = int(self.url.rpartition(":")[2])
        self.server.kill()
        self.server = CountyProcess("--data", self.data, port=port)
        assert self.server.ready() == self.url

    def client(self, hall, name, kind):
        return enrolled_client(self.url, self.database, f"{hall}-{name}", kind, hall)

    def crowd(self, hall):
        half = range(CLIENTS // 2)
        names = [(f"k{at}", "kiosk") for at in half] + [(f"w{at}", "nd") for at in half]
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda each: self.client(hall, *each), names))

    def rows(self, statement, *values):
        with psycopg.connect(self.database) as opened:
            return opened.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def county():
    data = new_folder()
    server = CountyProcess("--data", data)
    url = server.ready()
    socket = (data / "pg" / "postmaster.pid").read_text().splitlines()[4]
    county = County(data, server, url, f"postgresql://postgres@/postgres?host={socket}")
    yield county
    with county.server:
        pass
    shutil.rmtree(data)


def let_them_work(day, crowd):
    with ThreadPoolExecutor(CLIENTS) as pool:
        works = [
            pool.submit(day.kiosk if each.info.kind == "kiosk" else day.window, each)
            for each in crowd
        ]
        yield
        for work in works:
            work.result(MOST_S)
    for each in crowd:
        each.close()


def check(day, county, hall):
    log = [
        decode(row[0])
        for row in county.rows(
            "SELECT raw FROM op_log JOIN event USING (op_id) WHERE hall = %s ORDER BY op_log.n",
            hall,
        )
    ]
    states = dict(county.rows("SELECT no, state FROM ticket WHERE hall = %s", hall))
    events = Counter(row[0] for row in county.rows("SELECT kind FROM event WHERE hall = %s", hall))
    assert len(day.given) == len(set(day.given)) == TICKETS
    assert Counter(no for no, _ in day.called).most_common(1)[0][1] == 1
    assert {no for no, _ in day.called} == set(day.given) == set(states)
    assert set(states.values()) == {"done"}
    assert events["ticket.take"] == events["ticket.call"] == events["ticket.finish"] == TICKETS
    calls = [each for each in log if isinstance(each.operation, TicketCalled)]
    called_by = {each.operation.ticket.rpartition("/")[2]: each.window for each in calls}
    assert called_by == dict(day.called)
    assert_fair(log)
    assert_chained(county, hall)


def assert_chained(county, hall):
    """INV-4 and INV-7 for the hall's own desk: no hole, and every hash follows."""
    chain = GENESIS
    rows = county.rows(DESK_LOG, desk_window(hall))
    for at, (seq, op_id, raw, h) in enumerate(rows, 1):
        chain = next_hash(chain, 1, seq, op_id.bytes, raw)
        assert (seq, h) == (at, chain)
    assert county.rows(DESK_MARK, desk_window(hall)) == [(len(rows), chain)]


def assert_fair(log):
    """Recounted from the log alone: two priority calls in a row at most, nobody passed by six."""
    waiting, passed, run = {}, Counter(), 0
    for did in (each.operation for each in log):
        if isinstance(did, TicketTaken):
            waiting[did.ticket] = did
        elif isinstance(did, TicketCalled):
            taken = waiting.pop(did.ticket)
            older = [each for each in waiting.values() if each.order < taken.order]
            run = run + 1 if taken.ticket_class.comes_first else 0
            assert run <= PRIORITY_MOST or not older, did
            passed.update(each.ticket for each in older)
    assert not waiting
    assert max(passed.values(), default=0) <= PASSED_MOST


@long_proof
def test_a_day_of_thirty_two(county):
    day = Day()
    for _ in let_them_work(day, county.crowd("h-1")):
        pass
    check(day, county, "h-1")


@long_proof
def test_the_server_is_killed_in_the_middle_and_comes_back(county):
    day, crowd = Day(), county.crowd("h-2")
    for _ in let_them_work(day, crowd):
        for part in (4, 2):
            while len(day.called) < TICKETS // part:
                crowd[0].waits.wait(0.01)
            county.kill_and_restart()
    check(day, county, "h-2")


def test_two_windows_that_press_in_the_same_millisecond(county):
    kiosk = county.client("h-3", "k", "kiosk")
    windows = [county.client("h-3", f"w{at}", "nd") for at in range(2)]
    both = threading.Barrier(2)

    def press(window):
        both.wait(20)
        return window.act("call").ticket

    for _ in range(20):
        kiosk.act("take", line="A")
        with ThreadPoolExecutor(2) as pool:
            tickets = list(pool.map(press, windows))
        assert sorted(each is None for each in tickets) == [False, True]
        for window, ticket in zip(windows, tickets, strict=True):
            if ticket is not None:
                window.act("finish", ticket=ticket.id)
    for each in (kiosk, *windows):
        each.close()
