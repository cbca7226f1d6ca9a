"""The county's web application: which requests there are, and what a failure looks like outside."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain.errors import StoreError
from counter_app.domain.wire import Refusal
from county_server.auth import DeniedError
from county_server.sync.bodies import MalformedError, TooLargeError
from county_server.sync.news import FeedNews
from county_server.sync.routes import Certify, SyncApi, answered
from county_server.sync.store import CountyStore

logger = logging.getLogger(__name__)

BUSY_RETRY_S = 1.0


def make_app(
    store: CountyStore,
    news: FeedNews,
    now_ms: Callable[[], int],
    *others: APIRouter,
    certify: Certify | None = None,
) -> FastAPI:
    """
    Return the application over an open store; ``now_ms`` is the county's clock (UTC ms).

    ``others`` are what it answers beside the windows' line; ``certify`` is the county's word for a
    window's key, told at each hello.
    """
    app = FastAPI(title="county", openapi_url=None)
    for router in (SyncApi(store, news, now_ms, certify).router, *others):
        app.include_router(router)

    @app.exception_handler(DeniedError)
    async def denied(request: Request, error: DeniedError) -> Response:
        logger.warning("denied code=%s path=%s", error.code, request.url.path)
        return JSONResponse({"error": error.code, "server_time": now_ms()}, 401)

    @app.exception_handler(MalformedError)
    async def malformed(request: Request, error: MalformedError) -> Response:
        logger.warning("malformed what=%s path=%s", error, request.url.path)
        return JSONResponse({"error": "malformed"}, 400)

    @app.exception_handler(TooLargeError)
    async def too_large(_request: Request, _error: TooLargeError) -> Response:
        return JSONResponse({"error": "too_large"}, 413)

    @app.exception_handler(StoreError)
    async def busy(_request: Request, error: StoreError) -> Response:
        logger.error("store busy %s", error)
        return answered(Refusal("busy", retry_after_s=BUSY_RETRY_S))

    return app
