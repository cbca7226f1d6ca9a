"""What the papers say of corrections, refusals, withdrawals and supplements (facts/domain.md 2.5 and 2.7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState, MaterialState, RefusalKind
from counter_app.domain.errors import RuleError
from counter_app.services import paper
from tests.fakes.paper_cases import (
    CASE_NO,
    a_case,
    a_material,
    an_issuer,
    an_item,
    said,
    with_fault,
    with_gap,
)

ITEM = an_item()
AT = an_issuer()


def test_correction_says_what_is_wrong_what_is_asked_and_why():
    case = with_fault(ITEM)
    document = paper.correction(case, ITEM, AT)
    values = said(document)
    assert values["bring_by"] == "截至2026年12月7日"
    assert values["served_at"] == "2026年11月16日 10:00"
    assert "repeat_reason" not in values
    first, second = dict(document.rows)["corrections"]
    assert first[1:4] == (
        "食品经营许可申请书",
        "第 2 页没有签字，经营项目一栏未填写",
        "填写完整，签字或者盖章",
    )
    assert second[2] == "未提交"
    assert second[5] == "示例，依据待核"


def test_a_second_correction_gives_its_reason_and_the_next_number():
    case = with_fault(ITEM)
    first = paper.correction(case, ITEM, AT)
    notice = replace(case.corrections[0], bring_by=None, repeat_reason="首次告知时尚未提交")
    again = replace(case, corrections=(*case.corrections, notice), documents=(first,))
    document = paper.correction(again, ITEM, AT)
    assert document.id == f"{CASE_NO}-W03-02"
    assert said(document)["repeat_reason"] == "首次告知时尚未提交"
    assert said(document)["bring_by"] == "截止日期待节假日安排公布后告知"


def test_a_material_that_the_item_no_longer_lists_is_asked_by_the_list():
    item = an_item(materials=(a_material(9, "别的"),), by_law="")
    first = dict(paper.correction(with_fault(ITEM), item, AT).rows)["corrections"][0]
    assert first[3] == "按申请材料清单的要求提交"
    assert first[5] == "示例，依据待核"
    bare = a_material(1, "申请书", accept_standard="", fill_explain="逐栏填写", by_law="")
    first = dict(paper.correction(with_fault(ITEM), an_item(materials=(bare,)), AT).rows)
    assert first["corrections"][0][3] == "逐栏填写"


@pytest.mark.parametrize(
    ("kind", "paper_kind", "basis"),
    [
        (RefusalKind.NOT_COMPETENT, "W04", "第三十二条第一款第二项"),
        (RefusalKind.NOT_ACCEPTED, "W04", "第三十二条；示例，依据待核"),
        (RefusalKind.NOT_NEEDED, "W05", "第三十二条第一款第一项"),
    ],
)
def test_refusals_by_kind(kind, paper_kind, basis):
    case = a_case(
        ITEM,
        CaseState.NOT_ACCEPTED,
        closing_reason="不属本机关职权",
        competent_body="林芝市卫生健康委员会",
    )
    document = paper.refusal(case, ITEM, kind, AT)
    values = said(document)
    assert document.kind == paper_kind
    assert values["basis"].endswith(basis)
    assert values["reason"] == "不属本机关职权"
    assert len(dict(document.rows)["returned"]) == 4
    if paper_kind == "W04":
        assert values["competent_body"] == "林芝市卫生健康委员会"
        assert values["facts"].startswith("2026年11月16日，扎西在巴宜区政务服务中心3号窗口申请办理")
        assert values["facts"].endswith("提交申请材料 4 项。")


def test_a_refusal_by_an_item_without_a_basis_says_that_it_is_to_be_checked():
    case = a_case(ITEM, closing_reason="材料虚假")
    document = paper.refusal(case, an_item(by_law=""), RefusalKind.NOT_ACCEPTED, AT)
    assert said(document)["basis"].endswith("示例，依据待核")


def test_a_refusal_without_a_reason_is_not_made():
    with pytest.raises(RuleError, match="document_value_missing") as refused:
        paper.refusal(a_case(ITEM), ITEM, RefusalKind.NOT_NEEDED, AT)
    assert refused.value.values == {"document": "W05", "field": "理由"}


def test_withdrawal_returns_what_was_taken():
    case = a_case(ITEM, CaseState.WITHDRAWN, closing_reason="不办了")
    document = paper.withdrawal(case, ITEM, AT)
    assert said(document)["reason"] == "不办了"
    assert len(dict(document.rows)["returned"]) == 4
    assert document.copies == 2


@pytest.mark.parametrize(
    ("state", "gap", "result"),
    [
        (CaseState.RECEIVED, False, "告知的补正材料已收齐，本窗口依法办理受理手续。"),
        (CaseState.CORRECTING, False, "仍有材料未补齐，请按补正材料一次性告知书载明的期限补交。"),
        (CaseState.ACCEPTED, False, "容缺材料已补齐，承诺已履行。"),
        (
            CaseState.ACCEPTED_WITH_GAPS,
            True,
            "仍有容缺材料未补齐，请按容缺受理通知书载明的期限补交。",
        ),
    ],
)
def test_a_supplement_is_ticked_against_its_notice(state, gap, result):
    notice = paper.correction(with_fault(ITEM), ITEM, AT)
    case = replace(with_gap(ITEM) if gap else a_case(ITEM), state=state, documents=(notice,))
    here, lacking = case.application.materials[0], case.application.materials[3]
    brought = (here, replace(lacking, state=MaterialState.MISSING))
    document = paper.supplement_receipt(case, ITEM, brought, AT)
    assert said(document)["notice"] == f"补正材料一次性告知书（{notice.id}）"
    assert said(document)["result"] == result
    assert [row[2:] for row in dict(document.rows)["materials"]] == [
        ("1", "—", "已收齐"),
        ("—", "—", "仍缺"),
    ]


def test_a_supplement_without_a_notice_here_names_none():
    case = a_case(ITEM)
    document = paper.supplement_receipt(case, ITEM, case.application.materials, AT)
    assert said(document)["notice"] == "—"
