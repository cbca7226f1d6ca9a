"""Blanks between a real county and two real windows over a line that is cut (F24, F26, INV-20)."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace

import pytest

from counter_app.config import Settings
from counter_app.domain.blank import BlankState
from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.ids import uuid7
from counter_app.domain.item import ProjectType
from counter_app.domain.operation import Entry, Moment
from counter_app.services.blank_stock import drawer_stock, take_stock
from counter_app.services.blanks import give_back, hand_over, request_more, void_blank
from counter_app.services.desk import on_store
from counter_app.services.second_person import Second
from counter_app.services.session import sign_in
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.wiring import open_desk
from tests.fakes.builders import accepted
from tests.fakes.builders_blank import bind, confirm, sheets
from tests.fakes.builders_issue import a_grant, decided
from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.proof import long_proof

WAIT_S = 60
PASSWORD = "Test-2026-Nyingchi"  # noqa: S105  of nobody
BY = ("--by", "ciren")
ONE = a_grant(1).id


class Window:
    """A window with its real stores and lanes, signed in, on a line of its own."""

    def __init__(self, desk, line, window):
        self.desk, self.line, self.id = desk, line, window
        self.visit = self.run(sign_in(desk, "ciren", PASSWORD))

    def run(self, flow):
        return self.desk.background.start(flow).result(WAIT_S)

    def store(self, call):
        return self.run(on_store(call))

    def record(self, operation, subject, *, number_year=None):
        now = self.desk.clock.read()
        at = Moment(now.wall_ms, now.mono_ms, now.boot)
        op_id = uuid7(now.wall_ms, self.desk.random(10))

        def make(no):
            return Entry(operation, at, "ciren", self.id, subject, no)

        self.store(lambda: self.desk.ledger.record(op_id, make, number_year=number_year))

    def granted(self, case):
        did = accepted()
        item = replace(did.application.item, project_type=ProjectType.IMMEDIATE)
        application = replace(did.application, case_id=case, item=item)
        self.record(replace(did, application=application), case, number_year=2026)
        grant = replace(decided(), case_id=case)
        basis = replace(grant.decision, basis="示例委托书")
        self.record(replace(grant, decision=basis), case)

    def issue(self, case, series, serial, fence):
        self.bind(case, series, serial, fence)
        self.record(replace(confirm(serial, ONE), case_id=case, series=series), case)

    def bind(self, case, series, serial, fence):
        self.record(replace(bind(serial, fence, ONE), case_id=case, series=series), case)

    def sync(self):
        return self.run(sync_turn(self.desk, 30))

    def stock(self, series):
        found = self.run(drawer_stock(self.desk, self.visit))
        return next(each for each in found if each.series == series)

    def parked(self):
        found = self.store(lambda: self.desk.ledger.recent(20))
        return [(each.entry.operation.kind, each.code) for each in found if each.code]


class County:
    """The county's process and its commands; each test has a series of its own, 35001 to 35100."""

    def __init__(self, url, data):
        self.url, self._place = url, ("--data", data)

    def run(self, *arguments, **options):
        return json_lines(run_command(*arguments, *self._place, **options))

    def stock(self, series, *windows):
        """Receive the series and give ten sheets to each window; their leases."""
        named = ("--series", series)
        self.run("blanks", "receive", *named, "--sheets", "35001-35100", *BY)
        return [
            self.run("blanks", "allot", *named, "--window", each.id, "--count", "10", *BY)[0]
            for each in windows
        ]

    def states(self, series):
        found = Counter()
        for each in self.run("blanks", "show", "--series", series):
            found[each["state"]] += each["sheets"]
        return found


@pytest.fixture(scope="module")
def county():
    data = new_folder()
    with CountyProcess("--data", data) as process:
        made = County(process.ready(), data)
        for name in ("ciren", "zhuoma"):
            role = ("--role", "certificate_clerk", "--password-stdin")
            made.run("create-user", name, *role, stdin=PASSWORD + "\n")
        yield made
    shutil.rmtree(data)


@pytest.fixture(scope="module")
def windows(county, tmp_path_factory):
    """Two windows, each on a line of its own."""
    with ExitStack() as stack:
        made = []
        for name in ("w-1", "w-2"):
            place = ("--hall", "hall-1", "--window", name, "--kind", "cert")
            code = county.run("enrol-window", *place)[0]["code"]
            line = stack.enter_context(FaultProxy(county.url))
            profile = tmp_path_factory.mktemp(name) / "profile"
            desk = stack.enter_context(open_desk(profile, Settings()))
            told = desk.background.start(enrol(desk, line.url, code)).result(WAIT_S)
            assert told.fault is None
            made.append(Window(desk, line, name))
        yield made


@pytest.fixture
def one(windows):
    windows[0].line.mend()
    return windows[0]


@pytest.fixture
def two(windows):
    windows[1].line.mend()
    return windows[1]


# F24
@long_proof
def test_with_hall_and_county_gone_the_leased_range_goes_on(county, one, two):
    series = "CUT"
    lease, _ = county.stock(series, one, two)
    one.sync()
    assert (one.stock(series).next, one.stock(series).leased) == (35_001, 10)
    one.line.standing = Fault.CUT
    one.granted("c-1")
    one.issue("c-1", series, 35_001, lease["fence"])
    with pytest.raises(RuleError, match="blank_unknown"):
        one.bind("c-1", series, 35_011, lease["fence"] + 1)
    one.run(void_blank(one.desk, one.visit, series, 35_002, "污损"))
    second = Second("zhuoma", PASSWORD)
    one.run(hand_over(one.desk, one.visit, series, sheets(35_009, 35_010), second))
    counted = [sheets(35_002, 35_010)]
    assert one.run(take_stock(one.desk, one.visit, series, counted)).agrees
    with pytest.raises(CountyError):
        one.run(request_more(one.desk, one.visit, series, 10))
    one.line.mend()
    report = one.sync()
    assert (report.pending, report.fault) == (0, None)
    assert county.states(series) == {"stock": 80, "held": 18, "used": 1, "void": 1}


@long_proof
def test_more_is_asked_for_over_the_line_and_what_is_returned_can_be_given_again(county, one):
    series = "MORE"
    county.stock(series)
    lease = one.run(request_more(one.desk, one.visit, series, 10))
    assert (lease.first, lease.last) == (35_001, 35_010)
    one.run(give_back(one.desk, one.visit, series, sheets(35_001, 35_010), "换版"))
    assert one.sync().fault is None
    assert county.states(series) == {"stock": 90, "returned": 10}
    again = one.run(request_more(one.desk, one.visit, series, 100))
    assert (again.first, again.last) == (35_001, 35_100)
    assert again.fence > lease.fence
    assert one.stock(series).next == 35_001


# F26, INV-20
@long_proof
def test_a_lease_moved_while_its_holder_is_offline_is_found_out(county, one, two):
    series = "MOVED"
    (lease,) = county.stock(series, one)
    one.sync()
    one.line.standing = Fault.CUT
    one.granted("c-2")
    one.issue("c-2", series, 35_001, lease["fence"])
    county.run("blanks", "transfer", "--lease", lease["lease"], "--window", two.id, *BY)
    two.sync()
    assert two.stock(series).counts == {BlankState.HELD: 10}
    one.line.mend()
    report = one.sync()
    assert (report.pending, report.fault) == (0, None)
    assert ("certificate.bind", "blank_fence") in one.parked()
    gone = one.store(lambda: one.desk.ledger.blank(series, 35_002))
    assert gone.state is BlankState.TRANSFERRED
    with pytest.raises(RuleError, match="blank_elsewhere"):
        one.bind("c-2", series, 35_002, lease["fence"])
    assert county.states(series) == {"stock": 90, "held": 10}
