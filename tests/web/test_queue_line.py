"""``queue-line``: a hall's lines, and the letters of its kiosks."""

from __future__ import annotations

import json

import psycopg
import pytest

from tests.fakes.county_process import json_lines, run_command


def kiosk(url, name):
    run_command(
        "enrol-window",
        "--hall",
        "h-1",
        "--window",
        name,
        "--kind",
        "kiosk",
        "--server",
        "http://127.0.0.1:1",
        "--database",
        url,
    )


def line(url, *options, check=True):
    return run_command("queue-line", "--hall", "h-1", *options, "--database", url, check=check)


def told(url):
    with psycopg.connect(url) as opened:
        row = opened.execute(
            "SELECT body FROM feed WHERE scope = 'hall:h-1' AND k = 'queue'"
        ).fetchone()
    return json.loads(row[0])


def test_lines_are_set_and_kiosks_get_letters_from_the_end(county_url):
    kiosk(county_url, "k-1")
    assert [each["letter"] for each in told(county_url)["lines"]] == ["A"]
    done = line(county_url, "--letter", "b", "--name", "税务", "--name-bo", "ཁྲལ", "--kind", "nd")
    assert json_lines(done) == [{"hall": "h-1", "letter": "B", "name": "税务"}]
    kiosk(county_url, "k-2")
    assert told(county_url) == {
        "lines": [{"letter": "B", "name": "税务", "name_bo": "ཁྲལ", "kinds": ["nd"]}],
        "kiosks": [{"window": "k-1", "letter": "Z"}, {"window": "k-2", "letter": "Y"}],
    }
    refused = line(county_url, "--letter", "Z", "--name", "不动产", check=False)
    assert refused.returncode == 1
    assert "备用字母" in refused.stderr


@pytest.mark.parametrize(
    "options", [("--letter", "AB", "--name", "x"), ("--letter", "A", "--name", " ")]
)
def test_what_is_no_line_is_refused(county_url, options):
    kiosk(county_url, "k-1")
    assert line(county_url, *options, check=False).returncode == 1
