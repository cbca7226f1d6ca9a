"""
``/hall/v1/ratings/tickets``: a hall's bad ratings at its supervisor's window (F-G3).

Signed by the window; ``by`` is the supervisor who signed in there. The acts are those of the desk's
own door (``county_server.desk.rating_routes``), so that both keep one rule.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain import localtime
from counter_app.domain.county import DeviceStatus
from counter_app.domain.errors import RuleError
from counter_app.domain.rating_desk import (
    TICKET_ACTS,
    TicketList,
    TicketSeen,
    TicketsWish,
    is_listed,
    seen,
)
from counter_app.domain.wire import Refusal
from county_server.desk import ratings
from county_server.desk.acts import Hand
from county_server.desk.bodies import read
from county_server.desk.rating_routes import ACTS
from county_server.desk.rating_store import RatingStore
from county_server.hall.ratings import read_day, refusal, require_supervisor
from county_server.sync.routes import answered, signed_by
from county_server.sync.store import CountyStore

logger = logging.getLogger(__name__)

Now = Callable[[], int]
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class _By:
    """Who acts; the rest of a body is the act's own."""

    by: str


class RatingTicketsApi:
    """The requests over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(self, store: CountyStore, rated: RatingStore, now_ms: Now) -> None:
        self._store, self._rated, self._now_ms = store, rated, now_ms
        self.router = APIRouter(prefix="/hall/v1/ratings/tickets")
        self.router.add_api_route("", self.show, methods=["GET"])
        self.router.add_api_route("/{rating}/{act}", self.act, methods=["POST"])

    async def show(self, request: Request) -> Response:
        """List the tickets of the device's hall, without those of who looks."""
        now_ms = self._now_ms()
        device, _ = await signed_by(self._store, request, now_ms)
        asked = request.query_params
        first, last = read_day(asked.get("first", "")), read_day(asked.get("last", ""))
        wish = TicketsWish(first, last, asked.get("by", ""))
        try:
            await require_supervisor(self._rated, wish.by)
            found = await ratings.tickets(self._rated, wish.by, closed=True)
        except RuleError as refused:
            return refusal(refused)
        today = localtime.day(now_ms)
        listed = (each for each, whole in found if whole and is_listed(each, device.hall, wish))
        return answered(TicketList(today, tuple(seen(each, today) for each in listed)))

    async def act(self, rating: str, act: str, request: Request) -> Response:
        """Do one act; answered after the commit with the ticket as it then stands."""
        now_ms = self._now_ms()
        device, body = await signed_by(self._store, request, now_ms)
        if act not in TICKET_ACTS:
            return JSONResponse({"error": "not_found"}, 404)
        if device.status is not DeviceStatus.ACTIVE:
            return answered(Refusal("fork", seq=device.last_seq))
        try:
            after = await self._done(device.hall, rating, act, body)
        except RuleError as refused:
            logger.info("rating ticket refused act=%s %s", act, refused.code)
            return refusal(refused)
        logger.info("rating ticket act=%s rating=%s", act, rating)
        return answered(after)

    async def _done(self, hall: str, rating: str, act: str, body: bytes) -> TicketSeen:
        by, now_ms = read(body, _By).by, self._now_ms()
        await require_supervisor(self._rated, by)
        there = await self._rated.rating(rating) if _ID.fullmatch(rating) else None
        if there is None or there.hall != hall:
            raise RuleError("rating_unknown")
        after = await ACTS[act](self._rated, Hand(by, now_ms, os.urandom), rating, body)
        return seen(after, localtime.day(now_ms))
