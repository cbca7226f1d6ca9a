"""The live line to the hall's queue: short, since somebody stands before the window."""

from __future__ import annotations

import json
from collections.abc import Mapping

from counter_app.county_client.answers import Answer, read_answer
from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import (
    HallAct,
    HallAhead,
    HallAnswer,
    HallState,
    LeaseAnswer,
    LeaseWish,
    PersonKey,
)

API = "/hall/v1"
LIVE_S = 3.0
"""The longest time for a live answer; then the window goes on with what it was lent."""
REFUSED = 422
_JSON = {"Content-Type": "application/json"}


class HallLine:
    """``counter_app.domain.ports_hall.HallCaller`` over the county's signed requests."""

    _timeout_s: float

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], wait_s: float = 0.0
    ) -> Answer:
        raise NotImplementedError

    def hall_act(self, act: str, wanted: HallAct) -> HallAnswer:
        """Do one act; a rule that forbids it is the hall's RuleError."""
        answer = self._live("POST", act, to_bytes(wanted))
        refused = refusal(answer)
        if refused is not None:
            raise refused
        return read_answer(answer, HallAnswer)

    def lease_tickets(self, want: int) -> LeaseAnswer:
        """Ask to have up to ``want`` tickets lent; told are the new ones."""
        return read_answer(self._live("POST", "lease", to_bytes(LeaseWish(want))), LeaseAnswer)

    def person_key(self) -> bytes:
        """The key with which a card's number is hashed before it is asked after."""
        told = read_answer(self._live("GET", "person_key", b""), PersonKey)
        return bytes.fromhex(told.key)

    def hall_state(self) -> HallState:
        """The hall as its displays show it."""
        return read_answer(self._live("GET", "state", b""), HallState)

    def hall_ahead(self) -> HallAhead:
        """The hall as this window sees it: also whom it would call next, and why."""
        return read_answer(self._live("GET", "ahead", b""), HallAhead)

    def _live(self, method: str, path: str, body: bytes) -> Answer:
        shorter_s = min(0.0, LIVE_S - self._timeout_s)
        return self._ask(method, f"{API}/{path}", body, _JSON if body else {}, shorter_s)


def refusal(answer: Answer) -> RuleError | None:
    """Return what the hall's rules say, None when the answer is something else."""
    if answer.status != REFUSED or answer.headers.get("content-encoding", "identity") != "identity":
        return None
    try:
        told = json.loads(answer.body)
        code, values = told["code"], told["values"]
        plain = {str(name): each for name, each in values.items() if isinstance(each, str | int)}
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return RuleError(code, **plain) if isinstance(code, str) else None
