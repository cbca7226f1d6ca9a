"""A printer on a serial line, or on a USB cable that the system shows as one (8N1)."""

from __future__ import annotations

import os
import select
import sys
from contextlib import suppress
from threading import Event

import serial

from counter_app.domain.errors import DeviceError
from printers.address import Address
from printers.transport import STALL_S, open_failure, read_some, write_all

CHUNK_BYTES = 64
POLL_S = 0.02
# a terminal's own error is no OSError
if sys.platform == "win32":
    BROKEN: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    BROKEN = (OSError, termios.error)
FLOWS = ("none", "rtscts", "dsrdtr", "xonxoff")


class SerialTransport:
    """
    An open port; options ``baud`` (115200) and ``flow`` (facts/devices.md B1).

    Raises:
        DeviceError: ``printer_not_found``, ``printer_no_access``, ``printer_refused``

    """

    answers = True

    def __init__(self, address: Address, closing: Event, stall_s: float = STALL_S) -> None:
        self._closing = closing
        self._stall_s = stall_s
        flow = address.option("flow", "none", FLOWS)
        baud = address.option("baud", "115200")
        if not baud.isascii() or not baud.isdigit():
            raise DeviceError("printer_option_wrong", option="baud", value=baud)
        try:
            self._port = serial.Serial(
                address.path,
                int(baud),
                timeout=0,
                write_timeout=0,
                rtscts=flow == "rtscts",
                dsrdtr=flow == "dsrdtr",
                xonxoff=flow == "xonxoff",
                exclusive=True,
            )
            self._port.reset_input_buffer()
        except (*BROKEN, ValueError) as error:
            code = open_failure(error) if isinstance(error, OSError) else "printer_refused"
            raise DeviceError(code, path=address.path) from error

    def write(self, data: bytes) -> None:
        """Send all of ``data``; what a broken write left in the system's buffer is dropped."""
        try:
            write_all(data, self._closing, self._stall_s, self._take)
        except DeviceError:
            # else closing a held line waits for it, and it comes out behind the next job's back
            with suppress(*BROKEN):
                self._port.reset_output_buffer()
            raise

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """Return what came within ``timeout_s``."""
        return read_some(self._closing, timeout_s, lambda wait_s: self._give(max_bytes, wait_s))

    def close(self) -> None:
        """Close the port."""
        self._port.close()

    def _take(self, rest: bytes, wait_s: float) -> int:
        if not self._is_writable(wait_s):
            return 0
        return self._port.write(rest[:CHUNK_BYTES]) or 0

    def _is_writable(self, wait_s: float) -> bool:
        # pyserial's own write spins when a held line takes nothing, and cannot say how much it took
        if os.name == "posix":
            return bool(select.select([], [self._port.fileno()], [], wait_s)[1])
        if self._port.out_waiting:
            self._closing.wait(wait_s)
        return not self._port.out_waiting

    def _give(self, max_bytes: int, wait_s: float) -> bytes | None:
        if os.name == "posix":
            select.select([self._port.fileno()], [], [], wait_s)
        elif not self._port.in_waiting:
            self._closing.wait(min(wait_s, POLL_S))
        return self._port.read(max_bytes) or None
