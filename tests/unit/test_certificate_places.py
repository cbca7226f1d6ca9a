"""What is on the paper lies where the form says, moved and stretched as the placement says."""

from __future__ import annotations

import shutil

import pytest

from counter_app.documents.certificate_drawing import render_certificate
from counter_app.documents.certificate_layout import fill_values, set_spots
from counter_app.documents.certificate_library import certificate_forms
from counter_app.domain.errors import RuleError
from counter_app.domain.placement import UNMOVED, Placement
from tests.fakes.certificates import (
    FOOD,
    PLAIN,
    PREPRINTED,
    QR,
    a_certificate,
    ink_expected,
    ink_in,
    pdfium_picture,
    poppler_picture,
)

DPI = 300
WITHIN_MM = 0.2
AROUND_MM = 0.9
RENDERERS = [
    pdfium_picture,
    pytest.param(
        poppler_picture,
        marks=pytest.mark.skipif(
            not shutil.which("pdftoppm"), reason="no poppler (apt: poppler-utils)"
        ),
    ),
]
PLACEMENTS = [
    UNMOVED,
    Placement(23, -17),
    Placement(-12, 18, 1010, 992),
    Placement(15, 11, 990, 1008),
]


def moved(box, placement):
    return (*placement.move(*box[:2]), *placement.move(*box[2:]))


def assert_near(found, expected, what):
    for edge, one, other in zip(("left", "top", "right", "bottom"), found, expected, strict=True):
        assert abs(one - other) <= WITHIN_MM, f"{what} {edge}: {one:.2f} mm, not {other:.2f} mm"


@pytest.mark.parametrize("draw", RENDERERS)
@pytest.mark.parametrize("placement", PLACEMENTS, ids=str)
@pytest.mark.parametrize("type_code", PREPRINTED)
def test_each_field_of_a_blank_has_its_ink_at_its_millimetre(type_code, placement, draw):
    form, certificate = certificate_forms()[type_code], a_certificate(type_code)
    picture = draw(render_certificate(form, certificate, QR, placement), DPI)
    assert picture.width == pytest.approx(form.sheet.width / 25.4 * DPI, abs=2)
    placed = set_spots(form.spots, fill_values(form, certificate), form.name)
    for spot in form.spots:
        mine = [line for line in placed if line.spot == spot]
        box = spot.box
        left, top, right, bottom = moved((box.x, box.y, box.right, box.bottom), placement)
        around = (left - AROUND_MM, top - AROUND_MM, right + AROUND_MM, bottom + AROUND_MM)
        found = ink_in(picture, around, DPI)
        assert_near(found, moved(ink_expected(mine), placement), spot.name)
        # the field holds its text: what is beyond its box would lie on the form's own print
        assert left - WITHIN_MM <= found[0] <= found[2] <= right + WITHIN_MM
        assert top - WITHIN_MM <= found[1] <= found[3] <= bottom + WITHIN_MM


@pytest.mark.parametrize("draw", RENDERERS)
@pytest.mark.parametrize("placement", PLACEMENTS, ids=str)
def test_the_qr_code_lies_at_its_place_with_its_quiet_zone(placement, draw):
    form, certificate = certificate_forms()[FOOD], a_certificate(FOOD)
    picture = draw(render_certificate(form, certificate, QR, placement), DPI)
    box = form.qr
    edges = moved((box.x, box.y, box.right, box.bottom), placement)
    found = ink_in(picture, edges, DPI)
    modules = 41 + 8  # version 6 for this text, and four quiet modules on each side
    quiet = 4 * box.width / modules
    inner = (box.x + quiet, box.y + quiet, box.right - quiet, box.bottom - quiet)
    assert_near(found, moved(inner, placement), "QR")


@pytest.mark.parametrize("type_code", PLAIN)
def test_nothing_is_moved_on_plain_paper(type_code):
    form, certificate = certificate_forms()[type_code], a_certificate(type_code)
    plain = render_certificate(form, certificate, QR, UNMOVED)
    assert render_certificate(form, certificate, QR, Placement(50, 50)) == plain


def test_a_placement_that_leaves_the_sheet_is_refused_with_the_fields_name():
    form = certificate_forms()[FOOD]
    with pytest.raises(RuleError) as caught:
        render_certificate(form, a_certificate(FOOD), QR, Placement(0, 100, 1000, 1010))
    assert (caught.value.code, caught.value.values) == (
        "placement_off_sheet",
        {"field": "电子证照标识"},
    )


def test_another_offset_is_another_picture():
    # the comparison above would else be blind
    form, certificate = certificate_forms()[FOOD], a_certificate(FOOD)
    pdf = render_certificate(form, certificate, QR, Placement(3, 0))
    placed = set_spots(form.spots[:1], fill_values(form, certificate), form.name)
    box = form.spots[0].box
    found = ink_in(pdfium_picture(pdf, DPI), (box.x, box.y, box.right, box.bottom), DPI)
    with pytest.raises(AssertionError, match="left"):
        assert_near(found, ink_expected(placed), "")
