"""The golden set: every paper for every kind of applicant, read back, measured, the same bytes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from io import BytesIO

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import ImageChops

from counter_app.documents.library import current_template
from counter_app.documents.pdf import render_pdf
from counter_app.documents.slips import render_slip
from printers.simulated.develop import develop
from tests.fakes.golden import CASES, GOLDEN, reason_to_skip, released_digests, sha256
from tests.fakes.paper_cases import APPLICANTS
from tests.fakes.papers import ALL, PAGES, SLIPS, UNSEEN, page_images, page_texts
from tests.fakes.proof import long_proof, longer

ON_PAGES = [pytest.param(who, kind, id=f"{kind}-{who}") for who, kind in CASES if kind in PAGES]
ON_SLIPS = [pytest.param(who, kind, id=f"{kind}-{who}") for who, kind in CASES if kind in SLIPS]
CODES_ON_PAGES = [
    pytest.param(
        who, kind, id=f"{kind}-{who}", marks=() if who in ("short", "tibetan") else long_proof
    )
    for who, kind in CASES
    if kind in PAGES
]
MM_PER_DOT = 25.4 / 200


@cache
def rendered(who: str, kind: str) -> bytes:
    return render_pdf(GOLDEN[who][kind])


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def shown(kind: str) -> set[str]:
    """The fields that a template puts on its pages."""
    template = repr(current_template(kind).parts)
    return {
        each.key
        for each in current_template(kind).fields
        if each.key not in UNSEEN and re.search(rf"['{{ ]{each.key}['}} ]", template)
    }


def test_every_document_of_the_list_has_a_template():
    numbered = {f"W{n:02d}" for n in range(1, 19)}
    assert numbered <= set(ALL)
    assert set(ALL) - numbered == {"W01S", "W10J", "W15C"}


@pytest.mark.parametrize(("who", "kind"), ON_PAGES)
def test_text_of_a_paper_can_be_read_back(who, kind):
    document = GOLDEN[who][kind]
    texts = page_texts(rendered(who, kind))
    whole = bare("".join(texts))
    values = document.value_map()
    assert current_template(kind).parts[0].title.zh.format_map(values) in whole
    assert "示例数据，仅供演示" in texts[-1]
    for key in shown(kind) & values.keys():
        assert bare(values[key]) in whole, key
    for _, rows in document.rows:
        for row in rows:
            assert [cell for cell in row if bare(cell) not in whole] == []
    assert all(document.id in text for text in texts)
    assert all(f"第 {n} 页 / 共 {len(texts)} 页" in text for n, text in enumerate(texts, start=1))


@pytest.mark.parametrize("kind", PAGES)
def test_every_field_that_a_paper_requires_stands_on_it(kind):
    required = {each.key for each in current_template(kind).fields if each.required}
    in_the_foot = {"phone", "complaint_phone"}
    assert required - shown(kind) <= {"qr", *in_the_foot}


@pytest.mark.parametrize("who", APPLICANTS)
def test_names_are_found_in_the_file_by_two_readers(who):
    pdf = rendered(who, "W16")
    assert APPLICANTS[who] in page_texts(pdf)[0]
    plain = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().replace("\n", "")
    if not who.startswith("tibetan"):  # pypdf does not know ActualText (facts/dependencies.md 7)
        assert bare(APPLICANTS[who]) in bare(plain)


# PDFium's search, not its reading back, knows no character beyond the BMP on Linux.
@pytest.mark.parametrize("who", ["short", "tibetan", "foreign"])
def test_a_name_is_found_by_searching(who):
    name = APPLICANTS[who].split()[0]
    with pypdfium2.PdfDocument(rendered(who, "W12")) as document:
        text = document[0].get_textpage()
        assert text.search(name).get_next() is not None
        assert text.search(name + "不在").get_next() is None


@pytest.mark.parametrize(("who", "kind"), CODES_ON_PAGES)
def test_both_codes_are_read_and_ink_stays_inside_the_margins(who, kind):
    document = GOLDEN[who][kind]
    for number, image in enumerate(page_images(rendered(who, kind))):
        box = ImageChops.invert(image).getbbox()
        left, top, right, bottom = (edge * MM_PER_DOT for edge in box)
        assert left >= 21.5
        assert top >= 13.5
        assert right <= 188.7
        assert bottom <= 297 - 8
        if number == 0:
            assert codes(image) == expected_codes(document)


@pytest.mark.parametrize("dpi", [150, *longer((110,), (300,))])
@pytest.mark.parametrize("kind", PAGES)
def test_both_codes_are_read_from_a_coarse_scan_too(kind, dpi):
    image = next(page_images(rendered("short", kind), dpi))
    assert codes(image) == expected_codes(GOLDEN["short"][kind])


def codes(image):
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(image)}


def expected_codes(document):
    return {
        "Code128": document.case_no or document.id,
        "QRCode": document.value_map()["qr"],
    }


@pytest.mark.parametrize(("who", "kind"), ON_SLIPS)
def test_a_slip_comes_out_whole_with_its_codes(who, kind):
    document = GOLDEN[who][kind]
    slip = render_slip(document)
    said = bare(slip.text())
    values = document.value_map()
    names = {"W17": "item", "W18": "ticket_no"}
    assert bare(values[names.get(kind, "applicant")]) in said
    assert "示例数据，仅供演示" in said
    found = codes(develop(slip, 48).convert("L"))
    assert found["Code128" if kind in ("W01S", "W18") else "QRCode"] == values["qr"]


@pytest.mark.parametrize("kind", PAGES)
def test_every_font_that_a_paper_names_is_embedded_in_it(kind):
    pdf = rendered("tibetan", kind)
    named = re.findall(rb"/BaseFont /(\S+)", pdf)
    assert named
    assert [each for each in named if not re.match(rb"[A-Z]{6}\+", each)] == []
    assert len(re.findall(rb"/FontFile2 ", pdf)) == len(re.findall(rb"/Type /FontDescriptor", pdf))


def test_a_name_of_fifty_characters_is_in_the_set():
    assert len(APPLICANTS["long"]) >= 50
    assert len(APPLICANTS["tibetan_long"]) >= 50
    assert all(unicodedata.category(each) != "Cn" for each in "".join(APPLICANTS.values()))


@pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip())
@pytest.mark.parametrize(("who", "kind"), ON_PAGES)
def test_the_bytes_are_those_that_were_looked_at(who, kind):
    # changed on purpose? look at the page, then: python -m tests.fakes.golden
    assert sha256(rendered(who, kind)) == released_digests()[f"{kind}-{who}"]
