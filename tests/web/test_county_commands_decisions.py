"""``decide`` and ``undecide`` on a real database: what they print, and what they refuse."""

from __future__ import annotations

import json

import pytest

from county_server.__main__ import main
from tests.fakes.county_desk import CERTIFIED, PostgresDeskBench, a_case

OFFICERS = ("--officer", "格桑", "--officer", "央金")


class Console:
    """Runs commands in this process on a county with one accepted case."""

    def __init__(self, url, capsys):
        self.url, self._capsys = url, capsys
        bench = PostgresDeskBench(url)
        bench.furnish(CERTIFIED)
        _, entry = bench.run(lambda store: a_case(store, bench))
        self.case_no = entry.no
        self.out, self.err = {}, ""

    def __call__(self, command, *arguments, by="gesang"):
        given = ("--case", self.case_no, "--by", by, *arguments, "--database", self.url)
        status = main([command, *given])
        out, self.err = self._capsys.readouterr()
        self.out = json.loads(out) if out else {}
        return status


@pytest.fixture
def console(county_url, capsys):
    return Console(county_url, capsys)


def test_decide_and_undecide(console):
    assert console("decide", "--grant", *OFFICERS, "--valid-to", "2036-11-15") == 0
    assert (console.out["case_no"], console.out["state"]) == (console.case_no, "S60")
    assert console.out["certificates"][0]["state"] == "to_print"
    assert console("decide", "--deny", "--reason", "不符", *OFFICERS) == 1
    assert "准予，待制证" in console.err
    assert console("undecide", "--reason", "误发", by="dawa") == 0
    assert (console.out["state"], console.out["deliver_by"]) == ("S20", None)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--grant", "--officer", "格桑"), "不少于两名"),
        (("--deny", *OFFICERS), "没有写理由"),
        (("--grant", *OFFICERS, "--value", "红"), "--value"),
        (("--grant", *OFFICERS, "--value", "colour=红"), "colour"),
        (("--refer",), "审查人员"),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(console, arguments, told):
    assert console("decide", *arguments) == 1
    assert told in console.err
    assert console.out == {}
    assert console("undecide", "--reason", "误发") == 1


def test_who_may_not_decide(console):
    assert console("decide", "--refer", "--officer", "格桑", by="zhuoma") == 1
    assert "没有审批岗权限" in console.err


@pytest.mark.parametrize(
    "arguments", [(), ("--grant", "--deny"), ("--grant", "--valid-to", "someday")]
)
def test_wrong_usage(console, arguments):
    with pytest.raises(SystemExit) as ended:
        console("decide", *arguments)
    assert ended.value.code == 2


def test_no_window_takes_the_desk_s_name(county_url, capsys):
    given = ("--hall", "h-1", "--window", "county-desk:h-1", "--kind", "nd")
    assert main(["enrol-window", *given, "--server", "http://c", "--database", county_url]) == 1
    assert capsys.readouterr().err
