"""``/hall/v1``: the live line of a hall's windows and kiosks, signed like the sync calls (F-C)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from counter_app.domain import localtime
from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import KIOSK, HallAct, LeaseAnswer, PersonKey
from counter_app.domain.hall_desk import Place
from counter_app.domain.ticket_lease import LEASE_MOST, HallTick
from counter_app.domain.wire import Refusal
from county_server.auth import authenticate
from county_server.hall.acts import ACTS, Asked, perform
from county_server.hall.looking import look_ahead
from county_server.hall.store import HallStore, HallTurn
from county_server.sync.bodies import MalformedError, read_hall_act, read_lease_wish
from county_server.sync.routes import answered, signed_request

logger = logging.getLogger(__name__)

_LONGEST = 64
_LONG = 200
Now = Callable[[], int]
Tick = Callable[[], HallTick]


class HallApi:
    """
    The requests over a store.

    ``now_ms`` is the county's clock (UTC ms), ``tick`` its clock for leases.
    """

    def __init__(self, halls: HallStore, now_ms: Now, tick: Tick) -> None:
        self._halls, self._now_ms, self._tick = halls, now_ms, tick
        self.router = APIRouter(prefix="/hall/v1")
        self.router.add_api_route("/state", self.state, methods=["GET"])
        self.router.add_api_route("/ahead", self.ahead, methods=["GET"])
        self.router.add_api_route("/lease", self.lease, methods=["POST"])
        self.router.add_api_route("/person_key", self.person_key, methods=["GET"])
        self.router.add_api_route("/{act}", self.act, methods=["POST"])

    async def act(self, act: str, request: Request) -> Response:
        """Do one act; answered after the commit."""
        if act not in ACTS:
            return JSONResponse({"error": "not_found"}, 404)
        signed = await signed_request(request)
        wanted, op_id = _read(signed.body)
        now_ms = self._now_ms()
        try:
            async with self._halls.visit() as visit:
                device = await authenticate(visit, signed, now_ms)
                if device.status is not DeviceStatus.ACTIVE:
                    return answered(Refusal("fork", seq=device.last_seq))
                turn = await visit.turn()
                place = self._place(device, turn, now_ms)
                answer = await perform(turn, Asked(act, op_id, wanted, place, now_ms))
        except RuleError as refused:
            logger.info("queue refused act=%s %s", act, refused.code)
            told = {"error": "rule", "code": refused.code, "values": refused.values}
            return JSONResponse(told, 422)
        return answered(answer)

    async def lease(self, request: Request) -> Response:
        """Lend the window so much that it has what it asks for."""
        signed = await signed_request(request)
        want = min(LEASE_MOST, max(0, read_lease_wish(signed.body).want))
        now_ms = self._now_ms()
        async with self._halls.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
            turn = await visit.turn()
            lines = [each.letter for each in turn.info.lines if each.served_by(turn.kind)]
            if turn.kind == KIOSK or device.status is not DeviceStatus.ACTIVE:
                want = 0
            lent = await turn.lend(self._place(device, turn, now_ms), lines, want)
        return answered(LeaseAnswer(lent))

    async def state(self, request: Request) -> Response:
        """Tell the hall as its displays show it."""
        signed, now_ms = await signed_request(request), self._now_ms()
        async with self._halls.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
        return answered(await self._halls.state(device.hall, localtime.day(now_ms)))

    async def ahead(self, request: Request) -> Response:
        """Tell a window the hall as it sees it: also whom it would call next."""
        signed, now_ms = await signed_request(request), self._now_ms()
        async with self._halls.visit() as visit:
            device = await authenticate(visit, signed, now_ms)
            turn = await visit.turn()
            told = await look_ahead(turn, self._place(device, turn, now_ms), now_ms)
        return answered(told)

    async def person_key(self, request: Request) -> Response:
        """Tell with which key a card's number is hashed before it is asked after."""
        signed = await signed_request(request)
        async with self._halls.visit() as visit:
            device = await authenticate(visit, signed, self._now_ms())
        if device.status is not DeviceStatus.ACTIVE:
            return answered(Refusal("fork", seq=device.last_seq))
        return answered(PersonKey((await self._halls.person_key()).hex()))

    def _place(self, device: DeviceRow, turn: HallTurn, now_ms: int) -> Place:
        return Place(device.window, turn.kind, localtime.day(now_ms), self._tick())


def _read(body: bytes) -> tuple[HallAct, bytes]:
    wanted, op_id = read_hall_act(body)
    names = (wanted.by, wanted.line, wanted.window, wanted.ticket_class, wanted.code, wanted.person)
    lists = (wanted.reason, wanted.ticket, wanted.cases)
    if max(map(len, names)) > _LONGEST or max(map(len, lists)) > _LONG:
        raise MalformedError("long")
    return wanted, op_id
