"""``device ruler``, ``device calibrate`` and ``certificates`` as a technician calls them."""

from __future__ import annotations

import getpass
import json
import subprocess

import pytest

from counter_app.__main__ import main
from printers.pdfium import measure_sheet
from tests.fakes.certificates import ADVERT, FOOD
from tests.unit.test_certificate_check import GOOD


@pytest.fixture
def call(capsys, tmp_path):
    """Run a command on a window whose certificate printer is a folder."""
    out = tmp_path / "out"
    out.mkdir()
    window = (
        "--profile",
        tmp_path / "window",
        "--set",
        f"devices.certificates=file:{out}?paper=blank",
    )

    def call(*arguments):
        code = main([str(each) for each in (*window, *arguments)])
        said, complained = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said, complained)

    call.out = out
    return call


def told(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def code_of(done):
    assert done.returncode == 1
    return told(done)[0]["error"]["code"]


def test_a_form_is_put_right_from_the_ruler_sheet_to_the_trial(call):
    ruler = call("device", "ruler", "--type", FOOD, "--plain-loaded", "--json")
    assert told(ruler) == [{"state": "device_done", "printed": "all"}]
    (sheet,) = call.out.glob("*.pdf")
    assert measure_sheet(sheet.read_bytes()) == pytest.approx((297, 210), abs=0.1)
    crosses = ("11.5", "9.2", "288.5", "199.0")
    done = call("device", "calibrate", "--type", FOOD, "--measured", *crosses, "--json")
    (found,) = told(done)
    assert (found["offset_mm"], found["scale"]) == ([-1.5, 0.8], [1.0, 1.001])
    assert (found["trial_needed"], found["changed_by"]) == (True, getpass.getuser())
    early = call("device", "calibrate", "--type", FOOD, "--seen", "--json")
    assert code_of(early) == "placement_no_trial"
    assert call("device", "ruler", "--type", FOOD, "--trial", "--plain-loaded").returncode == 0
    (seen,) = told(call("device", "calibrate", "--type", FOOD, "--seen", "--json"))
    assert (seen["trial_needed"], seen["tried_by"]) == (False, getpass.getuser())


def test_offset_and_scale_may_be_given_as_they_are(call):
    given = ("--offset", "1.2", "-0.3", "--scale", "1.002", "0.998")
    (found,) = told(call("device", "calibrate", "--type", FOOD, *given, "--json"))
    assert (found["offset_mm"], found["scale"]) == ([1.2, -0.3], [1.002, 0.998])
    (kept,) = told(call("device", "calibrate", "--type", FOOD, "--json"))
    assert kept == found
    every = call("device", "calibrate")
    assert len(every.stdout.splitlines()) == 3
    assert "offset_mm=[1.2, -0.3]" in every.stdout


def test_what_is_refused_says_why(call):
    assert code_of(call("device", "ruler", "--type", FOOD, "--json")) == "placement_plain_paper"
    plain = call("device", "calibrate", "--type", ADVERT, "--offset", "1", "1", "--json")
    assert code_of(plain) == "certificate_type_unknown"
    far = call("device", "calibrate", "--type", FOOD, "--offset", "11", "0")
    assert (far.returncode, far.stdout) == (1, "")
    assert "10 毫米" in far.stderr


def test_a_printer_that_fails_ends_with_1_and_says_why(call):
    gone = f"devices.certificates=file:{call.out}/missing/paper.pdf?paper=blank"
    done = call("device", "ruler", "--type", FOOD, "--plain-loaded", "--json", "--set", gone)
    (answer,) = told(done)
    assert (done.returncode, answer["state"]) == (1, "failed")
    assert answer["error"]["code"] == "printer_file_unwritable"


def test_the_types_of_the_program_and_of_a_folder_are_checked(call, tmp_path):
    every = told(call("certificates", "check", "--json"))
    assert len(every) == 5
    assert all(each["ok"] and each["sample"] for each in every)
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "good.toml").write_text(GOOD, encoding="utf-8")
    (folder / "bad.toml").write_text(GOOD.replace("[20, 20,", "[2, 20,"), encoding="utf-8")
    done = call("certificates", "check", "--folder", folder)
    assert done.returncode == 1
    assert "bad" in done.stdout.splitlines()[0]
    assert "可打印范围" in done.stdout.splitlines()[0]
    assert "样证" in done.stdout.splitlines()[1]


def test_a_type_is_shown_on_its_form(call, tmp_path):
    picture = tmp_path / "type.png"
    done = call("certificates", "preview", FOOD, "--out", picture)
    assert done.stdout.strip() == str(picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
