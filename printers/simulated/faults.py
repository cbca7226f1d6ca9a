"""Condition of a simulated ticket printer and the status bytes that tell it (facts/devices.md B3, B4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass
class Condition:
    """What is wrong with the printer, if anything."""

    paper: Literal["ok", "near", "out"] = "ok"
    is_cover_open: bool = False
    is_offline: bool = False
    is_cutter_jammed: bool = False
    is_hot: bool = False
    is_broken: bool = False

    @property
    def has_error(self) -> bool:
        """Whether an error stops it."""
        return self.is_cutter_jammed or self.is_hot or self.is_broken

    @property
    def prints(self) -> bool:
        """Whether it takes the next command out of its buffer."""
        return not (self.paper == "out" or self.is_cover_open or self.is_offline or self.has_error)

    def clear(self) -> None:
        """Put everything right."""
        self.paper = "ok"
        self.is_cover_open = self.is_offline = False
        self.is_cutter_jammed = self.is_hot = self.is_broken = False

    def realtime(self, number: int) -> int:
        """Return the answer to DLE EOT ``number``."""
        is_out = self.paper == "out"
        if number == 1:
            return 0x12 | (0 if self.prints else 0x08)
        if number == 2:  # noqa: PLR2004
            return (
                0x12
                | (0x04 if self.is_cover_open else 0)
                | (0x20 if is_out else 0)
                | (0x40 if self.has_error else 0)
            )
        if number == 3:  # noqa: PLR2004
            return (
                0x12
                | (0x08 if self.is_cutter_jammed else 0)
                | (0x20 if self.is_broken else 0)
                | (0x40 if self.is_hot else 0)
            )
        return 0x7E if is_out else 0x1E if self.paper == "near" else 0x12

    def automatic(self) -> bytes:
        """Return the four bytes of an automatic status."""
        first = 0x10 | (0 if self.prints else 0x08) | (0x20 if self.is_cover_open else 0)
        second = (
            (0x08 if self.is_cutter_jammed else 0)
            | (0x20 if self.is_broken else 0)
            | (0x40 if self.is_hot else 0)
        )
        return bytes((first, second, self.paper_sensor(), 0))

    def paper_sensor(self) -> int:
        """Return the answer to GS r 1."""
        return {"ok": 0x00, "near": 0x03, "out": 0x0F}[self.paper]

    def describe(self) -> dict[str, str | bool]:
        """Return everything by name, for the control line."""
        return {
            "paper": self.paper,
            "cover_open": self.is_cover_open,
            "offline": self.is_offline,
            "cutter_jammed": self.is_cutter_jammed,
            "hot": self.is_hot,
            "broken": self.is_broken,
        }
