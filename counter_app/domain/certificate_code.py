"""
What the QR code on a certificate says, signed by the window that printed it (F-E6).

In the fields of ``counter_app.domain.octets``::

    version(1) scheme(1) number's length(1) identifier(41) issued(2) signed(2) from(2) to(2)
    print(1) holder, masked(text) holder's digest(8) device certificate(2 + n) signature(64)

The identifier is its characters after the root, dots left out, as one number to base 36. All of it
in base 32 (RFC 4648, no padding) is digits and capitals, which a QR code packs tightly and an
address may hold: ``HTTPS://HOST/VERIFY/`` stands before it where the county has a public page.

No personal data beyond the paper: the first character of the holder's name, and a digest of the
name by which somebody who holds the paper can check the rest; no number of a person.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter_app.domain.base32 import of_base32, to_base32
from counter_app.domain.certificate import IDENTIFIER_ROOT, Certificate, identifier_holds
from counter_app.domain.device_certificate import DeviceCertificate, check_device
from counter_app.domain.errors import RuleError
from counter_app.domain.masking import mask_name
from counter_app.domain.octets import OctetReader, OctetsError, put_day, put_number, put_text
from counter_app.domain.ports_signing import ED25519, SIGNATURE_BYTES, SignatureSchemes

VERSION = 1
DIGEST_BYTES = 8
_CONTEXT = b"counter-certificate-code\0"
_TYPE, _ISSUER, _EDITION, _CHECK = 21, 18, 3, 1
_BASE = 36
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TEXT = re.compile(r"(?:HTTPS?://[0-9A-Z.:\[\]-]+/VERIFY/)?([A-Z2-7]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class CertificateCode:
    """
    What a code says; ``print_no`` is the how-manieth sheet of the certificate it stands on.

    ``signed_on`` is the day on which that sheet was bound.
    """

    identifier: str
    issued_on: date
    signed_on: date
    valid_from: date
    valid_to: date | None
    print_no: int
    holder_masked: str
    holder_digest: bytes

    @property
    def type_code(self) -> str:
        """The code of the certificate's type, 21 characters."""
        return self.identifier.removeprefix(IDENTIFIER_ROOT).split(".")[1]

    @property
    def number(self) -> str:
        """The certificate's number."""
        return self.identifier.removeprefix(IDENTIFIER_ROOT).split(".")[3]

    def is_of(self, holder: str) -> bool:
        """Whether that is the whole name of the holder."""
        return holder_digest(self.number, holder) == self.holder_digest


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A code whose signatures hold, and the certificate of the device that signed it."""

    code: CertificateCode
    device: DeviceCertificate


def holder_digest(number: str, holder: str) -> bytes:
    """Return 8 bytes of a holder's name, different for each certificate."""
    name = unicodedata.normalize("NFC", holder.strip())
    return hashlib.sha256(f"counter-holder\0{number}\0{name}".encode()).digest()[:DIGEST_BYTES]


def code_of(certificate: Certificate, signed_on: date, print_no: int) -> CertificateCode:
    """Return what the code on the next sheet of a numbered certificate says."""
    grant = certificate.grant
    return CertificateCode(
        certificate.identifier,
        certificate.issued_on or signed_on,
        signed_on,
        grant.valid_from,
        grant.valid_to,
        print_no,
        mask_name(grant.holder),
        holder_digest(certificate.number, grant.holder),
    )


def write_code(
    code: CertificateCode, device: bytes, sign: Callable[[bytes], bytes], page: str = ""
) -> str:
    """
    Return the text of a QR code, signed by the device whose sealed certificate is ``device``.

    ``page`` is the scheme and host of the county's public page, empty without one. OctetsError
    when a value does not fit.
    """
    content = b"".join(
        (
            put_number(VERSION, 1),
            put_number(ED25519, 1),
            _put_identifier(code.identifier),
            *(put_day(each) for each in (code.issued_on, code.signed_on)),
            *(put_day(each) for each in (code.valid_from, code.valid_to)),
            put_number(code.print_no, 1),
            put_text(code.holder_masked),
            code.holder_digest,
            put_number(len(device), 2),
            device,
        )
    )
    text = to_base32(content + sign(_CONTEXT + content))
    return f"{page.upper().rstrip('/')}/VERIFY/{text}" if page else text


def token_of(text: str) -> str:
    """Return the signed part of a code's text; RuleError ``code_form``."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise RuleError("code_form")
    return found[1]


def check_code(text: str, county_key: bytes, schemes: SignatureSchemes) -> SignedCode:
    """
    Return what a code says once both signatures hold; the county's public key is all it takes.

    Raises:
        RuleError: ``code_form``, ``code_version``, ``signature_scheme``, ``code_county``,
            ``code_signature``, ``code_identifier``, ``code_device_expired``

    """
    content = of_base32(token_of(text))
    code, scheme, sealed = _read(content)
    device = check_device(sealed, county_key, schemes)
    signed, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    if not schemes(scheme).verify(device.public_key, signature, _CONTEXT + signed):
        raise RuleError("code_signature")
    if not identifier_holds(code.identifier):
        raise RuleError("code_identifier")
    if not device.valid_from <= code.signed_on <= device.valid_to:
        raise RuleError("code_device_expired", window=device.window)
    return SignedCode(code, device)


def _read(content: bytes) -> tuple[CertificateCode, int, bytes]:
    reader = OctetReader(content)
    try:
        version, scheme = reader.number(1), reader.number(1)
        if version != VERSION:
            raise RuleError("code_version", version=version)
        code = CertificateCode(
            _identifier(reader),
            reader.day(),
            reader.day(),
            reader.day(),
            reader.day_or_none(),
            reader.number(1),
            reader.text(),
            reader.bytes(DIGEST_BYTES),
        )
        sealed = reader.bytes(reader.number(2))
        reader.bytes(SIGNATURE_BYTES)
        reader.end()
    except OctetsError as wrong:
        raise RuleError("code_form") from wrong
    return code, scheme, sealed


def _put_identifier(identifier: str) -> bytes:
    parts = identifier.removeprefix(f"{IDENTIFIER_ROOT}.").split(".")
    widths = [len(each) for each in parts]
    if len(parts) != len(_widths(0)) or widths != list(_widths(widths[2])):
        raise OctetsError("identifier")
    text = "".join(parts)
    if not set(text) <= set(_DIGITS):
        raise OctetsError("identifier")
    size = _packed_size(len(text))
    return put_number(widths[2], 1) + put_number(int(text, _BASE), size)


def _identifier(reader: OctetReader) -> str:
    widths = _widths(reader.number(1))
    length = sum(widths)
    value, characters = reader.number(_packed_size(length)), ""
    for _ in range(length):
        value, digit = divmod(value, _BASE)
        characters = _DIGITS[digit] + characters
    if value:
        raise OctetsError("identifier")
    parts, at = [IDENTIFIER_ROOT], 0
    for width in widths:
        parts.append(characters[at : at + width])
        at += width
    return ".".join(parts)


def _widths(number: int) -> tuple[int, ...]:
    """Lengths of type code, issuer code, number, edition and check character."""
    return (_TYPE, _ISSUER, number, _EDITION, _CHECK)


def _packed_size(characters: int) -> int:
    return math.ceil(characters * math.log2(_BASE) / 8)
