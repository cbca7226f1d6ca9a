"""
The seam for signature algorithms: a scheme has a number on the wire and a name for people.

Ed25519 (RFC 8032) is the one that is implemented (``counter_app.signatures``). SM2 (GB/T 32918) has
its number kept free here, and is refused until a scheme for it is added (docs/adr/).
"""

from __future__ import annotations

from typing import Protocol

ED25519 = 1
SM2 = 2
NAMES = {ED25519: "Ed25519", SM2: "SM2"}
SIGNATURE_BYTES = 64
"""Of both: a scheme with a longer signature needs a new version of what carries it."""


class SignatureScheme(Protocol):
    """Raw keys and signatures in bytes; both of fixed length for one scheme."""

    @property
    def number(self) -> int:
        """What stands for it in a code or certificate: ``ED25519``, ``SM2``."""

    @property
    def name(self) -> str:
        """What a person reads."""

    def sign(self, private_key: bytes, message: bytes) -> bytes:
        """64 bytes."""

    def verify(self, public_key: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature is of that key and message; False for anything malformed."""


class SignatureSchemes(Protocol):
    """The schemes that this program can compute."""

    def __call__(self, number: int) -> SignatureScheme:
        """One of them; RuleError ``signature_scheme`` naming one that it cannot compute."""
