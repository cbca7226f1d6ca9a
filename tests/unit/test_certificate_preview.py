"""The page beside the list: from the printer's own bytes, or why there is none; a file that was picked."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.placement import Placement, spot_of
from counter_app.services.certificate_preview import preview
from counter_app.services.picked_file import MOST_BYTES, read_picked
from tests.fakes.certificate_window import a_grant, a_window_desk, decided, issue
from tests.fakes.certificates import ADVERT, FOOD
from tests.fakes.desk import play, signed_visit


def page(desk, case):
    grant = case.certificates[0].grant.id
    return play(desk, preview(desk, signed_visit(), case.no, grant))


class NotingImages:
    def __init__(self):
        self.drawn = []

    def draw(self, pdf, dpi, under=b"", page=0):
        self.drawn.append((pdf, under))
        return (pdf, dpi, page)


@pytest.mark.parametrize(("kind", "formed"), [(FOOD, True), (ADVERT, False)])
def test_what_is_shown_are_the_bytes_that_went_to_the_printer(kind, formed):
    images = NotingImages()
    desk = a_window_desk(page_images=images)
    case = decided(desk, a_grant(type_code=kind))
    assert not page(desk, case).numbered
    issue(desk, case)
    assert page(desk, case).numbered
    pdf, under = images.drawn[-1]
    printer = desk.certificates if formed else desk.documents
    assert printer.printed[-1][0] == pdf
    assert bool(under) is formed


def test_it_moves_with_the_placement_and_stands_still_without_one():
    images = NotingImages()
    desk = a_window_desk(page_images=images)
    case = decided(desk)
    page(desk, case)
    spot = spot_of(desk.settings.devices.certificates, desk.forms.paper(FOOD).form)
    note = desk.placements.find(spot)
    from dataclasses import replace  # noqa: PLC0415  only here

    desk.placements.keep(replace(note, placement=Placement(20, 10)))
    page(desk, case)
    assert images.drawn[0] != images.drawn[1]
    other = a_window_desk(page_images=images)
    other.placements.__init__()
    page(other, decided(other))
    assert images.drawn[2][1]


def test_what_cannot_be_drawn_says_why():
    desk = a_window_desk()
    shown = page(desk, decided(desk, a_grant(holder="扎西\U0002ebf0")))
    assert (shown.image, shown.trouble.code) == (None, "glyph_missing")


def test_a_picked_file_is_read_whole_or_refused(tmp_path):
    desk = a_window_desk()
    file = tmp_path / "a.csv"
    file.write_bytes(b"x")
    assert play(desk, read_picked(str(file))) == ("a.csv", b"x")
    with pytest.raises(StoreError, match="picked_unreadable"):
        play(desk, read_picked(str(tmp_path / "none")))
    with file.open("wb") as out:
        out.truncate(MOST_BYTES + 1)
    with pytest.raises(StoreError, match="picked_large"):
        play(desk, read_picked(str(file)))
