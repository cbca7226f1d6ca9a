"""
Where a printer's ink lands on a pre-printed form, and how that is put right (facts/devices.md C4).

A placement belongs to a printer, a tray and a form, is kept on this PC and used at print only. After
a change a trial on plain paper is due: a numbered blank is never the first sheet to show a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from counter_app.domain.errors import RuleError

OFFSET_MOST = 100
"""Tenths of a millimetre: 10 mm either way is plenty."""
SCALE_LEAST, SCALE_MOST = 950, 1050
"""Thousandths; a printer that is off by more than five in a hundred is repaired, not corrected."""


@dataclass(frozen=True, slots=True)
class Placement:
    """
    What is done to every position, measured from the sheet's upper left corner.

    ``offset_x`` (to the right) and ``offset_y`` (down) in tenths of a millimetre, ``scale_x`` and
    ``scale_y`` in thousandths.
    """

    offset_x: int = 0
    offset_y: int = 0
    scale_x: int = 1000
    scale_y: int = 1000

    def move(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """Return where a point of the form is printed, in mm from the upper left corner."""
        return (
            x_mm * self.scale_x / 1000 + self.offset_x / 10,
            y_mm * self.scale_y / 1000 + self.offset_y / 10,
        )

    def plus(self, offset_x: int, offset_y: int) -> Placement:
        """Return it moved further by tenths of a millimetre, as one reads them off a ruler sheet."""
        return Placement(
            self.offset_x + offset_x, self.offset_y + offset_y, self.scale_x, self.scale_y
        )


UNMOVED = Placement()


@dataclass(frozen=True, slots=True)
class Spot:
    """A printer (its address without options), a tray (empty: it chooses) and a form."""

    printer: str
    tray: str
    form: str


@dataclass(frozen=True, slots=True)
class PlacementNote:
    """
    A placement with who set it and when (UTC ms), and what it replaced.

    ``trial_printed`` once a trial sheet was sent; ``tried_by`` is who then saw it lie right on the
    form, and when.
    """

    spot: Spot
    placement: Placement
    changed_by: str
    changed_at_ms: int
    trial_printed: bool = False
    tried_by: str = ""
    tried_at_ms: int = 0
    before: Placement = UNMOVED

    @property
    def trial_needed(self) -> bool:
        """Whether nobody has yet seen a plain sheet with this placement lie right on the form."""
        return not self.tried_by


CROSS_MM = 10
"""How far the ruler sheet's crosses stand from the edges."""


def crosses(width_mm: float, height_mm: float) -> tuple[float, float, float, float]:
    """Return where the crosses of a ruler sheet should stand: left, top, right, bottom, in mm."""
    return (CROSS_MM, CROSS_MM, width_mm - CROSS_MM, height_mm - CROSS_MM)


def placement_from_crosses(
    width_mm: float, height_mm: float, measured: tuple[int, int, int, int]
) -> Placement:
    """
    Return the placement that puts the crosses where they should stand.

    ``measured`` is where they were found on the paper: left, top, right, bottom, in tenths of a
    millimetre from the paper's left and upper edge.

    Raises:
        RuleError: ``placement_crosses`` when they do not lie in that order; as ``check_placement``

    """
    left, top, right, bottom = crosses(width_mm, height_mm)
    found = tuple(each / 10 for each in measured)
    if found[0] >= found[2] or found[1] >= found[3]:
        raise RuleError("placement_crosses")
    scale_x = (right - left) / (found[2] - found[0])
    scale_y = (bottom - top) / (found[3] - found[1])
    placement = Placement(
        round((left - found[0] * scale_x) * 10),
        round((top - found[1] * scale_y) * 10),
        round(scale_x * 1000),
        round(scale_y * 1000),
    )
    check_placement(placement)
    return placement


def spot_of(url: str, form: str) -> Spot:
    """Return the spot of ``form`` on the printer that the settings name by ``url``."""
    printer, _, query = url.partition("?")
    return Spot(printer, dict(parse_qsl(query)).get("tray", ""), form)


def check_placement(placement: Placement) -> None:
    """
    Refuse what is no small correction.

    Raises:
        RuleError: ``placement_far`` or ``placement_scale``, with the limits in mm and thousandths

    """
    if max(abs(placement.offset_x), abs(placement.offset_y)) > OFFSET_MOST:
        raise RuleError("placement_far", most=OFFSET_MOST // 10)
    scales = (placement.scale_x, placement.scale_y)
    if min(scales) < SCALE_LEAST or max(scales) > SCALE_MOST:
        raise RuleError("placement_scale", least=SCALE_LEAST, most=SCALE_MOST)
