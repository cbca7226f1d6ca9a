"""The preview is drawn from the bytes that go to the printer, and only from them."""

from __future__ import annotations

import threading
from io import BytesIO

import pytest
from PIL import Image

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.errors import DeviceError
from counter_app.domain.placement import Placement
from printers.page_images import PdfiumImages
from printers.pdfium import count_pages, measure_sheet
from tests.fakes.certificates import FOOD, QR, a_certificate, pdfium_picture

TYPES, IMAGES = CertificateTypes(), PdfiumImages()
DPI = 100


def opened(image):
    picture = Image.open(BytesIO(image.png)).convert("L")
    assert picture.size == (image.width_px, image.height_px)
    return picture


def test_a_page_is_as_large_as_its_sheet():
    image = IMAGES.draw(TYPES.render(a_certificate(), QR), DPI)
    assert (image.width_px, image.height_px) == (1170, 827)


def test_the_form_of_a_blank_shows_through_paler_than_what_is_printed():
    pdf, form = TYPES.render(a_certificate(), QR), TYPES.render_form(FOOD)
    bare, over = opened(IMAGES.draw(pdf, DPI)), opened(IMAGES.draw(pdf, DPI, form))
    beside = opened(IMAGES.draw(form, DPI))
    frame = (10, 200, 60, 210)  # the left edge of the blank's frame: nothing is printed there
    assert bare.crop(frame).getextrema() == (255, 255)
    assert beside.crop(frame).getextrema()[0] < 40
    assert 120 < over.crop(frame).getextrema()[0] < 200
    ink = bare.point(lambda grey: 255 if grey < 40 else 0)
    assert ink.getbbox()
    darkest = Image.composite(over, Image.new("L", over.size, 0), ink)
    assert darkest.getextrema()[1] < 41


def test_a_moved_certificate_is_moved_in_the_preview_too():
    still = pdfium_picture(TYPES.render(a_certificate(), QR), DPI)
    moved = pdfium_picture(TYPES.render(a_certificate(), QR, Placement(100, 0)), DPI)
    ink = [each.point(lambda grey: 255 - grey).getbbox() for each in (still, moved)]
    assert (ink[1][0] - ink[0][0]) / DPI * 25.4 == pytest.approx(10, abs=0.3)


@pytest.mark.parametrize("act", [lambda pdf: IMAGES.draw(pdf, DPI), count_pages])
@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 nothing", b"hello"])
def test_what_is_no_pdf_is_said(act, pdf):
    with pytest.raises(DeviceError, match="pdf_unreadable"):
        act(pdf)
    assert measure_sheet(pdf) is None


@pytest.mark.parametrize("page", [-1, 1])
def test_a_page_that_is_not_there_is_said(page):
    with pytest.raises(DeviceError, match="pdf_unreadable"):
        IMAGES.draw(TYPES.render_form(FOOD), DPI, page=page)


def test_two_lanes_may_draw_at_once():
    pdf = TYPES.render(a_certificate(), QR)
    alone = IMAGES.draw(pdf, DPI)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(IMAGES.draw(pdf, DPI))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [alone] * 4
