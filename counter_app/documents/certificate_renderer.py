"""
The port that turns certificates into paper, as the wiring hands it out.

What draws is imported with the first certificate, on the lane that draws it: a window is usable
before.
"""
# ruff: noqa: PLC0415  that import on first use is what this module is for

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.domain.certificate import Certificate
from counter_app.domain.errors import RuleError
from counter_app.domain.placement import UNMOVED, Placement
from counter_app.domain.ports_paper import CertificatePaper

if TYPE_CHECKING:
    from counter_app.documents.certificate_form import CertificateForm


class CertificateTypes:
    """``domain.ports_paper.CertificateRenderer`` by the types in a folder, else in ``resources``."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def papers(self) -> tuple[CertificatePaper, ...]:
        """Return every type; errors as ``certificate_library.read_forms``."""
        from counter_app.documents.certificate_library import certificate_forms

        return tuple(_paper(form) for form in certificate_forms(self._folder).values())

    def paper(self, type_code: str) -> CertificatePaper:
        """Return one type; RuleError ``certificate_type_unknown``."""
        return _paper(self._form(type_code))

    def render(self, certificate: Certificate, qr: str, placement: Placement = UNMOVED) -> bytes:
        """Draw a certificate; errors as ``certificate_drawing.render_certificate``."""
        from counter_app.documents.certificate_drawing import render_certificate

        form = self._form(certificate.grant.type_code)
        return render_certificate(form, certificate, qr, placement)

    def render_form(self, type_code: str) -> bytes:
        """Draw what is printed on the blank itself."""
        from counter_app.documents.certificate_drawing import render_form

        return render_form(self._form(type_code))

    def render_trial(self, type_code: str, placement: Placement, title: str) -> bytes:
        """Draw a trial sheet; errors as ``certificate_drawing.render_trial``."""
        from counter_app.documents.certificate_drawing import render_trial

        return render_trial(self._form(type_code), placement, title)

    def render_ruler(self, type_code: str, title: str) -> bytes:
        """Draw the ruler sheet in the size of the form."""
        from counter_app.documents.ruler import draw_ruler

        return draw_ruler(self._form(type_code).sheet, title)

    def _form(self, type_code: str) -> CertificateForm:
        from counter_app.documents.certificate_library import certificate_forms

        found = certificate_forms(self._folder).get(type_code)
        if found is None:
            raise RuleError("certificate_type_unknown", type=type_code)
        return found


def _paper(form: CertificateForm) -> CertificatePaper:
    size = (form.sheet.width, form.sheet.height)
    return CertificatePaper(
        form.type_code,
        form.name,
        form.id,
        form.series,
        form.issuer,
        form.issuer_code,
        sample=form.sample,
        size_mm=size,
    )
