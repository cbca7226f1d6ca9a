"""
The county's word that a key is that of one of its windows (design/sync.md 1.10; F-E6, F-K2).

It travels inside the code on a certificate, so that a verifier without a line needs the county's
public key alone. Written, in the fields of ``counter_app.domain.octets``::

    version(1) scheme(1) county(4) device(8) window(text) gen(2) from(2) to(2) key(32) signature(64)

``county`` is the head of the SHA-256 of the county's public key and says only which key to try;
``device`` that of the device's id. The signature covers a fixed context and all before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import RuleError
from counter_app.domain.octets import OctetReader, OctetsError, put_day, put_number, put_text
from counter_app.domain.ports_signing import SIGNATURE_BYTES, SignatureSchemes

VERSION = 1
KEY_BYTES = 32
COUNTY_BYTES = 4
DEVICE_BYTES = 8
_CONTEXT = b"counter-device-certificate\0"


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """
    Which key a window signs with, in which generation, and from when to when (both included).

    ``county`` (4 bytes) and ``device`` (8 bytes) are as ``county_tag`` and ``device_tag`` give them.
    """

    scheme: int
    county: bytes
    device: bytes
    window: str
    gen: int
    valid_from: date
    valid_to: date
    public_key: bytes


def county_tag(public_key: bytes) -> bytes:
    """Return which county's key this is, in 4 bytes."""
    return hashlib.sha256(b"counter-county\0" + public_key).digest()[:COUNTY_BYTES]


def device_tag(device: str) -> bytes:
    """Return which device this is, in 8 bytes."""
    return hashlib.sha256(b"counter-device\0" + device.encode()).digest()[:DEVICE_BYTES]


def seal_device(certificate: DeviceCertificate, sign: Callable[[bytes], bytes]) -> bytes:
    """Write a certificate, signed by the county; OctetsError when a value does not fit."""
    content = b"".join(
        (
            put_number(VERSION, 1),
            put_number(certificate.scheme, 1),
            certificate.county,
            certificate.device,
            put_text(certificate.window),
            put_number(certificate.gen, 2),
            put_day(certificate.valid_from),
            put_day(certificate.valid_to),
            certificate.public_key,
        )
    )
    return content + sign(_CONTEXT + content)


def read_device(sealed: bytes) -> DeviceCertificate:
    """
    Read a certificate; its signature is not looked at.

    Raises:
        RuleError: ``code_form``, ``code_version``

    """
    reader = OctetReader(sealed)
    try:
        version = reader.number(1)
        if version != VERSION:
            raise RuleError("code_version", version=version)
        read = DeviceCertificate(
            reader.number(1),
            reader.bytes(COUNTY_BYTES),
            reader.bytes(DEVICE_BYTES),
            reader.text(),
            reader.number(2),
            reader.day(),
            reader.day(),
            reader.bytes(KEY_BYTES),
        )
        reader.bytes(SIGNATURE_BYTES)
        reader.end()
    except OctetsError as wrong:
        raise RuleError("code_form") from wrong
    return read


def is_device(sealed_hex: str) -> bool:
    """Whether a text is a sealed certificate in hex, whoever sealed it."""
    try:
        read_device(bytes.fromhex(sealed_hex))
    except (RuleError, ValueError):
        return False
    return True


def check_device(sealed: bytes, county_key: bytes, schemes: SignatureSchemes) -> DeviceCertificate:
    """
    Return a certificate that the county of that public key signed.

    Raises:
        RuleError: ``code_form``, ``code_version``, ``signature_scheme``; ``code_county``: it is not
            of this county, or has been changed

    """
    read = read_device(sealed)
    content, signature = sealed[:-SIGNATURE_BYTES], sealed[-SIGNATURE_BYTES:]
    scheme = schemes(read.scheme)
    ours = read.county == county_tag(county_key)
    if not ours or not scheme.verify(county_key, signature, _CONTEXT + content):
        raise RuleError("code_county")
    return read
