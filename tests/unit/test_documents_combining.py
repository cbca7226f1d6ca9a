"""One sheet for what was received, accepted and decided in one sitting (facts/domain.md 2.3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.documents.combining import one_sheet
from counter_app.documents.library import current_template
from counter_app.documents.pdf import render_pdf
from counter_app.documents.preview import specimen
from counter_app.domain.errors import RuleError
from tests.fakes.paper_cases import CASE_NO, a_person
from tests.fakes.papers import intake_papers, page_texts


def papers(**decided):
    made = intake_papers(a_person("扎西顿珠"))
    decision = specimen(current_template("W10"), **decided)
    signed = ("applicant", "officer")
    return made["W01"], made["W02"], replace(decision, signatures=signed)


def test_one_sheet_says_what_the_three_papers_say():
    receipt, acceptance, decision = papers()
    sheet = one_sheet(receipt, acceptance, decision)
    assert sheet.id == f"{CASE_NO}-W10J-01"
    assert sheet.case_no == CASE_NO
    whole = "".join(page_texts(render_pdf(sheet))).replace(" ", "")
    assert receipt.id in whole
    assert acceptance.id in whole
    for document, keys in (
        (receipt, ("received_at", "applicant_phone")),
        (acceptance, ("accepted_at", "promise", "fee", "ground")),
        (decision, ("decision_no", "content", "decided_on", "valid", "officers")),
    ):
        for key in keys:
            assert document.value_map()[key].replace(" ", "") in whole, key
    for row in receipt.row_map()["materials"]:
        assert row[1] in whole
    assert sheet.signatures == ("applicant", "officer")
    assert sheet.copies == 3


def test_it_is_one_sheet_of_paper_with_ten_materials():
    receipt, acceptance, decision = papers()
    rows = tuple((str(n), f"第{n}号证明材料", "1", "—", "已收") for n in range(1, 11))
    sheet = one_sheet(replace(receipt, rows=(("materials", rows),)), acceptance, decision)
    assert len(page_texts(render_pdf(sheet))) <= 2


def test_a_witness_of_one_paper_signs_the_sheet():
    receipt, acceptance, decision = papers()
    witnessed = replace(receipt, signatures=("applicant", "officer", "witness"))
    sheet = one_sheet(witnessed, acceptance, decision)
    assert sheet.signatures == ("applicant", "witness", "officer")


def test_two_bodies_take_two_seals_and_so_no_one_sheet():
    with pytest.raises(RuleError) as refused:
        one_sheet(*papers(decide_org="林芝市巴宜区人民政府"))
    assert refused.value.code == "one_sheet_two_bodies"
    assert refused.value.values["deciding"] == "林芝市巴宜区人民政府"


def test_a_paper_without_a_statutory_field_is_refused():
    receipt, acceptance, decision = papers()
    values = tuple(pair for pair in decision.values if pair[0] != "decision_no")
    with pytest.raises(RuleError, match="document_value_missing"):
        one_sheet(receipt, acceptance, replace(decision, values=values))
