"""
The main job with real processes: county on PostgreSQL, window, devices, and a line that fails.

A clock set back a day is played at unit level (``test_intake``, ``test_papertime``): without
libfaketime no test may set the clock of the machine.
"""

from __future__ import annotations

import json
import stat
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.window_process import ScriptProcess, run_window
from tests.journeys.conftest import PASSWORD, USER

CARD = {
    "kind": "resident",
    "name": "测试甲",
    "sex": "1",
    "ethnicity": "04",
    "birth_date": "1990-03-07",
    "address": "西藏自治区林芝市巴宜区测试路1号",
    "number": "540402199003070014",
    "issuer": "林芝市公安局巴宜区分局",
    "valid_from": "2020-01-01",
    "valid_to": "2040-01-01",
}
INITIALS = "lnry"  # 老年人优待证办理


@pytest.fixture(scope="session")
def line(hall):
    with FaultProxy(hall.url) as line:
        yield line


@pytest.fixture(scope="session")
def enrolled(hall, line, devices, tmp_path_factory):
    """Options of one enrolled window that has synced once."""
    profile = tmp_path_factory.mktemp("window") / "profile"
    options = ["--profile", profile]
    for role, device in devices.items():
        options += ["--set", f"devices.{role}={device.url}"]
    done = run_window(*options, "enrol", "--server", line.url, "--code", hall.code)
    assert done.returncode == 0, done.stderr
    return options


class Counter:
    """The window's script: started when it is needed and kept, as starting it takes seconds."""

    def __init__(self, options):
        self._options = options
        self._running = ExitStack()
        self._script = None

    @property
    def script(self):
        if self._script is None:
            self._script = self._running.enter_context(ScriptProcess(*self._options))
        return self._script

    def stop(self):
        self._running.close()
        self._script = None

    def kill(self):
        self.script.kill()
        self.stop()


@pytest.fixture(scope="session")
def counter(enrolled):
    counter = Counter(enrolled)
    yield counter
    counter.stop()


@pytest.fixture(autouse=True)
def a_whole_line(line, whole_devices):
    line.mend()
    line.seen.clear()


def signed_in(script):
    script.do("sign_in", user=USER, password=PASSWORD)


def read_card(script, devices, tmp_path, **changes):
    card = tmp_path / "card.json"
    card.write_text(json.dumps({**CARD, **changes}, ensure_ascii=False), encoding="utf-8")
    devices["reader"].ask(f"card {card}")
    return script.try_do("read_card")


def to_the_point_of_accepting(script, devices, tmp_path, **changes):
    """Sign in, read the card, find the item by its initials, mark everything as received."""
    signed_in(script)
    read = read_card(script, devices, tmp_path, **changes)
    assert read["person"]["number"] == CARD["number"]
    item = script.do("find_items", text=INITIALS, limit=5)["items"][0]
    assert item["name"] == "老年人优待证办理"
    opened = script.do("open_case", item=item["code"])
    script.do("mark_material", material="all", state="received")
    return opened["draft"]


def wait_for_a_job(printer):
    give_up_at = time.monotonic() + 60
    while not printer.ask_json("jobs"):
        assert time.monotonic() < give_up_at, "nothing reached the printer"


def pushes(line):
    return [each for each in line.seen if each.path == "/sync/v1/push"]


def unprinted(script, case_no):
    status = script.do("status")
    return {each["kind"]: each for each in status["unprinted"] if each["case_no"] == case_no}


def papers_of(accepted):
    """The files of the papers, which nobody else may read."""
    assert [each["kind"] for each in accepted["documents"]] == ["W01", "W02"]
    papers = [Path(each["path"]) for each in accepted["documents"]]
    for each in papers:
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
        assert each.read_bytes().startswith(b"%PDF-")
    return papers


def test_accepted_and_printed_with_the_line_cut_and_at_the_county_once(
    counter, enrolled, line, devices, hall, tmp_path
):
    script = counter.script
    to_the_point_of_accepting(script, devices, tmp_path)
    line.standing = Fault.CUT
    accepted = script.do("accept")
    case_no = accepted["case_no"]
    papers = papers_of(accepted)
    assert all(each.is_relative_to(enrolled[1]) for each in papers)

    receipt, notice = (each["id"] for each in accepted["documents"])
    assert script.do("print", document=receipt)["state"] == "device_done"
    assert script.do("print", document=notice)["state"] == "device_done"
    assert case_no in devices["tickets"].ask_json("slips")[-1]
    job = devices["documents"].ask_json("jobs")[-1]
    assert (job["state"], job["copies"]) == ("completed", 3)
    assert unprinted(script, case_no) == {}

    cut = script.do("sync", timeout_s=1)
    assert cut["pending"] >= 4
    assert cut["error"]["what"]
    assert hall.cases(case_no) == []
    line.mend()
    synced = script.do("sync", timeout_s=30)
    assert (synced["pending"], synced["parked"]) == (0, 0)
    (found,) = hall.cases(case_no)
    assert (found["state"], found["window"], found["applicant_masked"]) == (
        "S20",
        "1号窗口",
        "测*",
    )
    assert found["accepted_at"].endswith("+08:00")

    script.do("lock")
    assert [each for each in papers if each.exists()] == []
    assert script.try_do("accept")["error"]["code"] == "not_signed_in"


def test_accepting_twice_is_one_case_and_a_lost_answer_too(counter, line, devices, hall, tmp_path):
    script = counter.script
    to_the_point_of_accepting(script, devices, tmp_path)
    first, second = script.do("accept"), script.do("accept")
    assert first["case_no"] == second["case_no"]
    assert [each["id"] for each in first["documents"]] == [
        each["id"] for each in second["documents"]
    ]
    line.plan(Fault.FORWARD, Fault.DROP_ANSWER)  # hello passes, the push's answer is lost
    synced = script.do("sync", timeout_s=30)
    assert (synced["pending"], synced["parked"]) == (0, 0)
    assert [each.statuses for each in pushes(line)] == [(200,), (200,)]
    assert pushes(line)[0].fault is Fault.DROP_ANSWER
    assert len(hall.cases(first["case_no"])) == 1


def test_killed_while_typing_then_before_and_in_printing_nothing_is_lost_and_nothing_doubled(
    counter, line, devices, hall, tmp_path
):
    line.standing = Fault.CUT
    draft = to_the_point_of_accepting(counter.script, devices, tmp_path)
    counter.kill()

    assert draft in counter.script.do("status")["drafts"]
    signed_in(counter.script)
    resumed = counter.script.do("resume_draft", draft=draft)
    assert {each["state"] for each in resumed["materials"]} == {"received", "shared"}
    case_no = counter.script.do("accept")["case_no"]
    counter.kill()

    left = unprinted(counter.script, case_no)
    assert {kind: each["state"] for kind, each in left.items()} == {"W01": "none", "W02": "none"}
    assert draft not in counter.script.do("status")["drafts"]
    signed_in(counter.script)
    notice = left["W02"]["document"]
    devices["documents"].ask("slow 60")
    counter.script.send("print", document=notice)
    wait_for_a_job(devices["documents"])
    counter.kill()

    devices["documents"].ask("slow 0")
    left = unprinted(counter.script, case_no)
    assert {kind: each["state"] for kind, each in left.items()} == {
        "W01": "none",
        "W02": "unknown",
    }
    signed_in(counter.script)
    again = counter.script.try_do("print", document=notice)
    assert again["error"]["code"] == "reprint_reason"
    assert len(devices["documents"].ask_json("jobs")) == 1
    assert counter.script.do("print", document=left["W01"]["document"])["state"] == "device_done"
    line.mend()
    assert counter.script.do("sync", timeout_s=30)["pending"] == 0
    assert len(hall.cases(case_no)) == 1


def test_a_printer_out_of_paper_says_so_and_prints_after_the_refill(counter, devices, tmp_path):
    script = counter.script
    to_the_point_of_accepting(script, devices, tmp_path)
    receipt = script.do("accept")["documents"][0]["id"]
    devices["tickets"].ask("paper out")
    told = script.do("print", document=receipt)
    assert (told["state"], told["error"]["code"]) == ("failed", "printer_paper_out")
    assert script.do("status")["devices"]["tickets"]["state"] == "paper_out"
    devices["tickets"].ask("paper ok")
    assert script.do("print", document=receipt)["state"] == "device_done"


def test_an_old_card_with_a_rare_name_is_noted_taken_and_printed(counter, devices, tmp_path):
    script = counter.script
    signed_in(script)
    wrong = read_card(script, devices, tmp_path, number="540402199003070015")
    assert wrong["error"]["code"] == "number_check_failed"
    rare = {"name": "\U00020bb7\u4dae", "valid_from": "2000-01-01", "valid_to": "2010-01-01"}
    read = read_card(script, devices, tmp_path, **rare)
    assert [each["code"] for each in read["warnings"]] == ["card_expired"]
    to_the_point_of_accepting(script, devices, tmp_path, **rare)
    accepted = script.do("accept")
    papers_of(accepted)
    assert script.do("print", document=accepted["documents"][0]["id"])["state"] == "device_done"


def test_a_name_without_a_glyph_is_never_a_box_and_the_case_stands(
    counter, devices, hall, tmp_path
):
    script = counter.script
    to_the_point_of_accepting(script, devices, tmp_path, name="\U000f0001田")
    accepted = script.do("accept")
    assert [each["path"] for each in accepted["documents"]] == [None, None]
    lacking = "document_glyph_missing"
    assert [each["error"]["code"] for each in accepted["documents"]] == [lacking] * 2
    document = accepted["documents"][0]["id"]
    assert script.try_do("print", document=document)["error"]["code"] == lacking
    assert devices["tickets"].ask_json("slips") == []
    by_hand = script.do("print", document=document, by_hand=True)
    assert (by_hand["state"], by_hand["by_hand"]) == ("device_done", ["applicant"])
    assert len(devices["tickets"].ask_json("slips")) == 1
    script.do("sync", timeout_s=30)
    assert len(hall.cases(accepted["case_no"])) == 1


def test_an_enrolled_window_checks_itself_green(counter, enrolled):
    counter.stop()  # one program at a time holds the stores
    done = run_window("self-check", "--json", *enrolled)
    told = json.loads(done.stdout)
    lights = {each["name"]: each["light"] for each in told["checks"]}
    assert (done.returncode, told["ok"]) == (0, True), lights
    for name in ("store", "clock", "device.reader", "device.tickets", "device.documents"):
        assert lights[name] == "green"
    named = {each["name"]: each["detail"] for each in told["checks"]}
    assert named["store"] == "1号窗口"
