"""``/hall/v1/figures``: the figures of halls, live and of a period, signed like the sync calls."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain.codec import plain_bytes, to_plain
from counter_app.domain.county import DeviceRow
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_day import DayFigures
from counter_app.domain.hall import figures_scope
from county_server.auth import authenticate
from county_server.rollup.store import FigureStore
from county_server.rollup.wishes import (
    DayAsk,
    check_clerks,
    read_day_ask,
    read_drill_wish,
    read_period_wish,
)
from county_server.sync.news import FeedNews
from county_server.sync.routes import LONGEST_WAIT_S, Now, number, packed, signed_request

logger = logging.getLogger(__name__)

PACE_S = 1.0
"""A waiting window hears at most so often."""


class FigureApi:
    """The requests over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self, figures: FigureStore, news: FeedNews, now_ms: Now, pace_s: float = PACE_S
    ) -> None:
        self._figures, self._news, self._now_ms, self._pace_s = figures, news, now_ms, pace_s
        self.router = APIRouter(prefix="/hall/v1/figures")
        for name in ("day", "period", "drill", "now"):
            self.router.add_api_route(f"/{name}", getattr(self, name), methods=["GET"])

    async def day(self, request: Request) -> Response:
        """Tell a day, or what changed of it, at most ``wait`` seconds later."""
        return await self._answered(request, self._day)

    async def period(self, request: Request) -> Response:
        """Tell a period."""
        return await self._answered(request, self._period)

    async def drill(self, request: Request) -> Response:
        """Tell what lies behind a figure."""
        return await self._answered(request, self._drill)

    async def now(self, request: Request) -> Response:
        """Tell what the alerts of the device's hall are made of."""
        return await self._answered(request, self._at_once)

    async def _answered(
        self, request: Request, tell: Callable[[Request, DeviceRow], Awaitable[Any]]
    ) -> Response:
        device = await authenticate(self._figures, await signed_request(request), self._now_ms())
        try:
            answer = await tell(request, device)
        except RuleError as refused:
            logger.info("figures refused %s", refused.code)
            told = {"error": "rule", "code": refused.code, "values": refused.values}
            return JSONResponse(told, 422)
        return packed(request, Response(slim(answer), media_type="application/json"))

    async def _day(self, request: Request, device: DeviceRow) -> DayFigures:
        ask = read_day_ask(request.query_params)
        wait_s = number(request.query_params.get("wait"), 0, LONGEST_WAIT_S, 0)
        halls = await self._figures.halls(ask.scope, device.hall, ask.by)
        if not wait_s or not ask.cursor:
            return await self._read(ask, halls)
        clock = asyncio.get_running_loop().time
        end = clock() + wait_s
        await self._rest(min(self._pace_s, wait_s))
        async with AsyncExitStack() as listening:
            for hall in halls:
                await listening.enter_async_context(self._news.listen(figures_scope(hall)))
            found = await self._read(ask, halls)
            while not (_is_news(found) or self._news.closed) and clock() < end:
                await self._hear(halls, end - clock())
                found = await self._read(ask, halls)
        return found

    async def _read(self, ask: DayAsk, halls: tuple[str, ...]) -> DayFigures:
        now_ms = self._now_ms()
        return await self._figures.day(ask.scope, halls, ask.day, ask.cursor, now_ms)

    async def _hear(self, halls: tuple[str, ...], seconds: float) -> None:
        """Return at the next news of any of the halls, or after ``seconds``."""
        waits = [
            asyncio.create_task(self._news.wait(figures_scope(hall), seconds)) for hall in halls
        ]
        _, late = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for each in late:
            each.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _rest(self, seconds: float) -> None:
        if not self._news.closed:
            await asyncio.sleep(seconds)

    async def _period(self, request: Request, device: DeviceRow) -> object:
        wish = read_period_wish(request.query_params)
        check_clerks(wish, await self._figures.roles(wish.by))
        return await self._figures.period(wish, device.hall, self._now_ms())

    async def _drill(self, request: Request, device: DeviceRow) -> object:
        return await self._figures.drill(read_drill_wish(request.query_params), device.hall)

    async def _at_once(self, _request: Request, device: DeviceRow) -> object:
        return await self._figures.now(device.hall, self._now_ms())


def slim(answer: object) -> bytes:
    """Return an answer as JSON; counts that are zero are left out, which is their default."""
    return plain_bytes(_without_zeros(to_plain(answer)))


def _without_zeros(plain: Any) -> Any:
    if isinstance(plain, list):
        return [_without_zeros(each) for each in plain]
    if not isinstance(plain, dict):
        return plain
    return {
        name: {key: count for key, count in each.items() if count}
        if name == "counts"
        else _without_zeros(each)
        for name, each in plain.items()
    }


def _is_news(found: DayFigures) -> bool:
    return found.whole or bool(found.minutes or found.durations)
