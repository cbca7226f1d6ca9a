"""Pages of the reader's manual: requests and answers as bytes (facts/devices.md A3 to A6)."""

from __future__ import annotations

from tests.fakes.card_examples import CARD_R

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
