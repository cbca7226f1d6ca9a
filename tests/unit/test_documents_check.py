"""A template with a wrong key stops with the place of that key; older versions stay readable."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date

import pytest
import zxingcpp

from counter_app.documents.check import read_common, read_template
from counter_app.documents.filling import match_with
from counter_app.documents.library import common_words, current_template, read_kind, template_for
from counter_app.documents.pdf import draw_pdf
from counter_app.documents.preview import specimen
from counter_app.documents.template import Wording
from counter_app.domain.errors import RuleError
from counter_app.paths import resources
from counter_app.words import Words
from tests.fakes.papers import ALL, page_images, page_texts

GOOD = """
id = "W90"
version = 2
title = "样张"
copies = ["申请人"]
[[fields]]
key = "reason"
label = "理由"
[[tables]]
key = "rows"
columns = [{ label = "名称", share = 3 }, { label = "份数", share = 1, align = "right" }]
[[signatures]]
key = "applicant"
label = "签字："
[[parts]]
[[parts.sections]]
kind = "fields"
rows = ["item applicant", "reason"]
[[parts.sections]]
kind = "paragraph"
text = "您好，{applicant}。"
when = "reason"
[[parts.sections]]
kind = "table"
key = "rows"
[[parts.sections]]
kind = "page_break"
[[parts.sections]]
kind = "signatures"
keys = ["applicant"]
[[parts.sections]]
kind = "seal"
caption = "（章）"
signatures = ["applicant"]
[[slip]]
kind = "pair"
each = "rows"
text = "{c1}"
value = "{c2}"
[[slip]]
kind = "feed"
lines = 2
"""
TRANSLATED = {"zh": "样张", "bo": "ཁ", "approved_by": "样例", "approved_at": "2026-01-01"}


def good():
    return tomllib.loads(GOOD)


def read(data):
    return read_template(data, "W90", common_words())


def test_a_good_template_is_read_whole():
    template = read(good())
    assert (template.id, template.version) == ("W90", 2)
    assert template.field("reason").required
    assert template.field("item").label.zh == "事项名称"
    assert template.table("rows").columns[1].align == "right"
    assert len(template.parts[0].sections) == 6
    assert template.parts[0].title == Wording("样张")
    assert template.slip[1].lines == 2


@pytest.mark.parametrize(
    ("path", "value", "code", "key"),
    [
        (("version",), None, "template_key_missing", "version"),
        (("version",), "2", "template_value_wrong", "version"),
        (("version",), True, "template_value_wrong", "version"),
        (("colour",), "red", "template_key_unknown", "colour"),
        (("title",), 3, "template_value_wrong", "title"),
        (("copies",), "申请人", "template_value_wrong", "copies"),
        (("fields",), ["x"], "template_value_wrong", "fields[1]"),
        (("fields", 0, "requird"), True, "template_key_unknown", "fields[1].requird"),
        (("tables", 0, "columns", 1, "align"), "top", "template_value_wrong", "tables[1].columns[2].align"),
        (("tables", 0, "columns", 0, "share"), None, "template_key_missing", "tables[1].columns[1].share"),
        (("parts", 0, "sections", 0, "rows"), [1], "template_value_wrong", "parts[1].sections[1].rows"),
        (("parts", 0, "sections", 1, "kind"), "poem", "template_value_wrong", "parts[1].sections[2].kind"),
        (("parts", 0, "sections", 1, "style"), "loud", "template_value_wrong", "parts[1].sections[2].style"),
        (("parts", 0, "sections", 1, "text"), "{nobody}", "template_name_unknown", "parts[1].sections[2]"),
        (("parts", 0, "sections", 1, "when"), "nobody", "template_name_unknown", "parts[1].sections[2]"),
        (("parts", 0, "sections", 0, "rows"), ["nobody"], "template_name_unknown", "parts[1].sections[1]"),
        (("parts", 0, "sections", 2, "key"), "nobody", "template_name_unknown", "parts[1].sections[3]"),
        (("parts", 0, "sections", 4, "keys"), ["nobody"], "template_name_unknown", "parts[1].sections[5]"),
        (("parts", 0, "sections", 5, "body"), "nobody", "template_name_unknown", "parts[1].sections[6]"),
        (("parts", 0, "sections", 5, "signatures"), ["x"], "template_name_unknown", "parts[1].sections[6]"),
        (("slip", 0, "scale"), 3, "template_value_wrong", "slip[1].scale"),
        (("slip", 0, "each"), "nobody", "template_name_unknown", "slip[1]"),
        (("slip", 0, "value"), "{c3}", "template_name_unknown", "slip[1]"),
        (("slip", 1, "when"), "nobody", "template_name_unknown", "slip[2]"),
        (("title",), {"zh": "样张", "approved_by": "甲"}, "template_key_missing", "title.bo"),
        (("title",), {"zh": "样张", "bo": "ཁ", "approved_by": "甲"}, "template_key_missing", "title.approved_at"),
        (("parts", 0, "title"), "{nobody}", "template_name_unknown", "parts[1].title"),
        (("parts", 0, "sections", 0, "blank"), "yes", "template_value_wrong", "parts[1].sections[1].blank"),
        (("title",), TRANSLATED, "template_value_wrong", "title.approved_at"),
    ],
)  # fmt: skip
def test_the_wrong_key_is_named_with_its_place(path, value, code, key):
    data = good()
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(RuleError) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.values["key"] == key
    assert refused.value.values["template"] == "W90"


def translated(approver):
    data = good()
    data["title"] = {"zh": "样张", "bo": "ཁ"}
    if approver:
        data["title"] |= {"approved_by": approver, "approved_at": date(2026, 1, 1)}
    return data


def test_an_approved_translation_stands_below_the_chinese_and_only_if_asked():
    title = read(translated("译审 甲")).title
    assert title.text("zh") == "样张"
    assert title.text("zh+bo") == "样张\nཁ"


def test_a_translation_that_nobody_approved_prints_chinese_only():
    title = read(translated("")).title
    assert title.text("zh+bo") == title.text("zh+bo", demo=True) == "样张"


def test_a_trial_translation_prints_in_the_demo_alone_and_under_a_watermark():
    template = read(translated("样例"))
    assert template.title.text("zh+bo") == "样张"
    demo = match_with(template, specimen(template, "zh+bo"))
    for text in page_texts(draw_pdf(demo)):
        assert "示例　仅供演示" in text
    assert "ཁ" in page_texts(draw_pdf(demo))[0]
    for plain in (specimen(template, "zh"), specimen(template, "zh+bo", sample="")):
        text = "".join(page_texts(draw_pdf(match_with(template, plain))))
        assert "样张" in text
        assert "ཁ" not in text
        assert "示例　仅供演示" not in text


def test_a_watermark_is_pale_and_leaves_the_codes_readable():
    template = read(translated("样例"))
    page, plain = (
        next(page_images(draw_pdf(match_with(template, specimen(template, language)))))
        for language in ("zh+bo", "zh")
    )
    pale = [sum(image.histogram()[200:250]) for image in (page, plain)]
    assert pale[0] > 2 * pale[1]
    assert {code.format.name for code in zxingcpp.read_barcodes(page)} == {"Code128", "QRCode"}


def test_no_template_ships_a_tibetan_sentence():
    for kind in ALL:
        text = (resources() / "documents" / f"{kind}.toml").read_text(encoding="utf-8")
        assert not any("\u0f00" <= each <= "\u0fff" for each in text)
    assert not any(each.bo for each in common_words().phrases.values())


def test_what_every_paper_says_is_checked_too():
    path = resources() / "documents" / "common.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    wrong = deepcopy(data)
    wrong["texts"]["page"] = "{page} / {sheets}"
    with pytest.raises(RuleError, match="template_name_unknown") as refused:
        read_common(wrong, "common")
    assert refused.value.values["key"] == "texts.page"
    wrong = deepcopy(data)
    del wrong["texts"]["copies"]
    with pytest.raises(RuleError, match="template_key_missing"):
        read_common(wrong, "common")


@pytest.mark.parametrize("kind", ALL)
def test_every_template_is_good_and_every_kept_version_too(kind):
    template = current_template(kind)
    assert template.parts or template.slip
    for version in range(1, template.version + 1):
        assert template_for(kind, version).version == version


def test_older_versions_lie_beside_the_newest(tmp_path):
    (tmp_path / "W90.toml").write_text(GOOD, encoding="utf-8")
    older = GOOD.replace("version = 2", "version = 1").replace("样张", "旧样张")
    (tmp_path / "W90@1.toml").write_text(older, encoding="utf-8")
    assert read_kind(tmp_path, "W90", common_words()).title.zh == "样张"
    assert read_kind(tmp_path, "W90", common_words(), 1).title.zh == "旧样张"
    with pytest.raises(RuleError, match="template_missing"):
        read_kind(tmp_path, "W90", common_words(), 3)


@pytest.mark.parametrize("kind", ["../common", "W9", "common", "W90/..", ""])
def test_a_kind_from_the_wire_never_names_another_file(kind):
    with pytest.raises(RuleError, match="template_missing"):
        current_template(kind)


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path):
    (tmp_path / "W91.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="template_value_wrong"):
        read_kind(tmp_path, "W91", common_words())
    (tmp_path / "W90@1.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="template_value_wrong"):
        read_kind(tmp_path, "W90", common_words(), 1)
    (tmp_path / "W92.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(RuleError, match="template_unreadable"):
        read_kind(tmp_path, "W92", common_words())


CODES = {
    "glyph_missing": {"char": "x", "field": "y"},
    "document_glyph_missing": {"char": "x", "field": "y", "document": "W90"},
    "fonts_missing": {},
    "one_sheet_two_bodies": {"accepting": "x", "deciding": "y"},
    "template_missing": {"template": "W90"},
    "template_unreadable": {"template": "W90", "reason": "x"},
    "template_key_missing": {"template": "W90", "key": "x"},
    "template_key_unknown": {"template": "W90", "key": "x"},
    "template_value_wrong": {"template": "W90", "key": "x", "expected": "y"},
    "template_name_unknown": {"template": "W90", "key": "x", "name": "y"},
    "document_value_missing": {"document": "W90", "field": "x"},
    "document_value_unknown": {"document": "W90", "field": "x"},
    "document_row_wrong": {"document": "W90", "table": "x"},
    "document_no_pages": {"document": "W90"},
    "document_no_slip": {"document": "W90"},
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_its_two_sentences(language, code):
    words = Words(language)
    what, remedy = words.error(RuleError(code, **CODES[code]))
    assert what
    assert remedy
    assert "!" not in what + remedy
    assert "！" not in what + remedy
