"""``/hall/v1/reports``: the close of day and the year's facts, signed like the sync calls, for supervisors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain import localtime
from counter_app.domain.codec import ShapeError, from_plain
from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.domain.errors import RuleError
from counter_app.domain.ports_reports import CloseWish, FactsWish
from counter_app.domain.report import LinesWish
from counter_app.domain.report_annual import FACTS, NOW, AnnualFacts
from counter_app.domain.report_operation import Total
from counter_app.domain.wire import Refusal
from county_server.auth import authenticate
from county_server.reports.closing import (
    Asked,
    close_day,
    day_closing,
    day_lines,
    end_ms,
    is_day_line,
)
from county_server.reports.store import ReportStore, ReportVisit
from county_server.sync.bodies import MalformedError
from county_server.sync.routes import answered, signed_request

logger = logging.getLogger(__name__)

SUPERVISOR = "supervisor"
_OP_ID_BYTES = 16
_LONGEST = 64
_AREA_DIGITS, _CITY_DIGITS = 6, 4
T = TypeVar("T")
Now = Callable[[], int]


class ReportApi:
    """The requests over a store; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(self, store: ReportStore, now_ms: Now) -> None:
        self._store, self._now_ms = store, now_ms
        self.router = APIRouter(prefix="/hall/v1/reports")
        for path, answer, method in (
            ("/facts", self.facts, "GET"),
            ("/lines", self.lines, "GET"),
            ("/day", self.day, "GET"),
            ("/close", self.close, "POST"),
        ):
            self.router.add_api_route(path, _ruled(answer), methods=[method])

    async def facts(self, request: Request) -> Response:
        """Count what the roll-ups do not hold."""
        wish, now_ms = _asked(request, FactsWish), self._now_ms()
        span = (localtime.start_ms(wish.first), end_ms(wish.last))
        signed = await signed_request(request)
        async with self._store.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
            await _require_supervisor(visit, wish.by)
            halls = await _halls(visit, device, wish.level, wish.key)
            today = localtime.day(now_ms)
            counts = [
                Total(each, await visit.count_fact(each, halls, span, today))
                for each in (*FACTS, *NOW)
            ]
        return answered(AnnualFacts(now_ms, tuple(counts)))

    async def lines(self, request: Request) -> Response:
        """One page of what lies behind a count."""
        wish, now_ms = _asked(request, LinesWish), self._now_ms()
        skip = _skip(wish.after)
        signed = await signed_request(request)
        async with self._store.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
            await _require_supervisor(visit, wish.by)
            halls = await _halls(visit, device, wish.level, wish.key)
            if is_day_line(wish.what) and halls == (device.hall,):
                return answered(await day_lines(visit, device.hall, wish))
            if wish.what not in (*FACTS, *NOW):
                raise MalformedError("what")
            span, page = (wish.first_ms, wish.end_ms), (localtime.day(now_ms), skip)
            return answered(await visit.fact_lines(wish.what, halls, span, page))

    async def day(self, request: Request) -> Response:
        """Tell the day of the device's hall."""
        day, now_ms = _date(request.query_params.get("day", "")), self._now_ms()
        signed = await signed_request(request)
        async with self._store.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
            await _require_supervisor(visit, request.query_params.get("by", ""))
            return answered(await day_closing(visit, device.hall, day, now_ms))

    async def close(self, request: Request) -> Response:
        """Sign off the day of the device's hall; answered after the commit."""
        signed, now_ms = await signed_request(request), self._now_ms()
        wish, op_id = _close_wish(signed.body)
        async with self._store.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
            if device.status is not DeviceStatus.ACTIVE:
                return answered(Refusal("fork", seq=device.last_seq))
            await _require_supervisor(visit, wish.by)
            asked = Asked(device.hall, device.window, op_id, wish, now_ms)
            closing = await close_day(visit, asked)
        logger.info("day closed hall=%s day=%s", closing.hall, closing.day)
        return answered(closing)


def _ruled(answer: Callable[[Request], object]) -> Callable[[Request], object]:
    """Return a request whose RuleError is told as a 422."""

    async def ruled(request: Request) -> Response:
        try:
            done: Response = await answer(request)  # type: ignore[misc]  # an async method
        except RuleError as refused:
            logger.info("report refused %s", refused.code)
            told = {"error": "rule", "code": refused.code, "values": refused.values}
            return JSONResponse(told, 422)
        return done

    return ruled


async def _require_supervisor(visit: ReportVisit, user: str) -> None:
    account = await visit.account(user) if 0 < len(user) <= _LONGEST else None
    if account is None or SUPERVISOR not in account.roles:
        raise RuleError("role_missing", role=f"@user_role.{SUPERVISOR}")


async def _halls(visit: ReportVisit, device: DeviceRow, level: str, key: str) -> tuple[str, ...]:
    """Return the halls of a scope: the device's own, or those of its area or city."""
    if level == "hall" and key == device.hall:
        return (device.hall,)
    own = await visit.area_of(device.hall)
    city = f"{own[:_CITY_DIGITS]}00"
    if level != "area" or key not in (own[:_AREA_DIGITS], city):
        raise RuleError("figures_scope")
    return await visit.halls_in(key[:_CITY_DIGITS] if key == city else key)


def _asked(request: Request, cls: type[T]) -> T:
    """Return a wish that a request's query holds."""
    query: Mapping[str, object] = dict(request.query_params)
    numbers = {name: _number(query[name]) for name in ("first_ms", "end_ms") if name in query}
    try:
        return from_plain(cls, {**query, **numbers})
    except ShapeError as wrong:
        raise MalformedError(str(wrong)) from wrong


def _number(text: object) -> int:
    digits = str(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len("9007199254740992")):
        raise MalformedError("number")
    return int(digits)


def _skip(after: str) -> int:
    return _number(after) if after else 0


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise MalformedError("day") from wrong


def _close_wish(body: bytes) -> tuple[CloseWish, bytes]:
    try:
        wish = msgspec.json.decode(body, type=CloseWish)
        op_id = bytes.fromhex(wish.op_id)
    except (msgspec.MsgspecError, ValueError) as wrong:
        raise MalformedError("close") from wrong
    if len(op_id) != _OP_ID_BYTES or len(wish.missing) > _LONGEST * _LONGEST:
        raise MalformedError("close")
    return wish, op_id
