"""Messages of a county, a server that says them, and a client that meets it."""

from __future__ import annotations

import base64
import json

import pytest

from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import CountyError
from counter_app.domain.wire import (
    ClockReport,
    FeedRow,
    Hello,
    HelloAnswer,
    OpResult,
    Pace,
    PullAnswer,
    PushAnswer,
    PushHead,
    PushLine,
    Todo,
)
from tests.fakes.raw_server import RawServer, http

DEVICE = "device-1"
HELLO = Hello((1,), "0.1", DEVICE, 1, "e1", 1, 0, 0, "00" * 32, ClockReport(1, 2, "b"), 0, 100)
GREETING = HelloAnswer(
    1, "e1", 1, 0, "00" * 32, 0, 1_800_000_000_000, "0.1", ("reference",), Pace(), (Todo("go"),)
)
PAGE = PullAnswer(
    "e1",
    "c1",
    more=False,
    acked=3,
    secured=2,
    rows=(FeedRow("note", "扎西", 1, "put", 1, {"a": [1]}),),
)
PUSHED = PushAnswer(1, 0, (OpResult(1, "parked", "poison"),), Pace(batch=7))
LINE = PushLine(1, "11" * 16, base64.urlsafe_b64encode(b"x" * 900).decode(), "22" * 32)
HEAD = PushHead(DEVICE, 1, "e1", 1, 1, "33" * 64)
PORTAL = b"<!doctype html><html>Please sign in</html>"


def talk(county, server, do=lambda county: county.hello(HELLO)):
    county.aim(server.url, DEVICE)
    return do(county)


def fails(county, *answers, do=lambda county: county.hello(HELLO), tls=None):
    with RawServer(*answers, tls=tls) as server, pytest.raises(CountyError) as met:
        talk(county, server, do)
    return met.value


def ok(message):
    return [http("200 OK", to_bytes(message), Content_Type="application/json")]


def refuses(status, **body):
    return [http(status, json.dumps(body).encode(), Content_Type="application/json")]
