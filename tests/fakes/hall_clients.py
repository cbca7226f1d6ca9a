"""Kiosks and windows of a hall as the server meets them: threads with real sockets, keys and repeats."""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.errors import RuleError
from counter_app.domain.hall import HallAct, HallAnswer, HallState, LeaseAnswer, LeaseWish
from counter_app.domain.ids import uuid7
from counter_app.domain.wire import EnrolAnswer
from county_server.codes import hash_code
from db.county.places import prepare_window
from tests.fakes.county_bench import DAY_MS, a_place
from tests.fakes.county_window import WireWindow

HALL = "hall-1"
BACK_WITHIN_S = 60
_BETWEEN_S = 0.05


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@dataclass
class HallClient(WireWindow):
    """A device of the hall; ``url`` may change while it works, as after a restart."""

    url: str = ""
    waits: threading.Event = field(default_factory=threading.Event)
    _line: http.client.HTTPConnection | None = None

    def act(self, name: str, **wanted) -> HallAnswer:
        """One act, repeated under its id until the hall answers; RuleError when it refuses."""
        op_id = wanted.pop("op_id", None) or uuid7(now_ms(), secrets.token_bytes(10)).hex()
        body = to_bytes(HallAct(op_id, "ciren", **wanted))
        status, answer = self.asked("POST", f"/hall/v1/{name}", body)
        if status == 422:
            raise RuleError(answer["code"], **answer["values"])
        assert status == 200, (status, answer)
        return from_plain(HallAnswer, answer)

    def lease(self, want: int = 2) -> LeaseAnswer:
        status, answer = self.asked("POST", "/hall/v1/lease", to_bytes(LeaseWish(want)))
        assert status == 200, (status, answer)
        return from_plain(LeaseAnswer, answer)

    def state(self) -> HallState:
        return from_plain(HallState, self.asked("GET", "/hall/v1/state", b"")[1])

    def asked(self, method: str, path: str, body: bytes) -> tuple[int, dict]:
        """Asked until somebody answers who is not busy."""
        end = time.monotonic() + BACK_WITHIN_S
        while True:
            try:
                status, answer = self.send(method, path, body)
                if status not in (502, 503):
                    return status, answer
            except (OSError, http.client.HTTPException):
                self.close()
            assert time.monotonic() < end, f"{path}: nobody answers"
            self.waits.wait(_BETWEEN_S)

    def send(self, method: str, path: str, body: bytes) -> tuple[int, dict]:
        if self._line is None:
            self._line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        headers = self.headers(method, path, body, now_ms=now_ms())
        self._line.request(method, path, body, {**headers, "Content-Type": "application/json"})
        answer = self._line.getresponse()
        return answer.status, json.loads(answer.read())

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def enrolled_client(
    url: str, database: str, window: str, kind: str, hall: str = HALL
) -> HallClient:
    """A device enrolled at a running server."""
    code = f"code-of-{window}"
    place = replace(a_place(window, hall), kind=kind)
    prepare_window(database, place, frozenset(), hash_code(code), now_ms() + DAY_MS)
    client = HallClient(url=url)
    status, answer = client.send("POST", "/sync/v1/enrol", client.enrol_request(code))
    assert status == 200, answer
    client.enrolled(from_plain(EnrolAnswer, answer))
    return client
