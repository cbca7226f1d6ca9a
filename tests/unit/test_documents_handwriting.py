"""What cannot be printed is refused by name, and then left to the pen (facts/domain.md 6.3)."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from counter_app.documents.blocks import CELL_PAD, MM, TextMark
from counter_app.documents.filling import match
from counter_app.documents.handwriting import leave_blank
from counter_app.documents.pdf import part_blocks, render_pdf
from counter_app.documents.slips import render_slip
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.document import HANDWRITTEN, Document
from counter_app.domain.errors import RuleError
from counter_app.typeset.fonts import resolve_chain
from printers.simulated.develop import develop
from tests.fakes.paper_cases import a_person
from tests.fakes.papers import ALL, golden_papers, intake_papers, page_images, page_texts

UNPRINTABLE = "\U0003fffd"
NAME = f"扎西{UNPRINTABLE}顿珠"
PAPERS = golden_papers(a_person(NAME))


@pytest.mark.parametrize("kind", [each for each in ALL if each not in {"W18", "W15", "W15C"}])
def test_a_name_with_one_unprintable_character_is_refused_and_then_left_blank(kind):
    document = PAPERS[kind]
    draw = render_pdf
    with pytest.raises(RuleError) as refused:
        draw(document)
    assert refused.value.code == "document_glyph_missing"
    assert refused.value.values["char"] == f"{UNPRINTABLE} (U+3FFFD)"
    assert document.id in refused.value.values["document"]
    blank = leave_blank(document)
    assert NAME not in str(blank)
    assert "applicant" in blank.by_hand
    texts = page_texts(draw(blank))
    assert HANDWRITTEN in "".join(texts)
    assert all("手写项：申请人" in text for text in texts)


def test_a_column_of_names_is_left_blank_row_by_row():
    blank = leave_blank(PAPERS["W15"])
    assert blank.by_hand == ("cases",)
    rows = blank.row_map()["cases"]
    assert [row[3] for row in rows] == [HANDWRITTEN, HANDWRITTEN]
    assert [row[1] for row in rows] == [row[1] for row in PAPERS["W15"].row_map()["cases"]]
    assert "手写项：申请人（" in "".join(page_texts(render_pdf(blank)))


def test_a_sentence_loses_the_name_alone():
    facts = leave_blank(intake_papers(a_person(NAME))["W04"]).value_map()["facts"]
    assert HANDWRITTEN in facts
    assert facts.endswith("提交申请材料 4 项。")


def test_a_short_sentence_with_a_name_in_it_is_no_name():
    paper = intake_papers(a_person(NAME))["W16"]
    values = {**paper.value_map(), "reason": f"{NAME}改变了经营计划"}
    blank = leave_blank(replace(paper, values=tuple(values.items())))
    assert blank.value_map()["reason"] == f"{HANDWRITTEN}改变了经营计划"


def test_a_sentence_without_a_name_loses_the_character():
    reason = f"该事项由{UNPRINTABLE}机关办理，" + "请到有权机关申请。" * 6
    paper = intake_papers(a_person())["W04"]
    values = {**paper.value_map(), "reason": reason}
    blank = leave_blank(replace(paper, values=tuple(values.items())))
    assert blank.value_map()["reason"] == reason.replace(UNPRINTABLE, HANDWRITTEN)
    assert blank.by_hand == ("reason",)


def test_what_can_be_printed_stays_as_it_is():
    paper = intake_papers(a_person("བཀྲ་ཤིས་𠮷田"))["W02"]
    assert leave_blank(paper) == paper
    assert paper.by_hand == ()


def test_there_is_a_rule_to_write_on_and_room_for_a_pen():
    page = next(page_images(render_pdf(leave_blank(PAPERS["W16"]))))
    assert longest_dark_run(page, top_mm=60, bottom_mm=110) > 30
    filled = match(leave_blank(PAPERS["W16"]))
    (row,) = [
        block
        for block in part_blocks(filled, filled.template.parts[0])
        for mark in block.marks
        if isinstance(mark, TextMark) and mark.line.text.startswith("＿") and mark.x > 2 * CELL_PAD
    ]
    assert row.height >= 10 * MM


def longest_dark_run(image, top_mm, bottom_mm, dpi=200):
    """The longest horizontal stroke, in mm, that is not a rule of the table."""
    grey = image.crop((0, round(top_mm / 25.4 * dpi), image.width, round(bottom_mm / 25.4 * dpi)))
    best = 0
    for y in range(grey.height):
        row = grey.crop((0, y, grey.width, y + 1)).tobytes()
        runs = [len(run) for run in "".join("x" if dot < 140 else " " for dot in row).split()]
        best = max([best, *(run for run in runs if run < 100 / 25.4 * dpi)])
    return best * 25.4 / dpi


def test_a_slip_has_the_blank_too():
    slip = render_slip(leave_blank(PAPERS["W12"]))
    assert HANDWRITTEN in slip.text()
    assert "手写项" in slip.text()
    assert develop(slip, 48).height > 400


def test_the_blank_is_in_the_document_that_the_operation_carries():
    blank = leave_blank(PAPERS["W14"])
    assert set(blank.by_hand) >= {"applicant", "receiver", "handler"}
    assert from_plain(Document, to_plain(blank), strict=True).by_hand == blank.by_hand


PROGRAM = """
from counter_app.documents.pdf import render_pdf
from counter_app.domain.errors import RuleError
from tests.fakes.paper_cases import a_person
from tests.fakes.papers import intake_papers
for name in ("扎西", "བཀྲ་ཤིས"):
    try:
        print(len(render_pdf(intake_papers(a_person(name))["W16"])) > 1000)
    except RuleError as error:
        print(error.code, error.values)
"""


def drawn_with(fonts, data):
    (data / "fonts").mkdir(parents=True)
    for face in fonts:
        (data / "fonts" / face.path.name).symlink_to(face.path)
    seen = {**os.environ, "XDG_DATA_DIRS": str(data), "HOME": str(data)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=seen, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="fonts are found by XDG on Linux")
def test_a_font_that_is_missing_is_told_before_anything_is_printed(tmp_path):
    faces = resolve_chain("regular").faces
    assert drawn_with((), tmp_path / "none") == ["fonts_missing {}", "fonts_missing {}"]
    han_only = [face for face in faces if "ibetan" not in face.name]
    assert len(han_only) < len(faces)
    han, tibetan = drawn_with(han_only, tmp_path / "han")
    assert han == "True"
    assert tibetan.startswith("document_glyph_missing")
    assert "申请人" in tibetan
