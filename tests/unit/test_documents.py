"""Papers at their edges: many rows, long values, missing characters, reprints, the same bytes each time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest
import zxingcpp

from counter_app.documents.blocks import (
    TEXT_WIDTH,
    BarMark,
    Cell,
    Look,
    TextMark,
    paragraph,
    row_blocks,
)
from counter_app.documents.filling import fill, match
from counter_app.documents.furniture import QR_SIDE, part_head
from counter_app.documents.library import current_template
from counter_app.documents.pdf import render_pdf
from counter_app.documents.renderer import TemplateRenderer
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.services import paper
from tests.fakes.paper_cases import (
    APPLICANTS,
    CASE_NO,
    a_case,
    a_material,
    a_person,
    an_issuer,
    an_item,
    case_materials,
)
from tests.fakes.papers import PAGES, golden_papers, page_images, page_texts
from tests.fakes.proof import long_proof

GOLDEN = {who: golden_papers(a_person(name)) for who, name in APPLICANTS.items()}
MM_PER_DOT = 25.4 / 200
QR_LEFT = TEXT_WIDTH - QR_SIDE


def with_value(document: Document, **changed: str) -> Document:
    values = {**document.value_map(), **changed}
    return replace(document, values=tuple(values.items()))


def test_the_same_document_gives_the_same_bytes_in_another_process():
    document = GOLDEN["rare"]["W02"]
    here = hashlib.sha256(render_pdf(document)).hexdigest()
    program = (
        "import hashlib\n"
        "from counter_app.documents.pdf import render_pdf\n"
        "from tests.fakes.paper_cases import APPLICANTS, a_person\n"
        "from tests.fakes.papers import intake_papers\n"
        "papers = intake_papers(a_person(APPLICANTS['tibetan']))\n"
        "for each in papers.values(): render_pdf(each)\n"
        "papers = intake_papers(a_person(APPLICANTS['rare']))\n"
        "print(hashlib.sha256(render_pdf(papers['W02'])).hexdigest())\n"
    )
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here


@long_proof
def test_every_paper_has_the_same_bytes_in_another_process_and_another_order():
    program = (
        "import hashlib\n"
        "from counter_app.documents.pdf import render_pdf\n"
        "from tests.fakes.paper_cases import APPLICANTS, a_person\n"
        "from tests.fakes.papers import PAGES, golden_papers\n"
        "for who in ('rare', 'tibetan'):\n"
        "    papers = golden_papers(a_person(APPLICANTS[who]))\n"
        "    for kind in reversed(PAGES):\n"
        "        print(who, kind, hashlib.sha256(render_pdf(papers[kind])).hexdigest())\n"
    )
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    here = {
        f"{who} {kind} {hashlib.sha256(render_pdf(GOLDEN[who][kind])).hexdigest()}"
        for who in ("tibetan", "rare")
        for kind in PAGES
    }
    assert set(there.stdout.splitlines()) == here


def test_bars_are_whole_dots_of_a_printer_wherever_the_number_allows():
    dot_pt = 72 / 300
    for number, dots in (("540402260A1A0000197", 5), ("540402260A1A0000197-W10J-01-ABCDEF", 4)):
        document = replace(GOLDEN["short"]["W02"], case_no=number)
        (head, *_) = part_head(fill(document), current_template("W02").title)
        bars = [mark for mark in head.marks if isinstance(mark, BarMark)]
        wide = [mark for mark in bars if mark.height > 20]
        assert min(mark.width for mark in wide) == pytest.approx(dots * dot_pt)
        assert max(mark.x + mark.width for mark in wide) < QR_LEFT - 10 * dots * dot_pt


def test_tibetan_bytes_do_not_depend_on_what_was_drawn_before():
    first = GOLDEN["tibetan"]["W16"]
    before = render_pdf(first)
    other = with_value(first, applicant="ཧཱུྃ་བསྒྲུབས་རྒྱ་མཚོ་", reason="ཀྲུང་གོ")
    assert render_pdf(other) != before
    assert render_pdf(first) == before


def test_a_document_survives_the_wire():
    for document in GOLDEN["tibetan"].values():
        assert from_plain(Document, to_plain(document), strict=True) == document


def test_sixty_materials_go_on_with_the_head_on_each_page():
    item = an_item(materials=tuple(a_material(n, f"第{n}号证明材料") for n in range(1, 61)))
    case = a_case(item, materials=case_materials(item))
    for document, head in (
        (paper.receipt(case, item, an_issuer()), "材料名称"),
        (paper.acceptance(case, item, an_issuer()), "已受理的材料"),
    ):
        texts = page_texts(render_pdf(document))
        assert len(texts) >= 3
        rows = [[n for n in range(1, 61) if f"第{n}号证明材料" in text] for text in texts]
        assert [n for page in rows for n in page] == list(range(1, 61))
        assert all(head in text for text, page in zip(texts, rows, strict=True) if page)
        assert all("（续）" in text for text in texts[1:])


@long_proof
def test_a_seal_never_stands_on_a_page_without_text():
    for count in range(1, 30):
        item = an_item(materials=tuple(a_material(n, f"材料{n}") for n in range(1, count + 1)))
        document = paper.acceptance(a_case(item, materials=case_materials(item)), item, an_issuer())
        last = page_texts(render_pdf(document))[-1]
        assert "（受理专用章）" in last
        assert "书面告知" in last


@long_proof
def test_a_value_longer_than_a_page_goes_on():
    reason = "".join(f"第{n}条理由是场所和设施还没有达到规定的要求。" for n in range(1, 161))
    texts = page_texts(render_pdf(with_value(GOLDEN["short"]["W04"], reason=reason)))
    assert len(texts) >= 3
    last = max(n for n, text in enumerate(texts) if "第160条理由" in text)
    assert last >= 2
    blocks = row_blocks([Cell("理由", "理由", 80), Cell(reason, "理由", 390)])
    assert len(blocks) > 1
    marks = [mark for block in blocks for mark in block.marks if isinstance(mark, TextMark)]
    assert "".join(mark.line.text for mark in marks) == "理由" + reason


def test_long_rows_before_the_seal_stay_on_their_pages():
    rows = tuple((str(n), "很长的材料名称" * 60, "1", "1") for n in range(1, 6))
    document = replace(GOLDEN["short"]["W04"], rows=(("returned", rows),))
    for image in page_images(render_pdf(document)):
        # Just below the rule of the foot; the strokes of a row that ran over would cross it.
        top, bottom = (int(height / MM_PER_DOT) for height in (297 - 26 + 0.4, 297 - 26 + 1.2))
        assert image.crop((0, top, image.width, bottom)).getextrema()[0] > 200


def test_no_paragraph_ends_in_a_lonely_character():
    for count in range(1, 80):
        blocks = paragraph("受" * count + "。", "x", Look())
        marks = [mark for block in blocks for mark in block.marks]
        assert len(marks) == 1 or len(marks[-1].line.text) > 2


def test_a_paper_without_rows_prints_no_empty_table():
    document = replace(GOLDEN["short"]["W16"], rows=())
    assert "退回的材料" not in "".join(page_texts(render_pdf(document)))


def test_a_number_that_is_no_barcode_is_printed_as_text_only():
    document = replace(GOLDEN["short"]["W17"], id="告知单-1")
    pdf = render_pdf(document)
    assert "告知单-1" in page_texts(pdf)[0]
    codes = zxingcpp.read_barcodes(next(page_images(pdf)))
    assert [code.format.name for code in codes] == ["QRCode"]


def test_a_reprint_is_marked_with_its_number_and_reason():
    document = GOLDEN["short"]["W02"].reprinted("纸张卡住").reprinted("申请人遗失")
    assert document.reprint == 2
    for text in page_texts(render_pdf(document)):
        assert "补打 第2次（原因：申请人遗失）" in text
    slip = TemplateRenderer().render_slip(document)
    assert "补打 第2次（原因：申请人遗失）" in slip.text()


def test_real_data_carries_no_sample_mark():
    document = with_value(GOLDEN["short"]["W02"], sample="")
    assert "示例数据" not in "".join(page_texts(TemplateRenderer().render_pdf(document)))
    assert "示例数据" not in TemplateRenderer().render_slip(document).text()


def test_tibetan_prints_only_where_a_translation_is_approved():
    document = replace(GOLDEN["short"]["W02"], language="zh+bo")
    assert page_texts(render_pdf(document)) == page_texts(render_pdf(GOLDEN["short"]["W02"]))


@pytest.mark.parametrize("kind", ["W01", "W01S", "W02", "W17"])
def test_a_slip_says_what_matters(kind):
    document = GOLDEN["rare"][kind]
    text = TemplateRenderer().render_slip(document).text()
    values = document.value_map()
    assert values["item"] in text
    assert values["phone"] in text
    assert "示例数据，仅供演示" in text
    for row in document.rows[0][1]:
        assert kind == "W02" or row[1] in text
    if kind != "W17":
        assert f"[CODE128 {CASE_NO}]" in text
        assert APPLICANTS["rare"] in text


def test_an_empty_line_of_a_slip_is_left_out():
    document = GOLDEN["short"]["W02"]
    assert "容缺" in TemplateRenderer().render_slip(document).text()
    assert "容缺" not in TemplateRenderer().render_slip(with_value(document, gaps="")).text()


def test_a_paper_without_a_slip_is_refused_there():
    with pytest.raises(RuleError, match="document_no_slip"):
        TemplateRenderer().render_slip(GOLDEN["short"]["W03"])


def test_boxes_to_be_written_into_stand_there_empty():
    for kind, labels in (("W13", ("送达时间", "拒收事由")), ("W14", ("运单号", "签收人"))):
        document = GOLDEN["short"][kind]
        assert "signed_by" not in document.value_map()
        text = "".join(page_texts(render_pdf(document)))
        assert all(label in text for label in labels)
    posted = with_value(GOLDEN["short"]["W14"], waybill="EX000000197CN")
    assert "EX000000197CN" in "".join(page_texts(render_pdf(posted)))


def test_a_paper_that_is_only_a_slip_is_refused_on_pages():
    with pytest.raises(RuleError, match="document_no_pages"):
        render_pdf(GOLDEN["short"]["W18"])


def test_a_missing_glyph_is_refused_before_anything_is_drawn():
    for change, field in (
        ({"applicant": "扎\U0003fffd"}, "申请人"),
        ({"reason": "\U0003fffd"}, "撤回原因"),
    ):
        broken = with_value(GOLDEN["short"]["W16"], **change)
        with pytest.raises(RuleError) as refused:
            render_pdf(broken)
        assert refused.value.code == "document_glyph_missing"
        assert refused.value.values == {
            "char": "\U0003fffd (U+3FFFD)",
            "field": field,
            "document": f"撤回申请及退件签收单 {CASE_NO}-W16-01",
        }


def test_a_missing_glyph_in_a_table_or_a_reason_names_its_column():
    document = GOLDEN["short"]["W16"]
    name, rows = document.rows[0]
    broken = replace(document, rows=((name, (("1", "\U0003fffd", "1", "1"), *rows)),))
    with pytest.raises(RuleError, match="glyph_missing") as refused:
        fill(broken)
    assert refused.value.values["field"] == "退回的材料"
    with pytest.raises(RuleError, match="glyph_missing") as refused:
        fill(document.reprinted("\U0003fffd"))
    assert refused.value.values["field"] == "补打原因"


def test_a_value_that_is_missing_unknown_or_misshapen_is_refused():
    document = GOLDEN["short"]["W16"]
    with pytest.raises(RuleError, match="document_value_missing") as refused:
        match(with_value(document, reason=" "))
    assert refused.value.values == {"document": "W16", "field": "撤回原因"}
    with pytest.raises(RuleError, match="document_value_unknown"):
        match(with_value(document, colour="red"))
    with pytest.raises(RuleError, match="document_value_unknown"):
        match(replace(document, rows=(("colours", ()),)))
    with pytest.raises(RuleError, match="document_row_wrong"):
        match(replace(document, rows=(("returned", (("1", "甲"),)),)))
    with pytest.raises(RuleError, match="document_value_missing"):
        match(replace(GOLDEN["short"]["W06"], rows=()))


def test_a_version_that_is_not_kept_is_refused():
    with pytest.raises(RuleError, match="template_missing"):
        render_pdf(replace(GOLDEN["short"]["W02"], template_version=99))
