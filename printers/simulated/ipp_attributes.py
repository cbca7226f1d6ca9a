"""What a simulated A4 printer says of itself (RFC 8011 5.4; PWG 5100.3)."""

from __future__ import annotations

import time

from printers import ipp_wire as wire
from printers.ipp_wire import Attribute

TRAYS = ("auto", "tray-1", "tray-2")
OPERATIONS = (2, 4, 8, 9, 10, 11)
MEDIA = ("iso_a4_210x297mm", "iso_a5_148x210mm", "iso_a3_297x420mm")
_A4_SIZE = (
    Attribute("x-dimension", wire.INTEGER, (21000,)),
    Attribute("y-dimension", wire.INTEGER, (29700,)),
)
_MEDIA_A4 = (Attribute("media-size", wire.BEGIN_COLLECTION, (_A4_SIZE,)),)
QUEUE_ATTRIBUTE = Attribute("printer-type", wire.ENUM, (4164,))
"""What CUPS adds to the attributes of a queue."""


def tell_printer(
    uri: str, state: int, reasons: tuple[str, ...], most_copies: int, queued: int
) -> tuple[Attribute, ...]:
    """Return the printer's attributes; ``reasons`` are its printer-state-reasons."""
    return (
        Attribute("printer-uri-supported", wire.URI, (uri,)),
        Attribute("uri-security-supported", wire.KEYWORD, ("none",)),
        Attribute("uri-authentication-supported", wire.KEYWORD, ("none",)),
        Attribute("printer-name", wire.NAME, ("documents",)),
        Attribute("printer-make-and-model", wire.TEXT, ("Simulated A4 Printer",)),
        Attribute("printer-info", wire.TEXT, ("Simulated A4 printer",)),
        Attribute("printer-location", wire.TEXT, ("",)),
        Attribute("printer-more-info", wire.URI, (uri.replace("ipp:", "http:"),)),
        Attribute("printer-state", wire.ENUM, (state,)),
        Attribute("printer-state-reasons", wire.KEYWORD, reasons or ("none",)),
        Attribute("printer-is-accepting-jobs", wire.BOOLEAN, (True,)),
        Attribute("ipp-versions-supported", wire.KEYWORD, ("1.1", "2.0")),
        Attribute("operations-supported", wire.ENUM, OPERATIONS),
        Attribute("charset-configured", wire.CHARSET, ("utf-8",)),
        Attribute("charset-supported", wire.CHARSET, ("utf-8",)),
        Attribute("natural-language-configured", wire.LANGUAGE, ("en",)),
        Attribute("generated-natural-language-supported", wire.LANGUAGE, ("en",)),
        Attribute("document-format-default", wire.MIME, ("application/pdf",)),
        Attribute("document-format-supported", wire.MIME, ("application/pdf",)),
        Attribute("compression-supported", wire.KEYWORD, ("none",)),
        Attribute("pdl-override-supported", wire.KEYWORD, ("attempted",)),
        Attribute("queued-job-count", wire.INTEGER, (queued,)),
        Attribute("printer-up-time", wire.INTEGER, (max(1, int(time.monotonic())),)),
        Attribute("copies-supported", wire.RANGE, ((1, most_copies),)),
        Attribute("media-supported", wire.KEYWORD, MEDIA),
        Attribute("media-default", wire.KEYWORD, MEDIA[:1]),
        Attribute("media-col-default", wire.BEGIN_COLLECTION, (_MEDIA_A4,)),
        Attribute("media-source-supported", wire.KEYWORD, TRAYS),
        Attribute("print-scaling-supported", wire.KEYWORD, ("auto", "none")),
    )
