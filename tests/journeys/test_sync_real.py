"""A window with its real stores, lanes and HTTP against a real county process, over a line that fails."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.config import Settings
from counter_app.domain.errors import CountyError
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.window_operation import ConsultationServed
from counter_app.domain.wire import PROTOCOL, ClockReport, Hello
from counter_app.services.desk import on_store
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.wiring import open_desk
from tests.fakes.builders import accepted
from tests.fakes.county_database import new_folder
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.proof import longer

ROOT = Path(__file__).parents[2]
WAIT_S = 60
FAULTS_IN_TURN = [
    Fault.CUT,
    Fault.CUT_REQUEST,
    Fault.DROP_ANSWER,
    Fault.CUT_ANSWER,
    Fault.REPLAY_FIRST,
    Fault.ERROR_500,
    Fault.HTML,
]


class CountyProcess:
    """``county_server serve`` as a process, and its commands beside it."""

    def __init__(self, folder: Path):
        self.command = [sys.executable, "-m", "county_server", "--data", str(folder)]
        self.process = subprocess.Popen(
            [*self.command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        told = self.process.stdout.readline()
        assert told, "the county did not start"
        self.url = json.loads(told)["listening"]

    def run(self, *arguments: str, **options) -> list[dict[str, object]]:
        done = subprocess.run(
            [*self.command, *arguments],
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=True,
            timeout=WAIT_S,
            **options,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    def stop(self) -> int:
        self.process.terminate()
        code = self.process.wait(WAIT_S)
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def county():
    folder = new_folder()
    process = CountyProcess(folder)
    process.run("create-user", "ciren", "--role", "clerk", "--password-stdin", input="Zha-xi-8831")
    yield process
    assert process.stop() == 0
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def window(county, tmp_path_factory):
    """A line to the county, and a window that has enrolled over it and synced once."""
    profile = tmp_path_factory.mktemp("window") / "profile"
    made = county.run("enrol-window", "--hall", "hall-1", "--window", "w-07", "--kind", "nd")
    with FaultProxy(county.url) as line, open_desk(profile, Settings()) as desk:
        assert run(desk, enrol(desk, line.url, made[0]["code"])).fault is None
        yield desk, line


@pytest.fixture
def desk(window):
    return window[0]


@pytest.fixture
def line(window):
    """The line, whole and with nothing seen yet."""
    line = window[1]
    line.mend()
    line.seen.clear()
    return line


def run(desk, flow):
    return desk.background.start(flow).result(WAIT_S)


def in_store(desk, call):
    return run(desk, on_store(call))


def window_of(desk):
    return in_store(desk, desk.ledger.enrolment).window


def record(desk, operation, subject, *, number_year=None):
    """Let a clerk act, as the services do: one transaction on the store lane."""
    now = desk.clock.read()
    at = Moment(now.wall_ms, now.mono_ms, now.boot)
    window = window_of(desk).id
    op_id = uuid7(now.wall_ms, desk.random(10))
    return in_store(
        desk,
        lambda: desk.ledger.record(
            op_id,
            lambda no: Entry(operation, at, "ciren", window, subject, no),
            number_year=number_year,
        ),
    )


def county_has_all_of(desk, line):
    """Whether the county's log of this window is its outbox, operation for operation."""
    line.mend()
    chain = in_store(desk, desk.ledger.chain_state)
    device = in_store(desk, desk.ledger.enrolment).device
    clock = ClockReport(desk.clock.read().wall_ms, 1, "b")
    hello = Hello(
        (PROTOCOL,), "0", device, chain.gen, chain.epoch, chain.next_seq, chain.acked, 0,
        chain.chain.hex(), clock, 0, 1, chain.hiwater,
    )  # fmt: skip
    answer = desk.county.hello(hello)
    ours = (chain.next_seq - 1, chain.chain.hex())
    return (answer.seq_high, answer.chain_at_high) == ours


def test_an_enrolled_window_has_its_people_and_the_countys_time(desk):
    user = in_store(desk, lambda: desk.ledger.user("ciren"))
    assert user.roles == ("clerk",)
    told = in_store(desk, desk.ledger.server_time)
    assert abs(told.server_ms - desk.clock.read().wall_ms) < 60_000
    assert window_of(desk).hall == "hall-1"


@pytest.mark.parametrize("fault", FAULTS_IN_TURN)
@pytest.mark.parametrize("at", [1, *longer((0,))])
def test_any_fault_at_hello_or_push_is_healed_within_the_turn(desk, line, fault, at):
    for count in range(3):
        record(desk, ConsultationServed(f"topic {count}"), f"s-{count}")
    line.plan(*[Fault.FORWARD] * at, fault)
    report = run(desk, sync_turn(desk, 30))
    assert (report.pending, report.parked, report.fault) == (0, 0, None)
    assert line.seen[at].fault is fault
    assert county_has_all_of(desk, line)


def test_an_answer_lost_after_the_commit_leaves_the_case_at_the_county_once(desk, county, line):
    case = "c-lost-answer"
    did = accepted()
    did = replace(did, application=replace(did.application, case_id=case))
    no = record(desk, did, case, number_year=2026).entry.no
    line.plan(Fault.FORWARD, Fault.DROP_ANSWER)
    report = run(desk, sync_turn(desk, 30))
    assert (report.pending, report.parked, report.fault) == (0, 0, None)
    pushes = [each for each in line.seen if each.path == "/sync/v1/push"]
    assert [each.statuses for each in pushes] == [(200,), (200,)]
    assert [each["case_no"] for each in county.run("cases") if each["case_no"] == no] == [no]


def test_with_the_line_cut_everything_waits_and_then_goes(desk, line):
    record(desk, ConsultationServed("cut"), "s-1")
    line.standing = Fault.CUT
    cut = run(desk, sync_turn(desk, 1))
    assert (cut.pending, cut.fault.reachable) == (1, False)
    line.mend()
    healed = run(desk, sync_turn(desk, 30))
    assert (healed.pending, healed.fault) == (0, None)
    assert county_has_all_of(desk, line)


def test_a_code_is_good_for_one_window(desk, county, line, tmp_path):
    made = county.run("enrol-window", "--hall", "hall-1", "--window", "w-once", "--kind", "nd")
    with open_desk(tmp_path / "first", Settings()) as first:
        line.plan(Fault.DROP_ANSWER)
        with pytest.raises(CountyError):
            run(first, enrol(first, line.url, made[0]["code"]))
        assert run(first, enrol(first, line.url, made[0]["code"])).fault is None
    with open_desk(tmp_path / "second", Settings()) as second:
        with pytest.raises(CountyError, match="county_code"):
            run(second, enrol(second, line.url, made[0]["code"]))
        assert in_store(second, second.ledger.enrolment) is None
