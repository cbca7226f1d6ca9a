"""
Everything that puts ink on paper.

A printer is named by a URL of the settings; kinds: ``serial:``, ``tcp:``, ``file:`` and, for pages,
``ipp:``, ``queue:`` (CUPS or the Windows spooler) and ``qt:`` (``printers.address``).
"""

from __future__ import annotations

import sys
from threading import Event

from counter_app.domain.errors import DeviceError
from counter_app.domain.ports import PagePrinter, TicketPrinter
from counter_app.domain.printing import Paper
from printers.address import Address, cups_queue, parse_address
from printers.escpos import COLUMNS_BY_WIDTH
from printers.ipp import IppPrinter
from printers.pages import FilePagePrinter, RawPagePrinter
from printers.serial_line import SerialTransport
from printers.spooler import SpoolerPrinter
from printers.ticket_printer import EscPosPrinter
from printers.transport import FileTransport, TcpTransport, Transport

_TICKET_OPTIONS = frozenset({"width", "baud", "flow"})
_PAGE_OPTIONS = frozenset({"paper", "tray"})


def open_ticket_printer(url: str, closing: Event | None = None) -> TicketPrinter:
    """
    Return the ticket printer at ``url``; its line is opened for each print and closed after it.

    ``?width=80`` (default) or ``58`` is the paper in mm. ``closing`` ends every wait in time.

    Raises:
        DeviceError: ``printer_kind_unknown``, ``printer_option_unknown``,
            ``printer_option_wrong``, ``device_url_bad``

    """
    address = parse_address(url, _TICKET_OPTIONS)
    if address.kind not in ("serial", "tcp", "file"):
        raise DeviceError("printer_kind_unknown", kind=address.kind)
    width = address.option("width", "80", tuple(COLUMNS_BY_WIDTH))
    ends = closing or Event()
    return EscPosPrinter(lambda: _connect(address, ends), COLUMNS_BY_WIDTH[width])


def open_page_printer(url: str, closing: Event | None = None) -> PagePrinter:
    """
    Return the A4 printer at ``url``; ``?paper=plain`` (default) or ``blank`` is what its tray holds.

    ``?tray=2`` chooses a tray where the printer can be told (``ipp:``, and ``queue:`` of CUPS).

    Raises:
        DeviceError: as ``open_ticket_printer``

    """
    address = parse_address(url, _PAGE_OPTIONS)
    ends = closing or Event()
    kind = address.option("paper", "plain", ("plain", "blank"))
    paper: Paper = "blank" if kind == "blank" else "plain"
    if address.kind == "ipp":
        return IppPrinter(address, paper, ends)
    if address.kind == "queue":
        return _open_queue(address, paper, ends)
    _refuse_tray(address)
    if address.kind == "tcp":
        return RawPagePrinter(lambda: _connect(address, ends), paper)
    if address.kind == "file":
        return FilePagePrinter(address.path, paper)
    if address.kind == "qt":
        return _open_qt(address.path, paper)
    raise DeviceError("printer_kind_unknown", kind=address.kind)


def _open_queue(address: Address, paper: Paper, closing: Event) -> PagePrinter:
    """CUPS speaks IPP (RFC 8011) itself; Windows has a spooler of its own."""
    if sys.platform != "win32":
        return IppPrinter(cups_queue(address), paper, closing)
    _refuse_tray(address)
    from printers.winspool import WinSpool  # noqa: PLC0415  there is none elsewhere

    return SpoolerPrinter(WinSpool(address.path), paper, closing)


def _open_qt(name: str, paper: Paper) -> PagePrinter:
    from printers.qt import QtPrinter, find_queue  # noqa: PLC0415  Qt only where it prints

    return QtPrinter(lambda: find_queue(name), paper)


def _refuse_tray(address: Address) -> None:
    """Refuse a tray that cannot be chosen: a wrong one may hold numbered blanks."""
    if tray := address.option("tray", ""):
        raise DeviceError("printer_option_wrong", option="tray", value=tray)


def _connect(address: Address, closing: Event) -> Transport:
    if address.kind == "serial":
        return SerialTransport(address, closing)
    if address.kind == "tcp":
        return TcpTransport(address.host, address.port, closing)
    return FileTransport(address.path, closing)
