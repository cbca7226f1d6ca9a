"""The verbs of delivery answer as the others do."""

from __future__ import annotations

import pytest

from tests.fakes.certificate_window import a_grant, accepted, decide, finished
from tests.fakes.delivery_window import EMS, POSTED, a_csv, a_posting_desk, ready, sent
from tests.fakes.script import SIGN_IN, last, refused

ADDRESS = {
    "receiver": "卓玛",
    "phone": "13800000832",
    "region": "巴宜区",
    "address": "示例路3号",
}
STROKES = [[[100, 100], [1500, 900]], [[200, 900], [3900, 200]]]


def of(case, verb, **told):
    return {"do": verb, "case_no": case.no, **told}


def test_it_is_offered_authorised_and_taken_back():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    told = last(desk, SIGN_IN, of(case, "delivery_offer"))
    assert (told["open"], told["known"], told["state"]) == (True, [], None)
    done = last(desk, SIGN_IN, of(case, "authorise_delivery", **ADDRESS))
    assert ([each["kind"] for each in done["documents"]], done["state"]) == (["W14"], "S20")
    told = last(desk, SIGN_IN, of(case, "delivery_offer"))
    assert (told["open"], told["why"]["code"], told["state"]) == (
        False,
        "delivery_authorised",
        "authorised",
    )
    assert told["known"][0]["phone_masked"] == "138****0832"
    told = last(desk, SIGN_IN, of(case, "cancel_delivery", reason="自己来领"))
    assert (told["delivery"], told["state"]) == ("cancelled", "S20")


def test_without_an_address_the_last_one_is_taken():
    desk = a_posting_desk()
    first, second = accepted(desk, item=POSTED), accepted(desk, item=POSTED)
    assert refused(desk, SIGN_IN, of(first, "authorise_delivery")) == "argument_missing"
    last(desk, SIGN_IN, of(first, "authorise_delivery", **ADDRESS))
    assert refused(desk, SIGN_IN, of(first, "authorise_delivery")) == "delivery_authorised"
    last(desk, SIGN_IN, of(second, "authorise_delivery", witness="次仁"))
    did = [each.entry.operation for each in desk.ledger.entries(second.id)][-1]
    assert (did.order.to.receiver, did.manner, did.witness) == ("卓玛", "fingerprint", "次仁")


def test_the_region_may_stand_at_the_head_of_the_address():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    typed = {"receiver": "卓玛", "phone": "13800000832"}
    line = of(case, "authorise_delivery", **typed, address="示例路3号")
    assert refused(desk, SIGN_IN, line) == "delivery_region"
    done = last(
        desk, SIGN_IN, of(case, "authorise_delivery", **typed, address="巴宜区八一镇示例路3号")
    )
    assert done["delivery"] == "authorised"
    to = desk.ledger.entries(case.id)[-1].entry.operation.order.to
    assert (to.region, to.address) == ("西藏自治区林芝市巴宜区", "八一镇示例路3号")


def test_strokes_are_a_signature():
    desk = a_posting_desk()
    case = accepted(desk, item=POSTED)
    last(desk, SIGN_IN, of(case, "authorise_delivery", strokes=STROKES, **ADDRESS))
    assert desk.ledger.entries(case.id)[-1].entry.operation.manner == "touch"
    line = of(case, "authorise_delivery", strokes=[1], **ADDRESS)
    assert refused(desk, SIGN_IN, line) == "argument_wrong"


def test_a_list_its_waybills_and_what_became_of_them(tmp_path):
    desk = a_posting_desk()
    case = ready(desk)
    (line,) = last(desk, SIGN_IN, {"do": "to_send"})["to_send"]
    assert (line["case_no"], line["receiver_masked"]) == (case.no, "扎*")
    batch = last(desk, SIGN_IN, {"do": "courier_batch", "taker": "格桑", "case_nos": [case.no]})
    assert ([each["kind"] for each in batch["documents"]], batch["case_nos"]) == (
        ["W15C", "W10"],
        [case.no],
    )
    told = last(desk, SIGN_IN, {"do": "waybill", "waybill": EMS})
    assert (told["waybill"], told["state"], told["no"]) == (EMS, "handed", 1)
    assert refused(desk, SIGN_IN, {"do": "waybill", "waybill": EMS}) == "waybill_twice"
    file = tmp_path / "ems.csv"
    file.write_bytes(a_csv(f"{EMS},运输中,2026-11-16,,拉萨"))
    told = last(desk, SIGN_IN, {"do": "track", "file": str(file)})
    assert (told["rows"], told["moved"], told["faults"]) == (1, 1, [])
    file.write_bytes(a_csv(f"{EMS},飞了,2026-11-16,,拉萨"))
    (fault,) = last(desk, SIGN_IN, {"do": "track", "file": str(file)})["faults"]
    assert (fault["sheet"], fault["row"], fault["column"]) == ("ems.csv", 2, "state")
    told = last(desk, SIGN_IN, of(case, "sign_for", signed_by="卓玛", signed_on="2026-11-16"))
    assert (told["state"], told["delivery"]) == ("S80", "signed")
    (line,) = last(desk, SIGN_IN, {"do": "parcels"})["parcels"]
    assert (line["state"], line["signed_by_masked"], line["news"]) == ("signed", "卓*", "拉萨")
    told = last(desk, SIGN_IN, {"do": "delivery_figures"})
    assert told["served"] == {"day": 1, "month": 1, "year": 1}
    assert (told["provisions"][0]["keep_until"], bool(told["definition"])) == ("2029-11-16", True)
    told = last(desk, SIGN_IN, {"do": "delivery_figures", "day": "2026-11-17"})
    assert told["served"]["day"] == 0


def test_all_that_is_ready_goes_when_nothing_is_named():
    desk = a_posting_desk()
    case = ready(desk)
    batch = last(desk, SIGN_IN, {"do": "courier_batch", "taker": "格桑", "courier": "顺丰"})
    assert (batch["courier"], batch["case_nos"]) == ("顺丰", [case.no])
    assert last(desk, SIGN_IN, {"do": "parcels"})["parcels"][0]["signed_by_masked"] == ""


@pytest.mark.parametrize(("verb", "state"), [("take_back", "returned"), ("report_lost", "lost")])
def test_a_parcel_comes_back_or_is_lost(verb, state):
    desk = a_posting_desk()
    case = sent(desk)
    told = last(desk, SIGN_IN, of(case, verb, reason="无人签收"))
    assert (told["delivery"], told["state"]) == (state, "S75")
    assert refused(desk, SIGN_IN, of(case, verb)) == "reason_missing"


def test_a_file_that_is_not_there_is_named_as_the_argument(tmp_path):
    desk = a_posting_desk()
    line = {"do": "track", "file": str(tmp_path / "none.csv")}
    assert refused(desk, SIGN_IN, line) == "argument_wrong"


def test_what_lies_here_is_not_sent():
    desk = a_posting_desk()
    case = decide(desk, accepted(desk, item=POSTED), a_grant())
    finished(desk, case)
    assert refused(desk, SIGN_IN, of(case, "authorise_delivery", **ADDRESS)) == (
        "delivery_result_here"
    )
