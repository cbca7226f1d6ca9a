"""
The port that turns documents into paper, as the wiring hands it out.

What draws (reportlab, the codes) is imported with the first paper, on the lane that draws it: a
window is usable before.
"""
# ruff: noqa: PLC0415  that import on first use is what this module is for

from __future__ import annotations

from collections.abc import Mapping

from counter_app.documents.template import Wording
from counter_app.domain.document import Document
from counter_app.domain.slip import Slip


class TemplateRenderer:
    """
    ``domain.ports.PageRenderer`` by the templates in ``resources/documents``.

    ``approved``: texts by id with the Tibetan that paper with Tibetan carries.
    """

    def __init__(self, approved: Mapping[str, Wording] | None = None) -> None:
        self._approved = dict(approved or {})

    def render_pdf(self, document: Document) -> bytes:
        """Draw ``document`` on A4; errors as ``pdf.render_pdf``."""
        from counter_app.documents.pdf import render_pdf

        return render_pdf(document, self._approved)

    def render_slip(self, document: Document) -> Slip:
        """Lay ``document`` out as a slip; errors as ``slips.render_slip``."""
        from counter_app.documents.slips import render_slip

        return render_slip(document, self._approved)
