"""
A certificate from its grant to the hands of its holder (facts/domain.md 3.5; facts/devices.md C5).

A grant is what a decision gives; a certificate is the grant with its number and its sheet of paper.
The number stays when a sheet is spoiled; a numbered blank is used once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.check_characters import mod_37_36

IDENTIFIER_ROOT = "1.2.156.3005.2"
"""Root of electronic licence identifiers (facts/domain.md 3.5)."""


class CertificateState(Enum):
    """Where a certificate stands; only a person who has seen the sheet makes it ``PRINTED``."""

    TO_PRINT = "to_print"
    BOUND = "bound"
    PRINTED = "printed"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class CertificateGrant:
    """
    What a decision gives to whom: ``id`` is unique (hex), ``type_code`` of the certificate's type.

    ``fields`` fill the type's form by name, already worded; ``holder_code`` is the holder's
    identity or credit code. ``valid_to`` None: without end.
    """

    id: str
    type_code: str
    name: str
    holder: str
    holder_code: str
    fields: tuple[tuple[str, str], ...]
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A numbered blank: its series, its printed number (印制号), and the lease's fence."""

    series: str
    serial: int
    fence: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    A certificate as known here.

    ``number`` and ``identifier`` are empty before the first sheet is bound; ``sheet`` is None for
    plain paper; ``prints`` counts the sheets bound so far. ``qr`` is the signed text of the code on
    the bound sheet, empty where it has none. ``job`` is the print job of the sheet
    that is bound, empty without one, and ``window`` the window that bound the last one. A void
    certificate that still has a job lies on paper: that sheet is to be made void.
    """

    grant: CertificateGrant
    state: CertificateState = CertificateState.TO_PRINT
    number: str = ""
    identifier: str = ""
    issued_on: date | None = None
    sheet: Sheet | None = None
    job: str = ""
    prints: int = 0
    by_hand: bool = False
    window: str = ""
    qr: str = ""

    @property
    def code(self) -> str:
        """What its QR code says: signed, or the bare identifier from a window without a credential."""
        return self.qr or self.identifier


def is_type_code(text: str) -> bool:
    """Whether ``text`` has the form of a certificate type's code: 21 digits and capitals."""
    return _TYPE_CODE.fullmatch(text) is not None


def make_identifier(type_code: str, issuer_code: str, number: str, version: int) -> str:
    """
    Write an electronic licence identifier with its check character (facts/domain.md 3.5).

    ``type_code`` has 21 characters, ``issuer_code`` 18, ``number`` letters and digits, ``version``
    1 to 999.
    """
    parts = (type_code, issuer_code, number, f"{version:03d}")
    return ".".join((IDENTIFIER_ROOT, *parts, mod_37_36("".join(parts))))


def identifier_holds(identifier: str) -> bool:
    """Whether ``identifier`` has the form of ``make_identifier`` and its check character fits."""
    head, parts = identifier[: len(IDENTIFIER_ROOT)], identifier[len(IDENTIFIER_ROOT) + 1 :]
    pieces = parts.split(".")
    widths = tuple(len(piece) for piece in pieces)
    if head != IDENTIFIER_ROOT or len(pieces) != _PARTS or widths[:2] != (21, 18):
        return False
    if not all(
        (piece.isascii() and piece.isalnum() and piece.isupper()) or piece.isdigit()
        for piece in pieces
    ):
        return False
    return mod_37_36("".join(pieces[:-1])) == pieces[-1]


_PARTS = 5
_TYPE_CODE = re.compile(r"[0-9A-Z]{18}[0-9]{3}")
