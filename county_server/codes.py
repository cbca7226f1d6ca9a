"""One-time enrolment codes: shown once, kept as a hash, good for a day."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

CODE_BYTES = 10
CODE_LIFE_MS = 24 * 3_600_000


def make_code() -> str:
    """Return 80 random bits in four groups of four letters and digits."""
    text = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def hash_code(code: str) -> bytes:
    """Return what is kept of a code; letters count as capitals, blanks and hyphens not at all."""
    return hashlib.sha256(re.sub(r"[\s-]", "", code).upper().encode()).digest()
