"""A county that certifies keys: a root key from a seed, and credentials for windows."""

from __future__ import annotations

import hashlib
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.device_certificate import (
    DeviceCertificate,
    county_tag,
    device_tag,
    seal_device,
)
from counter_app.domain.ports_signing import ED25519
from counter_app.domain.wire import DeviceCredential
from counter_app.signatures import scheme_of

PAGE = "https://zwfw.example.gov.cn"
FROM, TO = date(2026, 8, 31), date(2028, 9, 30)


class FakeCountySeal:
    def __init__(self, seed: str = "county"):
        self._private = hashlib.sha256(seed.encode()).digest()
        key = Ed25519PrivateKey.from_private_bytes(self._private)
        self.public_key = key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return scheme_of(ED25519).sign(self._private, message)

    def certify(self, public_key: bytes, *, device: str = "d-3", window: str = "w-3", **changes):
        made = {
            "scheme": ED25519,
            "county": county_tag(self.public_key),
            "device": device_tag(device),
            "window": window,
            "gen": 1,
            "valid_from": FROM,
            "valid_to": TO,
            "public_key": public_key,
        }
        return seal_device(DeviceCertificate(**made | changes), self.sign)

    def credential(self, public_key: bytes, page: str = PAGE, **changes) -> DeviceCredential:
        return DeviceCredential(self.certify(public_key, **changes).hex(), page)
