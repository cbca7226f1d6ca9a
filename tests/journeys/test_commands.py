"""
``python -m counter_app`` as people call it: each command once as a process of its own.

Starting one takes seconds, so what varies only by its arguments runs through ``main`` in this one.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from counter_app.__main__ import main
from counter_app.simulation.control import send_command
from tests.fakes.window_process import ANY_PORT, ROOT, run_window

CARD = {
    "name": "测试甲",
    "sex": "1",
    "birth_date": "1990-03-07",
    "valid_from": "2020-01-01",
    "number": "540402199003070014",
}


@pytest.fixture
def call(capsys):
    """Run a command in this process."""

    def call(*arguments):
        try:
            code = main(list(map(str, arguments)))
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, out, err)

    return call


@pytest.fixture
def lay(whole_devices, tmp_path):
    """Lay a card on the reader."""

    def lay(**changes):
        card = tmp_path / "card.json"
        card.write_text(json.dumps({**CARD, **changes}, ensure_ascii=False), encoding="utf-8")
        whole_devices["reader"].ask(f"card {card}")

    return lay


@pytest.fixture
def url(whole_devices):
    """Give the URL of a device by its role."""
    return lambda role: whole_devices[role].url


def told(done, code=0):
    """The one JSON object on standard output."""
    assert done.returncode == code, done.stderr
    (line,) = done.stdout.splitlines()
    return json.loads(line)


def refused(done):
    """The error in the JSON object of a command that was refused."""
    error = told(done, 1)["error"]
    assert set(error) == {"code", "what", "remedy"}
    assert done.stderr == ""
    return error["code"]


def test_probe_says_what_a_device_is_and_how_it_is(call, url):
    known = told(run_window("device", "probe", "--url", url("tickets"), "--json"))
    assert known == {"role": "tickets", "state": "ready"}
    plain = call("device", "probe", "--url", url("documents"))
    assert (plain.returncode, plain.stdout) == (0, "role: documents\nstate: ready\n")
    reader = told(call("device", "probe", "--role", "reader", "--url", url("reader"), "--json"))
    assert (reader["role"], reader["state"]) == ("reader", "ready")


def test_a_device_that_is_not_well_ends_probe_with_1_and_says_why(call, whole_devices, url):
    whole_devices["tickets"].ask("cover open")
    done = call("device", "probe", "--role", "tickets", "--url", url("tickets"), "--json")
    assert told(done, 1)["state"] == "cover_open"
    assert told(done, 1)["error"]["remedy"]


def test_read_card_gives_the_person(url, lay):
    lay()
    done = run_window("device", "read-card", "--url", url("reader"), "--json")
    person = told(done)["person"]
    assert {name: person[name] for name in CARD} == CARD
    assert (person["kind"], person["valid_to"]) == ("resident", None)
    assert {"english_name", "newest_address", "permit_number", "old_number", "sam_id"} <= set(
        person
    )


def test_a_card_that_is_refused_is_told_as_json_or_in_words(call, url, lay):
    lay(number="540402199003070015")
    command = ("device", "read-card", "--url", url("reader"))
    assert refused(run_window(*command, "--json")) == "number_check_failed"
    lay(number="540402199003070015")
    plain = call(*command)
    assert (plain.returncode, plain.stdout) == (1, "")
    assert "校验码" in plain.stderr


def test_print_slip_prints_a_test_slip_or_the_lines_of_a_file(call, whole_devices, url, tmp_path):
    done = run_window("device", "print-slip", "--url", url("tickets"), "--json")
    assert told(done) == {"state": "device_done", "printed": "all"}
    lines = tmp_path / "slip.txt"
    lines.write_text("第一行\n第二行\n", encoding="utf-8")
    plain = call("device", "print-slip", lines, "--url", url("tickets"))
    assert plain.stdout == "state: device_done\nprinted: all\n"
    test_slip, own = whole_devices["tickets"].ask_json("slips")
    assert "打印测试" in test_slip
    assert own.split() == ["第一行", "第二行"]


def test_what_is_not_printed_ends_with_1(call, whole_devices, url):
    whole_devices["tickets"].ask("paper out")
    answer = told(call("device", "print-slip", "--url", url("tickets"), "--json"), 1)
    assert (answer["state"], answer["printed"]) == ("failed", "nothing")
    assert set(answer["error"]) == {"code", "what", "remedy"}


def test_print_pdf_prints_a_file_but_never_on_blanks(call, whole_devices, url, tmp_path):
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.7\n%%EOF\n")
    done = run_window("device", "print-pdf", page, "--url", url("documents"), "--json")
    assert told(done)["state"] == "device_done"
    blank = call("device", "print-pdf", page, "--url", url("documents") + "?paper=blank", "--json")
    assert refused(blank) == "document_to_blanks"
    missing = call(
        "device", "print-pdf", tmp_path / "none.pdf", "--url", url("documents"), "--json"
    )
    assert refused(missing) == "file_unreadable"
    text = tmp_path / "page.txt"
    text.write_text("no page", encoding="utf-8")
    other = call("device", "print-pdf", text, "--url", url("documents"), "--json")
    assert refused(other) == "file_not_pdf"
    assert len(whole_devices["documents"].ask_json("jobs")) == 1


def test_an_address_that_is_none_is_told(call):
    assert refused(call("device", "print-slip", "--url", "pigeon:1", "--json")) == (
        "printer_kind_unknown"
    )


@pytest.mark.parametrize(
    ("kind", "asked", "paper"),
    [("tickets", "slips", ""), ("certificates", "jobs", "?tray=2&paper=blank")],
)
def test_simulate_is_a_device_until_it_is_told_to_stop(kind, asked, paper):
    command = ("device", "simulate", kind, "--listen", ANY_PORT, "--control", ANY_PORT)
    with subprocess.Popen(
        [sys.executable, "-m", "counter_app", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        said = json.loads(process.stdout.readline())
        assert {"url", "control"} <= set(said)
        assert said["url"].endswith(paper)
        assert send_command(said["control"], asked) == "[]"
        process.terminate()
        assert process.wait(20) == 0


def test_a_fresh_profile_checks_itself_and_says_what_is_missing(tmp_path):
    profile = tmp_path / "new"
    done = run_window("self-check", "--json", "--profile", profile)
    answer = told(done)
    checks = {each["name"]: each for each in answer["checks"]}
    assert answer["ok"]
    assert checks["store"]["light"] == "yellow"
    assert "登记" in checks["store"]["detail"]
    assert {checks[f"device.{role}"]["detail"] for role in ("reader", "tickets", "documents")} == {
        "not_set"
    }
    assert profile.is_dir()


def test_a_damaged_store_is_red_and_ends_with_1(call, tmp_path):
    profile = tmp_path / "window"
    assert call("--profile", profile, "self-check").returncode == 0
    ledger = profile / "ledger.db"
    ledger.write_bytes(ledger.read_bytes()[:100])
    done = call("--profile", profile, "self-check")
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("故障 store")]


def test_a_key_file_that_cannot_be_read_is_red_in_json_too(call, tmp_path):
    profile = tmp_path / "window"
    call("--profile", profile, "self-check")
    (profile / "keys.json").write_text("{", encoding="utf-8")
    answer = told(call("--profile", profile, "self-check", "--json"), 1)
    assert not answer["ok"]
    assert [each["name"] for each in answer["checks"] if each["light"] == "red"] == ["store"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--set", "devices.scanner=x", "self-check"),
        ("self-check", "--set", "devices.scanner=x"),
        ("--set", "language=zh", "self-check", "--set", "devices.scanner=x"),
        ("--set", "devices.scanner=x", "self-check", "--set", "language=zh"),
        ("device", "probe", "--url", "file:x", "--set", "devices.scanner=x"),
    ],
)
def test_an_unknown_setting_stops_the_start_with_its_name(call, arguments, tmp_path):
    done = call("--profile", tmp_path / "never", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert "devices.scanner" in done.stderr
    assert not (tmp_path / "never").exists()


def test_a_settings_file_is_read_and_a_missing_one_is_told(call, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text('language = "en"\n[devices]\nscaner = "x"\n', encoding="utf-8")
    done = call("--config", settings, "self-check")
    assert done.returncode == 1
    assert "devices.scaner" in done.stderr
    missing = call("self-check", "--config", tmp_path / "none.toml")
    assert missing.returncode == 1
    assert "none.toml" in missing.stderr


def test_a_start_that_is_refused_ends_with_words_and_a_code(tmp_path):
    done = run_window("self-check", "--set", "devices.scanner=x", "--profile", tmp_path / "never")
    assert (done.returncode, done.stdout) == (1, "")
    assert "devices.scanner" in done.stderr
    assert "Traceback" not in done.stderr
    assert run_window("dance").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("device",),
        ("device", "probe"),
        ("device", "print-pdf", "--url", "file:x"),
        ("device", "simulate", "oven", "--listen", "x", "--control", "y"),
        ("script",),
        ("enrol", "--server", "http://127.0.0.1:1"),
    ],
)
def test_wrong_usage_ends_with_2(call, arguments):
    done = call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage" in done.stderr


def test_the_version_is_told(call):
    done = call("--version")
    assert (done.returncode, done.stdout.count(".")) == (0, 2)


def test_a_wrong_code_or_a_county_that_is_not_there_enrols_nobody(call, hall, tmp_path):
    options = ("--profile", tmp_path / "window", "enrol", "--server")
    wrong = run_window(*options, hall.url, "--code", "AAAA-BBBB")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "代码" in wrong.stderr
    nobody = call(*options, "http://127.0.0.1:9", "--code", "AAAA-BBBB")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert nobody.stderr
    assert "Traceback" not in wrong.stderr + nobody.stderr


def test_a_script_plays_a_file_and_goes_on_after_each_error(call, tmp_path):
    script = tmp_path / "script.jsonl"
    script.write_bytes(
        b'\xef\xbb\xbf{"do": "status"}\n\n{"do": "dance"}\n{"do": "x\xff"}\n{\n{"do": "status"}\n'
    )
    done = run_window("script", script, "--profile", tmp_path / "window")
    answers = [json.loads(each) for each in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert [each["ok"] for each in answers] == [True, False, False, False, True]
    missing = call("script", tmp_path / "none", "--profile", tmp_path / "window")
    assert missing.returncode == 1
    assert "none" in missing.stderr


def test_a_script_from_standard_input_ends_with_it(tmp_path):
    given = (
        '{"do": "sign_in", "user": "ciren", "password": "x"}\n{"do": "\udcff"}\n{"do": "sync"}\n'
    )
    done = run_window("script", "-", "--profile", tmp_path / "window", given=given)
    codes = [json.loads(each)["error"]["code"] for each in done.stdout.splitlines()]
    assert (done.returncode, codes) == (0, ["not_enrolled", "line_not_json", "not_enrolled"])
