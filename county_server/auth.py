"""
Who sent a request: a device, by RFC 9421 over method, path, query and body (design/sync.md 3.2).

A window's own clock may be wrong: a refused request is answered with the county's time, and the
window signs again with that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.domain.signature import (
    content_digest,
    read_params,
    read_signature,
    signature_base,
)
from county_server.sync.store import CountyStore

WINDOW_MS = 300_000
"""How far a signature's ``created`` may lie from the county's time, either way."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What a signature covers; ``path`` and ``query`` as they came, ``query`` without ``?``."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Devices(Protocol):
    """Where the rows of devices are read."""

    async def device(self, device: str) -> DeviceRow | None:
        """Return a device's row."""


class DeniedError(Exception):
    """The request is not taken; ``code``: signature, clock, device or replay."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def authenticate(devices: Devices, request: SignedRequest, now_ms: int) -> DeviceRow:
    """
    Return the device that signed ``request``.

    Raises:
        DeniedError: it is not signed by a device of ours, or not now

    """
    params = read_params(request.headers.get("signature-input", ""))
    signature = read_signature(request.headers.get("signature", ""))
    digest = content_digest(request.body)
    if params is None or signature is None or request.headers.get("content-digest") != digest:
        raise DeniedError("signature")
    device = await devices.device(params.keyid)
    if device is None or device.status is DeviceStatus.RETIRED:
        raise DeniedError("device")
    base = signature_base(request.method, request.path, request.query, digest, params)
    if not verifies(device.public_key, signature, base):
        raise DeniedError("signature")
    if abs(params.created * 1_000 - now_ms) > WINDOW_MS:
        raise DeniedError("clock")
    return device


async def is_first(store: CountyStore, headers: Mapping[str, str], now_ms: int) -> bool:
    """
    Whether a request that ``authenticate`` took has come for the first time.

    A line may deliver a request twice, and so may who recorded it: the second is answered, and
    must change nothing.
    """
    params = read_params(headers.get("signature-input", ""))
    return params is not None and await store.take_nonce(
        params.keyid, params.nonce, now_ms, 2 * WINDOW_MS
    )


def verifies(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` (64 bytes) of ``message`` is by the Ed25519 key ``public_key``."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
