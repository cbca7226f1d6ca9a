"""
The signed PDF of each confirmed certificate: drawn from the operation, signed once, kept.

The same documents code as the window's draws it, so without the signature it is byte for byte what
the window has as its archive copy. A certificate that cannot be drawn here stays in the log and is
tried again at the next start.
"""

from __future__ import annotations

import asyncio
import logging

from counter_app.documents.certificate_renderer import CertificateTypes
from counter_app.domain.certificate import Certificate
from counter_app.domain.county_certificate import CertificateAt, printed_job
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.ports_paper import CertificateRenderer
from county_server.signing.keys import PapersPair
from county_server.signing.pades import sign_pdf
from county_server.signing.store import CertificateStore

logger = logging.getLogger(__name__)

REASON = "电子证照存档"
LOOK_EVERY_S = 2.0
AT_ONCE = 20


class Archive:
    """Makes and keeps signed PDF; one at a time, on a thread."""

    def __init__(
        self,
        store: CertificateStore,
        papers: PapersPair,
        forms: CertificateRenderer | None = None,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._store = store
        self._papers = papers
        self._forms = forms or CertificateTypes()
        self._look_every_s = look_every_s
        self._failed: set[str] = set()
        self._ending = asyncio.Event()

    async def fetch(self, found: CertificateAt) -> bytes:
        """
        Return the signed PDF of a certificate, made now if it has none.

        Raises:
            RuleError: ``certificate_not_printed``, or it cannot be drawn here

        """
        certificate = found.certificate
        job = printed_job(certificate)
        if not job:
            raise RuleError("certificate_not_printed", number=certificate.number)
        there = await self._store.file(job)
        if there is not None:
            return there
        made = await asyncio.to_thread(self._signed, certificate)
        await self._store.keep(job, certificate.number, made)
        # of two that made it at once, one was kept
        return await self._store.file(job) or made

    async def work(self) -> None:
        """Make what is due until ``end``; a failure of the database waits for the next look."""
        while not self._ending.is_set():
            try:
                await self.make_due()
            except CounterError as failure:
                logger.warning("archive waits %s", failure.code)
            try:
                await asyncio.wait_for(self._ending.wait(), self._look_every_s)
            except TimeoutError:
                continue

    async def make_due(self) -> int:
        """Make what is due now; return how many were made."""
        made = 0
        for number in await self._store.due(AT_ONCE + len(self._failed)):
            if number in self._failed or self._ending.is_set():
                continue
            made += await self._make(number)
        return made

    def end(self) -> None:
        """Stop after the one that is being made."""
        self._ending.set()

    async def _make(self, number: str) -> int:
        found = await self._store.find(number)
        if found is None or not printed_job(found.certificate):
            return 0
        try:
            await self.fetch(found)
        except RuleError as refused:
            self._failed.add(number)
            logger.warning("certificate not archived code=%s case=%s", refused.code, found.case.id)
            return 0
        logger.info("certificate archived case=%s", found.case.id)
        return 1

    def _signed(self, certificate: Certificate) -> bytes:
        pdf = self._forms.render(certificate, certificate.code)
        return sign_pdf(pdf, self._papers, REASON)
