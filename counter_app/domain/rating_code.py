"""
What the QR code for a rating says, minted by the window with the paper (F-G3, F-G5).

design/sync.md 3.10: a random token inside the operation and its keyed check in the code, so that the
county knows an authentic one whose case has not come yet. In the fields of
``counter_app.domain.octets``::

    version(1) scheme(1) case number(text) sequence(1) signed(2) token(8) device certificate(2 + n) signature(64)

No personal data: the case number stands on the same paper. The token makes two papers of one visit
tell apart and the code impossible to write for who only knows a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter_app.domain.base32 import of_base32, to_base32
from counter_app.domain.device_certificate import DeviceCertificate, check_device
from counter_app.domain.errors import RuleError
from counter_app.domain.octets import OctetReader, OctetsError, put_day, put_number, put_text
from counter_app.domain.ports_signing import ED25519, SIGNATURE_BYTES, SignatureSchemes
from counter_app.domain.rating import check_visit

VERSION = 1
TOKEN_BYTES = 8
PATH = "/R/"
_CONTEXT = b"counter-rating-code\0"
_TEXT = re.compile(r"(?:HTTPS?://[0-9A-Z.:\[\]-]+/R/)?([A-Z2-7]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class RatingCode:
    """Which visit of which case may be rated; minted on ``signed_on``."""

    case_no: str
    sequence: int
    signed_on: date
    token: bytes


@dataclass(frozen=True, slots=True)
class SignedRatingCode:
    """A code whose signatures hold, and the certificate of the device that signed it."""

    code: RatingCode
    device: DeviceCertificate


def write_rating_code(
    code: RatingCode, device: bytes, sign: Callable[[bytes], bytes], page: str
) -> str:
    """
    Return the address in a QR code, signed by the device whose sealed certificate is ``device``.

    ``page`` is the scheme and host of the county's public page. OctetsError when a value does not
    fit.
    """
    content = b"".join(
        (
            put_number(VERSION, 1),
            put_number(ED25519, 1),
            put_text(code.case_no),
            put_number(code.sequence, 1),
            put_day(code.signed_on),
            code.token,
            put_number(len(device), 2),
            device,
        )
    )
    return f"{page.upper().rstrip('/')}{PATH}{to_base32(content + sign(_CONTEXT + content))}"


def check_rating_code(text: str, county_key: bytes, schemes: SignatureSchemes) -> SignedRatingCode:
    """
    Return what a code says once both signatures hold; the county's public key is all it takes.

    Raises:
        RuleError: ``code_form``, ``code_version``, ``signature_scheme``, ``code_county``,
            ``code_signature``, ``code_device_expired``

    """
    found = _TEXT.fullmatch(text.strip().upper())
    if found is None:
        raise RuleError("code_form")
    content = of_base32(found[1])
    code, scheme, sealed = _read(content)
    device = check_device(sealed, county_key, schemes)
    signed, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    if not schemes(scheme).verify(device.public_key, signature, _CONTEXT + signed):
        raise RuleError("code_signature")
    if not device.valid_from <= code.signed_on <= device.valid_to:
        raise RuleError("code_device_expired", window=device.window)
    return SignedRatingCode(code, device)


def _read(content: bytes) -> tuple[RatingCode, int, bytes]:
    reader = OctetReader(content)
    try:
        version, scheme = reader.number(1), reader.number(1)
        if version != VERSION:
            raise RuleError("code_version", version=version)
        code = RatingCode(reader.text(), reader.number(1), reader.day(), reader.bytes(TOKEN_BYTES))
        sealed = reader.bytes(reader.number(2))
        reader.bytes(SIGNATURE_BYTES)
        reader.end()
        check_visit(code.case_no, code.sequence)
    except OctetsError as wrong:
        raise RuleError("code_form") from wrong
    return code, scheme, sealed
