"""Sample forms: one for each kind of material, always marked as a sample."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from counter_app.documents.samples import Asked, kind_of, picture_of, render_sample, sample_book
from counter_app.paths import resources
from counter_app.services.samples import sample_of
from county_server.catalogue.sample import read_sample
from tests.fakes.desk import a_desk, play
from tests.fakes.paper_cases import an_item

ASKED = Asked(
    "食品经营许可申请书", "食品经营许可", "林芝市巴宜区市场监督管理局", ("用黑色签字笔填写",)
)


def words_of(pdf):
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in opened)
    finally:
        opened.close()


def test_every_material_of_the_full_items_has_a_sample():
    items = read_sample(resources() / "catalogue" / "sample").items
    assert len(items) == 40
    names = {each.name for item in items for each in item.materials}
    assert {each for each in names if kind_of(each) is None} == set()


@pytest.mark.parametrize(
    ("material", "kind"),
    [
        ("食品经营许可申请书", "application"),
        ("营业执照", "licence"),
        ("申请人居民身份证", "identity"),
        ("授权委托书及代办人居民身份证", "authority"),
        ("近期免冠白底照片", "photo"),
        ("告知承诺书", "commitment"),
        ("从业人员健康证明", "proof"),
        ("经营场所平面布局图和操作流程说明", "plan"),
        ("毫不相干", None),
    ],
)
def test_a_material_is_known_by_the_end_of_its_name_else_by_a_word_in_it(material, kind):
    found = kind_of(material)
    assert (found and found.id) == kind


@pytest.mark.parametrize("kind", sample_book().kinds, ids=lambda each: each.id)
def test_each_kind_is_drawn_with_its_mark_and_nobodys_whole_number(kind):
    words = words_of(render_sample(kind, ASKED))
    assert "样表" in words
    assert ASKED.material in words
    assert "用黑色签字笔填写" in words
    assert not any(len(run) > 14 for run in words.split() if run.isdigit())


def test_the_same_sample_is_the_same_bytes():
    kind = kind_of(ASKED.material)
    assert render_sample(kind, ASKED) == render_sample(kind, ASKED)


def test_the_picture_ends_below_its_last_line():
    picture = Image.open(io.BytesIO(picture_of(render_sample(kind_of(ASKED.material), ASKED))))
    assert picture.width == 893
    assert 500 < picture.height < 1000
    assert picture.format == "PNG"


def test_a_page_without_ink_is_shown_whole():
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842)
    target = io.BytesIO()
    blank.save(target)
    blank.close()
    assert Image.open(io.BytesIO(picture_of(target.getvalue()))).height == 1263


def test_it_is_drawn_on_the_paper_lane_and_kept():
    desk, item = a_desk(), an_item()
    first = item.materials[0]
    found = play(desk, sample_of(item, first.id, "食品经营许可申请书"))
    assert found.material == "食品经营许可申请书"
    assert found.picture.startswith(b"\x89PNG")
    assert desk.background.lanes[-1] == "paper"
    assert play(desk, sample_of(item, first.id, "食品经营许可申请书")) is found
    written = replace(item, materials=(replace(first, fill_explain="用黑色签字笔填写"),))
    other = play(desk, sample_of(written, first.id, "食品经营许可申请书"))
    assert other.picture != found.picture


def test_a_material_of_no_kind_has_none():
    assert play(a_desk(), sample_of(an_item(), an_item().materials[0].id, "毫不相干")) is None
