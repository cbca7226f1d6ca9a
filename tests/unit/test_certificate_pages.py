from __future__ import annotations

import shutil
import subprocess
import tomllib
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
import zxingcpp

from counter_app.documents.certificate_check import read_form
from counter_app.documents.certificate_drawing import render_certificate
from counter_app.documents.certificate_library import certificate_forms
from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.errors import RuleError
from counter_app.domain.placement import UNMOVED, Placement
from counter_app.words import Words
from tests.fakes.certificates import (
    ADVERT,
    FELLING,
    FOOD,
    PLAIN,
    PREPRINTED,
    QR,
    a_certificate,
    ink_in,
    pdfium_picture,
    without_end,
)
from tests.fakes.paper_cases import APPLICANTS
from tests.fakes.papers import page_texts
from tests.unit.test_certificate_check import GOOD

TYPES = CertificateTypes()
SAMPLE_MARK = "示例数据，仅供演示"


def text_of(pdf):
    (text,) = page_texts(pdf)
    return text


def refused(certificate):
    with pytest.raises(RuleError) as caught:
        TYPES.render(certificate, QR)
    Words().error(caught.value)
    return caught.value.code, caught.value.values


@pytest.mark.parametrize("type_code", PREPRINTED)
def test_on_a_blank_only_what_varies_is_printed(type_code):
    certificate = a_certificate(type_code)
    text = text_of(TYPES.render(certificate, QR))
    for value in (certificate.grant.holder, certificate.number, certificate.identifier):
        assert value in text
    assert "2026年11月16日至2031年11月15日" in text
    assert "发证机关" not in text
    assert "示例" not in text.replace("示例路", "")
    form = text_of(TYPES.render_form(type_code))
    assert "发证机关" in form
    assert certificate.grant.holder not in form


@pytest.mark.parametrize("type_code", PLAIN)
def test_on_plain_paper_the_whole_form_is_printed_and_a_sample_says_so(type_code):
    certificate = a_certificate(type_code)
    text = text_of(TYPES.render(certificate, QR))
    assert certificate.grant.name in text
    assert "发证机关盖章" in text
    assert f"准予{certificate.grant.holder}按下列内容" in text
    assert SAMPLE_MARK in text


def test_a_plain_type_that_is_no_sample_carries_no_watermark():
    form = replace(certificate_forms()[ADVERT], sample=False)
    assert SAMPLE_MARK not in text_of(render_certificate(form, a_certificate(ADVERT), QR, UNMOVED))


@pytest.mark.parametrize("type_code", [*PREPRINTED, *PLAIN])
def test_the_same_certificate_gives_the_same_bytes(type_code):
    first = TYPES.render(a_certificate(type_code), QR, Placement(3, 4))
    TYPES.render(a_certificate(type_code, holder="བཀྲ་ཤིས་"), QR)
    assert TYPES.render(a_certificate(type_code), QR, Placement(3, 4)) == first


@pytest.mark.parametrize("holder", APPLICANTS.values(), ids=APPLICANTS)
@pytest.mark.parametrize("type_code", [FOOD, FELLING])
def test_every_name_is_printed_whole_and_read_back(type_code, holder):
    pdf = TYPES.render(a_certificate(type_code, holder=holder), QR)
    assert holder.replace(" ", "") in text_of(pdf).replace(" ", "")
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler (apt: poppler-utils)")
@pytest.mark.parametrize("holder", [APPLICANTS["tibetan"], APPLICANTS["rare"]])
def test_another_program_reads_the_name_back(holder):
    pdf = TYPES.render(a_certificate(FOOD, holder=holder), QR)
    done = subprocess.run(
        [shutil.which("pdftotext"), "-", "-"], input=pdf, capture_output=True, check=True
    )
    assert holder in done.stdout.decode()


def test_every_font_is_in_the_file():
    pdf = TYPES.render(a_certificate(FELLING), QR)
    (page,) = pypdf.PdfReader(BytesIO(pdf)).pages
    for font in page["/Resources"]["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_the_qr_code_reads_back():
    picture = pdfium_picture(TYPES.render(a_certificate(), QR), 200)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == QR


@pytest.mark.parametrize("length", [1200, 5000])
def test_a_code_too_dense_to_be_read_back_is_refused(length):
    with pytest.raises(RuleError) as caught:
        TYPES.render(a_certificate(), "Aa" * (length // 2))
    Words("en").error(caught.value)
    assert (caught.value.code, caught.value.values) == (
        "certificate_code_dense",
        {"length": length},
    )


def test_the_densest_code_that_is_printed_reads_back():
    data = "Aa" * 380
    picture = pdfium_picture(TYPES.render(a_certificate(), data), 300)
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == [data]


def test_a_certificate_without_end_says_so():
    text = text_of(TYPES.render(without_end(a_certificate()), QR))
    assert "自2026年11月16日起长期有效" in text


def test_a_long_value_wraps_then_shrinks_and_is_never_cut():
    long = "林芝市巴宜区" * 12
    text = text_of(TYPES.render(a_certificate(premises=long), QR))
    assert long in text
    assert refused(a_certificate(premises="林芝市巴宜区" * 40)) == (
        "certificate_text_long",
        {"name": "食品经营许可证（正本）", "field": "经营场所"},
    )


def test_a_word_without_a_break_is_not_printed_beyond_its_field():
    assert refused(a_certificate(principal="W" * 200))[0] == "certificate_text_long"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"holder": "次仁\uf8f0"}, "持证人"), ({"scope": "饮\uf8f0"}, "经营项目")],
)
def test_one_character_without_a_glyph_stops_the_print_and_is_named(changes, field):
    assert refused(a_certificate(**changes)) == (
        "glyph_missing",
        {"char": "\uf8f0 (U+F8F0)", "field": field},
    )


def test_a_value_that_is_missing_or_strange_is_named():
    assert refused(a_certificate(scope=" ")) == (
        "certificate_value_missing",
        {"name": "食品经营许可证（正本）", "field": "经营项目"},
    )
    assert refused(a_certificate(colour="red")) == (
        "certificate_value_unknown",
        {"name": "食品经营许可证（正本）", "field": "colour"},
    )
    assert refused(replace(a_certificate(), issued_on=None))[0] == "certificate_value_missing"
    assert refused(replace(a_certificate(), number=""))[0] == "certificate_value_missing"


def test_a_value_that_is_optional_may_be_left_out():
    text = text_of(TYPES.render(a_certificate(FELLING, renewal=None), QR))
    assert "更新期限" in text


def test_an_identifier_with_a_wrong_check_character_is_refused():
    good = a_certificate()
    last = good.identifier[-1]
    wrong = good.identifier[:-1] + ("A" if last != "A" else "B")
    other = a_certificate(FELLING).identifier
    for identifier in (wrong, other, ""):
        assert refused(replace(good, identifier=identifier)) == (
            "certificate_identifier_wrong",
            {"name": "食品经营许可证（正本）"},
        )


def test_text_stands_where_the_form_says_in_its_box():
    wished = (("left", "top"), ("centre", "middle"), ("right", "bottom"))
    found = []
    for align, rise in wished:
        data = tomllib.loads(GOOD)
        data["fields"][0] |= {"align": align, "rise": rise, "box_mm": [20, 15, 100, 20]}
        form = read_form(data, "sample")
        certificate = a_certificate(form.type_code, forms={form.type_code: form}, place="巴宜")
        pdf = render_certificate(form, certificate, QR, UNMOVED)
        found.append(ink_in(pdfium_picture(pdf, 200), (20, 15, 120, 35), 200))
    lefts, tops = [each[0] for each in found], [each[1] for each in found]
    assert lefts == pytest.approx([20.7, 66.5, 112.3], abs=0.5)
    assert tops == pytest.approx([16.5, 23, 29.5], abs=0.8)


def test_the_trial_sheet_frames_each_field_and_says_that_it_is_none():
    title = "试印，不作证照"
    pdf = TYPES.render_trial(FOOD, Placement(10, 10), title)
    assert title in text_of(pdf)
    assert pdf != TYPES.render_trial(FOOD, UNMOVED, title)
    with pytest.raises(RuleError, match="placement_off_sheet"):
        TYPES.render_trial(FOOD, Placement(0, 100, 1000, 1010), title)


@pytest.mark.parametrize("type_code", PREPRINTED)
def test_every_type_has_a_trial_sheet(type_code):
    assert TYPES.render_trial(type_code, UNMOVED, "试印")


@pytest.mark.parametrize("type_code", [FOOD, ADVERT])
def test_the_ruler_sheet_has_its_crosses_and_scales_where_it_says(type_code):
    width, height = TYPES.paper(type_code).size_mm
    pdf = TYPES.render_ruler(type_code, "定位尺 甲")
    assert "定位尺 甲" in text_of(pdf)
    picture = pdfium_picture(pdf, 600)
    for x, y in ((10, 10), (width - 10, 10), (10, height - 10), (width - 10, height - 10)):
        arms = ink_in(picture, (x + 1, y - 0.4, x + 4.5, y + 0.4), 600)
        assert arms[1] == pytest.approx(y - 0.05, abs=0.1)
        assert arms[3] == pytest.approx(y + 0.05, abs=0.1)
        stem = ink_in(picture, (x - 0.4, y + 1, x + 0.4, y + 4.5), 600)
        assert stem[0] == pytest.approx(x - 0.05, abs=0.1)
    tick = ink_in(picture, (99.6, 21, 100.4, 26), 600)
    assert tick[0] == pytest.approx(99.95, abs=0.1)
    assert tick[3] == pytest.approx(24, abs=0.1)
