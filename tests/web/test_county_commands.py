"""The county's commands against a database by URL: what they print, and what they refuse."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace

import openpyxl
import psycopg
import pytest
from argon2 import PasswordHasher

from counter_app.domain.calendar import YearTable
from counter_app.domain.codec import from_plain
from counter_app.domain.item_feed import read_item_body
from counter_app.domain.wire import WindowInfo
from counter_app.paths import resources
from county_server.__main__ import main
from county_server.catalogue.sample import read_sample
from county_server.catalogue.sheets import Catalogue
from county_server.catalogue.workbook import read_workbook, write_workbook
from tests.fakes.county_bench import PostgresBench, enrolled, pushed
from tests.fakes.paper_cases import an_item

PASSWORD = "Ciren-2026"  # noqa: S105 - invented


class Console:
    """Runs commands in this process; ``out`` are JSON lines, ``err`` is what a person reads."""

    def __init__(self, url: str, capsys, monkeypatch):
        self.url, self._capsys, self._monkeypatch = url, capsys, monkeypatch
        self.out: list = []
        self.err = ""

    def __call__(self, *arguments: str, stdin: str = "") -> int:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        status = main([*map(str, arguments), "--database", self.url])
        out, self.err = self._capsys.readouterr()
        self.out = [json.loads(line) for line in out.splitlines()]
        return status

    def feed(self, kind: str) -> dict:
        """Bodies by (scope, id), with the revision."""
        with psycopg.connect(self.url) as opened:
            rows = opened.execute("SELECT scope, id, rev, body FROM feed WHERE k = %s", [kind])
            return {(scope, entity): (rev, json.loads(body)) for scope, entity, rev, body in rows}


@pytest.fixture
def console(county_url, capsys, monkeypatch):
    return Console(county_url, capsys, monkeypatch)


def create(console, name: str, *roles: str, more=(), password: str = PASSWORD) -> int:
    given = ["create-user", name, "--role", *roles, "--password-stdin", *more]
    return console(*given, stdin=f"{password}\n")


def enrol(console, *more: str, hall: str = "h-1", window: str = "w-1", kind: str = "nd") -> int:
    given = ["enrol-window", "--hall", hall, "--window", window, "--kind", kind]
    return console(*given, "--server", "http://127.0.0.1:1", *more)


# ---- users
def test_a_user_comes_to_every_hall_before_and_after(console):
    assert enrol(console, hall="h-1", window="w-1") == 0
    assert create(console, "ciren", "clerk", "certificate-clerk") == 0
    assert console.out == [{"user": "ciren", "roles": ["clerk", "certificate_clerk"]}]
    assert enrol(console, hall="h-2", window="w-2") == 0
    users = console.feed("user")
    assert set(users) == {("hall:h-1", "ciren"), ("hall:h-2", "ciren")}
    rev, body = users["hall:h-1", "ciren"]
    assert rev == 1
    assert (body["display_name"], body["roles"]) == ("ciren", ["clerk", "certificate_clerk"])
    assert PasswordHasher().verify(body["verifier"], PASSWORD)


def test_a_user_is_not_made_twice_but_changed_when_asked(console):
    enrol(console)
    assert create(console, "ciren", "clerk") == 0
    assert create(console, "ciren", "supervisor") == 1
    assert "ciren" in console.err
    assert create(console, "ciren", "supervisor", more=["--update", "--display-name", "次仁"]) == 0
    rev, body = console.feed("user")["hall:h-1", "ciren"]
    assert (rev, body["roles"], body["display_name"]) == (2, ["supervisor"], "次仁")
    assert create(console, "nobody", "clerk", more=["--update"]) == 1


@pytest.mark.parametrize(
    "roles", [["king"], ["clerk", "back_office"], ["administrator", "auditor"], ["clerk", "king"]]
)
def test_roles_that_do_not_go_are_refused(console, roles):
    assert create(console, "ciren", *roles) == 1
    assert any(role in console.err for role in roles)
    assert console.feed("user") == {}


@pytest.mark.parametrize(
    "password", ["", "Ab3-", "x" * 129 + "1", "abcdefghij", "1234567890", "ciren-01"]
)
def test_passwords_that_are_easy_are_refused(console, password):
    assert create(console, "ciren-01", "clerk", password=password) == 1
    assert console.err
    assert not password or password not in console.err


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "a\nb"])
def test_user_names_are_words(console, name):
    assert create(console, name, "clerk") == 1


# ---- windows
def test_a_window_gets_a_code_a_slot_and_its_place_in_the_feed(console):
    assert (
        enrol(console, "--name", "1号窗口", "--hall-name", "政务大厅", "--domain-tag", "社保") == 0
    )
    (given,) = console.out
    assert set(given) == {"server", "window", "code"}
    assert (given["server"], given["window"]) == ("http://127.0.0.1:1", "w-1")
    assert enrol(console, window="w-2", kind="field") == 0
    windows = console.feed("window")
    first = from_plain(WindowInfo, windows["hall:h-1", "w-1"][1])
    second = from_plain(WindowInfo, windows["hall:h-1", "w-2"][1])
    assert (first.slot, first.name, first.hall_name, first.kind) == (0, "1号窗口", "政务大厅", "nd")
    assert first.domain_tags == ("社保",)
    assert (second.slot, second.name, second.hall_name, second.kind) == (
        1,
        "w-2",
        "政务大厅",
        "field",
    )
    assert second.area == first.area == "540402"


def test_a_window_that_exists_keeps_what_is_not_named(console):
    enrol(console, "--name", "1号窗口", "--address", "示例路1号")
    assert enrol(console, "--phone", "0894-0000001", kind="cert") == 0
    info = from_plain(WindowInfo, console.feed("window")["hall:h-1", "w-1"][1])
    assert (info.name, info.address, info.phone) == ("1号窗口", "示例路1号", "0894-0000001")
    assert (info.kind, info.slot) == ("cert", 0)


def test_a_window_belongs_to_one_hall(console):
    enrol(console)
    assert enrol(console, hall="h-2") == 1
    assert "w-1" in console.err
    assert set(console.feed("window")) == {("hall:h-1", "w-1")}


def test_halls_of_another_area_number_their_windows_themselves(console):
    enrol(console)
    assert enrol(console, "--area", "540421", hall="h-2", window="w-2") == 0
    info = from_plain(WindowInfo, console.feed("window")["hall:h-2", "w-2"][1])
    assert (info.area, info.slot) == ("540421", 0)
    assert enrol(console, "--area", "54", hall="h-3", window="w-3") == 1


def test_codes_are_kept_as_hashes_only(console, county_url):
    enrol(console)
    code = console.out[0]["code"]
    with psycopg.connect(county_url) as opened:
        ((kept,),) = opened.execute("SELECT hash FROM enrol_code").fetchall()
    assert code.encode() not in kept
    assert len(kept) == 32


def test_a_server_that_never_ran_must_be_named(console):
    assert console("enrol-window", "--hall", "h", "--window", "w", "--kind", "nd") == 1
    assert "--server" in console.err


@pytest.mark.parametrize("window", ["", "w" * 65, "w\n1"])
def test_ids_of_windows_are_words(console, window):
    assert enrol(console, window=window) == 1


# ---- the guide
def save(path, *items):
    path.write_bytes(write_workbook(Catalogue(items)))
    return path


def test_the_sample_is_loaded_once_with_the_holidays(console):
    assert console("load-catalogue", "sample") == 0
    (first,) = console.out
    assert (first["items"], first["new"], first["calendars"]) == (403, 403, 4)
    assert console("load-catalogue", "sample") == 0
    (again,) = console.out
    assert (again["unchanged"], again["published"]) == (403, 0)
    items = console.feed("item")
    assert {scope for scope, _ in items} == {"reference"}
    indexed = read_item_body(next(iter(items.values()))[1])
    assert indexed.item.sample
    assert indexed.terms
    calendars = console.feed("calendar")
    assert ("reference", "national-2026") in calendars
    table = from_plain(YearTable, calendars["reference", "national-2026"][1])
    assert table.year == 2026


def test_a_changed_item_has_its_next_version_and_the_others_stay(console, tmp_path):
    one, two = read_sample(resources() / "catalogue" / "sample").items[:2]
    path = save(tmp_path / "guide.xlsx", one, two)
    assert console("load-catalogue", path) == 0, console.out
    assert console("export-catalogue", tmp_path / "out.xlsx") == 0
    exported = read_workbook((tmp_path / "out.xlsx").read_bytes()).items
    assert exported == (one, two)
    save(path, replace(one, phone="0894-1234567"), two)
    assert console("load-catalogue", path) == 0
    assert (console.out[0]["changed"], console.out[0]["unchanged"]) == (1, 1)
    versions = {
        entity: (rev, read_item_body(body).item.version)
        for (_, entity), (rev, body) in console.feed("item").items()
    }
    assert versions == {one.code: (2, one.version + 1), two.code: (1, two.version)}


def test_an_error_in_a_cell_is_named_and_nothing_is_imported(console, tmp_path):
    path = save(tmp_path / "guide.xlsx", an_item())
    book = openpyxl.load_workbook(path)
    sheet = book["items"]
    column = [cell.value for cell in sheet[1]].index("task_name") + 1
    sheet.cell(2, column).value = None
    book.save(path)
    assert console("load-catalogue", path) == 1
    assert {key: console.out[0][key] for key in ("sheet", "row", "column")} == {
        "sheet": "items",
        "row": 2,
        "column": "task_name",
    }
    assert console.out[0]["what"]
    assert console.feed("item") == {}


def test_files_that_are_not_there_are_a_sentence(console, tmp_path):
    assert console("load-catalogue", tmp_path / "none.xlsx") == 1
    assert "none.xlsx" in console.err
    assert console("export-catalogue", tmp_path / "none" / "out.xlsx") == 1
    assert "out.xlsx" in console.err


# ---- cases, places
def test_cases_are_listed_masked_and_in_order(console, county_url):
    bench = PostgresBench(county_url)

    async def scenario(store):
        window = await enrolled(store, bench, "w-1")
        window.record(*(window.accept() for _ in range(3)))
        await pushed(store, window)

    bench.run(scenario)
    assert console("cases") == 0
    assert [line["case_no"] for line in console.out] == sorted(bench.cases())
    line = dict(console.out[0])
    del line["case_no"]
    assert line == {
        "item": an_item().code,
        "window": "w-1",
        "accepted_at": "2026-11-16T10:00:00+08:00",
        "state": "S20",
        "applicant_masked": "扎*",
    }


def test_an_area_has_576_windows(console, county_url):
    enrol(console)
    with psycopg.connect(county_url) as opened:
        opened.execute(
            "INSERT INTO window_ (id, hall, area, slot, info)"
            " SELECT 'w' || slot, 'h-1', '540402', slot, '{}' FROM generate_series(1, 574) slot"
        )
    assert enrol(console, window="last") == 0
    assert from_plain(WindowInfo, console.feed("window")["hall:h-1", "last"][1]).slot == 575
    assert enrol(console, window="one-more") == 1
