"""From the acceptance to the certificate window: a decision of the back office, with real processes."""

from __future__ import annotations

import json

import pytest

from counter_app.config import Settings
from counter_app.domain.case import CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.services.cases import case_by_no
from counter_app.services.desk import on_store
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.wiring import open_desk
from tests.fakes.county_process import json_lines
from tests.fakes.proof import long_proof
from tests.fakes.window_process import ScriptProcess, run_window
from tests.journeys.conftest import PASSWORD, USER

WAIT_S = 60
TYPED = {
    "kind": "resident",
    "name": "测试甲",
    "sex": "1",
    "birth_date": "1950-03-07",
    "number": "540402195003070016",
}
FOOD = (
    *("--value", "principal=测试甲", "--value", "premises=测试路1号"),
    *("--value", "business=食品销售经营者", "--value", "scope=预包装食品销售"),
)


@pytest.fixture(scope="module")
def clerk(hall, tmp_path_factory):
    """The script of a window without devices, signed in."""
    profile = tmp_path_factory.mktemp("accepting") / "profile"
    options = ("--profile", profile)
    done = run_window(*options, "enrol", "--server", hall.url, "--code", hall.another_window())
    assert done.returncode == 0, done.stderr
    with ScriptProcess(*options) as script:
        script.do("sign_in", user=USER, password=PASSWORD)
        yield script


@pytest.fixture(scope="module")
def certificate_window(hall, tmp_path_factory):
    """Another window of the hall, with its real stores and its real line."""
    profile = tmp_path_factory.mktemp("issuing") / "profile"
    with open_desk(profile, Settings()) as desk:
        assert run(desk, enrol(desk, hall.url, hall.another_window())).fault is None
        yield desk


@pytest.fixture(scope="module", autouse=True)
def back_office(hall):
    """An officer, and one who became an officer after he had accepted cases."""
    for name, role in (("gesang", "back-office"), ("dawa", "clerk")):
        given = ("create-user", name, "--role", role, "--password-stdin")
        hall.run(*given, stdin=PASSWORD + "\n")


def run(desk, flow):
    return desk.background.start(flow).result(WAIT_S)


def accept(script, item):
    script.do("leave")
    script.do("enter_person", person=TYPED)
    code = script.do("find_items", text=item, limit=1)["items"][0]["code"]
    script.do("open_case", item=code)
    script.do("mark_material", material="all", state="received")
    case_no = script.do("accept")["case_no"]
    report = script.do("sync", timeout_s=WAIT_S)
    assert report["pending"] == report["parked"] == 0
    return case_no


@long_proof
def test_a_decision_of_the_back_office_reaches_the_certificate_window(
    hall, clerk, certificate_window
):
    case_no = accept(clerk, "食品经营许可")
    officers = ("--officer", "格桑", "--officer", "央金")
    decide = ("decide", "--case", case_no, "--by", "gesang", "--grant", *officers)
    missing = hall.run(*decide, check=False)
    assert missing.returncode == 1
    assert "经营项目" in missing.stderr
    (told,) = json_lines(hall.run(*decide, *FOOD, "--valid-to", "2036-11-15"))
    assert (told["case_no"], told["state"]) == (case_no, "S60")
    assert [each["state"] for each in told["certificates"]] == ["to_print", "to_print"]

    desk = certificate_window
    assert run(desk, sync_turn(desk, WAIT_S)).fault is None
    case = run(desk, on_store(lambda: case_by_no(desk, case_no)))
    assert case.state is CaseState.GRANTED
    assert case.decision.officers == ("格桑", "央金")
    assert [each.grant.name for each in case.certificates] == [
        "食品经营许可证（正本）",
        "食品经营许可证（副本）",
    ]
    assert {each.state for each in case.certificates} == {CertificateState.TO_PRINT}
    assert hall.cases(case_no)[0]["state"] == "S60"

    undecide = ("undecide", "--case", case_no, "--by", "gesang", "--reason", "发现依据有误")
    (back,) = json_lines(hall.run(*undecide))
    assert (back["state"], back["decision_no"]) == ("S20", "")
    assert run(desk, sync_turn(desk, WAIT_S)).fault is None
    case = run(desk, on_store(lambda: case_by_no(desk, case_no)))
    assert (case.state, case.decision) == (CaseState.ACCEPTED, None)


@long_proof
def test_who_accepted_a_case_is_refused_whatever_he_has_become(hall, clerk):
    clerk.do("sync", timeout_s=WAIT_S)  # dawa arrives
    clerk.do("lock")
    clerk.do("sign_in", user="dawa", password=PASSWORD)
    case_no = accept(clerk, "食品经营许可")
    becomes = ("create-user", "dawa", "--update", "--role", "back-office", "--password-stdin")
    hall.run(*becomes, stdin=PASSWORD + "\n")
    decide = ("decide", "--case", case_no, "--deny", "--reason", "不符", "--papers-only")
    done = hall.run(*decide, "--by", "dawa", "--officer", "达娃", check=False)
    assert done.returncode == 1
    assert "受理与审批须分开" in done.stderr
    refused = hall.run(*decide, "--by", USER, "--officer", "次仁", check=False)
    assert "没有审批岗权限" in refused.stderr
    (told,) = json_lines(hall.run(*decide, "--by", "gesang", "--officer", "格桑"))
    assert told["state"] == "S61"
    clerk.do("lock")
    clerk.do("sign_in", user=USER, password=PASSWORD)


def test_an_immediate_item_is_decided_at_the_window_itself(hall, clerk):
    clerk.do("leave")
    clerk.do("enter_person", person=TYPED)
    code = clerk.do("find_items", text="生育登记", limit=1)["items"][0]["code"]
    clerk.do("open_case", item=code)
    clerk.do("mark_material", material="all", state="received")
    done = clerk.do("decide_now", ruling="granted")
    assert (done["state"], done["certificates"]) == ("S75", [])
    assert [each["kind"] for each in done["documents"]] == ["W10J"]
    assert done["documents"][0]["path"], json.dumps(done, ensure_ascii=False)
    report = clerk.do("sync", timeout_s=WAIT_S)
    assert report["pending"] == report["parked"] == 0
    assert hall.cases(done["case_no"])[0]["state"] == "S75"
