"""
好差评 on real processes: at the window, by the code on a slip, and what becomes of a bad one.

The code is on paper before the county has heard of the case: it is rated all the same.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx2
import pytest

from counter_app.config import Settings
from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.rating import Level, Occasion, Source
from counter_app.domain.rating_desk import TicketWish
from counter_app.domain.rating_figures import rating_figures
from counter_app.domain.rating_ticket import Stage
from counter_app.domain.report_span import Span
from counter_app.services.rating import Opinion, Served, give
from counter_app.services.rating_desk import act_on, rating_book
from counter_app.services.sync.flow import sync_turn
from counter_app.services.visit import User, Visit
from counter_app.wiring import open_desk
from county_server.__main__ import main
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.proof import long_proof
from tests.fakes.window_process import DeviceProcess, ScriptProcess, run_window
from tests.journeys.conftest import PAGE, PASSWORD, USER

WAIT_S = 60
TYPED = {
    "kind": "resident",
    "name": "测试乙",
    "sex": "1",
    "birth_date": "1950-03-07",
    "number": "540402195003070016",
}
INITIALS = "lnry"  # 老年人优待证办理


class Window:
    """A window's script on a line of its own, and the slips of its printer."""

    def __init__(self, script, printer):
        self.script, self.printer = script, printer

    def accept(self):
        """Take a case; its number and the token in the code on its slip."""
        self.script.do("leave")
        self.script.do("enter_person", person=TYPED)
        item = self.script.do("find_items", text=INITIALS, limit=5)["items"][0]
        self.script.do("open_case", item=item["code"])
        self.script.do("mark_material", material="all", state="received")
        done = self.script.do("accept")
        self.script.do("print", document=done["documents"][0]["id"])
        slip = self.printer.ask_json("slips")[-1]
        found = re.search(rf"{re.escape(PAGE)}/r/([A-Z2-7]+)", slip, re.IGNORECASE)
        return done["case_no"], found[1]


def rate(url, token, level, **fields):
    """Send the page's form from a phone; what it then says."""
    sent = httpx2.post(f"{url}/r/{token}", data={"level": level, **fields}, timeout=WAIT_S)
    return sent.text


@pytest.fixture
def command(hall, capsys):
    """A command of the county beside its server, in this process."""
    socket = (hall.place[1] / "pg" / "postmaster.pid").read_text().splitlines()[4]
    database = f"postgresql://postgres@/postgres?host={socket}"

    def run(*arguments):
        assert main([*arguments, "--database", database]) == 0
        out, _ = capsys.readouterr()
        return [json.loads(line) for line in out.splitlines()]

    return run


@pytest.fixture
def line(hall):
    with FaultProxy(hall.url) as line:
        yield line


@pytest.fixture
def printer(tmp_path):
    """The window's own: the devices of other journeys may be held by their windows."""
    with DeviceProcess("tickets", tmp_path / "slips") as printer:
        yield printer


@pytest.fixture
def options(hall, line, printer, tmp_path):
    options = ["--profile", tmp_path / "profile"]
    options += ["--set", f"devices.tickets={printer.url}"]
    with ThreadPoolExecutor() as at_once:
        made = [at_once.submit(supervisor, hall, name) for name in ("zhuoma", "basang")]
        code = hall.another_window()
        done = run_window(*options, "enrol", "--server", line.url, "--code", code)
        assert done.returncode == 0, done.stderr
        for each in made:
            each.result()
    return options


def supervisor(hall, name):
    role = ("--role", "supervisor", "--password-stdin")
    hall.run("create-user", name, *role, stdin=PASSWORD + "\n")


def forged(token):
    at = len(token) // 2
    return token[:at] + ("B" if token[at] != "B" else "C") + token[at + 1 :]


@long_proof
def test_rated_at_the_window_and_by_the_slip_and_a_bad_one_is_mended(
    hall, line, options, printer, tmp_path, command
):
    with ScriptProcess(*options) as script:
        script.do("sign_in", user=USER, password=PASSWORD)
        window = Window(script, printer)
        good, good_token = window.accept()
        script.do("rate", case_no=good, level="good", tags=["413"])
        script.do("sync", timeout_s=30)
        assert "已经评价过" in rate(hall.url, good_token, "very_bad")
        line.standing = Fault.CUT
        _, token = window.accept()
        refused = rate(hall.url, forged(token), "very_bad")
        assert "不能用来评价" in refused or "读不出来" in refused
        assert "数据正在路上" in rate(hall.url, token, "very_bad", tag="115", text="等很久")
        assert "已经评价过" in rate(hall.url, token, "good")
        line.mend()
        assert script.do("sync", timeout_s=30)["parked"] == 0
    with open_desk(tmp_path / "profile", Settings()) as desk:
        supervise(desk, command, good)


def supervise(desk, command, good):
    def run(flow):
        return desk.background.start(flow).result(WAIT_S)

    visit = Visit(user=User("zhuoma", "卓玛", ("supervisor",)))
    default = Opinion(Level.GOOD, source=Source.SYSTEM_DEFAULT)
    run(give(desk, Served(good, Occasion.HAND_OVER, USER), default))
    assert run(sync_turn(desk, 30)).parked == 0
    today = localtime.day(desk.clock.read().wall_ms)
    span = Span("days", today - timedelta(days=1), today)
    before = run(rating_book(desk, visit, span))
    (ticket,) = before.tickets.tickets
    assert (ticket.level, ticket.text, ticket.clerk, ticket.here) == (
        Level.VERY_BAD,
        "等很久",
        USER,
        True,
    )
    assert (before.view.counts.real, before.view.counts.bad) == (2, 1)
    assert (before.view.counts.defaults, before.view.clerks) == (1, ())
    assert ticket.rating not in str(command("rating-ticket", "list", "--by", USER))
    with pytest.raises(RuleError, match="rating_own"):
        run(act_on(desk, visit, ticket.rating, "assign", TicketWish(owner=USER)))
    run(act_on(desk, visit, ticket.rating, "assign", TicketWish(owner="zhuoma")))
    for act, by, *given in (
        ("call", "zhuoma", "--result", "reached"),
        ("verdict", "zhuoma", "true", "--grounds", "属实"),
        ("fix", "zhuoma", "--did", "补上样表", "--reply", "已致歉"),
        ("confirm", "basang"),
    ):
        command("rating-ticket", act, ticket.rating, *given, "--by", by)
    after = run(rating_book(desk, visit, span))
    assert after.tickets.tickets[0].ticket.stage is Stage.CLOSED
    told = [(each.numerator, each.denominator) for each in rating_figures(after.view.counts)]
    called = after.view.counts.reachable
    assert told == [(1, 2), (2, after.view.counts.rateable), (1, 1), (called, called)]
