"""
The signature base of a request by RFC 9421 (HTTP Message Signatures) with RFC 9530 digests.

Covered components are fixed: ``@method``, ``@path``, ``@query`` and ``content-digest``; parameters
are ``created`` (seconds), ``nonce``, ``keyid`` (the device) and ``alg`` (ed25519). Both ends build
the same base here; the window signs it, the county verifies it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

COMPONENTS = '("@method" "@path" "@query" "content-digest")'
_PARAMS = re.compile(
    re.escape(COMPONENTS)
    + r';created=(?P<created>0|[1-9]\d{0,11});nonce="(?P<nonce>[\w-]{16,64})"'
    + r';keyid="(?P<keyid>[\w-]{1,64})";alg="ed25519"',
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class SignatureParams:
    """When, once and by which device: ``created`` in seconds since 1970 UTC."""

    created: int
    nonce: str
    keyid: str

    def text(self) -> str:
        """The parameters as they stand in ``Signature-Input`` behind ``sig1=``."""
        return (
            f'{COMPONENTS};created={self.created};nonce="{self.nonce}"'
            f';keyid="{self.keyid}";alg="ed25519"'
        )


def content_digest(body: bytes) -> str:
    """Return the ``Content-Digest`` header of ``body`` (RFC 9530, sha-256)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(
    method: str, path: str, query: str, digest: str, params: SignatureParams
) -> bytes:
    """Return the bytes to sign; ``query`` is without its question mark."""
    lines = (
        f'"@method": {method.upper()}',
        f'"@path": {path}',
        f'"@query": ?{query}',
        f'"content-digest": {digest}',
        f'"@signature-params": {params.text()}',
    )
    return "\n".join(lines).encode()


def signed_headers(params: SignatureParams, digest: str, signature: bytes) -> dict[str, str]:
    """Return the three headers of a signed request."""
    return {
        "Content-Digest": digest,
        "Signature-Input": f"sig1={params.text()}",
        "Signature": f"sig1=:{base64.b64encode(signature).decode()}:",
    }


def read_params(signature_input: str) -> SignatureParams | None:
    """Parse a ``Signature-Input`` header; None when it is not exactly ours."""
    found = _PARAMS.fullmatch(signature_input.removeprefix("sig1="))
    if found is None or not signature_input.startswith("sig1="):
        return None
    return SignatureParams(int(found["created"]), found["nonce"], found["keyid"])


def read_signature(header: str) -> bytes | None:
    """Parse a ``Signature`` header; None when it is not exactly ours."""
    found = re.fullmatch(r"sig1=:([A-Za-z0-9+/=]+):", header)
    if found is None:
        return None
    try:
        return base64.b64decode(found[1], validate=True)
    except ValueError:
        return None
