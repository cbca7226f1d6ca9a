"""
The simulated module: what a GA/T 467 module answers, by the state model of facts/devices.md A6.

No line, no time: request in, answer out. The choices that the sources leave open are the model's:
out-of-order reads answer 41, find answers 80 until a card that was read has been lifted once.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from counter_app.readers.frames import RATES, RECORD_BYTES, Frame, build_frame
from counter_app.readers.simulated_card import SimulatedCard
from counter_app.readers.statuses import DONE, FOUND, NO_CARD, NO_ITEM

SAM_ID = bytes.fromhex("05000300350433013717 0300D2029649")
_SELECT_FAILED = 0x81
_READ_FAILED = 0x41
_BAD_CHECKSUM = 0x10
_BAD_LENGTH = 0x11
_BAD_COMMAND = 0x21
_SET_RATE = 0x60
_SET_RF_BYTES = 0x61
_COMMAND_BYTES = 2


class ModuleState(Enum):
    """How far the dialogue with a card has come."""

    IDLE = "idle"
    FOUND = "found"
    SELECTED = "selected"
    READ = "read"


def status_answer(status: int, data: bytes = b"") -> bytes:
    """Build a whole answer frame."""
    return build_frame(bytes([0, 0, status]) + data)


class SimulatedModule:
    """One module with a plate, a card or none, and a stored rate."""

    def __init__(self) -> None:
        self.state = ModuleState.IDLE
        self.card: SimulatedCard | None = None
        self.rate = RATES[0]
        self.refinds = False
        """Whether find sees a card again that was read and not lifted."""
        self._must_lift = False
        self._commands: dict[bytes, Callable[[], bytes]] = {
            b"\x10\xff": self._reset,
            b"\x11\xff": lambda: status_answer(DONE),
            b"\x12\xff": lambda: status_answer(DONE, SAM_ID),
            b"\x20\x01": self._find,
            b"\x20\x02": self._select,
            b"\x30\x01": lambda: self._read_base(with_fingerprint=False),
            b"\x30\x10": lambda: self._read_base(with_fingerprint=True),
            b"\x30\x03": self._read_newest_address,
            b"\x30\x05": self._read_management_number,
        }

    def lay(self, card: SimulatedCard) -> None:
        """Put a card on the plate; one that lay there is lifted first."""
        self.lift()
        self.card = card

    def lift(self) -> None:
        """Take the card away; the module notices at the next command to it."""
        self.card = None
        self._must_lift = False
        self.state = ModuleState.IDLE

    def power_on(self) -> None:
        """Forget the dialogue; the rate is stored and stays."""
        self.state = ModuleState.IDLE
        self._must_lift = False

    def answer(self, request: Frame) -> bytes:
        """Carry out a request and give the answer's bytes, in the state it leaves behind."""
        if not request.intact:
            return status_answer(_BAD_CHECKSUM)
        command, rest = request.body[:_COMMAND_BYTES], request.body[_COMMAND_BYTES:]
        if command == bytes([_SET_RF_BYTES, 0xFF]):
            return status_answer(DONE if len(rest) == 1 else _BAD_LENGTH)
        if rest or len(command) != _COMMAND_BYTES:
            return status_answer(_BAD_LENGTH)
        if command[0] == _SET_RATE and command[1] < len(RATES):
            return status_answer(DONE)
        carry_out = self._commands.get(command)
        return carry_out() if carry_out else status_answer(_BAD_COMMAND)

    def rate_after(self, request: Frame) -> int:
        """Rate in baud once the answer to ``request`` is out: it comes at the old one."""
        command = request.body
        if request.intact and len(command) == _COMMAND_BYTES and command[0] == _SET_RATE:
            return RATES[command[1]] if command[1] < len(RATES) else self.rate
        return self.rate

    def _reset(self) -> bytes:
        self.state = ModuleState.IDLE
        return status_answer(DONE)

    def _find(self) -> bytes:
        if self.card is None or (self._must_lift and not self.refinds):
            self.state = ModuleState.IDLE
            return status_answer(NO_CARD)
        self.state = ModuleState.FOUND
        return status_answer(FOUND, bytes(4))

    def _select(self) -> bytes:
        if self.card is None or self.state is not ModuleState.FOUND:
            self.state = ModuleState.IDLE
            return status_answer(_SELECT_FAILED)
        self.state = ModuleState.SELECTED
        return status_answer(DONE, bytes(8))

    def _read_base(self, *, with_fingerprint: bool) -> bytes:
        if self.card is None or self.state not in {ModuleState.SELECTED, ModuleState.READ}:
            return self._refuse_read()
        self.state = ModuleState.READ
        self._must_lift = True
        blocks = [self.card.text, self.card.photo]
        if with_fingerprint:
            blocks.append(self.card.fingerprint)
        sizes = b"".join(len(block).to_bytes(2, "big") for block in blocks)
        return status_answer(DONE, sizes + b"".join(blocks))

    def _read_newest_address(self) -> bytes:
        if self.card is None or self.state is not ModuleState.READ:
            return self._refuse_read()
        records = self.card.newest_addresses
        if len(records) < RECORD_BYTES:
            return status_answer(NO_ITEM)
        return status_answer(DONE, records)

    def _read_management_number(self) -> bytes:
        # Some vendors ask for it between select and the base read.
        if self.card is None or self.state not in {ModuleState.SELECTED, ModuleState.READ}:
            return self._refuse_read()
        return status_answer(DONE, self.card.management_number.encode("utf-16-le"))

    def _refuse_read(self) -> bytes:
        self.state = ModuleState.IDLE
        return status_answer(_READ_FAILED)
