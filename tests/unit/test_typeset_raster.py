"""Lines as dots for narrow printers: right height, nothing cut off, every script."""

from __future__ import annotations

import pytest
from PIL import ImageChops

from counter_app.domain.errors import RuleError
from counter_app.typeset.raster import render_line


def ink(image):
    return ImageChops.invert(image.convert("L")).getbbox()


def test_black_on_white_at_the_asked_height():
    image = render_line("受理", 24)
    assert image.mode == "1"
    assert image.size == (48, 24)
    assert image.getpixel((0, 0)) == 255
    assert ink(image) is not None


def test_empty_text_is_one_white_column():
    image = render_line("", 24)
    assert image.size == (1, 24)
    assert ink(image) is None


@pytest.mark.parametrize("text", ["申请人：扎西", "བསྒྲུབས་ཧཱུྃ་", "\U0002ceb0\U00020bb7", "Őž 12"])
@pytest.mark.parametrize("height_px", [24, 48, 96])
def test_nothing_is_cut_off(text, height_px):
    small, large = render_line(text, height_px), render_line(text, 8 * height_px)
    assert small.height == height_px
    left, top, right, bottom = ink(large)
    assert top >= 0
    assert bottom <= large.height
    shrunk = ink(small)
    for got, wanted in zip(shrunk, (left / 8, top / 8, right / 8, bottom / 8), strict=True):
        assert abs(got - wanted) <= 1.5


def test_tibetan_stacks_reach_the_full_height_and_han_beside_them_keeps_their_size():
    stack, mixed = render_line("ཧཱུྃ", 96), render_line("ཧཱུྃ理", 96)
    _, top, _, bottom = ink(stack)
    assert bottom - top > 80
    han = mixed.crop((stack.width, 0, *mixed.size))
    _, top, _, bottom = ink(han)
    assert bottom - top > 35


def test_vowels_stand_on_their_letter_and_not_beside_it():
    assert render_line("ཀི", 48).width < render_line("ཀཀ", 48).width * 0.75


def test_a_missing_glyph_is_refused_with_its_field():
    with pytest.raises(RuleError, match="glyph_missing") as refused:
        render_line("扎\U0003fffd", 24, "申请人")
    assert refused.value.values["field"] == "申请人"
