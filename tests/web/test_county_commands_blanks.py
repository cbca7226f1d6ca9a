"""``blanks receive|allot|transfer|lost|show`` on a real database: what they print, and what they refuse."""

from __future__ import annotations

import json

import pytest

from county_server.__main__ import main
from tests.fakes.county_bench import enrolled
from tests.fakes.stock_bench import PostgresStockBench


class Console:
    """Runs commands in this process on a county with two windows."""

    def __init__(self, url, capsys):
        self.url, self._capsys = url, capsys
        bench = PostgresStockBench(url)
        bench.furnish()
        for window in ("w-1", "w-2"):
            bench.run(lambda store, window=window: enrolled(store, bench, window))
        self.out, self.err = [], ""

    def __call__(self, act, *arguments):
        by = () if act == "show" else ("--by", "gesang")
        status = main(["blanks", act, *arguments, *by, "--database", self.url])
        out, self.err = self._capsys.readouterr()
        self.out = [json.loads(line) for line in out.splitlines()]
        return status


@pytest.fixture
def console(county_url, capsys):
    return Console(county_url, capsys)


RECEIVE = ("receive", "--series", "SPJY", "--name", "食品经营许可证", "--sheets")


def test_from_the_delivery_to_two_drawers(console):
    assert console(*RECEIVE, "35001-35100") == 0
    assert (console.out[0]["sheets"], console.out[0]["by"]) == (100, "gesang")
    assert console("allot", "--series", "SPJY", "--window", "w-1", "--count", "10") == 0
    (lease,) = console.out
    assert (lease["first"], lease["last"], lease["fence"]) == (35_001, 35_010, 1)
    assert console("allot", "--series", "SPJY", "--window", "w-2", "--sheets", "35050-35051") == 0
    assert console("transfer", "--lease", lease["lease"], "--window", "w-2") == 0
    assert [(each["first"], each["last"], each["fence"]) for each in console.out] == [
        (35_001, 35_010, 3)
    ]
    assert console("show") == 0
    shown = [(each["drawer"], each["fence"], each["state"], each["sheets"]) for each in console.out]
    assert shown == [("", 0, "stock", 88), ("w-2", 2, "held", 2), ("w-2", 3, "held", 10)]
    assert {each["name"] for each in console.out} == {"食品经营许可证"}
    blocked = ("--sheets", "35050", "--reason", "被盗", "--witness", "dawa")
    assert console("lost", "--series", "SPJY", *blocked) == 0
    assert console.out == [{"series": "SPJY", "first": 35_050, "last": 35_050}]
    assert console("show", "--series", "OTHER") == 0
    assert console.out == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*RECEIVE, "35100-35200"), "重复"),
        ((*RECEIVE, "35200-35101"), "起止号"),
        ((*RECEIVE, "1,2"), "起止号"),
        (("allot", "--series", "SPJY", "--window", "w-9", "--count", "1"), "w-9"),
        (("allot", "--series", "SPJY", "--window", "w-1", "--count", "101"), "最长的一段有 100 张"),
        (("allot", "--series", "SPJY", "--window", "w-1", "--sheets", "1-2"), "不全在库里"),
        (("transfer", "--lease", "none", "--window", "w-1"), "领用记录"),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(console, arguments, told):
    assert console(*RECEIVE, "35001-35100") == 0
    assert console(*arguments) == 1
    assert told in console.err
    assert console("show") == 0
    assert [(each["state"], each["sheets"]) for each in console.out] == [("stock", 100)]
