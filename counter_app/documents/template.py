"""
The schema of a paper's template, ``resources/documents/<ID>.toml``.

``documents.check`` reads a file into these shapes and says which key is wrong; ``documents.library``
finds the file. Texts are Chinese, with Tibetan only where a translator has approved it
(facts/domain.md 6.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from string import Formatter
from typing import Literal

Align = Literal["left", "centre", "right"]
Style = Literal["body", "strong", "note"]
SlipKind = Literal["text", "pair", "rule", "qr", "barcode", "feed"]


def speaks_tibetan(language: str) -> bool:
    """Whether paper in ``language`` carries Tibetan where it is approved."""
    return "bo" in language.split("+")


@dataclass(frozen=True, slots=True)
class Wording:
    """
    A text in Chinese and, if approved, in Tibetan; ``{name}`` stands for a value.

    ``trial``: nobody but the sample data has approved the Tibetan, so only the demo prints it.
    ``id``: where it stands, as ``paper.W02.title``; a translator's file names it so.
    """

    zh: str
    bo: str = ""
    trial: bool = False
    id: str = field(default="", compare=False)

    def text(self, language: str, *, demo: bool = False) -> str:
        """Return the text for paper in ``language``: Chinese first, Tibetan on the next line."""
        if self.bo and speaks_tibetan(language) and (demo or not self.trial):
            return f"{self.zh}\n{self.bo}"
        return self.zh

    def placeholders(self) -> tuple[str, ...]:
        """Names in braces, in the order they stand."""
        parts = Formatter().parse(self.zh + self.bo)
        return tuple(name for _, name, _, _ in parts if name is not None)


@dataclass(frozen=True, slots=True)
class Field:
    """A named value; a paper without a required one is refused."""

    key: str
    label: Wording
    required: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its part of the width."""

    label: Wording
    share: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A named table of texts."""

    key: str
    columns: tuple[Column, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to be signed, or to take a fingerprint."""

    key: str
    label: Wording


@dataclass(frozen=True, slots=True)
class FieldGrid:
    """
    Labels and values in a ruled form, one or two fields a row.

    Empty optional ones are left out, unless ``blank``: then they are boxes to be written into.
    """

    rows: tuple[tuple[str, ...], ...]
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; printed only if the field ``when`` (if named) has a value."""

    text: Wording
    style: Style = "body"
    when: str = ""


@dataclass(frozen=True, slots=True)
class TableSection:
    """The table ``key`` with its head repeated on each page."""

    key: str


@dataclass(frozen=True, slots=True)
class SignatureSection:
    """The lines to be signed among ``keys`` that the document asks for."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealSection:
    """
    The place of the seal ``caption``, over the name of the body (a field) and the date (a field).

    The lines to be signed among ``signatures`` stand beside it.
    """

    caption: Wording
    body: str
    date: str
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Section = FieldGrid | Paragraph | TableSection | SignatureSection | SealSection | PageBreak


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet of its own within the paper, with its own title."""

    title: Wording
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class SlipLine:
    """
    One line of the slip layout; which fields count depends on ``kind``.

    ``each`` repeats the line for every row of a table, whose columns are ``{c1}``, ``{c2}``, ...;
    ``when`` leaves it out while that field is empty.
    """

    kind: SlipKind
    text: Wording = Wording("")
    value: str = ""
    align: Align = "left"
    scale: Literal[1, 2, 4] = 1
    bold: bool = False
    lines: int = 1
    when: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """
    A paper's template in one version.

    ``copies`` names who keeps each copy (联次); ``parts`` are empty for a paper that is only a
    slip, ``slip`` for one that is only A4.
    """

    id: str
    version: int
    title: Wording
    copies: tuple[Wording, ...]
    fields: tuple[Field, ...]
    tables: tuple[TableShape, ...]
    signatures: tuple[Signature, ...]
    parts: tuple[Part, ...]
    slip: tuple[SlipLine, ...]

    def field(self, key: str) -> Field:
        """Return the declared field ``key``."""
        return next(each for each in self.fields if each.key == key)

    def table(self, key: str) -> TableShape:
        """Return the declared table ``key``."""
        return next(each for each in self.tables if each.key == key)


@dataclass(frozen=True, slots=True)
class Common:
    """
    What every paper says (facts/domain.md 2.5, common header), ``resources/documents/common.toml``.

    A template may declare one of ``fields`` again to name it otherwise or make it optional.
    ``texts`` are the words around the text, ``phrases`` those that fill its fields.
    """

    fields: tuple[Field, ...]
    texts: Mapping[str, Wording]
    phrases: Mapping[str, Wording]


def wordings(part: object) -> Iterator[Wording]:
    """Yield every text in a template, or in a part of one."""
    if isinstance(part, Wording):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from wordings(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from wordings(getattr(part, each.name))


# The ``texts`` that must be there, each with the placeholders that it may use.
COMMON_TEXTS: Mapping[str, frozenset[str]] = {
    "document_no": frozenset({"no"}),
    "case_no": frozenset({"no"}),
    "page": frozenset({"page", "pages"}),
    "copies": frozenset({"count", "keepers"}),
    "copy_single": frozenset({"keepers"}),
    "continued": frozenset({"title"}),
    "reprint": frozenset({"times", "reason"}),
    "reprint_reason": frozenset(),
    "by_hand": frozenset({"fields"}),
    "watermark": frozenset(),
    "phones": frozenset({"phone", "complaint_phone"}),
    "sign_date": frozenset(),
}
# Named in texts, but not values: the document itself knows them.
OWN_FIELDS = ("document_no", "case_no")
