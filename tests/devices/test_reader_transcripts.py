"""
The driver against pages of the manual: every byte sent and received (facts/devices.md A3 to A6).

Statements 2, 3, 6, 7 and 8 of A16: cards, presence, statuses.
"""

from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.records import ReaderState
from tests.fakes.card_examples import CARD_J, CARD_L
from tests.fakes.device_failures import failure
from tests.fakes.reader_pages import (
    ASK_ADDRESS,
    ASK_NUMBER,
    ASK_SAM_ID,
    ASK_STATUS,
    CARD,
    FIND,
    FOUND,
    IS_SAM_ID,
    NEWEST,
    NO_CARD,
    NO_ITEM,
    NOTHING,
    NUMBER,
    OK,
    OPENING,
    READ,
    READ_FAILED,
    SAM_ID,
    SELECT,
    SELECTED,
    STILL_THERE,
    status,
)


def test_a_card_is_read(play):
    # An open reader is asked for its state before each read.
    reader, (line,) = play([*OPENING, (ASK_STATUS, OK), *CARD])
    reader.open()
    read = reader.read_card(0)
    assert read.person.name == "测试甲"
    assert read.person.sam_id == SAM_ID
    assert read.photo == bytes(1024)
    reader.close()
    assert line.closed


def test_a_closed_reader_opens_for_a_read(play):
    reader, _ = play([*OPENING, *CARD])
    assert reader.read_card(0).person.number == "540402199003070014"


def test_the_newest_address_is_read(play):
    reader, _ = play([*OPENING, *CARD[:3], (ASK_ADDRESS, NEWEST)])
    person = reader.read_card(0).person
    assert person.newest_address == "西藏自治区林芝市工布江达县测试路9号"
    assert person.address == "西藏自治区林芝市巴宜区测试路1号"


def test_a_reader_that_cannot_read_the_newest_address(play):
    reader, _ = play([*OPENING, *CARD[:3], (ASK_ADDRESS, status(0x21))])
    assert reader.read_card(0).person.flags == ("newest_address_unread",)


def test_the_sam_id_is_asked_once_for_each_opening(play):
    reader, _ = play([*OPENING, (ASK_STATUS, OK), (ASK_STATUS, OK)])
    reader.open()
    assert reader.probe() == ReaderState("ready", SAM_ID, "")
    assert reader.probe() == ReaderState("ready", SAM_ID, "")


def test_the_sam_id_is_tried_three_times(play):
    reader, _ = play([OPENING[0], (ASK_SAM_ID, b""), (ASK_SAM_ID, b""), (ASK_SAM_ID, IS_SAM_ID)])
    reader.open()


def test_a_reader_without_a_sam_id_is_closed_again(play):
    reader, (line,) = play([OPENING[0], *[(ASK_SAM_ID, b"")] * 3])
    assert failure(reader.open) == "reader_silent"
    assert line.closed


def test_a_module_that_is_not_authorised_is_not_asked_again(play):
    reader, (line,) = play([OPENING[0], (ASK_SAM_ID, status(0x66))])
    assert failure(reader.open) == "reader_not_authorised"
    assert line.closed


def test_no_card(play):
    reader, _ = play([*OPENING, *NOTHING])
    assert failure(reader.read_card, 0) == "reader_no_card"


def test_find_is_repeated_at_once_on_80(play):
    reader, _ = play([*OPENING, (FIND, NO_CARD), *CARD])
    assert reader.read_card(0).person.name == "测试甲"


def test_a_card_is_waited_for(play):
    reader, _ = play([*OPENING, *NOTHING, *NOTHING, *CARD])
    assert reader.read_card(5).person.name == "测试甲"


@pytest.mark.parametrize("still", [NUMBER, NO_ITEM], ids=["90", "91"])
def test_a_lying_card_is_not_reported_twice_and_find_is_not_sent(play, still):
    # Whether find would answer 80 or 9F now does not matter: it is not asked.
    reader, _ = play([*OPENING, *CARD, (ASK_STATUS, OK), (ASK_NUMBER, still)])
    reader.read_card(0)
    assert failure(reader.read_card, 0) == "reader_card_lies"


def test_lifting_is_noticed_and_a_second_card_read(play):
    second = [
        (FIND, FOUND),
        (SELECT, SELECTED),
        (READ, CARD_J.base_answer()),
        (ASK_ADDRESS, NO_ITEM),
    ]
    lifted = [(ASK_NUMBER, READ_FAILED)]
    reader, _ = play([*OPENING, *CARD, (ASK_STATUS, OK), *STILL_THERE, *lifted, *NOTHING, *second])
    assert reader.read_card(0).person.name == "测试甲"
    assert reader.read_card(5).person.name == "测试乙"


def test_the_same_card_put_down_again_is_read_again(play):
    reader, _ = play([*OPENING, *CARD, (ASK_STATUS, OK), (ASK_NUMBER, READ_FAILED), *CARD])
    assert reader.read_card(0) == reader.read_card(0)


@pytest.mark.parametrize("code", [0x11, 0x21, 0x23, 0x24])
def test_presence_is_asked_by_30_03_where_30_05_is_not_known(play, code):
    twice = 2 if code == 0x11 else 1
    asked = [*[(ASK_NUMBER, status(code))] * twice, (ASK_ADDRESS, NO_ITEM)]
    reader, _ = play([*OPENING, *CARD, (ASK_STATUS, OK), *asked])
    reader.read_card(0)
    assert failure(reader.read_card, 0) == "reader_card_lies"


def test_a_refused_card_counts_as_read(play):
    # The check character of card L replaced, and the frame's check byte with it.
    wrong = bytearray(CARD_L.base_answer())
    at = wrong.index("0024".encode("utf-16-le")) + 6
    wrong[at] ^= 1
    wrong[-1] ^= 1
    card = [(FIND, FOUND), (SELECT, SELECTED), (READ, bytes(wrong))]
    reader, _ = play([*OPENING, *card, (ASK_STATUS, OK), *STILL_THERE])
    with pytest.raises(RuleError) as caught:
        reader.read_card(0)
    assert caught.value.code == "number_check_failed"
    assert failure(reader.read_card, 0) == "reader_card_lies"


@pytest.mark.parametrize("code", [0x41, 0x47])
def test_a_read_that_failed_is_tried_again_from_find(play, code):
    reader, _ = play([*OPENING, *CARD[:2], (READ, status(code)), *CARD])
    assert reader.read_card(0).person.name == "测试甲"


def test_after_a_failed_read_a_strict_module_wants_the_card_lifted(play):
    reader, _ = play([*OPENING, *CARD[:2], (READ, READ_FAILED), *NOTHING])
    assert failure(reader.read_card, 5) == "reader_read_failed"


def test_three_failures_are_enough(play):
    reader, _ = play([*OPENING, *[*CARD[:1], (SELECT, status(0x81))] * 3])
    assert failure(reader.read_card, 5) == "reader_select_failed"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (0x31, "reader_card_rejects_module"),
        (0x32, "reader_module_rejects_card"),
        (0x33, "reader_card_altered"),
        (0x37, "reader_fingerprint_altered"),
        (0x3F, "reader_card_length"),
        (0x40, "reader_other_card"),
        (0x21, "reader_request_illegal"),
        (0x23, "reader_request_forbidden"),
        (0x24, "reader_request_unknown"),
        (0x60, "reader_selftest_failed"),
        (0x66, "reader_not_authorised"),
        (0x4E, "reader_status_unknown"),
    ],
)
def test_statuses_of_a_read(play, code, error):
    reader, _ = play([*OPENING, *CARD[:2], (READ, status(code))])
    assert failure(reader.read_card, 5) == error


@pytest.mark.parametrize(
    ("code", "error"), [(0x40, "reader_other_card"), (0x60, "reader_selftest_failed")]
)
def test_statuses_of_find(play, code, error):
    reader, _ = play([*OPENING, (FIND, status(code))])
    assert failure(reader.read_card, 5) == error


@pytest.mark.parametrize(
    ("code", "error"), [(0x10, "reader_request_checksum"), (0x11, "reader_request_length")]
)
def test_a_request_that_came_damaged_is_sent_once_more(play, code, error):
    reader, _ = play(
        [*OPENING, (FIND, status(code)), *CARD], [*OPENING, *[(FIND, status(code))] * 2]
    )
    assert reader.read_card(0).person.name == "测试甲"
    reader.close()
    assert failure(reader.read_card, 0) == error


@pytest.mark.parametrize("code", [0x60, 0x66])
@pytest.mark.parametrize("rate", [None, 115_200])
def test_a_module_that_refuses_at_start(play, code, rate):
    reader, (line,) = play([(ASK_STATUS, status(code))], rate=rate)
    expected = {0x60: "reader_selftest_failed", 0x66: "reader_not_authorised"}[code]
    assert reader.probe().state == expected
    assert line.closed
