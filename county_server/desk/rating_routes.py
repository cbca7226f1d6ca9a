"""``/desk/v1/ratings``: bad ratings over the desk's API, the same acts as the command's (F-G3)."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain.county_rating import RatedAt
from counter_app.domain.errors import RuleError
from counter_app.domain.rating_operation import CallResult
from counter_app.words import Words
from county_server.desk import ratings
from county_server.desk.acts import Hand
from county_server.desk.bodies import read
from county_server.desk.door import Door
from county_server.desk.rating_store import RatingStore
from county_server.desk.routes import read_all, refusal

logger = logging.getLogger(__name__)

Now = Callable[[], int]


@dataclass(frozen=True, slots=True)
class AssignBody:
    """``POST .../assign``."""

    owner: str


@dataclass(frozen=True, slots=True)
class CallBody:
    """``POST .../call``."""

    result: CallResult
    note: str = ""


@dataclass(frozen=True, slots=True)
class FixBody:
    """``POST .../fix``."""

    done: str
    reply: str


@dataclass(frozen=True, slots=True)
class ConfirmBody:
    """``POST .../confirm``."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class AppealBody:
    """``POST .../appeal``."""

    reason: str


Act = Callable[[RatingStore, Hand, str, bytes], Awaitable[RatedAt]]


async def _assign(store: RatingStore, hand: Hand, rating: str, body: bytes) -> RatedAt:
    return await ratings.assign(store, hand, rating, read(body, AssignBody).owner)


async def _call(store: RatingStore, hand: Hand, rating: str, body: bytes) -> RatedAt:
    given = read(body, CallBody)
    return await ratings.call(store, hand, rating, given.result, given.note)


async def _judge(store: RatingStore, hand: Hand, rating: str, body: bytes) -> RatedAt:
    return await ratings.judge(store, hand, rating, read(body, ratings.Found))


async def _fix(store: RatingStore, hand: Hand, rating: str, body: bytes) -> RatedAt:
    given = read(body, FixBody)
    return await ratings.fix(store, hand, rating, given.done, given.reply)


async def _confirm(store: RatingStore, hand: Hand, rating: str, body: bytes) -> RatedAt:
    return await ratings.confirm(store, hand, rating, read(body, ConfirmBody).note)


async def _appeal(store: RatingStore, hand: Hand, rating: str, body: bytes) -> RatedAt:
    return await ratings.appeal(store, hand, rating, read(body, AppealBody).reason)


ACTS: dict[str, Act] = {
    "assign": _assign,
    "call": _call,
    "verdict": _judge,
    "fix": _fix,
    "confirm": _confirm,
    "appeal": _appeal,
}


class RatingDeskApi:
    """The requests over a store; who asks signs in at the desk's door."""

    def __init__(self, store: RatingStore, now_ms: Now, words: Words, door: Door) -> None:
        self._store, self._now_ms, self._words, self._door = store, now_ms, words, door
        self.router = APIRouter(prefix="/desk/v1/ratings")
        self.router.add_api_route("", self.show, methods=["GET"])
        self.router.add_api_route("/{rating}/{act}", self.act, methods=["POST"])

    async def show(self, request: Request) -> Response:
        """List the tickets that who asks may see; ``?closed=1`` with those that are closed."""
        now_ms, closed = self._now_ms(), request.query_params.get("closed") == "1"
        try:
            account = await self._door.enter(request.headers.get("authorization", ""), now_ms)
            seen = await ratings.tickets(self._store, account.name, closed=closed)
        except RuleError as refused:
            return refusal(self._words, refused)
        return JSONResponse([ratings.told(each, now_ms, whole=whole) for each, whole in seen])

    async def act(self, rating: str, act: str, request: Request) -> Response:
        """Do one act; answered after the commit with the ticket as it then stands."""
        body, now_ms = await read_all(request), self._now_ms()
        if act not in ACTS:
            return JSONResponse({"error": "not_found"}, 404)
        try:
            account = await self._door.enter(request.headers.get("authorization", ""), now_ms)
            hand = Hand(account.name, now_ms, os.urandom)
            after = await ACTS[act](self._store, hand, rating, body)
        except RuleError as refused:
            return refusal(self._words, refused)
        logger.info("rating ticket act=%s rating=%s", act, rating)
        return JSONResponse(ratings.told(after, now_ms, whole=account.name != after.clerk))
