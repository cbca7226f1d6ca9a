"""A card reader without a line: obeys the contract of ``tests/devices/test_reader_contract.py``."""

from __future__ import annotations

from counter_app.domain.errors import CounterError, DeviceError
from counter_app.domain.person import Person
from counter_app.domain.records import CardRead, ReaderState

SAM_ID = "05.03-20120629-0000202551-1234567890"


class FakeCardReader:
    """Implements ``ports.CardReader``; never waits, since nobody lays a card meanwhile."""

    def __init__(self) -> None:
        self._card: Person | CounterError | None = None
        self._reported = False
        self._plugged = True

    def lay(self, card: Person | CounterError) -> None:
        """Put a card on the plate, or one that is refused with this error."""
        self._card, self._reported = card, False

    def remove(self) -> None:
        """Take the card away."""
        self._card, self._reported = None, False

    def unplug(self) -> None:
        """Pull the plug."""
        self._plugged = False

    def replug(self) -> None:
        """Put the plug back."""
        self._plugged, self._reported = True, False

    def read_card(self, timeout_s: float) -> CardRead:
        """Give the card that lies there, once."""
        if not self._plugged:
            raise DeviceError("reader_port_missing", port="fake")
        if self._card is None:
            raise DeviceError("reader_no_card")
        if self._reported:
            raise DeviceError("reader_card_lies")
        self._reported = True
        if isinstance(self._card, CounterError):
            raise self._card
        return CardRead(self._card, bytes(1024))

    def probe(self) -> ReaderState:
        """Say whether the plug is in."""
        if not self._plugged:
            return ReaderState("reader_port_missing")
        return ReaderState("ready", SAM_ID, "115200")
