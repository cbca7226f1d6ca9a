"""
The schema of a certificate type, ``resources/certificates/*.toml``: what it says and where it stands.

All positions are millimetres from the sheet's upper left corner, as one measures them on the form.
``certificate_check`` reads a file into these shapes, ``certificate_library`` finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Literal

from counter_app.documents.template import Align
from counter_app.typeset.fonts import Weight

Rise = Literal["top", "middle", "bottom"]

PRINTABLE_MM = 4.0
"""Laser printers cannot print the outer 4 to 5 mm (facts/devices.md C4)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm: its upper left corner, its width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Distance of its right edge from the sheet's left edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Distance of its lower edge from the sheet's upper edge."""
        return self.y + self.height

    def meets(self, other: Box) -> bool:
        """Whether both share more than an edge."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper in mm."""

    width: float
    height: float

    def holds(self, box: Box) -> bool:
        """Whether a printer reaches all of ``box``."""
        least = PRINTABLE_MM - 1e-6
        fits_x = box.x >= least and box.right <= self.width - least
        return fits_x and box.y >= least and box.bottom <= self.height - least


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: wished and smallest size in points, weight, and its place in the box."""

    size: float
    smallest: float
    weight: Weight = "regular"
    align: Align = "left"
    rise: Rise = "middle"


@dataclass(frozen=True, slots=True)
class Value:
    """What the decision must give, by name; ``label`` is what a clerk calls it."""

    key: str
    label: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A text at its place: variable where it names values in braces, else part of the form.

    ``name`` is what a message calls it.
    """

    name: str
    text: str
    box: Box
    type: Type

    def placeholders(self) -> tuple[str, ...]:
        """Names in braces, in the order they stand."""
        return placeholders(self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the form, from ``x1``, ``y1`` to ``x2``, ``y2``; ``width`` in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the form; ``width`` of its line in points."""

    box: Box
    width: float


@dataclass(frozen=True, slots=True)
class CertificateWording:
    """How the type says its dates and how long it holds; each with placeholders of its own."""

    day: str
    period: str
    open_end: str
    endless: str
    statement: str


@dataclass(frozen=True, slots=True)
class CertificateForm:
    """
    A certificate type in one version.

    ``series`` of the numbered blanks it goes on, empty for plain paper; then the form (``texts``,
    ``rules``, ``frames``) is printed too. ``type_code``: facts/domain.md 3.5.
    """

    type_code: str
    version: int
    name: str
    issuer: str
    issuer_code: str
    series: str
    sample: bool
    sheet: Sheet
    wording: CertificateWording
    values: tuple[Value, ...]
    spots: tuple[Spot, ...]
    qr: Box
    texts: tuple[Spot, ...]
    rules: tuple[Rule, ...]
    frames: tuple[Frame, ...]

    @property
    def id(self) -> str:
        """Type and version, as a placement names them."""
        return f"{self.type_code}@{self.version}"


OWN_VALUES = {
    "name": "证照名称",
    "holder": "持证人",
    "holder_code": "持证人证号",
    "number": "证照编号",
    "identifier": "电子证照标识",
    "issuer": "颁发机关",
    "issued_on": "颁发日期",
    "valid_from": "有效期起",
    "valid_to": "有效期止",
    "validity": "有效期",
    "statement": "法定内容",
}
"""What every certificate has beside the decision's values, and what a clerk calls it."""

WORDING_NAMES = {
    "day": frozenset({"year", "month", "day"}),
    "period": frozenset({"valid_from", "valid_to"}),
    "open_end": frozenset({"valid_from"}),
}
"""The placeholders of each wording; ``statement`` may name values instead."""


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names in braces of ``text``, in the order they stand."""
    return tuple(name for _, name, _, _ in Formatter().parse(text) if name is not None)
