"""
Everything that puts ink on paper.

A printer is named by a URL of the settings; kinds: ``serial:``, ``tcp:``, ``file:`` and, for A4,
``ipp:`` (``printers.address``).
"""

from __future__ import annotations

from threading import Event

from counter_app.domain.errors import DeviceError
from counter_app.domain.ports import PagePrinter, TicketPrinter
from counter_app.domain.printing import Paper
from printers.address import Address, parse_address
from printers.escpos import COLUMNS_BY_WIDTH
from printers.ipp import IppPrinter
from printers.pages import FilePagePrinter, RawPagePrinter
from printers.serial_line import SerialTransport
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

    ``?tray=2`` chooses a tray where the printer can be told (``ipp:``).

    Raises:
        DeviceError: as ``open_ticket_printer``

    """
    address = parse_address(url, _PAGE_OPTIONS)
    ends = closing or Event()
    kind = address.option("paper", "plain", ("plain", "blank"))
    paper: Paper = "blank" if kind == "blank" else "plain"
    if address.kind == "ipp":
        return IppPrinter(address, paper, ends)
    if address.option("tray", ""):
        # a raw line cannot choose a tray, and a wrong one may hold numbered blanks
        raise DeviceError("printer_option_wrong", option="tray", value=address.option("tray", ""))
    if address.kind == "tcp":
        return RawPagePrinter(lambda: _connect(address, ends), paper)
    if address.kind == "file":
        return FilePagePrinter(address.path, paper)
    raise DeviceError("printer_kind_unknown", kind=address.kind)


def _connect(address: Address, closing: Event) -> Transport:
    if address.kind == "serial":
        return SerialTransport(address, closing)
    if address.kind == "tcp":
        return TcpTransport(address.host, address.port, closing)
    return FileTransport(address.path, closing)
