"""Certificates by their number, and the signed PDF of each confirmed sheet: made once, kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from counter_app.domain.case import Case
from counter_app.domain.codec import from_plain
from counter_app.domain.county import Effect
from counter_app.domain.county_certificate import CertificateAt, Revocation, printed_job
from counter_app.domain.device_certificate import device_tag
from db.county.engine import Pool, connection

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

# A number that two cases claim stays with the first: the second is an alarm elsewhere.
_NOTE = """
    INSERT INTO certificate (number, case_id, grant_id, job)
    SELECT DISTINCT ON (number) * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
        AS new(number, case_id, grant_id, job)
    ON CONFLICT (number) DO UPDATE SET job = EXCLUDED.job
    WHERE certificate.case_id = EXCLUDED.case_id AND certificate.grant_id = EXCLUDED.grant_id
"""
_FIND = """
    SELECT c.body, t.grant_id, c.hall FROM certificate t JOIN case_ c ON c.id = t.case_id
    WHERE t.number = %s
"""
_DUE = """
    SELECT t.number FROM certificate t
    WHERE t.job <> '' AND NOT EXISTS (SELECT FROM certificate_file f WHERE f.job = t.job)
    ORDER BY t.number LIMIT %s
"""
_KEEP = """
    INSERT INTO certificate_file (job, number, pdf) VALUES (%s, %s, %b) ON CONFLICT DO NOTHING
"""
_FILE = "SELECT pdf FROM certificate_file WHERE job = %s"
_REVOKED = "SELECT device, gen, since FROM revoked_device ORDER BY device, gen"


class PostgresCertificates:
    """``county_server.signing.store.CertificateStore`` over a pool of connections that is open."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def find(self, number: str) -> CertificateAt | None:
        """Return the certificate with that number."""
        row = await self._one(_FIND, [number])
        if row is None:
            return None
        case = from_plain(Case, row[0])
        found = case.certificate(row[1])
        return None if found is None else CertificateAt(case, found, row[2])

    async def due(self, limit: int) -> tuple[str, ...]:
        """Return numbers of confirmed certificates whose sheet has no signed PDF yet."""
        async with connection(self._pool) as opened:
            found = await opened.execute(_DUE, [limit])
            return tuple(row[0] for row in await found.fetchall())

    async def keep(self, job: str, number: str, pdf: bytes) -> None:
        """Keep the signed PDF of a sheet unless there is one."""
        async with connection(self._pool) as opened:
            await opened.execute(_KEEP, [job, number, pdf])

    async def file(self, job: str) -> bytes | None:
        """Return the signed PDF of a sheet."""
        row = await self._one(_FILE, [job])
        return None if row is None else bytes(row[0])

    async def revocations(self) -> tuple[Revocation, ...]:
        """Return every device whose word has ended."""
        async with connection(self._pool) as opened:
            rows = await (await opened.execute(_REVOKED)).fetchall()
        return tuple(Revocation(device_tag(row[0]).hex(), row[1], row[2]) for row in rows)

    async def _one(self, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
        async with connection(self._pool) as opened:
            return await (await opened.execute(statement, values)).fetchone()


async def note_certificates(opened: Connection, effects: Sequence[Effect]) -> None:
    """Write down where the numbered certificates of changed cases are found."""
    rows = [
        (each.number, effect.case.id, each.grant.id, printed_job(each))
        for effect in effects
        for each in effect.case.certificates
        if each.number
    ]
    if rows:
        await opened.execute(_NOTE, [list(column) for column in zip(*rows, strict=True)])
