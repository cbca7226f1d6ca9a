"""``GET /hall/v1/ratings``: a hall's figures of ratings for its supervisor's place (F-H1, F-G3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain import localtime
from counter_app.domain.county_desk import Account
from counter_app.domain.errors import RuleError
from counter_app.domain.rating_figures import RatingView
from counter_app.domain.rating_rule import SUPERVISOR
from county_server.sync.bodies import MalformedError
from county_server.sync.routes import answered, signed_by
from county_server.sync.store import CountyStore

Now = Callable[[], int]


class Accounts(Protocol):
    """Who may ask."""

    async def account(self, user: str) -> Account | None:
        """Return a user."""


class RatingCounter(Protocol):
    """Counts ratings."""

    async def view(self, hall: str, first: date, last: date, as_of: date) -> RatingView:
        """Return a hall's ratings of a period as they stand on ``as_of``, and its clerks'."""


class RatingFiguresApi:
    """The request over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(
        self, store: CountyStore, accounts: Accounts, counter: RatingCounter, now_ms: Now
    ) -> None:
        self._store, self._accounts = store, accounts
        self._counter, self._now_ms = counter, now_ms
        self.router = APIRouter(prefix="/hall/v1")
        self.router.add_api_route("/ratings", self.show, methods=["GET"])

    async def show(self, request: Request) -> Response:
        """Tell the device's own hall's ratings from ``first`` to ``last``; ``by`` is a supervisor."""
        now_ms = self._now_ms()
        device, _ = await signed_by(self._store, request, now_ms)
        asked = request.query_params
        first, last = read_day(asked.get("first", "")), read_day(asked.get("last", ""))
        try:
            await require_supervisor(self._accounts, asked.get("by", ""))
        except RuleError as refused:
            return refusal(refused)
        return answered(await self._counter.view(device.hall, first, last, localtime.day(now_ms)))


async def require_supervisor(accounts: Accounts, user: str) -> None:
    """Refuse who is none with RuleError ``rating_role``."""
    account = None if "\0" in user else await accounts.account(user)
    if account is None or SUPERVISOR not in account.roles:
        raise RuleError("rating_role")


def refusal(refused: RuleError) -> Response:
    """Return what a rule refuses, for the window to say."""
    told = {"error": "rule", "code": refused.code, "values": refused.values}
    return JSONResponse(told, 422)


def read_day(text: str) -> date:
    """Read a day (ISO 8601); MalformedError."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise MalformedError("day") from wrong
