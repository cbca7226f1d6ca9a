"""
Whether a certificate is good, asked by its QR code or typed number (F-E6, F-G5).

The county's record decides; what only the code says is believed as far as its signatures go. An
authentic code of which nothing has come yet is on its way (design/sync.md 3.10). A code stands for
one sheet: after a reprint the code of the sheet before says that it was replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.certificate import (
    IDENTIFIER_ROOT,
    Certificate,
    CertificateState,
    identifier_holds,
)
from counter_app.domain.certificate_code import (
    CertificateCode,
    SignedCode,
    check_code,
    token_of,
)
from counter_app.domain.certificate_number import check_certificate_no
from counter_app.domain.county_certificate import CONFIRMED, CertificateAt
from counter_app.domain.errors import RuleError
from counter_app.domain.masking import mask_name
from counter_app.domain.revocation import is_revoked
from counter_app.signatures import scheme_of
from county_server.signing.store import CertificateFinder

LONGEST = 2_000
_NUMBER_LENGTH = 20
_FORGED = frozenset({"code_county", "code_signature", "code_identifier", "code_device_expired"})


class Verdict(Enum):
    """What the page says; ``signs`` of ``page.py`` has a sign and a colour for each."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    IN_MAKING = "in_making"
    ON_ITS_WAY = "on_its_way"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    FORGED = "forged"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, and what may be shown beside it: nothing that is not on the paper."""

    verdict: Verdict
    number: str = ""
    identifier: str = ""
    name: str = ""
    holder_masked: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None


async def verify(store: CertificateFinder, county_key: bytes, text: str, today: date) -> Finding:
    """
    Say what is known of a certificate by ``text``: a code's content, an identifier or a number.

    Raises:
        StoreError: ``county_store_busy``

    """
    asked = text.strip()
    try:
        number = _typed_number(asked)
        signed = None if number else check_code(asked, county_key, scheme_of)
    except RuleError as refused:
        return Finding(Verdict.FORGED if refused.code in _FORGED else Verdict.UNREADABLE)
    found = await store.find(number or (signed.code.number if signed else ""))
    if signed is None:
        return _by_record(found, today) if found else Finding(Verdict.UNKNOWN, number)
    if found is not None and found.certificate.state is CertificateState.VOID:
        return _by_record(found, today)
    if found is None or found.certificate.prints < signed.code.print_no:
        revoked = is_revoked(signed, await store.revocations())
        return _by_code(signed.code, Verdict.REVOKED if revoked else Verdict.ON_ITS_WAY)
    return _by_sheet(found, signed, token_of(asked), today)


def _typed_number(text: str) -> str:
    """Return the number that a person typed, alone or in an identifier; empty for a code."""
    if text.startswith(IDENTIFIER_ROOT):
        if not identifier_holds(text):
            raise RuleError("code_identifier")
        return text.removeprefix(IDENTIFIER_ROOT).split(".")[3]
    bare = text.replace(" ", "").replace("-", "")
    return check_certificate_no(bare) if len(bare) <= _NUMBER_LENGTH else ""


def _by_sheet(found: CertificateAt, signed: SignedCode, token: str, today: date) -> Finding:
    """The code of one sheet against the sheet that is now the certificate."""
    certificate = found.certificate
    current = bool(certificate.qr) and token_of(certificate.qr) == token
    if not current:
        return _by_code(signed.code, Verdict.REPLACED)
    if certificate.state not in CONFIRMED:
        return _by_code(signed.code, Verdict.ON_ITS_WAY)
    return _by_record(found, today)


def _by_record(found: CertificateAt, today: date) -> Finding:
    certificate, grant = found.certificate, found.certificate.grant
    return Finding(
        _verdict(certificate, today),
        certificate.number,
        certificate.identifier,
        grant.name,
        mask_name(grant.holder),
        certificate.issued_on,
        grant.valid_from,
        grant.valid_to,
    )


def _verdict(certificate: Certificate, today: date) -> Verdict:
    grant = certificate.grant
    if certificate.state is CertificateState.VOID:
        return Verdict.WITHDRAWN
    if certificate.state not in CONFIRMED:
        return Verdict.IN_MAKING
    if grant.valid_to is not None and grant.valid_to < today:
        return Verdict.EXPIRED
    return Verdict.NOT_YET if today < grant.valid_from else Verdict.VALID


def _by_code(code: CertificateCode, verdict: Verdict) -> Finding:
    return Finding(
        verdict,
        code.number,
        code.identifier,
        "",
        code.holder_masked,
        code.issued_on,
        code.valid_from,
        code.valid_to,
    )
