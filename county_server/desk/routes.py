"""The desk's API: a decision on a case, and its withdrawal (F-F1); the console stands on it."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain.case import Case
from counter_app.domain.errors import RuleError
from counter_app.words import Words
from county_server.desk.acts import Hand, decide, undecide
from county_server.desk.answers import told
from county_server.desk.bodies import DecisionBody, WithdrawalBody, read
from county_server.desk.door import Door
from county_server.desk.store import DeskStore
from county_server.sync.bodies import TooLargeError

logger = logging.getLogger(__name__)

BODY_MAX_BYTES = 64 * 1024
STATUSES = {
    "sign_in_wrong": 401,
    "sign_in_waits": 429,
    "decide_role": 403,
    "decide_own_case": 403,
    "case_not_at_county": 404,
    "case_state": 409,
    "decision_json": 400,
    "rating_unknown": 404,
    "rating_role": 403,
    "rating_owner": 403,
    "rating_own": 403,
    "rating_not_yours": 403,
    "rating_judge_again": 403,
    "rating_confirm_own": 403,
    "rating_stage": 409,
}
"""Everything else that a rule refuses is a 422."""

Now = Callable[[], int]


class DeskApi:
    """The requests over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self, store: DeskStore, now_ms: Now, words: Words, door: Door | None = None
    ) -> None:
        self._store, self._now_ms, self._words = store, now_ms, words
        self._door = door or Door(store)
        self.router = APIRouter(prefix="/desk/v1")
        path = "/cases/{case_no}/decision"
        self.router.add_api_route(path, self.decide, methods=["POST"])
        self.router.add_api_route(path, self.undecide, methods=["DELETE"])

    async def decide(self, case_no: str, request: Request) -> Response:
        """Record a decision; answered after the commit with the case as it then stands."""

        async def act(hand: Hand, body: bytes) -> Case:
            return await decide(self._store, hand, read(body, DecisionBody).wanted(case_no))

        return await self._answer(request, act)

    async def undecide(self, case_no: str, request: Request) -> Response:
        """Take a decision back."""

        async def act(hand: Hand, body: bytes) -> Case:
            reason = read(body, WithdrawalBody).reason
            return await undecide(self._store, hand, case_no, reason)

        return await self._answer(request, act)

    async def _answer(
        self, request: Request, act: Callable[[Hand, bytes], Awaitable[Case]]
    ) -> Response:
        body, now_ms = await read_all(request), self._now_ms()
        try:
            account = await self._door.enter(request.headers.get("authorization", ""), now_ms)
            case = await act(Hand(account.name, now_ms, os.urandom), body)
        except RuleError as refused:
            return refusal(self._words, refused)
        logger.info("decision case=%s state=%s", case.id, case.state.value)
        return JSONResponse(told(case))


def refusal(words: Words, error: RuleError) -> Response:
    """Return what a rule refuses, in words."""
    what, remedy = words.error(error)
    told_so = {"code": error.code, "what": what, "remedy": remedy}
    status = STATUSES.get(error.code, 422)
    asks = (
        {"WWW-Authenticate": 'Basic realm="county"'} if status == STATUSES["sign_in_wrong"] else {}
    )
    return JSONResponse({"error": told_so}, status, asks)


async def read_all(request: Request) -> bytes:
    """Return a request's body; TooLargeError beyond 64 KiB."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_MAX_BYTES:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)
