"""The port that turns documents into paper, as the wiring hands it out."""

from __future__ import annotations

from counter_app.documents.pdf import render_pdf
from counter_app.documents.slips import render_slip
from counter_app.domain.document import Document
from counter_app.domain.slip import Slip


class TemplateRenderer:
    """``domain.ports.PageRenderer`` by the templates in ``resources/documents``."""

    def render_pdf(self, document: Document) -> bytes:
        """Draw ``document`` on A4; errors as ``pdf.render_pdf``."""
        return render_pdf(document)

    def render_slip(self, document: Document) -> Slip:
        """Lay ``document`` out as a slip; errors as ``slips.render_slip``."""
        return render_slip(document)
