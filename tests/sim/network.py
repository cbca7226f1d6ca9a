"""The line between windows and county: bytes that are lost, cut, late, doubled or forged."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from random import Random

from starlette.requests import ClientDisconnect

from counter_app.county_client import HttpCounty
from counter_app.county_client.answers import Answer
from counter_app.domain.errors import CountyError
from counter_app.domain.signature import (
    SignatureParams,
    content_digest,
    signature_base,
    signed_headers,
)
from tests.sim.clock import WorldTime
from tests.sim.county import CountyNode, WireRequest
from tests.sim.disk import PowerCutError
from tests.sim.faults import FATES, GIVES_UP_MS, PORTAL_PAGE, Fate
from tests.sim.invariants import Watch

MOST_LATE = 8
MOST_TURN_STEPS = 8


class SimCounty(HttpCounty):
    """The product's client with this network in the place of its socket."""

    def __init__(self, signer, clock, network: Network, random: Random) -> None:
        super().__init__(signer, clock)
        self._network, self._random = network, random

    def _send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        wait_s: float = 0.0,
    ) -> Answer:
        sent = {"Accept-Encoding": "zstd", **headers}
        if self._device:
            sent |= self._proof(method, path, body)
        return self._network.exchange(WireRequest(method, path, tuple(sent.items()), body))

    def _proof(self, method: str, target: str, body: bytes) -> dict[str, str]:
        created = self._clock.read().wall_ms // 1000 + self._ahead_s
        params = SignatureParams(created, self._random.randbytes(16).hex(), self._device)
        path, _, query = target.partition("?")
        digest = content_digest(body)
        base = signature_base(method, path, query, digest, params)
        return signed_headers(params, digest, self._signer.sign(base))


class Network:
    """``calm`` means that nothing goes wrong any more; ``late`` is still under way."""

    def __init__(self, county: CountyNode, time: WorldTime, random: Random, watch: Watch) -> None:
        self.county, self.late, self.calm = county, [], True
        self._time, self._random, self._watch = time, random, watch
        self.last = ""

    def exchange(self, request: WireRequest) -> Answer:
        """Return the answer that the window hears, or a CountyError."""
        fate = Fate.WHOLE
        if not self.calm:
            fate = self._random.choices(list(FATES), FATES.values())[0]
            self._time.advance(self._random.randrange(40))
        path = request.target.partition("?")[0].rpartition("/")[2]
        self.last = f"{path}: {fate.value}"
        return self._met(fate, request)

    def deliver_late(self) -> None:
        """Let one of the requests that are still under way arrive; nobody hears the answer."""
        request = self.late.pop(self._random.randrange(len(self.late)))
        self._serve(request)

    def _met(self, fate: Fate, request: WireRequest) -> Answer:
        match fate:
            case Fate.LOST | Fate.LATE:
                self._keep(request, fate is Fate.LATE)
                raise self._timeout()
            case Fate.REQUEST_CUT | Fate.SERVER_DIES:
                return self._interrupted(fate, request)
            case Fate.PORTAL:
                return Answer(200, {"content-type": "text/html"}, PORTAL_PAGE)
            case Fate.ANSWER_LOST:
                self._serve(request)
                raise self._timeout()
            case Fate.BUSY:
                self.county.store.busy = True
        self._keep(request, fate is Fate.COPIED)
        if fate is Fate.TWICE:
            self._serve(request)
        answer = self._serve(self._forged(request) if fate is Fate.FORGED else request)
        self.county.store.busy = False
        return self._shortened(fate, answer)

    def _keep(self, request: WireRequest, wanted: bool) -> None:
        if wanted and len(self.late) < MOST_LATE:
            self.late.append(request)

    def _serve(self, request: WireRequest) -> Answer:
        answer = self.county.serve(request)
        self._watch.answered(request, answer, self.county.store)
        return answer

    def _interrupted(self, fate: Fate, request: WireRequest) -> Answer:
        cut = self._random.randrange(len(request.body) + 1) if fate is Fate.REQUEST_CUT else None
        dies_in = 0 if cut is not None else self._random.randrange(1, MOST_TURN_STEPS)
        with suppress(ClientDisconnect, PowerCutError):
            self.county.serve(request, cut=cut, dies_in=dies_in)
        raise CountyError("county_cut", reachable=False)

    def _forged(self, request: WireRequest) -> WireRequest:
        if not request.body:
            return request
        at = self._random.randrange(len(request.body))
        changed = bytearray(request.body)
        changed[at] ^= 1 << self._random.randrange(8)
        return replace(request, body=bytes(changed))

    def _shortened(self, fate: Fate, answer: Answer) -> Answer:
        if fate is Fate.ANSWER_CUT:
            raise CountyError("county_cut", reachable=False)
        if fate is Fate.ANSWER_SHORT:
            kept = self._random.randrange(len(answer.body) + 1)
            return Answer(answer.status, answer.headers, answer.body[:kept])
        return answer

    def _timeout(self) -> CountyError:
        self._time.advance(GIVES_UP_MS)
        return CountyError("county_timeout", reachable=False)
