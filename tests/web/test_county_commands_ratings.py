"""``rating-ticket`` on a real database: every act, what it prints, and what it refuses."""

from __future__ import annotations

import json

import pytest

from counter_app.domain.rating import Level
from county_server.__main__ import main
from tests.fakes.county_bench import pushed
from tests.fakes.county_desk import CERTIFIED, a_case
from tests.fakes.county_rating import PostgresRatingBench, a_rating, rating_entry


class Console:
    """Runs commands in this process on a county with one bad rating of ciren."""

    def __init__(self, url, capsys):
        self.url, self._capsys = url, capsys
        bench = PostgresRatingBench(url)
        bench.furnish(CERTIFIED)
        self.rating = bench.run(lambda store: self._rated(store, bench))
        self.out, self.err = [], ""

    async def _rated(self, store, bench):
        window, entry = await a_case(store, bench)
        did = a_rating(entry.no, Level.NOT_GOOD, clerk="ciren", served_at="w-1")
        window.record(rating_entry("w-1", did))
        await pushed(store, window)
        return did.rating

    def __call__(self, act, *arguments, by="zhuoma"):
        who = ("--by", by) if by else ()
        status = main(["rating-ticket", act, *arguments, *who, "--database", self.url])
        out, self.err = self._capsys.readouterr()
        self.out = [json.loads(line) for line in out.splitlines()]
        return status

    def on(self, act, *arguments, by="zhuoma"):
        return self(act, self.rating, *arguments, by=by)


@pytest.fixture
def console(county_url, capsys):
    return Console(county_url, capsys)


def test_every_act_from_list_to_closing(console):
    assert console("days", "7", by="") == 0
    assert (console("list"), console.out[0]["stage"]) == (0, "open")
    assert console.on("assign", "--owner", "gesang") == 0
    assert console.on("call", "--result", "reached", by="gesang") == 0
    assert console.on("verdict", "true", "--grounds", "属实") == 0
    assert (console.out[0]["fix_days"], console.out[0]["verdict"]) == (7, "true")
    assert console.on("appeal", "--reason", "样表在", by="ciren") == 0
    assert set(console.out[0]) == {"rating", "stage", "verdict", "grounds", "appeal"}
    assert console.on("verdict", "partly", "--grounds", "复核", "--days", "3", by="dawa") == 0
    assert console.on("fix", "--did", "补上", "--reply", "答复", by="gesang") == 0
    assert console.on("confirm", "--note", "同意") == 0
    assert (console("list"), console.out) == (0, [])
    assert (console("list", "--closed"), console.out[0]["stage"]) == (0, "closed")


def test_what_is_refused_is_said_in_words(console):
    assert console.on("assign", "--owner", "ciren") == 1
    assert "被评价的人" in console.err
    assert console("days", "16", by="") == 1
    assert "1 到 15 个工作日" in console.err
