"""Where a scan goes: to the place that takes it, or it is said that nothing was changed. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from counter_app.ui.place import Place
from counter_app.ui.scanner.burst import Scan
from counter_app.words import Words


@runtime_checkable
class TakesScans(Protocol):
    """A place that case numbers and credit codes are for."""

    def scanned(self, text: str) -> None:
        """Take a case number or a credit code; its form and check characters are right."""


class ShellSide(Protocol):
    """What is needed of the window."""

    def go(self, place: str) -> bool:
        """Show another place."""

    def tell(self, what: str, remedy: str = "", kind: str = "note") -> None:
        """Say something in the message line."""


class ScanRoute:
    """``current`` is what has the keys now: a place, what covers it, or nothing."""

    def __init__(
        self,
        words: Words,
        shell: ShellSide,
        places: Mapping[str, Place],
        current: Callable[[], Place | None],
    ) -> None:
        self._words, self._shell = words, shell
        self._places, self._current = places, current

    def heard(self, scan: Scan) -> None:
        """Bring a scan where it belongs, from whatever screen it was heard on."""
        here = self._current()
        if scan.kind in ("person", "unknown"):
            self._say(scan.kind)
        elif here not in self._places.values():
            self._say("covered", what=f"@ui.scanner.name.{scan.kind}")
        else:
            self._bring(scan, here)

    def _bring(self, scan: Scan, here: Place | None) -> None:
        places = sorted(self._places.items(), key=lambda named: named[1] is not here)
        for name, place in places:
            if isinstance(place, TakesScans) and (place is here or self._shell.go(name)):
                place.scanned(scan.text)
                return
        self._say("no_place", what=f"@ui.scanner.name.{scan.kind}")

    def _say(self, message: str, **values: str) -> None:
        words = self._words
        remedy = words.say(f"ui.scanner.{message}_remedy", **values)
        self._shell.tell(words.say(f"ui.scanner.{message}", **values), remedy, "warning")
