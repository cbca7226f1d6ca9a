"""What each paper says, from the case (facts/domain.md 2.5 and 2.7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.documents.slips import render_slip
from counter_app.domain.case import CaseState, Guardian, MaterialState
from counter_app.domain.item import SituationId
from counter_app.services import paper
from tests.fakes.paper_cases import (
    CASE_NO,
    a_case,
    a_person,
    a_window,
    an_issuer,
    an_item,
    for_body,
    paid_item,
    said,
    with_gap,
)

ITEM = an_item()
AT = an_issuer()


def test_a_receipt_says_what_the_law_asks():
    document = paper.receipt(a_case(ITEM, CaseState.RECEIVED), ITEM, AT)
    values = said(document)
    assert document.id == f"{CASE_NO}-W01-01"
    assert document.case_no == CASE_NO
    assert document.copies == 3
    assert document.signatures == ("applicant", "officer")
    assert values["answer_by"] == "（截至2026年11月23日）"
    assert values["received_at"] == "2026年11月16日 10:00"
    assert values["applicant_number"] == "5*************0014"
    assert values["applicant_phone"] == "13800000831"
    assert values["window"] == "巴宜区政务服务中心3号窗口"
    assert values["situation"] == "新办·餐饮"
    assert "handler" not in values
    assert dict(document.rows)["materials"][2] == ("3", "经营场所平面布局图", "1", "1", "已收")


def test_received_and_accepted_in_one_sitting_the_receipt_is_a_slip_that_waits_for_nothing():
    document = paper.receipt(a_case(ITEM), ITEM, AT)
    assert (document.form, document.copies) == ("slip", 1)
    assert "answer_by" not in said(document)
    assert "已当场受理" in said(document)["accepted_now"]
    text = render_slip(document).text()
    assert "已当场受理" in text
    assert "5 个工作日" not in text


def test_a_receipt_without_a_holiday_table_promises_no_date():
    document = paper.receipt(a_case(ITEM, CaseState.RECEIVED, answer_by=None), ITEM, AT)
    assert said(document)["answer_by"] == "（截止日期待节假日安排公布后告知）"


def test_a_person_without_a_phone_and_a_witness_are_drawn_states():
    at = an_issuer(witnessed=True)
    document = paper.receipt(a_case(ITEM, phone=""), ITEM, at)
    assert said(document)["applicant_phone"] == "未留电话"
    assert document.signatures == ("applicant", "officer", "witness")


def test_acceptance_states_the_limit_and_the_date():
    document = paper.acceptance(a_case(ITEM), ITEM, AT)
    values = said(document)
    assert values["promise"] == "承诺 9 个工作日，2026年11月27日到期"
    assert values["statutory"] == "20 个工作日"
    assert values["accept_org"] == values["decide_org"] == "林芝市巴宜区市场监督管理局"
    assert values["fee"] == "不收费"
    assert values["delivery"] == "窗口自取"
    assert values["sample"] == "示例数据，仅供演示"
    assert values["progress"] == "凭办件编号到窗口查询，或拨打0894-0000003"
    assert "gaps" not in values


def test_without_a_due_date_the_paper_says_so_in_these_words():
    document = paper.acceptance(a_case(ITEM, due_date=None), ITEM, AT)
    assert said(document)["promise"] == "承诺 9 个工作日，截止日期待节假日安排公布后告知"


def test_acceptance_lists_only_what_was_taken_and_names_the_gaps():
    item = paid_item()
    document = paper.acceptance(with_gap(item), item, AT)
    values = said(document)
    assert values["gaps"] == "经营场所平面布局图"
    assert values["fee"] == "证书工本费：每证 10 元（示例，依据待核）"
    names = [row[1] for row in dict(document.rows)["materials"]]
    assert names == ["食品经营许可申请书", "营业执照", "食品安全管理制度文本"]


def test_shared_and_missing_materials_are_told_apart_on_the_receipt():
    states = [MaterialState.SHARED, MaterialState.MISSING, MaterialState.DEFERRED]
    case = with_gap(ITEM)
    materials = tuple(
        replace(each, state=state)
        for each, state in zip(case.application.materials[1:], states, strict=True)
    )
    case = a_case(ITEM, CaseState.RECEIVED, materials=materials)
    rows = dict(paper.receipt(case, ITEM, AT).rows)["materials"]
    assert [row[2:] for row in rows] == [
        ("—", "—", "共享获取，免提交"),
        ("—", "—", "缺"),
        ("—", "—", "缺"),
    ]


def test_deferral_gives_date_and_form_of_each_gap_twice_to_sign():
    document = paper.deferral(with_gap(ITEM), ITEM, AT)
    assert document.copies == 2
    assert document.signatures == ("applicant", "receiver")
    gap = ("1", "经营场所平面布局图", "原件 1 份，复印件 1 份", "2026年11月25日")
    assert dict(document.rows)["gaps"] == (gap,)
    receipt = paper.receipt(with_gap(ITEM), ITEM, AT)
    assert dict(receipt.rows)["materials"][2][4] == "容缺，2026年11月25日前补交"


def test_a_body_is_named_with_its_code_and_its_agent():
    document = paper.receipt(for_body(ITEM, "林芝某某小吃店"), ITEM, AT)
    values = said(document)
    assert values["applicant"] == "林芝某某小吃店"
    assert values["applicant_number"] == "92540402MA6T12347G"
    assert values["handler"] == "次仁卓玛（代理人）"


def test_a_child_is_named_with_the_guardian():
    case = a_case(ITEM, guardian=Guardian(a_person("央金"), "母亲"))
    assert said(paper.receipt(case, ITEM, AT))["handler"] == "央金（监护人）"


@pytest.mark.parametrize(
    ("delivery", "address", "wanted"),
    [
        ("pickup", "", "窗口自取"),
        ("courier", "示例路 2 号", "免费寄递至：示例路 2 号"),
        ("courier", "", "免费寄递"),
    ],
)
def test_how_the_result_comes(delivery, address, wanted):
    case = a_case(ITEM, delivery=delivery, address=address)
    assert said(paper.acceptance(case, ITEM, AT))["delivery"] == wanted


def test_the_notice_slip_needs_no_case():
    document = paper.notice_slip(ITEM, SituationId("s1"), AT)
    values = said(document)
    assert document.case_no is None
    assert document.id == "W17-540402000SPJYXK01-3"
    assert values["qr"] == ITEM.code
    assert values["situation"] == "新办·餐饮"
    assert values["limits"] == "法定 20 个工作日，承诺 9 个工作日"
    assert values["version"] == "清单第 3 版"
    assert "applicant" not in values
    rows = dict(document.rows)["materials"]
    assert rows[0][2:] == ("申请人自备", "原件 1 份", "必要")
    assert rows[1][2:] == ("部门共享，免提交", "复印件 1 份", "必要")
    assert rows[2][4] == "可容缺后补"


def test_the_notice_slip_falls_back_to_the_window():
    item = an_item(address="", hours="", phone="", complaint_phone="", materials=())
    values = said(paper.notice_slip(item, None, AT, "扎西"))
    window = a_window()
    assert values["place"] == window.address
    assert values["hours"] == window.hours
    assert (values["phone"], values["complaint_phone"]) == (window.phone, window.complaint_phone)
    assert values["applicant"] == "扎西"
    assert "situation" not in values


def test_real_items_carry_no_sample_mark():
    assert "sample" not in said(paper.acceptance(a_case(ITEM), an_item(sample=False), AT))


def test_an_acceptance_with_gaps_does_not_call_the_papers_complete():
    assert said(paper.acceptance(with_gap(ITEM), ITEM, AT))["ground"].startswith("主要申请材料齐全")
    assert said(paper.acceptance(a_case(ITEM), ITEM, AT))["ground"] == "申请材料齐全、符合法定形式"
