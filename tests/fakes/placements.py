"""Placements in memory; ``refuse`` is raised instead."""

from __future__ import annotations


class FakePlacements:
    def __init__(self, *notes):
        self._notes = {note.spot: note for note in notes}
        self.refuse = None

    def find(self, spot):
        return next((note for note in self.all() if note.spot == spot), None)

    def keep(self, note):
        if self.refuse is not None:
            raise self.refuse
        self._notes[note.spot] = note

    def all(self):
        if self.refuse is not None:
            raise self.refuse
        order = sorted(self._notes, key=lambda spot: (spot.printer, spot.tray, spot.form))
        return tuple(self._notes[spot] for spot in order)
