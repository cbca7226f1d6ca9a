"""The simulated module against the frames of facts/devices.md A3 to A6, spelled out."""

from __future__ import annotations

import pytest

from counter_app.readers.frames import FrameDecoder
from counter_app.readers.simulated_card import make_card
from counter_app.readers.simulated_module import SimulatedModule
from tests.fakes.card_examples import CARD_R

PREAMBLE = "AA AA AA 96 69 "
OK = "00 04 00 00 90 94"
FIND, SELECT, READ = "00 03 20 01 22", "00 03 20 02 21", "00 03 30 01 32"
ADDRESS, NUMBER, FINGER = "00 03 30 03 30", "00 03 30 05 36", "00 03 30 10 23"
FOUND = "00 08 00 00 9F 00 00 00 00 97"
SELECTED = "00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"
NO_CARD, NOT_SELECTED, NOT_READ = "00 04 00 00 80 84", "00 04 00 00 81 85", "00 04 00 00 41 45"


@pytest.fixture
def module():
    return SimulatedModule()


def ask(module, text):
    decoder = FrameDecoder()
    decoder.feed(bytes.fromhex(PREAMBLE + text))
    return module.answer(decoder.take())


def spelled(text):
    return bytes.fromhex(PREAMBLE + text)


def card(**more):
    return make_card({"text_hex": CARD_R.text.hex(), "photo_hex": bytes(1024).hex()} | more)


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        ("00 03 10 FF EC", OK),
        ("00 03 11 FF ED", OK),
        ("00 03 60 04 67", OK),
        ("00 04 61 FF 50 CA", OK),
        ("00 03 61 FF 9D", "00 04 00 00 11 15"),
        (
            "00 03 12 FF EE",
            "00 14 00 00 90 05 00 03 00 35 04 33 01 37 17 03 00 D2 02 96 49 AD",
        ),
        (FIND, NO_CARD),
        (SELECT, NOT_SELECTED),
        (READ, NOT_READ),
        (ADDRESS, NOT_READ),
        (NUMBER, NOT_READ),
        ("00 03 11 FF EE", "00 04 00 00 10 14"),
        ("00 02 11 13", "00 04 00 00 11 15"),
        ("00 04 11 FF 00 EA", "00 04 00 00 11 15"),
        ("00 03 60 05 66", "00 04 00 00 21 25"),
        ("00 03 77 01 75", "00 04 00 00 21 25"),
    ],
)
def test_answers_without_a_card(module, request_text, answer):
    assert ask(module, request_text) == spelled(answer)


def test_the_way_to_a_card(module):
    module.lay(card())
    assert ask(module, READ) == spelled(NOT_READ)
    assert ask(module, FIND) == spelled(FOUND)
    assert ask(module, READ) == spelled(NOT_READ)
    assert ask(module, FIND) == spelled(FOUND)
    assert ask(module, SELECT) == spelled(SELECTED)
    assert ask(module, READ) == CARD_R.base_answer()
    assert ask(module, READ) == CARD_R.base_answer()
    assert ask(module, ADDRESS) == spelled("00 04 00 00 91 95")
    assert ask(module, NUMBER) == spelled(
        "00 20 00 00 90 31 00 30 00 30 00 30 00 30 00 30 00 30 00 30 00 30 00 31 00 32 00 33 00 "
        "34 00 35 00 B0"
    )
    assert ask(module, FIND) == spelled(NO_CARD)
    module.lift()
    module.lay(card())
    assert ask(module, FIND) == spelled(FOUND)


def test_a_reset_ends_the_dialogue(module):
    module.lay(card())
    ask(module, FIND)
    assert ask(module, "00 03 10 FF EC") == spelled(OK)
    assert ask(module, SELECT) == spelled(NOT_SELECTED)


def test_a_module_that_finds_again(module):
    module.refinds = True
    module.lay(card())
    for _ in range(2):
        assert ask(module, FIND) == spelled(FOUND)
        assert ask(module, SELECT) == spelled(SELECTED)
        assert ask(module, READ) == CARD_R.base_answer()


def test_a_newest_address(module):
    module.lay(card(newest_address="西藏自治区林芝市工布江达县测试路9号"))
    for request_text in (FIND, SELECT, READ):
        ask(module, request_text)
    assert ask(module, ADDRESS) == spelled(
        "00 4A 00 00 90 7F 89 CF 85 EA 81 BB 6C 3A 53 97 67 9D 82 02 5E E5 5D 03 5E 5F 6C BE 8F "
        "BF 53 4B 6D D5 8B EF 8D 39 00 F7 53" + "20 00" * 17 + "AC"
    )


@pytest.mark.parametrize(
    ("size", "head", "total"),
    [
        (0, "05 0A 00 00 90 01 00 04 00 00 00", 1297),
        (512, "07 0A 00 00 90 01 00 04 00 02 00", 1809),
        (1024, "09 0A 00 00 90 01 00 04 00 04 00", 2321),
    ],
)
def test_fingerprints(module, size, head, total):
    module.lay(card(fingerprint_size=size))
    ask(module, FIND)
    ask(module, SELECT)
    answer = ask(module, FINGER)
    assert answer.startswith(spelled(head))
    assert len(answer) == total
    assert answer[-1 - size : -size or None][:1] in {b"C", b""} or size == 0
