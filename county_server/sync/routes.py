"""The four requests of a window: enrol, hello, push, pull (design/sync.md 3.2)."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import zstandard
from fastapi import APIRouter, Request, Response

from counter_app.domain.county import DeviceRow, FeedPage
from counter_app.domain.wire import DeviceCredential, Refusal
from county_server.auth import DeniedError, SignedRequest, authenticate, is_first
from county_server.codes import hash_code
from county_server.sync.bodies import (
    REQUEST_MAX_BYTES,
    MalformedError,
    TooLargeError,
    read_enrol,
    read_hello,
    read_push,
    unpack,
)
from county_server.sync.greeting import pace_for
from county_server.sync.inbox import take_push
from county_server.sync.news import FeedNews
from county_server.sync.reception import Heard, take_hello
from county_server.sync.store import CountyStore

logger = logging.getLogger(__name__)

LONGEST_WAIT_S = 25.0
MOST_ROWS = 500
PACK_FROM_BYTES = 1_024
PACK_LEVEL = 3
STATUSES = {"hold": 503, "busy": 503, "code": 403}
"""Everything else that a refusal says is a 409."""

Now = Callable[[], int]
Certify = Callable[[DeviceRow, int], DeviceCredential]
"""Gives the county's word for a device's key, as of a time in UTC ms."""


class SyncApi:
    """The requests over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self, store: CountyStore, news: FeedNews, now_ms: Now, certify: Certify | None = None
    ) -> None:
        self._store = store
        self._news = news
        self._now_ms = now_ms
        self._certify = certify
        self.router = APIRouter(prefix="/sync/v1")
        self.router.add_api_route("/enrol", self.enrol, methods=["POST"])
        self.router.add_api_route("/hello", self.hello, methods=["POST"])
        self.router.add_api_route("/push", self.push, methods=["POST"])
        self.router.add_api_route("/pull", self.pull, methods=["GET"])

    async def enrol(self, request: Request) -> Response:
        """Make a window of whoever has its one-time code; the one request that is not signed."""
        body = await _body(request)
        wanted, public_key = read_enrol(unpack(body, encoding_of(request)))
        code_hash = hash_code(wanted.code)
        answer = await self._store.enrol(code_hash, public_key, self._now_ms())
        if answer is None:
            logger.warning("enrol refused")
            return answered(Refusal("code"))
        logger.info("enrolled window=%s device=%s", answer.window.id, answer.device)
        return answered(answer)

    async def hello(self, request: Request) -> Response:
        """Say what the county has of the window and what is to be done."""
        device, body = await self._signed(request)
        hello = read_hello(unpack(body, encoding_of(request)))
        if hello.device != device.id:
            raise MalformedError("device")
        now_ms = self._now_ms()
        heard = Heard(hello, now_ms, first=await is_first(self._store, request.headers, now_ms))
        pace = pace_for(await self._store.window_count())
        answer = await take_hello(self._store, device.id, heard, pace)
        certify = self._certify
        credential = None if certify is None else certify(device, now_ms)
        return answered(replace(answer, credential=credential))

    async def push(self, request: Request) -> Response:
        """Store operations; answered after the commit."""
        device, body = await self._signed(request)
        push = read_push(unpack(body, encoding_of(request)), device)
        pace = pace_for(await self._store.window_count())
        answer = await take_push(self._store, device.id, push, pace)
        if isinstance(answer, Refusal) and answer.error == "signature":
            raise DeniedError("signature")
        return answered(answer)

    async def pull(self, request: Request) -> Response:
        """Read the feed, at most ``wait`` seconds later."""
        device, _ = await self._signed(request)
        query = request.query_params
        scope, cursor = query.get("scope", ""), query.get("cursor", "")
        limit = int(number(query.get("limit"), 1, MOST_ROWS, MOST_ROWS))
        wait_s = number(query.get("wait"), 0, LONGEST_WAIT_S, 0)
        if scope not in device.scopes():
            return answered(Refusal("reset", reset="scope"))
        page = await self._page(device, scope, cursor, limit, wait_s)
        if page.reset:
            return answered(Refusal("reset", reset=page.reset))
        return packed(request, answered(_plain(page)))

    async def _page(
        self, device: DeviceRow, scope: str, cursor: str, limit: int, wait_s: float
    ) -> FeedPage:
        page = await self._store.pull(device.id, scope, cursor, limit)
        if page.rows or page.reset or not wait_s:
            return page
        clock = asyncio.get_running_loop().time
        end = clock() + wait_s
        async with self._news.listen(scope):
            while not (page.rows or page.reset or self._news.closed) and clock() < end:
                page = await self._store.pull(device.id, scope, cursor, limit)
                if not page.rows and not page.reset:
                    await self._news.wait(scope, end - clock())
        return page

    async def _signed(self, request: Request) -> tuple[DeviceRow, bytes]:
        return await signed_by(self._store, request, self._now_ms())


async def signed_by(store: CountyStore, request: Request, now_ms: int) -> tuple[DeviceRow, bytes]:
    """Return the device that signed a request, and its body; DeniedError or TooLargeError."""
    signed = await signed_request(request)
    return await authenticate(store, signed, now_ms), signed.body


async def signed_request(request: Request) -> SignedRequest:
    """Return what a request's signature covers, read to its end; TooLargeError."""
    body = await _body(request)
    path, query = request.scope["raw_path"], request.scope["query_string"]
    return SignedRequest(
        request.method, path.decode("ascii"), query.decode("ascii"), request.headers, body
    )


def answered(answer: Any) -> Response:
    """Return a wire value as JSON, with the status that a refusal has."""
    status, headers = 200, {}
    if isinstance(answer, Refusal):
        status = STATUSES.get(answer.error, 409)
        if answer.retry_after_s:
            headers["Retry-After"] = str(int(answer.retry_after_s))
    content = msgspec.json.encode(answer)
    return Response(content, status, headers, "application/json")


def _plain(page: FeedPage) -> dict[str, object]:
    """Return ``PullAnswer`` as it goes out; bodies are passed on as the bytes they are stored as."""
    rows = [
        {"k": row.k, "id": row.id, "rev": row.rev, "op": row.op, "v": row.v}
        | {"body": msgspec.Raw(row.body)}
        for row in page.rows
    ]
    marks = {"acked": page.acked, "secured": page.secured, "rows": rows}
    return {"epoch": page.epoch, "cursor": page.cursor, "more": page.more} | marks


def packed(request: Request, answer: Response) -> Response:
    """Compress a long answer for who takes zstd: a guide is some megabytes."""
    accepted = request.headers.get("accept-encoding", "").replace(" ", "").lower().split(",")
    if "zstd" not in accepted or len(answer.body) < PACK_FROM_BYTES:
        return answer
    packed = zstandard.ZstdCompressor(level=PACK_LEVEL).compress(bytes(answer.body))
    return Response(packed, headers={"Content-Encoding": "zstd"}, media_type=answer.media_type)


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > REQUEST_MAX_BYTES:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)


def encoding_of(request: Request) -> str:
    """Return how a request's body is packed."""
    return request.headers.get("content-encoding", "").strip().lower()


def number(text: str | None, least: float, most: float, default: float) -> float:
    """Return a number of a query within its limits; MalformedError."""
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError as wrong:
        raise MalformedError("number") from wrong
    if math.isnan(value):
        raise MalformedError("number")
    return min(max(value, least), most)
