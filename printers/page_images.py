"""
What will lie in the tray, on the screen: a picture of the very bytes that go to the printer.

The preview of a certificate equals its paper because nothing else draws it (F-E2).
"""
# ruff: noqa: PLC0415  Pillow is loaded with the first page that is drawn

from __future__ import annotations

from io import BytesIO

from counter_app.domain.ports_paper import PageImage
from printers.pdfium import draw_page

FORM_SHADE = 0.45
"""How much of a blank's own print shows through: enough to read, too little to be taken for ink."""


class PdfiumImages:
    """``domain.ports_paper.PageImages`` by PDFium."""

    def draw(self, pdf: bytes, dpi: int, under: bytes = b"", page: int = 0) -> PageImage:
        """
        Draw page ``page`` of ``pdf``; ``under`` is a form of the same size that shows through.

        Raises:
            DeviceError: ``pdf_unreadable``

        """
        from PIL import Image, ImageChops

        picture = draw_page(pdf, page, dpi)
        if under:
            form = draw_page(under, 0, dpi).resize(picture.size)
            white = Image.new("RGB", picture.size, "white")
            picture = ImageChops.multiply(picture, Image.blend(white, form, FORM_SHADE))
        target = BytesIO()
        picture.save(target, "PNG")
        return PageImage(target.getvalue(), picture.width, picture.height)
