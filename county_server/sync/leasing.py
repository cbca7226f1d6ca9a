"""A window asks for more blanks (design/sync.md 3.2 ``lease``); their use comes as operations."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from counter_app.domain.blank import BLANK_TYPE, check_series
from counter_app.domain.county import DeviceStatus
from counter_app.domain.errors import RuleError
from counter_app.domain.wire import LeaseRequest, Refusal
from county_server.auth import DeniedError, is_first
from county_server.desk.acts import Hand
from county_server.desk.blanks import StockStore, lend
from county_server.sync.bodies import MalformedError, read_lease, unpack
from county_server.sync.routes import answered, encoding_of, signed_by
from county_server.sync.store import CountyStore

logger = logging.getLogger(__name__)

Now = Callable[[], int]


class LeaseApi:
    """``POST /sync/v1/lease``; ``now_ms`` is the county's clock (UTC ms)."""

    def __init__(self, store: CountyStore, stock: StockStore, now_ms: Now) -> None:
        self._store, self._stock, self._now_ms = store, stock, now_ms
        self.router = APIRouter(prefix="/sync/v1")
        self.router.add_api_route("/lease", self.lease, methods=["POST"])

    async def lease(self, request: Request) -> Response:
        """Give the window a range; one that came before gives nothing: hello tells what it has."""
        now_ms = self._now_ms()
        device, body = await signed_by(self._store, request, now_ms)
        if device.status is not DeviceStatus.ACTIVE:
            return answered(Refusal("fork", seq=device.last_seq))
        wanted = read_lease(unpack(body, encoding_of(request)))
        _check(wanted)
        if not await is_first(self._store, request.headers, now_ms):
            raise DeniedError("replay")
        hand = Hand(device.window, now_ms, os.urandom)
        try:
            given = await lend(self._stock, hand, wanted.series, device.window, wanted.want)
        except RuleError as none:
            logger.warning("lease refused window=%s code=%s", device.window, none.code)
            return answered(Refusal("blanks_none"))
        logger.info("leased window=%s fence=%d sheets=%d", device.window, given.fence, len(given))
        return answered(given)


def _check(wanted: LeaseRequest) -> None:
    if wanted.type != BLANK_TYPE or wanted.want < 1:
        raise MalformedError("lease")
    try:
        check_series(wanted.series)
    except RuleError as wrong:
        raise MalformedError("series") from wrong
