"""
The list of devices whose word has ended, for verifiers without a line: JSON signed by the county.

``{"made_on", "devices": [{"device", "gen", "since"}], "signature"}``, hex for tags and signature.
What is signed is a fixed context and the list written by ``counter_app.domain.codec`` without it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain.certificate_code import SignedCode
from counter_app.domain.codec import ShapeError, from_plain, to_bytes
from counter_app.domain.county_certificate import Revocation
from counter_app.domain.device_certificate import DeviceCertificate
from counter_app.domain.errors import RuleError
from counter_app.domain.ports_signing import SignatureScheme

_CONTEXT = b"counter-revocations\0"


@dataclass(frozen=True, slots=True)
class RevocationList:
    """Devices, and the county's signature over them."""

    made_on: date
    devices: tuple[Revocation, ...]
    signature: bytes = b""

    def unsigned(self) -> bytes:
        """Return what is signed."""
        return _CONTEXT + to_bytes(replace(self, signature=b""))


def write_list(
    devices: tuple[Revocation, ...], made_on: date, sign: Callable[[bytes], bytes]
) -> bytes:
    """Return the file's content."""
    plain = RevocationList(made_on, devices)
    return to_bytes(replace(plain, signature=sign(plain.unsigned()))) + b"\n"


def read_list(
    content: bytes, county_key: bytes, scheme: SignatureScheme, file: str
) -> tuple[Revocation, ...]:
    """Return the devices of a list of this county; RuleError ``revocation_list`` names ``file``."""
    try:
        read = from_plain(RevocationList, json.loads(content))
    except (ShapeError, ValueError) as wrong:
        raise RuleError("revocation_list", file=file) from wrong
    if not scheme.verify(county_key, read.signature, read.unsigned()):
        raise RuleError("revocation_list", file=file)
    return read.devices


def is_revoked(signed: SignedCode, revocations: tuple[Revocation, ...]) -> bool:
    """Whether the device's word had ended when it signed, by the day that it wrote itself."""
    return has_ended(signed.device, signed.code.signed_on, revocations)


def has_ended(
    device: DeviceCertificate, signed_on: date, revocations: tuple[Revocation, ...]
) -> bool:
    """Whether a device's word had ended on a day."""
    return any(
        (each.device == device.device.hex() and device.gen <= each.gen) and signed_on >= each.since
        for each in revocations
    )
