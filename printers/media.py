"""The paper that a PDF wants, in the words of IPP (PWG 5101.1): a landscape page lies on the same sheet."""

from __future__ import annotations

from dataclasses import dataclass

from printers.pdfium import measure_sheet

NEAR_MM = 1.0
KEYWORDS = {
    (105, 148): "iso_a6_105x148mm",
    (148, 210): "iso_a5_148x210mm",
    (210, 297): "iso_a4_210x297mm",
    (297, 420): "iso_a3_297x420mm",
}
A4 = (210, 297)


@dataclass(frozen=True, slots=True)
class Media:
    """A sheet: its keyword (empty for a size without one), and its sides in hundredths of a mm."""

    keyword: str
    width: int
    height: int

    @property
    def dimensions(self) -> tuple[tuple[str, int], ...]:
        """Width and height under the names that IPP gives them."""
        return (("x-dimension", self.width), ("y-dimension", self.height))


def media_of(pdf: bytes) -> Media:
    """Return the sheet for the first page of ``pdf``; A4 for one that cannot be measured."""
    short, long = sorted(measure_sheet(pdf) or A4)
    for (width, height), keyword in KEYWORDS.items():
        if abs(short - width) < NEAR_MM and abs(long - height) < NEAR_MM:
            return Media(keyword, width * 100, height * 100)
    return Media("", round(short * 100), round(long * 100))
