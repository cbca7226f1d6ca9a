"""Every kind of page printer over something that keeps what came out, for one contract suite."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager

from counter_app.domain.errors import DeviceError
from printers import open_page_printer
from printers.ipp import IppPrinter
from printers.spooler import Patience, SpoolerPrinter
from tests.fakes.printers import FakePagePrinter
from tests.fakes.simulators import simulator

TCP = "tcp:127.0.0.1:0"
KINDS = ("fake", "ipp", "file", "raw", "spooler", "qt")


class FakeSpooler:
    """A queue of Windows; ``statuses`` are what the next looks at a job tell, then it is gone."""

    def __init__(self):
        self.sent = []
        self.queue = 0
        self.statuses = []
        self.refuse = None

    def queue_status(self):
        if isinstance(self.queue, DeviceError):
            raise self.queue
        return self.queue

    def send(self, data, job):
        if self.refuse is not None:
            raise self.refuse
        self.sent.append((job, data))
        return len(self.sent)

    def job_status(self, number):
        status = self.statuses.pop(0) if self.statuses else None
        if isinstance(status, DeviceError):
            raise status
        return status


class Bench:
    """``printer``; ``gone()`` takes it away; ``came_out()`` counts what came out."""

    def __init__(self, printer, came_out, gone):
        self.printer, self.came_out, self.gone = printer, came_out, gone


def quick_spooler(spooler, closing=None):
    patience = Patience(job_s=0.3, poll_s=0.01)
    return SpoolerPrinter(spooler, "blank", closing or threading.Event(), patience)


@contextmanager
def page_bench(kind, folder):
    benches = {"fake": _fake, "file": _file, "spooler": _spooler, "qt": _qt}
    if kind in benches:
        yield benches[kind](folder)
    elif kind == "ipp":
        with simulator("documents", TCP, TCP, folder) as device:
            printer = open_page_printer(device.url + "?paper=blank")
            assert isinstance(printer, IppPrinter)
            yield Bench(
                printer,
                lambda: sum(job["copies"] for job in device.ask_json("jobs")),
                lambda: device.ask("unplug"),
            )
    else:
        with _raw() as bench:
            yield bench


def _fake(_folder):
    printer = FakePagePrinter("blank")

    def go():
        printer.trouble = "gone"

    return Bench(printer, lambda: sum(copies for _, _, copies in printer.pages), go)


def _file(folder):
    out = folder / "spool" / "out"
    out.mkdir(parents=True)
    printer = open_page_printer(f"file:{out}?paper=blank")

    def go():
        for each in out.iterdir():
            each.unlink()
        out.rmdir()
        out.parent.rmdir()

    return Bench(printer, lambda: 2 * len(list(out.glob("*.pdf"))), go)


def _spooler(_folder):
    spooler = FakeSpooler()

    def go():
        spooler.queue = DeviceError("printer_not_found", sent=0)

    return Bench(quick_spooler(spooler), lambda: len(spooler.sent), go)


def _qt(folder):
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415  only where Qt is asked for

    from printers.pdfium import count_pages  # noqa: PLC0415
    from printers.qt import QtPrinter  # noqa: PLC0415

    out = folder / "paper.pdf"
    there = [True]

    def find():
        if not there[0]:
            return None
        queue = QPrinter(QPrinter.PrinterMode.HighResolution)
        queue.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        queue.setOutputFileName(str(out))
        return queue

    def came_out():
        return count_pages(out.read_bytes()) if out.exists() else 0

    return Bench(QtPrinter(find, "blank"), came_out, lambda: there.pop() and there.append(False))


@contextmanager
def _raw():
    received, server = [], socket.create_server(("127.0.0.1", 0))
    url = f"tcp:127.0.0.1:{server.getsockname()[1]}?paper=blank"

    def serve():
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                if data := stream.read():
                    received.append(data)

    thread = threading.Thread(target=serve)
    thread.start()

    def go():
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(10)

    try:
        yield Bench(open_page_printer(url), lambda: _settled(received), go)
    finally:
        if server.fileno() >= 0:
            go()


def _settled(received):
    """The other end reads on for a moment after the last byte was sent."""
    for _ in range(200):
        if len(received) > 1:
            break
        threading.Event().wait(0.01)
    return len(received)
