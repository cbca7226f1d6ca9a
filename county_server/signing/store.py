"""
What signing and the public page need of a store: PostgreSQL (``db.county.certificates``).

Every failure of the database itself is a StoreError ``county_store_busy``.
"""

from __future__ import annotations

from typing import Protocol

from counter_app.domain.county_certificate import CertificateAt, Revocation


class CertificateFinder(Protocol):
    """Certificates by their number."""

    async def find(self, number: str) -> CertificateAt | None:
        """Return the certificate with that number."""

    async def revocations(self) -> tuple[Revocation, ...]:
        """Return every device whose word has ended."""


class CertificateStore(CertificateFinder, Protocol):
    """And the signed PDF of each confirmed sheet."""

    async def due(self, limit: int) -> tuple[str, ...]:
        """Return numbers of confirmed certificates whose sheet has no signed PDF yet."""

    async def keep(self, job: str, number: str, pdf: bytes) -> None:
        """Keep the signed PDF of a sheet unless there is one."""

    async def file(self, job: str) -> bytes | None:
        """Return the signed PDF of a sheet."""
