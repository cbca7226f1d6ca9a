"""A result goes to its receiver by courier: window, county and another window, with real processes."""

from __future__ import annotations

import pytest

from counter_app.config import Settings
from counter_app.domain.case import CaseState
from counter_app.domain.delivery import DeliveryState
from counter_app.services.cases import case_by_no
from counter_app.services.desk import on_store
from counter_app.services.sync.flow import enrol, sync_turn
from counter_app.wiring import open_desk
from tests.fakes.proof import long_proof
from tests.fakes.window_process import ScriptProcess, run_window
from tests.journeys.conftest import PASSWORD, USER

WAIT_S = 60
EMS = "EE473124829CN"
TYPED = {
    "kind": "resident",
    "name": "测试乙",
    "sex": "1",
    "birth_date": "1950-03-07",
    "number": "540402195003070016",
}
ADDRESS = {
    "receiver": "测试丙",
    "phone": "13800000832",
    "region": "巴宜区",
    "address": "示例镇示例路3号",
}


@pytest.fixture(scope="module")
def clerk(hall, tmp_path_factory):
    """The script of a window without devices, signed in; an officer sits at the county."""
    given = ("create-user", "pasang", "--role", "back-office", "--password-stdin")
    hall.run(*given, stdin=PASSWORD + "\n")
    options = ("--profile", tmp_path_factory.mktemp("posting") / "profile")
    done = run_window(*options, "enrol", "--server", hall.url, "--code", hall.another_window())
    assert done.returncode == 0, done.stderr
    with ScriptProcess(*options) as script:
        script.do("sign_in", user=USER, password=PASSWORD)
        yield script


def accept(script):
    script.do("leave")
    script.do("enter_person", person=TYPED)
    code = script.do("find_items", text="食品经营许可", limit=1)["items"][0]["code"]
    script.do("open_case", item=code)
    script.do("mark_material", material="all", state="received")
    return script.do("accept")["case_no"]


def deny(hall, script, case_no):
    """The decision that is the result, as the county makes it."""
    settled(script)
    decide = ("decide", "--case", case_no, "--deny", "--reason", "不符", "--papers-only")
    hall.run(*decide, "--by", "pasang", "--officer", "巴桑")
    settled(script)


def settled(script):
    report = script.do("sync", timeout_s=WAIT_S)
    assert (report["pending"], report["parked"]) == (0, 0)


def seen_elsewhere(hall, folder, case_no):
    """The case as a new window of the hall hears of it from the county."""
    with open_desk(folder / "profile", Settings()) as desk:

        def run(flow):
            return desk.background.start(flow).result(WAIT_S)

        assert run(enrol(desk, hall.url, hall.another_window())).fault is None
        assert run(sync_turn(desk, WAIT_S)).fault is None
        return run(on_store(lambda: case_by_no(desk, case_no)))


@long_proof
def test_a_result_is_authorised_sent_tracked_and_signed_for(hall, clerk, tmp_path):
    case_no = accept(clerk)
    signed = clerk.do("authorise_delivery", case_no=case_no, **ADDRESS)
    assert [each["kind"] for each in signed["documents"]] == ["W14"]
    assert signed["documents"][0]["path"]
    refused(clerk, "delivery_authorised", "authorise_delivery", case_no=case_no)
    refused(clerk, "delivery_not_ready", "courier_batch", taker="格桑", case_nos=[case_no])
    deny(hall, clerk, case_no)
    send(clerk, case_no, tmp_path / "ems.csv")  # without a sync: nothing of it needs the line
    settled(clerk)
    assert hall.cases(case_no)[0]["state"] == "S80"
    case = seen_elsewhere(hall, tmp_path, case_no)
    assert (case.state, case.delivery.state) == (CaseState.DELIVERED, DeliveryState.SIGNED)
    assert (case.delivery.parcel.waybill, case.delivery.order.to.region) == (
        EMS,
        "西藏自治区林芝市巴宜区",
    )


def send(script, case_no, file):
    """List, waybill, tracking, signed for; each wrong step is refused."""
    batch = script.do("courier_batch", taker="格桑", case_nos=[case_no])
    assert [each["kind"] for each in batch["documents"]] == ["W15C", "W10"]
    assert all(each["path"] for each in batch["documents"])
    refused(script, "delivery_batch_closed", "courier_batch", taker="格桑", case_nos=[case_no])
    scanned = script.do("waybill", waybill=EMS)
    refused(script, "waybill_twice", "waybill", waybill=EMS)
    row = f"运单号,状态,日期\n{EMS},运输中,{scanned['handed_on']}\n"
    file.write_text(f"{row}X1,飞了,{scanned['handed_on']}\n", "utf-8")
    wrong = script.do("track", file=str(file))
    assert [(each["row"], each["column"]) for each in wrong["faults"]] == [(3, "state")]
    file.write_text(row, "utf-8")
    assert script.do("track", file=str(file))["moved"] == 1
    done = script.do("sign_for", case_no=case_no, signed_by="测试丙")
    assert (done["state"], done["delivery"]) == ("S80", "signed")
    figures = script.do("delivery_figures")
    assert figures["served"]["day"] >= 1
    assert case_no in [each["case_no"] for each in figures["provisions"]]


def refused(script, code, verb, **values):
    answer = script.try_do(verb, **values)
    assert (answer["ok"], answer["error"]["code"]) == (False, code)


@long_proof
def test_the_last_address_is_taken_again_and_what_comes_back_is_fetched(hall, clerk):
    first = accept(clerk)
    clerk.do("authorise_delivery", case_no=first, **ADDRESS)
    case_no = accept(clerk)
    clerk.do("authorise_delivery", case_no=case_no)
    deny(hall, clerk, case_no)
    clerk.do("courier_batch", taker="格桑", case_nos=[case_no])
    clerk.do("waybill", waybill="RA123456785CN")
    back = clerk.do("take_back", case_no=case_no, reason="无人签收")
    assert (back["state"], back["delivery"]) == ("S61", "returned")
    groups = {each["case_no"]: each["group"] for each in clerk.do("certificates")["certificates"]}
    assert groups[case_no] == "to_fetch"
    settled(clerk)
