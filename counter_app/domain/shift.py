"""
What stands at a window when its day or a shift ends (F-A4, F-A6).

``DayFigures`` is part of operations and so of the wire format: it changes only with a new version of
``counter_app.domain.shift_operation``.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.serial_range import SerialRange


@dataclass(frozen=True, slots=True)
class BlankUse:
    """
    The numbered blanks of one series in this shift.

    ``used`` and ``void`` by serial since the shift began; ``left`` unused sheets, ``next`` the one
    that comes first (0: none); ``unconfirmed`` lie on paper and nobody has said what became of them;
    ``kept`` are unused sheets that were handed to the person who now leaves.
    """

    series: str
    used: tuple[SerialRange, ...] = ()
    void: tuple[SerialRange, ...] = ()
    left: int = 0
    next: int = 0
    unconfirmed: tuple[SerialRange, ...] = ()
    kept: tuple[SerialRange, ...] = ()


@dataclass(frozen=True, slots=True)
class DayFigures:
    """
    Everything that is left open at a window at one moment.

    ``ticket``: the number called or served now, empty without one, ``called``: it has not come yet;
    ``held``: numbers laid aside here. ``drafts``: applications not recorded yet; ``table``: somebody's
    data stand on the screen. ``receipts``: papers received and not answered (five days, art. 32(4)).
    ``unsent``: operations the county does not have, the oldest ``unsent_age_s`` old, ``parked`` what it
    did not take. ``unprinted`` papers, ``sheets``: certificates on paper without an answer, ``papers``:
    cases whose papers are to be handed over. ``devices``: pairs of role and state, those at fault.
    """

    ticket: str = ""
    called: bool = False
    held: tuple[str, ...] = ()
    drafts: int = 0
    table: bool = False
    receipts: int = 0
    unsent: int = 0
    unsent_age_s: int = 0
    parked: int = 0
    unprinted: int = 0
    sheets: int = 0
    papers: int = 0
    blanks: tuple[BlankUse, ...] = ()
    devices: tuple[tuple[str, str], ...] = ()

    @property
    def kept(self) -> tuple[tuple[str, SerialRange], ...]:
        """Sheets that belong to the person who leaves, by series and range."""
        return tuple((each.series, span) for each in self.blanks for span in each.kept)
