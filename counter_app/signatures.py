"""Signature schemes that both ends compute (``counter_app.domain.ports_signing``)."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from counter_app.domain.errors import RuleError
from counter_app.domain.ports_signing import ED25519, NAMES, SignatureScheme


class Ed25519Scheme:
    """RFC 8032: a key signs a message to the same 64 bytes each time."""

    number = ED25519
    name = NAMES[ED25519]

    def sign(self, private_key: bytes, message: bytes) -> bytes:
        """Sign with 32 raw bytes of private key."""
        return Ed25519PrivateKey.from_private_bytes(private_key).sign(message)

    def verify(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        """Verify with 32 raw bytes of public key."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


_SCHEMES: dict[int, SignatureScheme] = {ED25519: Ed25519Scheme()}


def scheme_of(number: int) -> SignatureScheme:
    """Return the scheme of that number; RuleError ``signature_scheme`` for SM2 and unknown ones."""
    found = _SCHEMES.get(number)
    if found is None:
        raise RuleError("signature_scheme", scheme=NAMES.get(number, str(number)))
    return found


def read_public_key(pem: bytes, file: str) -> bytes:
    """Return the raw public key (32 bytes) in a county's PEM; RuleError ``key_file`` names ``file``."""
    try:
        public = load_pem_public_key(pem)
    except ValueError as wrong:
        raise RuleError("key_file", file=file) from wrong
    if not isinstance(public, Ed25519PublicKey):
        raise RuleError("key_file", file=file)
    return public.public_bytes_raw()
