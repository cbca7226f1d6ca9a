"""
A certificate, its form, its trial sheet: one page each, of a certificate type.

Everything is set and checked before anything is drawn.
"""

from __future__ import annotations

from datetime import date

from counter_app.documents.certificate_form import CertificateForm, Frame
from counter_app.documents.certificate_layout import check_on_sheet, fill_values, set_spots
from counter_app.documents.certificate_page import CertificateCanvas, check_qr
from counter_app.documents.library import common_words
from counter_app.domain.certificate import Certificate, CertificateGrant, make_identifier
from counter_app.domain.placement import UNMOVED, Placement

TRIAL_NUMBER = "00000000"
TRIAL_DAYS = (date(2000, 10, 20), date(2029, 12, 31))
HAIR_PT = 0.3


def render_certificate(
    form: CertificateForm, certificate: Certificate, qr: str, placement: Placement
) -> bytes:
    """
    Draw a certificate of type ``form``; nothing is moved on plain paper.

    Raises:
        RuleError: as ``certificate_layout.fill_values``, ``set_spots`` and ``check_on_sheet``, and
            ``certificate_page.check_qr``

    """
    used = placement if form.series else UNMOVED
    placed = set_spots(form.spots, fill_values(form, certificate), form.name)
    _check_places(form, used)
    check_qr(qr, form.qr)
    canvas = CertificateCanvas(form.sheet, f"{form.name} {certificate.number}", used)
    if not form.series:
        if form.sample:
            canvas.watermark(common_words().phrases["sample"].zh)
        _draw_form(canvas, form)
    canvas.texts(placed)
    canvas.qr(qr, form.qr)
    return canvas.end()


def render_form(form: CertificateForm) -> bytes:
    """Draw what is printed on the blank itself."""
    canvas = CertificateCanvas(form.sheet, form.name)
    _draw_form(canvas, form)
    return canvas.end()


def render_trial(form: CertificateForm, placement: Placement, title: str) -> bytes:
    """
    Draw a sheet that shows each field's place and sample values, ``title`` across it.

    Raises:
        RuleError: ``placement_off_sheet``

    """
    placed = set_spots(form.spots, fill_values(form, _sample(form)), form.name)
    _check_places(form, placement)
    canvas = CertificateCanvas(form.sheet, title, placement)
    canvas.watermark(title)
    canvas.texts(placed)
    canvas.qr(title, form.qr)
    for spot in form.spots:
        canvas.frame(Frame(spot.box, HAIR_PT))
    return canvas.end()


def _draw_form(canvas: CertificateCanvas, form: CertificateForm) -> None:
    for frame in form.frames:
        canvas.frame(frame)
    for rule in form.rules:
        canvas.rule(rule)
    canvas.texts(set_spots(form.texts, {}, form.name))


def _check_places(form: CertificateForm, placement: Placement) -> None:
    fields = [(spot.name, spot.box) for spot in form.spots]
    check_on_sheet([*fields, ("QR", form.qr)], form.sheet, placement)


def _sample(form: CertificateForm) -> Certificate:
    """Return a certificate whose values are the names of their fields, short enough for each."""
    fields = tuple((each.key, each.label[:4]) for each in form.values)
    start, end = TRIAL_DAYS
    grant = CertificateGrant(
        "trial", form.type_code, form.name, "持证人", TRIAL_NUMBER, fields, start, end
    )
    identifier = make_identifier(form.type_code, form.issuer_code, TRIAL_NUMBER, 1)
    return Certificate(grant, number=TRIAL_NUMBER, identifier=identifier, issued_on=start)
