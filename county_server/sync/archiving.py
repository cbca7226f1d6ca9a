"""A window asks for the signed PDF of a certificate of its hall: the archive copy."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from counter_app.domain.errors import RuleError
from counter_app.domain.wire import Refusal
from county_server.signing.archive import Archive
from county_server.signing.store import CertificateStore
from county_server.sync.routes import answered, signed_by
from county_server.sync.store import CountyStore

logger = logging.getLogger(__name__)

PDF = "application/pdf"
Now = Callable[[], int]


class ArchiveApi:
    """``GET /sync/v1/certificate/{number}``; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self, store: CountyStore, certificates: CertificateStore, archive: Archive, now_ms: Now
    ) -> None:
        self._store, self._certificates = store, certificates
        self._archive, self._now_ms = archive, now_ms
        self.router = APIRouter(prefix="/sync/v1")
        self.router.add_api_route("/certificate/{number}", self.fetch, methods=["GET"])

    async def fetch(self, number: str, request: Request) -> Response:
        """Give the signed PDF; what another hall has issued is not there for this one."""
        device, _ = await signed_by(self._store, request, self._now_ms())
        found = await self._certificates.find(number)
        if found is None or found.hall != device.hall:
            return answered(Refusal("no_certificate"))
        try:
            pdf = await self._archive.fetch(found)
        except RuleError as refused:
            logger.warning("archive copy refused code=%s case=%s", refused.code, found.case.id)
            return answered(Refusal("no_archive"))
        logger.info("archive copy window=%s case=%s", device.window, found.case.id)
        return Response(pdf, media_type=PDF)
