"""What the county knows of a certificate by its number, and of devices whose word has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.case import Case
from counter_app.domain.certificate import Certificate, CertificateState

CONFIRMED = frozenset(
    {CertificateState.PRINTED, CertificateState.HANDED_OVER, CertificateState.SENT}
)


@dataclass(frozen=True, slots=True)
class CertificateAt:
    """A certificate in its case, and the hall whose windows may read it."""

    case: Case
    certificate: Certificate
    hall: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """
    A device whose generations up to ``gen`` count no longer from ``since`` on.

    ``device`` is its tag in hex (``domain.device_certificate.device_tag``).
    """

    device: str
    gen: int
    since: date


def printed_job(certificate: Certificate) -> str:
    """Return the job of the printed sheet that a person has confirmed; empty without one."""
    confirmed = certificate.state in CONFIRMED and not certificate.by_hand
    return certificate.job if confirmed else ""
