from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.printing import PrintOutcome
from counter_app.services.device_tests import (
    CardTest,
    page_to_try,
    slip_to_try,
    try_documents,
    try_reader,
    try_tickets,
)
from counter_app.words import Words
from tests.fakes.desk import FakePrinter, FakeReader, a_desk, play
from tests.fakes.papers import page_images, page_texts


def code_of(call, kind=DeviceError):
    with pytest.raises(kind) as caught:
        call()
    return caught.value.code


def test_a_card_is_read_on_its_lane_and_no_more_than_a_star_is_kept():
    desk = a_desk()

    assert play(desk, try_reader(desk)) == CardTest("resident", "扎*")

    assert desk.background.lanes == ["reader"]
    assert desk.ledger.recent(1) == ()


def test_a_plate_without_a_card_is_told_as_it_is():
    desk = a_desk(reader=FakeReader(DeviceError("reader_no_card")))
    assert code_of(lambda: play(desk, try_reader(desk))) == "reader_no_card"


@pytest.mark.parametrize(
    ("role", "test"),
    [("reader", try_reader), ("tickets", try_tickets), ("documents", try_documents)],
)
def test_a_device_that_is_not_set_cannot_be_tried(role, test):
    desk = a_desk(**{role: None})
    assert code_of(lambda: play(desk, test(desk))) == "device_not_set"


def test_a_slip_is_printed_once_and_its_outcome_is_the_printers():
    desk = a_desk()
    desk.tickets.outcomes = [PrintOutcome("sent", "unknown")]

    outcome = play(desk, try_tickets(desk))

    assert outcome == PrintOutcome("sent", "unknown")
    (slip,) = desk.tickets.printed
    assert "打印测试" in slip.text()
    assert "2026-11-16 10:00:00" in slip.text()
    assert desk.background.lanes == ["tickets"]
    assert desk.ledger.jobs() == ()


@pytest.mark.parametrize(
    ("raised", "state", "printed", "code"),
    [
        (DeviceError("printer_gone"), "unknown", "unknown", "printer_gone"),
        (
            RuleError("glyph_missing", character="x", field="y"),
            "failed",
            "nothing",
            "glyph_missing",
        ),
    ],
)
def test_what_goes_wrong_says_what_is_known_of_the_paper(raised, state, printed, code):
    desk = a_desk()
    desk.tickets.outcomes = [raised]

    outcome = play(desk, try_tickets(desk))

    assert (outcome.state, outcome.printed, outcome.error.code) == (state, printed, code)


def test_a_page_is_drawn_on_the_paper_lane_and_printed_once():
    desk = a_desk()

    outcome = play(desk, try_documents(desk))

    assert outcome.state == "device_done"
    ((pdf, copies),) = desk.documents.printed
    assert copies == 1
    assert "打印测试" in "".join(page_texts(pdf))
    assert desk.background.lanes == ["paper", "documents"]


def test_a_test_never_goes_to_numbered_blanks():
    desk = a_desk(documents=FakePrinter("blank"))
    assert code_of(lambda: play(desk, try_documents(desk)), RuleError) == "document_to_blanks"
    assert desk.documents.printed == []


def test_the_page_has_one_sheet_with_each_script_and_a_frame_ten_millimetres_in():
    pdf = page_to_try(Words(), "2026-11-16 10:00:00")

    (text,) = page_texts(pdf)
    for part in ("打印测试", "2026-11-16 10:00:00", "林芝市政务服务中心", "𠮷"):
        assert part in text
    (picture,) = page_images(pdf, dpi=254)  # ten dots a millimetre
    row = [picture.getpixel((x, picture.height // 2)) for x in range(150)]
    assert min(range(150), key=row.__getitem__) == pytest.approx(100, abs=2)
    assert min(row[:95]) == 255


def test_both_are_in_the_language_of_the_screen():
    assert "Print test" in slip_to_try(Words("en")).text()
    assert "Time" not in slip_to_try(Words("en")).text()
    assert "Print test" in "".join(page_texts(page_to_try(Words("en"), "now")))


def test_a_desk_of_another_language_prints_in_it():
    desk = replace(a_desk(), words=Words("en"))
    play(desk, try_tickets(desk))
    assert "Print test" in desk.tickets.printed[0].text()
