"""
The Windows spooler by its own calls (winspool.drv), through ctypes: no further package is needed.

Written from Microsoft's documentation; it has not been run on Windows yet (facts/devices.md E10).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_void_p, c_wchar_p
from typing import Any, ClassVar

from counter_app.domain.errors import DeviceError

DWORD = ctypes.c_uint32
"""``wintypes`` cannot be imported everywhere."""
ACCESS_DENIED, UNKNOWN_PRINTER, INVALID_JOB = 5, 1801, 87


class _DocInfo(Structure):
    """DOC_INFO_1: level 1 of StartDocPrinter."""

    _fields_: ClassVar = [
        ("name", c_wchar_p),
        ("output", c_wchar_p),
        ("datatype", c_wchar_p),
    ]


class _PrinterInfo(Structure):
    """PRINTER_INFO_6: level 6 of GetPrinter is the status alone."""

    _fields_: ClassVar = [("status", DWORD)]


class _JobInfo(Structure):
    """JOB_INFO_1, as far as its status."""

    _fields_: ClassVar = [
        ("job_id", DWORD),
        ("printer", c_wchar_p),
        ("machine", c_wchar_p),
        ("user", c_wchar_p),
        ("document", c_wchar_p),
        ("datatype", c_wchar_p),
        ("status_text", c_wchar_p),
        ("status", DWORD),
    ]


Library = tuple[Any, Callable[[], int]]
"""winspool.drv, and what tells the error of the last call."""


def _load() -> Library:
    loader: Any = ctypes
    return loader.WinDLL("winspool.drv", use_last_error=True), loader.get_last_error


class WinSpool:
    """``printers.spooler.Spooler`` for the queue ``name``; opened for each call and closed after it."""

    def __init__(self, name: str, library: Library | None = None) -> None:
        self._name = name
        self._calls, self._last_error = library or _load()

    def queue_status(self) -> int:
        """Return the PRINTER_STATUS bits of the queue."""
        with self._opened() as handle:
            return int(self._info("GetPrinterW", (handle, 6), _PrinterInfo).status)

    def send(self, data: bytes, job: str) -> int:
        """Put ``data`` raw into the queue."""
        document, written, sent = _DocInfo(job, None, "RAW"), DWORD(), 0
        with self._opened() as handle:
            number = self._calls.StartDocPrinterW(handle, 1, byref(document))
            if not number:
                raise self._failed(0)
            try:
                self._calls.StartPagePrinter(handle)
                while sent < len(data):
                    rest = data[sent:]
                    if not self._calls.WritePrinter(handle, rest, len(rest), byref(written)):
                        raise self._failed(sent + 1)
                    sent += written.value
                self._calls.EndPagePrinter(handle)
            finally:
                self._calls.EndDocPrinter(handle)
        return int(number)

    def job_status(self, number: int) -> int | None:
        """Return the JOB_STATUS bits of a job, None once it is gone."""
        with self._opened() as handle:
            try:
                return int(self._info("GetJobW", (handle, number, 1), _JobInfo).status)
            except DeviceError as error:
                if error.values.get("reason") == INVALID_JOB:
                    return None
                raise

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        handle = c_void_p()
        if not self._calls.OpenPrinterW(self._name, byref(handle), None):
            raise self._failed(0)
        try:
            yield handle
        finally:
            self._calls.ClosePrinter(handle)

    def _info(self, call: str, arguments: tuple[Any, ...], kind: type[Structure]) -> Any:
        """Call twice: for the room that the answer needs, then for the answer."""
        needed, ask = DWORD(), getattr(self._calls, call)
        ask(*arguments, None, 0, byref(needed))
        if not needed.value:
            raise self._failed(0)
        room = ctypes.create_string_buffer(needed.value)
        if not ask(*arguments, room, needed.value, byref(needed)):
            raise self._failed(0)
        return ctypes.cast(room, POINTER(kind)).contents

    def _failed(self, sent: int) -> DeviceError:
        reason = self._last_error()
        if reason == ACCESS_DENIED:
            return DeviceError("printer_no_access", sent=sent, reason=reason)
        if reason == UNKNOWN_PRINTER:
            return DeviceError("printer_not_found", sent=sent, reason=reason)
        return DeviceError("printer_gone", sent=sent, reason=reason)
