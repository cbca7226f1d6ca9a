"""
PDFium, which bears one thread at a time: every use of it stands behind one lock.

Loaded with the first page that is drawn or measured; a window is usable before.
"""
# ruff: noqa: PLC0415  that import on first use is what this module is for

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from counter_app.domain.errors import DeviceError

POINTS_PER_INCH = 72
MM_PER_POINT = 25.4 / POINTS_PER_INCH
_ONE_AT_A_TIME = Lock()


@contextmanager
def open_pdf(pdf: bytes) -> Iterator[Any]:
    """
    Yield ``pdf`` as a pypdfium2 document.

    Raises:
        DeviceError: ``pdf_unreadable``

    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as wrong:
            raise DeviceError("pdf_unreadable") from wrong
        try:
            yield document
        finally:
            document.close()


def measure_sheet(pdf: bytes) -> tuple[float, float] | None:
    """Return width and height of the first page in mm, None when it cannot be read."""
    try:
        with open_pdf(pdf) as document:
            width, height = document[0].get_size()
    except DeviceError:
        return None
    return width * MM_PER_POINT, height * MM_PER_POINT


def count_pages(pdf: bytes) -> int:
    """Return how many pages ``pdf`` has; DeviceError ``pdf_unreadable``."""
    with open_pdf(pdf) as document:
        return len(document)


def draw_page(pdf: bytes, page: int, dpi: int) -> Any:
    """
    Return page ``page`` as an RGB picture of Pillow, on white.

    Raises:
        DeviceError: ``pdf_unreadable``

    """
    with open_pdf(pdf) as document:
        if not 0 <= page < len(document):
            raise DeviceError("pdf_unreadable")
        picture = document[page].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True).to_pil()
        return picture.convert("RGB")
