"""
The driver against pages of the manual (facts/devices.md A3 to A6): a line that damages or breaks.

Statements 2, 3, 6, 7 and 8 of A16: noise, late answers, unplugging, rates, closing.
"""

from __future__ import annotations

from threading import Event

import pytest

from tests.fakes.card_examples import CARD_R
from tests.fakes.device_failures import failure
from tests.fakes.reader_pages import (
    ASK_ADDRESS,
    ASK_SAM_ID,
    ASK_STATUS,
    CARD,
    FIND,
    FOUND,
    IS_SAM_ID,
    NO_CARD,
    NO_ITEM,
    OK,
    OPENING,
    READ,
    SAM_ID,
    SELECT,
    SELECTED,
    frame,
    status,
)
from tests.fakes.transcript import GONE, Late, StillLater


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
