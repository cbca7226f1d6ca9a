"""Passwords by Argon2id and the device's Ed25519 key (design/sync.md 1.10, 3.3)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.errors import StoreError
from counter_app.domain.ports import KeyStore

DEVICE_KEY = "device"
_HASHER = PasswordHasher()


class Argon2Verifier:
    """The Verifier port: the cost is in the verifier, as the county made it."""

    def matches(self, verifier: str, password: str) -> bool:
        """Whether the password belongs to the verifier; False for one that is not Argon2."""
        try:
            return _HASHER.verify(verifier, password)
        except (VerificationError, InvalidHashError):
            return False

    def protect(self, secret: str) -> str:
        """Make an Argon2id verifier at the library's usual cost (RFC 9106, low memory)."""
        return _HASHER.hash(secret)


class DeviceSigner:
    """
    The Signer port over a key store.

    The private key is made by ``create``, at enrolment; it never leaves this PC.
    """

    def __init__(self, keystore: KeyStore) -> None:
        self._keystore = keystore
        self._key: Ed25519PrivateKey | None = None

    def create(self) -> bytes:
        """Make the device's key unless there is one, and return its public half (32 raw bytes)."""
        if self._keystore.load(DEVICE_KEY) is None:
            fresh = Ed25519PrivateKey.generate()
            self._keystore.save(DEVICE_KEY, fresh.private_bytes_raw())
        return self.public_key()

    def public_key(self) -> bytes:
        """32 raw bytes; StoreError ``device_key_missing`` before enrolment."""
        return self._private().public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """64 raw bytes; StoreError ``device_key_missing`` before enrolment."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        if self._key is None:
            self._key = _loaded(self._keystore.load(DEVICE_KEY))
        return self._key


def _loaded(raw: bytes | None) -> Ed25519PrivateKey:
    if raw is None:
        raise StoreError("device_key_missing")
    try:
        return Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError as wrong:
        raise StoreError("device_key_missing") from wrong
