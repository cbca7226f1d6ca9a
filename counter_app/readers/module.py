"""The commands of the identity card module, one method each, over an open line."""

from __future__ import annotations

from threading import Event

from counter_app.domain import chip
from counter_app.domain.errors import DeviceError
from counter_app.domain.person import Person
from counter_app.domain.records import CardRead
from counter_app.readers import frames
from counter_app.readers.exchange import Exchange, Timing
from counter_app.readers.frames import Answer
from counter_app.readers.layouts import read_layout
from counter_app.readers.line import Line
from counter_app.readers.statuses import (
    DONE,
    FOUND,
    NO_CARD,
    NO_ITEM,
    REQUEST_UNSUPPORTED,
    status_error,
)

_BARE = frozenset({(DONE, 0)})
_SAM_ID = frozenset({(DONE, 16)})
_FOUND = frozenset({(FOUND, 4), (FOUND, 0)})
_SELECTED = frozenset({(DONE, 8), (DONE, 0)})
_BASE = frozenset({(DONE, 4 + 256 + 1024)})
_RECORDS = frozenset((DONE, frames.RECORD_BYTES * count) for count in range(5))
_MANAGEMENT_NUMBER = frozenset((DONE, size) for size in (8, 16, 24, 28))
_SAM_ID_TRIES = 3
_LINE_FAULTS = frozenset({"reader_silent", "reader_garbled"})
_RATE_CHANGE_S = 0.005
_WITH_ADDRESS = frozenset({"resident", "permit"})


class Module:
    """
    The module behind one line (facts/devices.md A3 to A6).

    Each method raises DeviceError: the status code's own error (``statuses``), or what
    ``Exchange`` raises.
    """

    def __init__(self, line: Line, timing: Timing, closing: Event) -> None:
        self._line = line
        self._timing = timing
        self._closing = closing
        self._exchange = Exchange(line, timing, closing)

    def detect(self) -> None:
        """
        Find the rate at which the module answers, the line's present one first and last.

        Facts/devices.md A1: the five rates in falling order. The first is tried again at the end,
        for a module that was still starting (2 s after power-on). Self-test errors are raised.
        """
        if self._line.rate is None:
            self.check()
            return
        present = self._line.rate
        for rate in (present, *(each for each in frames.RATES if each != present), present):
            self._line.set_rate(rate)
            try:
                answer = self._exchange.ask(frames.STATUS, self._timing.detect_s, _BARE)
            except DeviceError as error:
                if error.code not in _LINE_FAULTS:
                    raise
            else:
                _expect(answer, DONE)
                return
        raise DeviceError("reader_silent")

    def check(self) -> None:
        """Ask for the self-test's result; changes nothing in the module."""
        _expect(self._exchange.ask(frames.STATUS, self._timing.status_s, _BARE), DONE)

    def sam_id(self) -> str:
        """Read the module's id, 36 characters; tried three times as vendors do."""
        for _ in range(_SAM_ID_TRIES - 1):
            try:
                return self._ask_sam_id()
            except DeviceError as error:
                if error.code not in _LINE_FAULTS:
                    raise
        return self._ask_sam_id()

    def set_rate(self, rate: int) -> None:
        """
        Change the rate of module and host, stored in the module over power-off.

        The answer comes at the old rate; the host changes after it and checks at the new one.
        """
        request = frames.set_rate_request(rate)
        _expect(self._exchange.ask(request, self._timing.status_s, _BARE), DONE)
        self._closing.wait(_RATE_CHANGE_S)
        self._line.set_rate(rate)
        self.check()

    def find(self) -> bool:
        """Whether a card was found; a first "no card" is asked again at once, as vendors do."""
        for _ in range(2):
            answer = self._exchange.ask(frames.FIND, self._timing.find_s, _FOUND)
            if answer.status != NO_CARD:
                _expect(answer, FOUND)
                return True
        return False

    def read_card(self, sam_id: str) -> CardRead:
        """
        Select and read the card that was found, with its appended address.

        RuleError when the chip's content breaks a rule of ``domain.chip``.
        """
        _expect(self._exchange.ask(frames.SELECT, self._timing.find_s, _SELECTED), DONE)
        answer = self._exchange.ask(frames.READ_BASE, self._timing.read_s, _BASE)
        blocks = frames.split_base(_expect(answer, DONE))
        person = chip.read_chip(read_layout(blocks.text), sam_id)
        if person.kind in _WITH_ADDRESS:
            person = self._with_newest_address(person)
        return CardRead(person, blocks.photo)

    def is_card_present(self) -> bool:
        """
        Whether the card that was read still lies there; only after a read (facts/devices.md A6).

        Asked by 30 05, by 30 03 where a module does not know that. 90 and 91 say yes.
        """
        answer = self._exchange.ask(
            frames.READ_MANAGEMENT_NUMBER, self._timing.status_s, _MANAGEMENT_NUMBER
        )
        if answer.status in REQUEST_UNSUPPORTED:
            answer = self._ask_newest_address()
        return answer.status in {DONE, NO_ITEM}

    def _ask_sam_id(self) -> str:
        answer = self._exchange.ask(frames.READ_SAM_ID, self._timing.status_s, _SAM_ID)
        return frames.sam_id_text(_expect(answer, DONE))

    def _with_newest_address(self, person: Person) -> Person:
        answer = self._ask_newest_address()
        if answer.status == NO_ITEM:
            return person
        if answer.status in REQUEST_UNSUPPORTED:
            return chip.mark_newest_address_unread(person)
        return chip.add_newest_address(person, frames.newest_address(_expect(answer, DONE)))

    def _ask_newest_address(self) -> Answer:
        wait_s = self._timing.newest_address_s
        return self._exchange.ask(frames.READ_NEWEST_ADDRESS, wait_s, _RECORDS)


def _expect(answer: Answer, status: int) -> bytes:
    if answer.status != status:
        raise status_error(answer.status)
    return answer.data
