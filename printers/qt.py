"""
Printing through Qt, the last resort: any queue that the system can print on, as a picture.

Qt tells nothing of a job, so the best outcome is ``sent``; it scales nothing, since the page is
painted over the whole sheet (facts/devices.md C1). QPrinter may be painted on from a lane, but wants
a running application: without a window there is none.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from counter_app.domain.errors import DeviceError
from counter_app.domain.printing import Paper, PrinterState, PrintOutcome, Trouble
from printers.pdfium import count_pages, draw_page, measure_sheet

DPI = 300
"""Enough for 6 pt text and a QR code, and 26 MB a page; twice as much would be four times that."""


def find_queue(name: str) -> QPrinter | None:
    """Return the system's queue ``name``, None when there is no such."""
    info = QPrinterInfo.printerInfo(name)
    return None if info.isNull() else QPrinter(info, QPrinter.PrinterMode.HighResolution)


class QtPrinter:
    """A queue that only Qt can reach; ``find`` gives it anew for each print."""

    def __init__(self, find: Callable[[], QPrinter | None], paper: Paper) -> None:
        self._find = find
        self._paper = paper

    @property
    def paper(self) -> Paper:
        """What lies in the tray."""
        return self._paper

    def probe(self) -> PrinterState:
        """
        Say whether the queue is there: no more can be known.

        Raises:
            DeviceError: ``printer_not_found`` or ``printer_needs_window``

        """
        self._queue()
        return PrinterState("unknown")

    def print_pdf(self, pdf: bytes, job: str, copies: int) -> PrintOutcome:
        """Paint each page ``copies`` times; the best outcome is ``sent``."""
        try:
            queue = self._queue()
            pages = count_pages(pdf)
        except DeviceError as error:
            return PrintOutcome.nothing(Trouble.of(error))
        queue.setDocName(job)
        _set_sheet(queue, *(measure_sheet(pdf) or (210.0, 297.0)))
        painter = QPainter()
        if not painter.begin(queue):
            return PrintOutcome.nothing(Trouble("printer_refused"))
        try:
            whole = self._paint(painter, queue, pdf, pages * copies)
        finally:
            ended = painter.end()
        if whole and ended and queue.printerState() != QPrinter.PrinterState.Error:
            return PrintOutcome("sent", "unknown")
        return PrintOutcome("failed", "unknown", Trouble("printer_cut_short"))

    def _paint(self, painter: QPainter, queue: QPrinter, pdf: bytes, sheets: int) -> bool:
        pages = count_pages(pdf)
        for sheet in range(sheets):
            if sheet and not queue.newPage():
                return False
            picture = draw_page(pdf, sheet % pages, DPI)
            size = (picture.width, picture.height)
            image = QImage(picture.tobytes(), *size, picture.width * 3, QImage.Format.Format_RGB888)
            painter.drawImage(QRectF(painter.viewport()), image)
        return True

    def _queue(self) -> QPrinter:
        if QGuiApplication.instance() is None:
            raise DeviceError("printer_needs_window")
        queue = self._find()
        if queue is None:
            raise DeviceError("printer_not_found")
        return queue


def _set_sheet(queue: QPrinter, width_mm: float, height_mm: float) -> None:
    """Choose the sheet without margins, so that the page's corner is the paper's corner."""
    short, long = sorted((width_mm, height_mm))
    lying = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    layout = QPageLayout(size, lying[width_mm <= height_mm], QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    queue.setPageLayout(layout)
    queue.setResolution(DPI)
