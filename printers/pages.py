"""A4 printers that never answer: a raw port 9100 that understands PDF, and a file in its place."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import Paper, PrinterState, PrintOutcome, Trouble
from printers.transport import Transport

_UNSAFE = re.compile(r"[^0-9A-Za-z._-]")


class RawPagePrinter:
    """Sends the PDF as it is, one connection a copy; nothing ever comes back."""

    def __init__(self, connect: Callable[[], Transport], paper: Paper) -> None:
        self._connect = connect
        self._paper = paper

    @property
    def paper(self) -> Paper:
        """What lies in the tray."""
        return self._paper

    def probe(self) -> PrinterState:
        """
        Open the line and close it again: that it opens is all that can be known.

        Raises:
            DeviceError: the line does not open

        """
        self._connect().close()
        return PrinterState("unknown")

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        """Send ``copies`` of ``pdf``; the best outcome is ``sent``."""
        del job  # a raw line has no place for it
        for done in range(copies):
            try:
                with closing(self._connect()) as line:
                    line.write(pdf)
            except DeviceError as error:
                if not done and not error.values.get("sent"):
                    return PrintOutcome.nothing(Trouble.of(error))
                return PrintOutcome("failed", "unknown", Trouble("printer_cut_short"))
        return PrintOutcome("sent", "unknown")


class FilePagePrinter:
    """
    Writes the PDF to ``path``, or to ``JOB.pdf`` in it when it is a folder.

    ``device_done`` means that the file is whole and on the disk. One file stands for all copies.
    """

    def __init__(self, path: str, paper: Paper) -> None:
        self._path = Path(path)
        self._paper = paper

    @property
    def paper(self) -> Paper:
        """What lies in the tray."""
        return self._paper

    def probe(self) -> PrinterState:
        """Say whether the folder can be written to."""
        folder = self._path if self._path.is_dir() else self._path.parent
        return PrinterState("ready" if os.access(folder, os.W_OK) else "offline")

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        """Write the file whole or not at all."""
        del copies
        is_folder = self._path.is_dir()
        target = self._path / f"{_UNSAFE.sub('_', job)}.pdf" if is_folder else self._path
        try:
            _write_durably(target, pdf)
        except OSError as error:
            values = (("path", str(target)), ("reason", error.strerror or ""))
            return PrintOutcome.nothing(Trouble("printer_file_unwritable", values))
        return PrintOutcome("device_done", "all")


def _write_durably(target: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            unfinished.replace(target)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
