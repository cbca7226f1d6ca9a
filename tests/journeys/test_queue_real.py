"""A real hall, its kiosk and two windows with their real stores, over lines that are cut (F24, INV-21)."""

from __future__ import annotations

import shutil
from contextlib import ExitStack

import psycopg
import pytest

from counter_app.config import Settings
from counter_app.domain.errors import RuleError
from counter_app.domain.ticket import TicketState
from counter_app.services import calling
from counter_app.services.session import sign_in
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.services.ticketing import Wish, renew_leases, take_ticket
from counter_app.wiring import open_desk
from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.proof import long_proof

WAIT_S = 60
PASSWORD = "Test-2026-Nyingchi"  # noqa: S105  of nobody


class Place:
    """A kiosk or a window with its stores and lanes, on a line of its own."""

    def __init__(self, desk, line):
        self.desk, self.line = desk, line
        self.visit = None

    def run(self, flow):
        return self.desk.background.start(flow).result(WAIT_S)

    def signed(self):
        self.visit = self.run(sign_in(self.desk, "ciren", PASSWORD))
        return self

    def call(self):
        return self.run(calling.call_next(self.desk, self.visit))

    def take(self):
        return self.run(take_ticket(self.desk, Wish("A")))

    def sync(self):
        return self.run(sync_turn(self.desk, 30))


class Hall:
    """The county's process, its kiosk and two windows."""

    def __init__(self, stack, data, profiles):
        self.stack, self.data, self.profiles = stack, data, profiles
        self.url = stack.enter_context(CountyProcess("--data", data)).ready()
        role = ("--role", "clerk", "--password-stdin")
        self.command("create-user", "ciren", *role, stdin=PASSWORD + "\n")
        self.kiosk = self.place("k-1", "kiosk")
        self.one, self.two = (self.place(each, "nd").signed() for each in ("w-1", "w-2"))

    def command(self, *arguments, **options):
        return json_lines(run_command(*arguments, "--data", self.data, **options))

    def place(self, name, kind):
        options = ("--hall", "hall-1", "--window", name, "--kind", kind)
        code = self.command("enrol-window", *options)[0]["code"]
        line = self.stack.enter_context(FaultProxy(self.url))
        desk = self.stack.enter_context(open_desk(self.profiles / name, Settings()))
        made = Place(desk, line)
        assert made.run(enrol(desk, line.url, code)).fault is None
        return made

    def tickets(self):
        socket = (self.data / "pg" / "postmaster.pid").read_text().splitlines()[4]
        with psycopg.connect(f"postgresql://postgres@/postgres?host={socket}") as opened:
            query = "SELECT no, state, fence, line FROM ticket ORDER BY no"
            return opened.execute(query).fetchall()


@pytest.fixture
def hall(tmp_path):
    data = new_folder()
    with ExitStack() as stack:
        yield Hall(stack, data, tmp_path)
    shutil.rmtree(data)


def cut_off_calls(one):
    """Serve what was lent, then one by his paper; the numbers."""
    one.run(calling.start(one.desk, one.visit))
    numbers = []
    for _ in range(2):
        numbers.append(one.call().ticket.no)
        one.run(calling.start(one.desk, one.visit))
    with pytest.raises(RuleError, match="queue_cut"):
        one.call()
    numbers.append(one.run(calling.call_one(one.desk, one.visit, "z1")).ticket.no)
    one.run(calling.finish(one.desk, one.visit))
    return numbers


def calls_until_nobody_waits(two):
    numbers = []
    while (called := two.call()).ticket is not None:
        numbers.append(called.ticket.no)
        two.run(calling.start(two.desk, two.visit))
    return numbers


@long_proof
def test_a_hall_whose_lines_are_cut_calls_nobody_twice_and_loses_nobody(hall):
    kiosk, one, two = hall.kiosk, hall.one, hall.two
    given = [kiosk.take().ticket.no for _ in range(6)]
    assert one.call().ticket.no == "A001"
    assert one.run(renew_leases(one.desk)) == 2
    for each in (one, kiosk):
        each.line.standing = Fault.CUT
    given.append(kiosk.take().ticket.no)
    assert given[-1] == "Z001"
    assert cut_off_calls(one) == ["A003", "A004", "Z001"]
    assert calls_until_nobody_waits(two) == ["A002", "A005", "A006"]
    for each in (one, kiosk):
        each.line.mend()
        report = each.sync()
        assert (report.pending, report.parked, report.fault) == (0, 0, None)
    assert one.call().ticket is None
    assert [row[0] for row in hall.tickets()] == sorted(given)
    assert {row[1:] for row in hall.tickets()} == {(TicketState.DONE.value, 1, "A")}
