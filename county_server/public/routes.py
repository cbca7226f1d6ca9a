"""``GET /verify``: the page for people; the code on a certificate leads to ``/VERIFY/...``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from counter_app.domain.localtime import day
from counter_app.words import Words
from county_server.public.pace import Turnstile
from county_server.public.page import HEADERS, draw_busy, draw_finding, draw_form
from county_server.public.verification import LONGEST, Finding, Verdict, verify
from county_server.signing.store import CertificateFinder

logger = logging.getLogger(__name__)

Now = Callable[[], int]


class VerifyApi:
    """The page over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self, store: CertificateFinder, county_key: bytes, now_ms: Now, words: Words
    ) -> None:
        self._store, self._key, self._now_ms, self._words = store, county_key, now_ms, words
        self._turnstile = Turnstile()
        self.router = APIRouter()
        # a code's text is upper-case throughout, so that it stays small
        for path in ("/verify", "/VERIFY"):
            self.router.add_api_route(path, self.typed, methods=["GET"])
            self.router.add_api_route(path + "/{text:path}", self.scanned, methods=["GET"])

    async def typed(self, request: Request) -> Response:
        """Answer what a person typed; ask when there is nothing."""
        return await self._answer(request, request.query_params.get("text", "").strip())

    async def scanned(self, request: Request, text: str) -> Response:
        """Answer a code."""
        return await self._answer(request, text)

    async def _answer(self, request: Request, text: str) -> Response:
        now_ms = self._now_ms()
        today = day(now_ms)
        address = request.client.host if request.client else ""
        if not self._turnstile.lets_in(address, now_ms):
            return _shown(draw_busy(self._words, today), 429, {"Retry-After": "60"})
        if not text:
            return _shown(draw_form(self._words, today))
        finding = await self._find(text, today)
        logger.info("verified verdict=%s", finding.verdict.value)
        return _shown(draw_finding(self._words, finding, today))

    async def _find(self, text: str, today: date) -> Finding:
        if len(text) > LONGEST or "\0" in text:
            return Finding(Verdict.UNREADABLE)
        return await verify(self._store, self._key, text, today)


def _shown(page: str, status: int = 200, more: dict[str, str] | None = None) -> Response:
    return HTMLResponse(page, status, {**HEADERS, **(more or {})})
