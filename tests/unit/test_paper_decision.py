"""What the decision (W10) and the promise (W07) say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.decision import Decision, DecisionKind
from counter_app.services.paper_decision import decision, promise
from tests.fakes.builders_issue import a_grant
from tests.fakes.paper_cases import CASE_NO, a_case, an_issuer, an_item, said, with_gap

DAY = date(2026, 11, 24)
GRANTED = Decision(
    DecisionKind.GRANTED,
    f"{CASE_NO}-W10-01",
    DAY,
    "林芝市巴宜区市场监督管理局",
    ("格桑", "央金"),
    "",
    valid_from=DAY,
    valid_to=date(2031, 11, 23),
    grants=(a_grant(),),
)
DENIED = replace(
    GRANTED, kind=DecisionKind.DENIED, reason="场所不符合要求", grants=(), valid_from=None
)


def paper(found, item=None, case=None, **changes):
    item = item or an_item()
    case = replace(case or a_case(item, CaseState.GRANTED), decision=found, **changes)
    return decision(case, item, an_issuer())


def test_a_grant_names_its_certificates_and_how_long_they_hold():
    made = paper(GRANTED, deliver_by=date(2026, 12, 8))
    values = said(made)
    assert made.kind == "W10"
    assert made.id == values["decision_no"] == f"{CASE_NO}-W10-01"
    assert values["ruling"] == "准予行政许可决定"
    assert values["content"] == "申请符合法定条件、标准，准予“食品经营许可（新办）”。"
    assert values["officers"] == "格桑、央金"
    assert values["accepted_on"] == "2026年11月16日"
    assert values["valid"] == "自2026年11月24日至2031年11月23日"
    assert values["deliver_by"] == "2026年12月8日前送达证照、文书"
    assert dict(made.rows)["certificates"] == (
        ("1", "食品经营许可证", "示例有限公司", "自2026年11月24日至2031年11月23日"),
    )
    assert not {"reason", "remedies", "delegation", "certificate_note"} & values.keys()
    assert made.signatures == ("applicant", "officer")


def test_without_a_holiday_table_the_day_of_delivery_is_open():
    assert "10 个工作日" in said(paper(GRANTED))["deliver_by"]


def test_a_grant_without_end_and_one_without_dates():
    assert said(paper(replace(GRANTED, valid_to=None)))["valid"] == "自2026年11月24日起长期有效"
    assert "valid" not in said(paper(replace(GRANTED, valid_from=None)))


# licence law art. 38: the reasons, and the ways against it
def test_a_refusal_gives_reasons_and_remedies():
    values = said(paper(DENIED))
    assert values["ruling"] == "不予行政许可决定"
    assert values["reason"] == "场所不符合要求"
    assert "60 日内" in values["remedies"]
    assert "6 个月内" in values["remedies"]
    assert not {"valid", "deliver_by", "certificates"} & values.keys()


def test_a_referral_is_neither():
    values = said(paper(replace(GRANTED, kind=DecisionKind.REFERRED, grants=())))
    assert values["ruling"] == "转报办结通知"
    assert "已报送" in values["content"]
    assert not {"remedies", "granted", "denied", "deliver_by"} & values.keys()


def test_what_the_body_wrote_itself_is_printed():
    own = "准予经营热食类食品制售。"
    assert said(paper(replace(GRANTED, content=own)))["content"] == own


def test_the_delegation_is_named():
    found = said(paper(replace(GRANTED, basis="示例委托书")))["delegation"]
    assert found == "受林芝市巴宜区市场监督管理局委托，由本窗口当场决定（示例委托书）"


@pytest.mark.parametrize(
    ("found", "ruling"),
    [(GRANTED, "办结通知"), (DENIED, "不予办理决定")],
)
def test_what_is_no_licence_is_not_called_one(found, ruling):
    values = said(paper(found, an_item(task_type="20")))
    assert values["ruling"] == ruling
    assert "许可决定" not in values["content"]


# facts/domain.md 2.7: decided with gaps, the certificate is held
def test_an_open_gap_holds_the_certificate_and_the_paper_says_so():
    item = an_item()
    values = said(paper(GRANTED, item, with_gap(item)))
    assert values["certificate_note"] == "容缺材料补齐后发放证照，尚缺：经营场所平面布局图"


def test_the_promise_lists_what_it_stands_for():
    item = an_item(promise_allowed=True)
    case = a_case(item)
    materials = tuple(
        replace(each, state=MaterialState.PROMISED) if each.id == "m4" else each
        for each in case.application.materials
    )
    case = replace(case, application=replace(case.application, materials=materials))
    made = promise(case, item, an_issuer())
    assert (made.kind, made.copies, made.signatures) == ("W07", 2, ("applicant",))
    assert dict(made.rows)["promised"] == (
        ("1", "食品安全管理制度文本", "填写完整，签字或者盖章", "示例，依据待核"),
    )
    assert said(made)["condition"].startswith("有与经营的食品品种")
    bare = replace(item, materials=(), by_law="")
    assert dict(promise(case, bare, an_issuer()).rows)["promised"][0][2:] == (
        "按申请材料清单的要求提交",
        "示例，依据待核",
    )
