"""
The page of a certificate as it will come out, from the bytes that go to the printer (F-E2).

On a pre-printed form it lies on the form; a certificate that has no number yet is drawn with a number
of the same width. What cannot be drawn is told in place of the page, before anything is bound.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.certificate import Certificate
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.placement import UNMOVED, Placement, spot_of
from counter_app.domain.ports_paper import CertificatePaper, PageImage
from counter_app.domain.printing import Trouble
from counter_app.services.cases import case_by_no
from counter_app.services.certificate_binding import draw, with_sample_number
from counter_app.services.certificate_steps import ROLES, held
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit, signed_in

DPI = 110
"""Enough to read the smallest line of a form on a screen of 1920 pixels."""


@dataclass(frozen=True, slots=True)
class Preview:
    """
    ``image`` is None where the page cannot be drawn; then ``trouble`` says why.

    ``numbered``: the certificate's own number stands on it, not a sample one.
    """

    image: PageImage | None
    trouble: Trouble | None = None
    numbered: bool = True


def preview(desk: Desk, visit: Visit, case_no: str, certificate: str) -> Flow[Preview]:
    """
    Draw a certificate by case number and grant.

    Raises:
        RuleError: ``not_signed_in``, ``role_missing``, ``case_not_here``, ``certificate_unknown``

    """
    signed_in(visit, *ROLES)
    found = yield Hop("store", lambda: held(desk, case_by_no(desk, case_no).id, certificate))
    shown: Certificate = found.certificate
    numbered = bool(shown.number)
    try:
        paper: CertificatePaper = yield Hop(
            "paper", lambda: desk.forms.paper(shown.grant.type_code)
        )
        drawn = shown if numbered else with_sample_number(shown, paper)
        placement: Placement = yield Hop("store", lambda: _placement(desk, paper))
        image = yield Hop("paper", lambda: _image(desk, paper, drawn, placement))
    except CounterError as refused:
        return Preview(None, Trouble.of(refused), numbered)
    return Preview(image, None, numbered)


def _placement(desk: Desk, paper: CertificatePaper) -> Placement:
    if not paper.preprinted:
        return UNMOVED
    note = desk.placements.find(spot_of(desk.settings.devices.certificates, paper.form))
    return note.placement if note is not None else UNMOVED


def _image(
    desk: Desk, paper: CertificatePaper, certificate: Certificate, placement: Placement
) -> PageImage:
    under = desk.forms.render_form(paper.type_code) if paper.preprinted else b""
    return desk.page_images.draw(draw(desk, certificate, placement), DPI, under)
