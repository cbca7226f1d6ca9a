"""The calls of the Windows spooler as documented, against a library that plays them."""

# ruff: noqa: N802  the names that Windows gives its calls

from __future__ import annotations

import ctypes
import threading

import pytest

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import PrinterState, PrintOutcome
from printers.spooler import Patience, SpoolerPrinter
from printers.winspool import WinSpool, _JobInfo, _PrinterInfo


class Library:
    """``wrong`` names calls that fail with an error number; what is open and sent is kept."""

    def __init__(self):
        self.wrong = {}
        self.error = 0
        self.open = 0
        self.document = None
        self.data = b""
        self.statuses = [0x10, 0x80]
        self.queue = 0
        self.portion = 5

    def _refuses(self, call):
        self.error = self.wrong.get(call, 0)
        return self.error != 0

    def OpenPrinterW(self, name, handle, _defaults):
        if self._refuses("open"):
            return 0
        assert name == "证照"
        handle._obj.value = 7
        self.open += 1
        return 1

    def ClosePrinter(self, handle):
        assert handle.value == 7
        self.open -= 1
        return 1

    def StartDocPrinterW(self, handle, level, document):
        if self._refuses("start"):
            return 0
        told = document._obj
        self.document = (level, told.name, told.output, told.datatype)
        return 42

    def StartPagePrinter(self, handle):
        return 1

    EndPagePrinter = StartPagePrinter

    def EndDocPrinter(self, handle):
        self.document = (*self.document, "ended")
        return 1

    def WritePrinter(self, handle, data, size, written):
        assert len(data) == size
        if self.data and self._refuses("write"):
            return 0
        self.data += data[: self.portion]
        written._obj.value = len(data[: self.portion])
        return 1

    def GetPrinterW(self, handle, level, room, size, needed):
        assert level == 6
        return self._give(_PrinterInfo(self.queue), room, size, needed)

    def GetJobW(self, handle, number, level, room, size, needed):
        assert (number, level) == (42, 1)
        if room is None and not self.statuses:
            self.error = 87
            return 0
        status = self.statuses[0]
        done = self._give(_JobInfo(status=status), room, size, needed)
        if done:
            self.statuses.pop(0)
        return done

    def _give(self, told, room, size, needed):
        if self._refuses("info"):
            return 0
        needed._obj.value = ctypes.sizeof(told)
        if room is None:
            self.error = 122
            return 0
        if self._refuses("give"):
            return 0
        ctypes.memmove(room, ctypes.byref(told), size)
        return 1


@pytest.fixture
def library():
    made = Library()
    yield made
    assert made.open == 0


@pytest.fixture
def spool(library):
    return WinSpool("证照", (library, lambda: library.error))


def test_a_pdf_goes_raw_and_whole_and_its_job_is_asked_until_it_is_gone(library, spool):
    assert spool.send(b"%PDF-1.7 and more", "job-1") == 42
    assert library.data == b"%PDF-1.7 and more"
    assert library.document == (1, "job-1", None, "RAW", "ended")
    assert [spool.job_status(42) for _ in range(3)] == [0x10, 0x80, None]


def test_the_queue_tells_its_status(library, spool):
    library.queue = 0x10
    assert spool.queue_status() == 0x10


@pytest.mark.parametrize(
    ("call", "error", "code"),
    [("open", 1801, "printer_not_found"), ("open", 5, "printer_no_access"), ("start", 6, "printer_gone")],
)  # fmt: skip
def test_what_fails_before_any_byte_sent_nothing(library, spool, call, error, code):
    library.wrong = {call: error}
    with pytest.raises(DeviceError) as caught:
        spool.send(b"%PDF", "job")
    assert (caught.value.code, caught.value.values["sent"]) == (code, 0)


def test_what_fails_on_the_way_has_sent_something(library, spool):
    library.wrong = {"write": 6}
    with pytest.raises(DeviceError) as caught:
        spool.send(b"%PDF-1.7", "job")
    assert (caught.value.code, caught.value.values["sent"]) == ("printer_gone", 6)
    assert library.document[-1] == "ended"


@pytest.mark.parametrize("call", ["info", "give"])
def test_an_answer_that_does_not_come_is_an_error(library, spool, call):
    library.wrong = {call: 6}
    for ask in (spool.queue_status, lambda: spool.job_status(42)):
        with pytest.raises(DeviceError, match="printer_gone"):
            ask()


def test_behind_the_printer_it_is_sent_and_no_more_is_known(library, spool):
    printer = SpoolerPrinter(spool, "blank", threading.Event(), Patience(poll_s=0.01))
    assert printer.probe() == PrinterState("unknown")
    assert printer.print_pdf(b"%PDF-1.7", "job", 1) == PrintOutcome("sent", "unknown")
    assert library.data == b"%PDF-1.7"
