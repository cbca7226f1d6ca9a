"""What halls set for their figures, marking a case, counting anew; wishes that no window sends."""

from __future__ import annotations

import json

import psycopg
import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.figure_opening import OpeningSpan
from county_server.__main__ import main
from county_server.rollup.hours import make_span, read_hours
from county_server.rollup.wishes import read_day_ask, read_drill_wish, read_period_wish
from county_server.sync.bodies import MalformedError
from tests.fakes.builders import accepted
from tests.fakes.county_window import START_MS
from tests.fakes.figure_history import World, rows_of
from tests.fakes.figure_server import furnish

HALL = {"level": "hall", "key": "h-1"}


@pytest.fixture
def world(county_url):
    made = World(county_url)
    furnish(county_url)

    async def begin():
        await made.begin()
        made.open_case(f"{made.hall}-w1", accepted, START_MS)
        await made.flush(f"{made.hall}-w1")

    made.run(begin)
    return made


def told(world, kind):
    with psycopg.connect(world.url) as opened:
        row = opened.execute(
            "SELECT body FROM feed WHERE scope = %s AND k = %s", [f"hall:{world.hall}", kind]
        ).fetchone()
    return json.loads(row[0])


def run(world, *arguments):
    return main([*arguments, "--database", world.url])


def test_what_is_set_reaches_the_windows_of_the_hall(world, tmp_path):
    hours = ("opening-hours", "--hall", world.hall)
    span = ("--days", "1-5", "--from", "09:30", "--to", "13:00")
    assert run(world, *hours, *span) == 0
    assert run(world, *hours, "--days", "6", "--from", "10:00", "--to", "12:00", "--add") == 0
    assert [each["days"] for each in told(world, "opening")["spans"]] == [[1, 2, 3, 4, 5], [6]]
    file = tmp_path / "hours.toml"
    file.write_text('[[span]]\ndays = "1-5"\nfrom = "9:00"\nto = "17:00"\nsince = 2026-06-01\n')
    assert run(world, *hours, "--file", str(file)) == 0
    (only,) = told(world, "opening")["spans"]
    assert (only["first"], only["end"], only["since"]) == (540, 1_020, "2026-06-01")
    assert run(world, "opening-hours", "--hall", "nowhere", *span) == 1
    values = ("--value", "1.17=改造前", "--value", "4.99")
    assert run(world, "baseline", "--area", "540400", *values) == 0
    assert [each["hundredths"] for each in told(world, "baselines")["lines"]] == [117, 499]
    for wrong in ("x", "0", "1.234", "-1"):
        assert run(world, "baseline", "--hall", world.hall, f"--value={wrong}") == 1
    assert run(world, "baseline", "--area", "54") == 1
    assert run(world, "alert-limits", "--hall", world.hall, "--queue", "5") == 0
    assert run(world, "alert-limits", "--hall", world.hall, "--queue", "0") == 1


def test_a_case_is_put_apart_by_a_supervisor_and_counted_again(world):
    no = world.cases[0][1]

    def mark(as_, by="zhuoma", reason="培训", case=no):
        return run(world, "mark-case", case, "--as", as_, "--reason", reason, "--by", by)

    def marks():
        return {key[4] for key in rows_of(world.url, world.hall)[0]}

    assert [mark("test", by) for by in ("ciren", "nobody")] == [1, 1]
    assert mark("test", reason=" ") == mark("test", case="x") == mark("test", reason="\0") == 1
    assert marks() == {""}
    assert (mark("test"), marks()) == (0, {"test"})
    assert (mark("ordinary"), marks()) == (0, {""})
    assert run(world, "rebuild-figures", "--check") == 0
    with psycopg.connect(world.url) as opened:
        opened.execute("DELETE FROM figure_minute")
    assert [run(world, "rebuild-figures", *each) for each in (("--check",), (), ("--check",))] == [
        1,
        0,
        0,
    ]


@pytest.mark.parametrize(
    "span",
    [
        ("8", "09:00", "10:00"),
        ("5-1", "09:00", "10:00"),
        ("1", "10:00", "09:00"),
        ("1", "9", "10:00"),
        ("1", "23:00", "24:30"),
        ("1", "09:00", "10:00", "2026-01-01"),
    ],
)
def test_hours_that_are_none_are_refused(span):
    with pytest.raises(RuleError, match="opening_form"):
        make_span(*span)


@pytest.mark.parametrize("text", ["", "span = 1", "x = 1\n[[span]]\ndays = 1", "[[span]]\nday = 1"])
def test_a_file_of_hours_that_is_none_is_refused(text, tmp_path):
    file = tmp_path / "hours.toml"
    file.write_text(text)
    with pytest.raises(RuleError, match="opening_form"):
        read_hours(str(file))


def test_a_span_in_force_for_a_time():
    assert make_span("1,3", "00:00", "24:00") == OpeningSpan((1, 3), 0, 1_440)


@pytest.mark.parametrize(
    ("read", "wish"),
    [
        (read_day_ask, {}),
        (read_day_ask, {"scope": HALL, "day": "2026-11-16", "more": 1}),
        (read_day_ask, {"scope": HALL, "day": "2026-11-16", "by": "x" * 65}),
        (read_day_ask, {"scope": HALL, "day": "2026-11-16", "by": "\0"}),
        (read_day_ask, {"scope": {"level": "clerk", "key": "c"}, "day": "2026-11-16"}),
        (read_period_wish, {"scope": HALL, "first": "x", "last": "y", "grouping": "all"}),
        (
            read_period_wish,
            {"scope": {"level": "window", "key": "w"}, "grouping": "item"}
            | {"first": "2026-11-16", "last": "2026-11-16"},
        ),
        (
            read_period_wish,
            {"scope": HALL, "grouping": "all", "by": "x" * 65}
            | {"first": "2026-11-16", "last": "2026-11-16"},
        ),
        (read_drill_wish, {"scope": HALL, "what": "x", "first_ms": 0, "end_ms": 1}),
        (read_drill_wish, {"scope": HALL, "what": "accepted", "first_ms": 2, "end_ms": 1}),
    ],
)
def test_a_wish_that_no_window_sends_is_malformed(read, wish):
    with pytest.raises(MalformedError):
        read({"wish": json.dumps(wish)})


@pytest.mark.parametrize(
    ("first", "last"),
    [("1999-01-01", "2026-01-01"), ("2026-01-02", "2026-01-01"), ("2010-01-01", "2026-01-01")],
)
def test_a_period_beyond_the_limits_is_refused(first, last):
    wish = {"scope": HALL, "first": first, "last": last, "grouping": "year"}
    with pytest.raises(RuleError, match="figures_range"):
        read_period_wish({"wish": json.dumps(wish)})
