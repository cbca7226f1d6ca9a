"""
Where printers print on forms: ``placements.json`` of the profile, one place for it on this PC.

A file, not a table: it belongs to the printers on this desk, is no operation, and a technician may
copy it to the next PC.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from counter_app.domain.codec import ShapeError, from_plain, to_plain
from counter_app.domain.errors import StoreError
from counter_app.domain.placement import PlacementNote, Spot
from db.window.faults import file_errors
from db.window.files import write_private

FILE = "placements.json"


@dataclass(frozen=True, slots=True)
class _Content:
    placements: tuple[PlacementNote, ...] = ()


class ProfilePlacements:
    """The Placements port; read at each use, since a print is seconds away from the last change."""

    def __init__(self, profile: Path) -> None:
        self._path = profile / FILE

    def find(self, spot: Spot) -> PlacementNote | None:
        """Return the placement of a spot; errors as ``all``."""
        return next((note for note in self.all() if note.spot == spot), None)

    def all(self) -> tuple[PlacementNote, ...]:
        """
        Return every placement, by printer, tray and form.

        Raises:
            StoreError: ``placements_damaged``, since a certificate printed beside its field would
                cost a numbered blank; ``disk_failed`` or ``profile_forbidden``

        """
        with file_errors(self._path):
            if not self._path.exists():
                return ()
            raw = self._path.read_bytes()
        try:
            return from_plain(_Content, json.loads(raw), strict=True).placements
        except (ShapeError, ValueError) as wrong:
            raise StoreError("placements_damaged", file=FILE) from wrong

    def keep(self, note: PlacementNote) -> None:
        """
        Store ``note`` in place of what was known of its spot.

        Raises:
            StoreError: as ``all`` and ``files.write_private``

        """
        others = [each for each in self.all() if each.spot != note.spot]
        notes = sorted((*others, note), key=lambda each: _order(each.spot))
        plain = to_plain(_Content(tuple(notes)))
        write_private(self._path, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def _order(spot: Spot) -> tuple[str, str, str]:
    return spot.printer, spot.tray, spot.form
