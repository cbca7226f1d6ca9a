"""A pseudo-terminal as a serial line: the host opens its path with any serial library."""

from __future__ import annotations

import os
import tempfile
import termios
import tty
from contextlib import suppress
from pathlib import Path

_RATES = {
    termios.B9600: 9600,
    termios.B19200: 19200,
    termios.B38400: 38400,
    termios.B57600: 57600,
    termios.B115200: 115200,
}
_INPUT_SPEED = 4


class TerminalEndpoint:
    """A pseudo-terminal behind a link, so that the path stays when the plug is pulled and put back."""

    def __init__(self, link: str = "") -> None:
        """Link at the path ``link``, or in a new temporary folder that ``close`` removes."""
        self._folder = None if link else tempfile.TemporaryDirectory(prefix="line-")
        self._link = Path(link or f"{self._folder.name if self._folder else ''}/port")
        self._master = self._slave = -1
        self.restore()

    @property
    def url(self) -> str:
        """``serial:PATH`` of the link."""
        return f"serial:{self._link}"

    def waiting(self) -> tuple[int, ...]:
        """Descriptor of the device's side; none while the plug is out."""
        return (self._master,) if self._master >= 0 else ()

    def take(self) -> bytes:
        """Bytes that the host wrote."""
        with suppress(BlockingIOError):
            if self._master >= 0:
                return os.read(self._master, 65536)
        return b""

    def write(self, data: bytes) -> None:
        """Send; what does not fit into the line's buffer is lost."""
        with suppress(BlockingIOError):
            if self._master >= 0:
                os.write(self._master, data)

    def host_rate(self) -> int | None:
        """Rate in baud that the host has set on its side; None if it is none of the five."""
        if self._slave < 0:
            return None
        return _RATES.get(termios.tcgetattr(self._slave)[_INPUT_SPEED])

    def drop(self) -> None:
        """Close both sides: the host's reads fail with EIO and the path is gone."""
        if self._master < 0:
            return
        self._link.unlink(missing_ok=True)
        os.close(self._master)
        os.close(self._slave)
        self._master = self._slave = -1

    def restore(self) -> None:
        """Make a new pseudo-terminal behind the same path."""
        if self._master >= 0:
            return
        # The slave stays open here too: without it the master hangs up whenever a host leaves.
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.ttyname(self._slave))

    def close(self) -> None:
        """Drop and remove the temporary folder."""
        self.drop()
        if self._folder is not None:
            self._folder.cleanup()
