"""Tibetan of the papers: by the same file as the screens', printed where it is approved and not stale."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from counter_app.__main__ import main
from counter_app.config import Settings
from counter_app.documents.filling import fill
from counter_app.documents.pdf import draw_pdf, render_pdf
from counter_app.documents.renderer import TemplateRenderer
from counter_app.documents.sentences import paper_texts
from counter_app.documents.slips import render_slip
from counter_app.documents.toml_table import TRIAL_APPROVER
from counter_app.domain.slip import Text
from counter_app.translation.approved import APPROVED_FILE, Approved, tibetan_on_paper, to_bytes
from counter_app.translation.table import COLUMNS, SHEET, write_table
from counter_app.wiring import open_desk
from tests.fakes.paper_cases import a_person
from tests.fakes.papers import intake_papers, page_texts

TITLE, RECEIPT = "paper.W02.title", "paper.W01.slip[1].text"
KA = "ཀ་"
"""A letter of the alphabet: no sentence that somebody would have to approve."""
DAY = date(2026, 11, 20)
PAPERS = intake_papers(a_person("扎西"))


def approved(name=TITLE, zh=None, by="测试译员"):
    return {name: Approved(zh or paper_texts()[name], KA, by, DAY)}


def kept(tmp_path, texts):
    (tmp_path / APPROVED_FILE).write_bytes(to_bytes(texts))
    return tibetan_on_paper(tmp_path)


def two_languages(document):
    return replace(document, language="zh+bo")


def real(document):
    """The same paper without the mark of the samples."""
    values = tuple((key, value) for key, value in document.values if key != "sample")
    return replace(two_languages(document), values=values)


def test_every_text_of_a_paper_goes_out_with_its_place_and_without_english():
    page = openpyxl.load_workbook(io.BytesIO(write_table(approved())))[SHEET]
    rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in page.values}
    assert rows[TITLE]["zh"] == paper_texts()[TITLE]
    assert rows[TITLE]["en"] is None
    assert (rows[TITLE]["bo"], rows[TITLE]["approved_by"]) == (KA, "测试译员")
    assert rows["paper.common.texts.page"]["zh"] == "第 {page} 页 / 共 {pages} 页"


def test_an_approved_text_stands_under_its_chinese_on_paper_with_tibetan_alone(tmp_path):
    texts = kept(tmp_path, approved())
    paper = real(PAPERS["W02"])
    assert fill(paper, texts).say(fill(paper).template.title).endswith(f"\n{KA}")
    assert KA not in fill(replace(paper, language="zh"), texts).say(fill(paper).template.title)
    assert draw_pdf(fill(paper, texts)) != render_pdf(paper)
    assert fill(paper, texts).watermark == ""


def test_a_stale_text_does_not_print(tmp_path):
    assert kept(tmp_path, approved(zh="旧的标题")) == {}
    assert kept(tmp_path, approved("paper.W99.title", zh="没有了")) == {}


def test_what_the_sample_translator_approved_prints_in_the_demo_alone_under_its_mark(tmp_path):
    texts = kept(tmp_path, approved(by=TRIAL_APPROVER))
    title = fill(PAPERS["W02"]).template.title
    assert fill(real(PAPERS["W02"]), texts).say(title) == title.zh
    demo = fill(two_languages(PAPERS["W02"]), texts)
    assert demo.demo
    assert KA in demo.say(title)
    assert demo.watermark
    assert any(demo.watermark[:2] in each for each in page_texts(draw_pdf(demo)))


def test_a_slip_carries_it_too(tmp_path):
    texts = kept(tmp_path, approved(RECEIPT))
    slip = render_slip(real(PAPERS["W01"]), texts)
    assert KA in "".join(each.text for each in slip.lines if isinstance(each, Text))
    assert TemplateRenderer(texts).render_slip(real(PAPERS["W01"])) == slip


def test_a_window_takes_a_file_and_prints_with_it(tmp_path, capsys):
    profile = tmp_path / "window"
    profile.mkdir(mode=0o700)
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active.append(COLUMNS)
    book.active.append([RECEIPT, paper_texts()[RECEIPT], "", KA, "测试译员", "2026-11-20"])
    book.save(tmp_path / "texts.xlsx")
    told = main(["--profile", str(profile), "texts", "import", str(tmp_path / "texts.xlsx")])
    assert (told, '"changed": 1' in capsys.readouterr().out) == (0, True)
    with open_desk(profile, Settings()) as desk:
        slip = desk.renderer.render_slip(real(PAPERS["W01"]))
    assert KA in "".join(each.text for each in slip.lines if isinstance(each, Text))


@pytest.mark.parametrize("content", [b"{", b"[]"])
def test_a_damaged_file_leaves_the_papers_in_chinese(tmp_path, content):
    profile = tmp_path / "window"
    profile.mkdir(mode=0o700)
    (profile / APPROVED_FILE).write_bytes(content)
    with open_desk(profile, Settings()) as desk:
        assert desk.renderer.render_slip(real(PAPERS["W01"])) == render_slip(real(PAPERS["W01"]))
