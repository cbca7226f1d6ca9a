"""``appointment``, ``appointments``, ``appointment-cancel`` and ``queue-close`` as the console gives them."""

from __future__ import annotations

import argparse
import io
import json

import psycopg
import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.hall import QueueLine
from counter_app.words import Words
from county_server.codes import hash_code
from county_server.commands import appointments, queue
from county_server.usage import make_parser
from db.county.places import prepare_window
from db.county.queue_lines import set_line
from tests.fakes.county_bench import a_place

DAY = "2126-11-16"
BOOK = ("--hall", "h-1", "--line", "a", "--day", DAY, "--from", "9:30", "--to", "10:00")


@pytest.fixture
def call(county_url, capsys, monkeypatch):
    prepare_window(county_url, a_place("w-1", "h-1"), frozenset(), hash_code("x"), 2**50)

    def run(name, *arguments, stdin=""):
        options: argparse.Namespace = make_parser().parse_args(
            [name, *arguments, "--database", county_url]
        )
        module = {"appointments": appointments, "queue": queue}[options.module]
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        assert getattr(module, options.function)(options, Words()) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_an_appointment_is_booked_listed_and_cancelled(call, county_url):
    number = "540402195001010014"
    (made,) = call("appointment", *BOOK, "--people", "2", "--number-stdin", stdin=number + "\n")
    assert (made["line"], made["from"], made["to"], made["state"]) == (
        "A",
        "09:30",
        "10:00",
        "booked",
    )
    assert made["code"].isdecimal()
    assert len(made["code"]) == 6
    assert call("appointments", "--hall", "h-1", "--day", DAY) == [made]
    assert call("appointments", "--hall", "h-1") == []
    call("appointment-cancel", "--hall", "h-1", "--day", DAY, "--code", made["code"])
    (after,) = call("appointments", "--hall", "h-1", "--day", DAY)
    assert after["state"] == "cancelled"
    with psycopg.connect(county_url) as opened:
        told = opened.execute("SELECT person, subject FROM appointment, audit").fetchall()
    assert number not in str(told)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"--from": "25:00"}, "appointment_times"),
        ({"--to": "9:30"}, "appointment_times"),
        ({"--day": "2020-01-01"}, "appointment_past"),
        ({"--line": "X"}, "queue_line_unknown"),
        ({"--hall": "h-9"}, "county_hall_unknown"),
        ({"--people": "0"}, "ticket_people"),
    ],
)
def test_what_is_no_appointment_is_refused(call, changes, code):
    wanted = {**dict(zip(BOOK[::2], BOOK[1::2], strict=True)), **changes}
    with pytest.raises(RuleError, match=code):
        call("appointment", *(each for pair in wanted.items() for each in pair))


def test_a_line_is_closed_for_a_day_and_opened_again(call, county_url):
    set_line(county_url, "h-1", QueueLine("B", "税务"))
    line = ("--hall", "h-1", "--letter", "b")
    assert call("queue-close", *line, "--day", DAY)[0]["closed_on"] == DAY
    assert told(county_url)[0]["closed_on"] == DAY
    call("queue-close", *line, "--reopen")
    assert "closed_on" not in told(county_url)[0]
    with pytest.raises(RuleError, match="queue_line_unknown"):
        call("queue-close", "--hall", "h-1", "--letter", "Q")


def told(url):
    with psycopg.connect(url) as opened:
        row = opened.execute("SELECT body FROM feed WHERE k = 'queue'").fetchone()
    return json.loads(row[0])["lines"]
