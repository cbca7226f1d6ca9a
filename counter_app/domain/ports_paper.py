"""
What printing certificates needs from the world outside, under the rules of ``domain.ports``.

``Placements`` is used on the store lane, ``CertificateRenderer`` and ``PageImages`` on the paper
lane.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.certificate import Certificate
from counter_app.domain.placement import UNMOVED, Placement, PlacementNote, Spot


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """
    What a certificate type says of its paper.

    ``form`` names type and version (the key of a placement); ``series`` is the series of numbered
    blanks, empty for plain paper; ``issuer_code`` has 18 characters; ``size_mm`` is the sheet's.
    """

    type_code: str
    name: str
    form: str
    series: str
    issuer: str
    issuer_code: str
    sample: bool
    size_mm: tuple[float, float]

    @property
    def preprinted(self) -> bool:
        """Whether it goes on a numbered blank."""
        return bool(self.series)


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as a PNG, and its size in pixels."""

    png: bytes
    width_px: int
    height_px: int


class CertificateRenderer(Protocol):
    """Turns certificates into paper; the same bytes for the same input, on any day."""

    def papers(self) -> tuple[CertificatePaper, ...]:
        """Every certificate type known here, by type code."""

    def paper(self, type_code: str) -> CertificatePaper:
        """One type; RuleError ``certificate_type_unknown``."""

    def render(self, certificate: Certificate, qr: str, placement: Placement = UNMOVED) -> bytes:
        """
        Draw a numbered certificate: variable data only on a blank, the whole form on plain paper.

        RuleError ``certificate_value_missing``, ``certificate_value_unknown``,
        ``certificate_text_long``, ``glyph_missing``, ``certificate_identifier_wrong``,
        ``certificate_code_dense`` or ``placement_off_sheet``; then nothing is drawn.
        """

    def render_form(self, type_code: str) -> bytes:
        """The form alone, as it is printed on the blank: what a preview lies on."""

    def render_trial(self, type_code: str, placement: Placement, title: str) -> bytes:
        """Sample values where a certificate has them, to lay on the form; ``title`` in grey across."""

    def render_ruler(self, type_code: str, title: str) -> bytes:
        """Millimetre scales from the left and the top edge, and corner crosses; never moved."""


class PageImages(Protocol):
    """Draws pages for the screen from the bytes that go to the printer."""

    def draw(self, pdf: bytes, dpi: int, under: bytes = b"", page: int = 0) -> PageImage:
        """Draw a page; ``under`` is a PDF of the same size that shows through, as a blank's form."""


class Placements(Protocol):
    """Where each printer, tray and form prints, kept on this PC."""

    def find(self, spot: Spot) -> PlacementNote | None:
        """The placement of a spot, None when it was never set; StoreError ``placements_damaged``."""

    def keep(self, note: PlacementNote) -> None:
        """Store it durably in place of the one before."""

    def all(self) -> tuple[PlacementNote, ...]:
        """Every placement, by printer, tray and form."""
