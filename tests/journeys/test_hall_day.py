"""A day of a hall with its real processes: what was done is counted once, on every face."""

from __future__ import annotations

import http.client
import json
import shutil
from contextlib import ExitStack, closing
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from counter_app.config import Settings
from counter_app.domain import localtime
from counter_app.domain.figure_view import view_of
from counter_app.domain.figures import Basis, Level, Scope
from counter_app.services import calling
from counter_app.services.session import sign_in
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.services.ticketing import Wish, take_ticket
from counter_app.wiring import open_desk
from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command

HALL, WINDOW, KIOSK = "hall-1", "w-1", "k-1"
PASSWORD = "Test-2026-Nyingchi"  # noqa: S105  of nobody
WAIT_S = 60


class Day:
    """The county's process, a kiosk and a window; ``visit`` of a clerk who is a supervisor too."""

    def __init__(self, stack, data, profiles):
        self._stack, self._data, self._profiles = stack, data, profiles
        self.url = stack.enter_context(CountyProcess("--data", data)).ready()
        role = ("--role", "clerk", "supervisor", "--password-stdin")
        self._command("create-user", "ciren", *role, stdin=PASSWORD + "\n")
        self.kiosk, self.desk = self._place(KIOSK, "kiosk"), self._place(WINDOW, "nd")
        self.visit = self.run(sign_in(self.desk, "ciren", PASSWORD))

    def _command(self, *arguments, **options):
        return json_lines(run_command(*arguments, "--data", self._data, **options))

    def _place(self, name, kind):
        named = ("--hall", HALL, "--window", name, "--kind", kind)
        code = self._command("enrol-window", *named)[0]["code"]
        desk = self._stack.enter_context(open_desk(self._profiles / name, Settings()))
        assert self.run(enrol(desk, self.url, code), desk).fault is None
        return desk

    def run(self, flow, desk=None):
        return (desk or self.desk).background.start(flow).result(WAIT_S)

    def call(self, act):
        return self.run(act(self.desk, self.visit)).ticket

    def counts(self):
        """How often each kind was recorded, counted from the log."""
        socket = (self._data / "pg" / "postmaster.pid").read_text().splitlines()[4]
        with psycopg.connect(f"postgresql://postgres@/postgres?host={socket}") as opened:
            return dict(opened.execute("SELECT kind, count(*) FROM event GROUP BY kind").fetchall())

    def display(self):
        """What the hall's display is told first."""
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        with closing(line):
            line.request("GET", f"/display/{quote(HALL)}/events")
            told = line.getresponse()
            return json.loads(next(each[5:] for each in told if each.startswith(b"data:")))


@pytest.fixture
def day(tmp_path):
    data = new_folder()
    with ExitStack() as stack:
        yield Day(stack, data, tmp_path)
    shutil.rmtree(data)


def test_what_a_day_showed_is_what_was_recorded(day):
    given = [day.run(take_ticket(day.kiosk, Wish("A")), day.kiosk).ticket.no for _ in range(3)]
    assert day.call(calling.call_next).no == given[0]
    for act in (calling.start, calling.finish, calling.call_next, calling.skip):
        day.call(act)
    last = day.call(calling.call_next).no
    assert last == given[2]
    for desk in (day.kiosk, day.desk):
        assert day.run(sync_turn(desk, 20), desk).pending == 0
    today = localtime.day(day.desk.clock.read().wall_ms)
    figures = day.desk.county.day_figures(Scope(Level.HALL, HALL), today, by="ciren")
    seen, recorded = view_of(figures, Basis.ACCEPTED).whole.counts, day.counts()
    assert (
        (seen.arrivals, seen.calls) == (recorded["ticket.take"], recorded["ticket.call"]) == (3, 3)
    )
    assert seen.finishes == recorded["ticket.finish"] == 1
    newest = day.display()["calls"][0]
    assert (newest["no"], newest["window"]) == (last, WINDOW)
