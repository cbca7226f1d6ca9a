"""
The driver against pages of the manual: every byte sent and received (facts/devices.md A3 to A6).

Statements 2, 3, 6, 7 and 8 of A16.
"""

from __future__ import annotations

from threading import Event

import pytest

from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.records import ReaderState
from counter_app.readers.exchange import Timing
from counter_app.readers.serial_reader import SerialReader
from tests.fakes.card_examples import CARD_J, CARD_L, CARD_R
from tests.fakes.transcript import GONE, Late, StillLater, TranscriptLine

FAST = Timing().scaled(0.01)
SAM_ID = "05.03-20120629-0000202551-1234567890"


def frame(text):
    return bytes.fromhex("AA AA AA 96 69 " + text)


def status(code):
    """An answer of a status byte alone, as the facts list them ready-made."""
    return frame("00 04 00 00") + bytes([code, 4 ^ code])


OK = status(0x90)
ASK_STATUS = frame("00 03 11 FF ED")
ASK_SAM_ID = frame("00 03 12 FF EE")
FIND = frame("00 03 20 01 22")
SELECT = frame("00 03 20 02 21")
READ = frame("00 03 30 01 32")
ASK_ADDRESS = frame("00 03 30 03 30")
ASK_NUMBER = frame("00 03 30 05 36")
IS_SAM_ID = frame("00 14 00 00 90 05 00 03 00 35 04 33 01 37 17 03 00 D2 02 96 49 AD")
FOUND = frame("00 08 00 00 9F 00 00 00 00 97")
SELECTED = frame("00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")
NO_CARD, NO_ITEM, READ_FAILED = status(0x80), status(0x91), status(0x41)
NUMBER = frame("00 20 00 00 90" + "31 00" + "30 00" * 8 + "31 00 32 00 33 00 34 00 35 00 B0")
NEWEST = frame(
    "00 4A 00 00 90 7F 89 CF 85 EA 81 BB 6C 3A 53 97 67 9D 82 02 5E E5 5D 03 5E 5F 6C BE 8F BF 53 "
    "4B 6D D5 8B EF 8D 39 00 F7 53" + "20 00" * 17 + "AC"
)

OPENING = [(ASK_STATUS, OK), (ASK_SAM_ID, IS_SAM_ID)]
CARD = [(FIND, FOUND), (SELECT, SELECTED), (READ, CARD_R.base_answer()), (ASK_ADDRESS, NO_ITEM)]
NOTHING = [(FIND, NO_CARD), (FIND, NO_CARD)]
STILL_THERE = [(ASK_NUMBER, NUMBER)]


@pytest.fixture
def play():
    """Make a reader over one transcript, or over one for each opening; check them all at the end."""
    lines = []

    def make(*transcripts, rate=None, closing=None):
        made = [TranscriptLine(pairs, rate) for pairs in transcripts]
        lines.extend(made)
        waiting = iter(made)
        reader = SerialReader(lambda: next(waiting), closing=closing, timing=FAST)
        return reader, made

    yield make
    for line in lines:
        line.finish()


def failure(call, *args):
    with pytest.raises(DeviceError) as caught:
        call(*args)
    return caught.value.code


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


def test_single_bytes_noise_and_glue(play):
    answer = CARD_R.base_answer()
    single = tuple(answer[at : at + 1] for at in range(len(answer)))
    noisy = b"\x00\xaa\xaa\x96" + FOUND
    pairs = [*OPENING, (FIND, noisy), (SELECT, (SELECTED[:3], SELECTED[3:])), (READ, single)]
    reader, _ = play([*pairs, (ASK_ADDRESS, NO_ITEM + NO_ITEM)])
    assert reader.read_card(0).person.name == "测试甲"


def test_a_damaged_answer_is_asked_for_once_more(play):
    bad = FOUND[:-1] + b"\x00"
    reader, _ = play([*OPENING, (FIND, bad), *CARD])
    assert reader.read_card(0).person.name == "测试甲"


def test_a_cut_answer_ends_and_the_next_exchange_works(play):
    reader, _ = play([*OPENING, *CARD[:2], (READ, CARD_R.base_answer()[:700]), *CARD[2:]])
    assert reader.read_card(0).person.name == "测试甲"


def test_two_damaged_answers_are_a_transmission_fault_not_a_missing_card(play):
    bad = NO_CARD[:-1] + b"\x00"
    reader, _ = play([*OPENING, (FIND, bad), (FIND, bad)])
    assert failure(reader.read_card, 0) == "reader_garbled"


def every_flip(answer):
    for at in range(5, len(answer)):
        for bit in range(8):
            damaged = bytearray(answer)
            damaged[at] ^= 1 << bit
            yield bytes(damaged)


@pytest.mark.parametrize(
    ("ask", "answer"),
    [(FIND, NO_CARD), (FIND, FOUND), (SELECT, SELECTED), (ASK_SAM_ID, IS_SAM_ID)],
    ids=["80", "9F", "select", "sam"],
)
def test_one_flipped_bit_anywhere_is_a_transmission_fault(play, ask, answer):
    before = {FIND: OPENING, SELECT: [*OPENING, CARD[0]], ASK_SAM_ID: OPENING[:1]}[ask]
    tries = 6 if ask == ASK_SAM_ID else 2
    for damaged in every_flip(answer):
        reader, _ = play([*before, *[(ask, damaged)] * tries])
        assert failure(reader.read_card, 0) == "reader_garbled"


def test_one_flipped_bit_in_a_base_read_is_a_transmission_fault(play):
    # Every bit of length, status and length words; then one in 67 of the 10,000 others.
    flips = list(every_flip(CARD_R.base_answer()))
    for damaged in [*flips[:72], *flips[72::67], *flips[-8:]]:
        reader, _ = play([*OPENING, *CARD[:2], (READ, damaged), (READ, damaged)])
        assert failure(reader.read_card, 0) == "reader_garbled"


def test_an_answer_of_another_command_is_not_taken(play):
    # The answer to a find that timed out comes just as the SAM id is asked.
    reader, _ = play([OPENING[0], (ASK_SAM_ID, (FOUND, IS_SAM_ID)), *CARD])
    assert reader.read_card(0).person.sam_id == SAM_ID


def test_only_answers_of_another_command_are_damage(play):
    reader, _ = play([*OPENING, (FIND, SELECTED), (FIND, SELECTED)])
    assert failure(reader.read_card, 0) == "reader_garbled"


@pytest.mark.parametrize("late", [FOUND, FOUND[:6]], ids=["whole", "cut"])
def test_a_late_answer_is_dropped_before_the_next_request(play, late):
    reader, (line,) = play([*OPENING, (FIND, b""), (ASK_STATUS, OK), *CARD])
    assert failure(reader.read_card, 0) == "reader_silent"
    line.deliver(Late(late))
    assert reader.read_card(0).person.name == "测试甲"


def test_what_came_unasked_is_dropped_before_a_request(play):
    reader, (line,) = play([*OPENING, (ASK_STATUS, OK), *CARD])
    reader.open()
    line.deliver(Late(status(0x66)))
    assert reader.read_card(0).person.name == "测试甲"


def test_after_a_failed_exchange_the_line_is_drained_until_it_is_quiet(play):
    reader, (line,) = play([*OPENING, (FIND, b""), (ASK_STATUS, OK), *CARD])
    assert failure(reader.read_card, 0) == "reader_silent"
    line.deliver(StillLater(status(0x66)))
    assert reader.read_card(0).person.name == "测试甲"


def test_silence_is_not_a_missing_card(play):
    reader, _ = play([*OPENING, (FIND, b"")])
    assert failure(reader.read_card, 0) == "reader_silent"


def test_noise_alone_is_silence(play):
    reader, _ = play([*OPENING, (FIND, b"\xff\x00\xff")])
    assert failure(reader.read_card, 0) == "reader_silent"


def test_a_reader_unplugged_in_the_middle_of_an_answer(play):
    broken = [*OPENING, *CARD[:2], (READ, (CARD_R.base_answer()[:300], GONE))]
    reader, (first, second) = play(broken, [*OPENING, *CARD])
    assert failure(reader.read_card, 0) == "reader_gone"
    assert first.closed
    assert reader.read_card(0).person.name == "测试甲"
    assert not second.closed


def test_a_reader_replugged_between_two_reads_is_opened_anew(play):
    first = [*OPENING, *CARD, (ASK_STATUS, (GONE,))]
    reader, lines = play(first, [*OPENING, *CARD])
    reader.read_card(0)
    assert reader.read_card(0).person.name == "测试甲"
    assert lines[0].closed


def test_an_unknown_rate_is_found(play):
    silent = [(ASK_STATUS, b"")] * 3
    reader, (line,) = play([*silent, (ASK_STATUS, OK), (ASK_SAM_ID, IS_SAM_ID)], rate=115_200)
    reader.open()
    assert line.rates == [115_200, 57_600, 38_400, 19_200]


def test_the_stated_rate_is_tried_first_and_last(play):
    reader, (line,) = play([(ASK_STATUS, b"")] * 6, rate=9_600)
    assert failure(reader.open) == "reader_silent"
    assert line.rates == [9_600, 115_200, 57_600, 38_400, 19_200, 9_600]


def test_a_line_that_breaks_ends_the_search_for_the_rate(play):
    reader, (line,) = play([(ASK_STATUS, (GONE,))], rate=115_200)
    assert failure(reader.open) == "reader_gone"
    assert line.closed


def test_a_wrong_rate_may_also_bring_damage(play):
    bad = OK[:-1] + b"\x00"
    reader, (line,) = play(
        [(ASK_STATUS, bad), (ASK_STATUS, bad), (ASK_STATUS, OK), (ASK_SAM_ID, IS_SAM_ID)],
        rate=9_600,
    )
    reader.open()
    assert line.rates == [9_600, 115_200]


def test_the_answer_to_a_new_rate_comes_at_the_old_one(play):
    change = [(ASK_STATUS, OK), (frame("00 03 60 04 67"), OK), (ASK_STATUS, OK)]
    reader, (line,) = play([*OPENING, *change], rate=115_200)
    reader.open()
    reader.set_rate(9_600)
    assert line.rates[-1] == 9_600
    assert line.rate_at[-3:] == [115_200, 115_200, 9_600]


def test_a_rate_outside_the_five_sends_nothing(play):
    reader, _ = play([*OPENING, (ASK_STATUS, OK)])
    reader.open()
    assert failure(reader.set_rate, 4_800) == "reader_rate_unsupported"


def test_a_refused_rate_leaves_the_host_alone(play):
    reader, (line,) = play(
        [*OPENING, (ASK_STATUS, OK), (frame("00 03 60 04 67"), status(0x21))], rate=115_200
    )
    reader.open()
    assert failure(reader.set_rate, 9_600) == "reader_request_illegal"
    assert line.rate == 115_200


def test_a_closing_lane_stops_the_wait(play):
    closing = Event()
    reader, _ = play([*OPENING], closing=closing)
    reader.open()
    closing.set()
    assert failure(reader.read_card, 60) == "reader_stopped"


def test_closing_twice_is_harmless(play):
    reader, (line,) = play([*OPENING])
    reader.open()
    reader.close()
    reader.close()
    assert line.closed
