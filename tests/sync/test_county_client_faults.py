"""What can go wrong between the client and the county, and the error that each becomes."""

from __future__ import annotations

import json
import socket

import pytest
import zstandard

from counter_app.county_client import HttpCounty
from counter_app.domain.codec import to_bytes, to_plain
from counter_app.domain.errors import CountyError
from tests.fakes.county_answers import (
    DEVICE,
    GREETING,
    HELLO,
    PAGE,
    PORTAL,
    fails,
    ok,
    refuses,
    talk,
)
from tests.fakes.raw_server import HANG, RawServer, http


def test_nobody_listens(county):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    county.aim(f"http://127.0.0.1:{port}", DEVICE)
    with pytest.raises(CountyError) as met:
        county.hello(HELLO)
    assert (met.value.code, met.value.reachable) == ("county_unreachable", False)


def test_a_name_that_nobody_knows(county):
    county.aim("https://county.invalid", DEVICE)
    with pytest.raises(CountyError) as met:
        county.hello(HELLO)
    assert (met.value.code, met.value.reachable) == ("county_dns", False)


def test_a_county_that_hangs(clock, signer):
    county = HttpCounty(signer, clock, timeout_s=0.1)
    met = fails(county, [HANG])
    county.close()
    assert (met.code, met.reachable) == ("county_timeout", False)


def test_a_pull_that_waits_has_the_wait_on_top(clock, signer):
    county = HttpCounty(signer, clock, timeout_s=5)
    late = [lambda: clock.advance(24_000), *ok(PAGE)]
    with RawServer(late) as server:
        assert talk(county, server, lambda each: each.pull("s", "", wait_s=20, limit=1)) == PAGE
    county.close()


def test_a_county_that_drips_is_left(county, clock):
    drip = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{",
        lambda: clock.advance(6_000),
        b"}",
        HANG,
    ]
    met = fails(county, drip)
    assert (met.code, met.reachable) == ("county_timeout", False)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [b"HTTP/1.1 200 OK\r\nContent-Le"],
        [http("200 OK", to_bytes(GREETING))[:-20]],
        [b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"epo'],
        [b"\x00\x01\x02 not HTTP at all\r\n\r\n"],
    ],
)
def test_an_answer_that_is_cut(county, parts):
    met = fails(county, parts)
    assert (met.code, met.reachable) == ("county_cut", False)


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", PORTAL, Content_Type="text/html; charset=utf-8"),
        http("200 OK", b"  <html>", Content_Type="application/json"),
        http("401 Unauthorized", PORTAL, Content_Type="text/html"),
        http("403 Forbidden", PORTAL, Content_Type="text/html"),
        http("404 Not Found", PORTAL),
        http("511 Network Authentication Required", PORTAL),
    ],
)
def test_somebody_else_answers(county, answer):
    met = fails(county, [answer])
    assert (met.code, met.reachable) == ("county_portal", False)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 P"])
def test_a_redirect_is_not_followed(county, status):
    with RawServer(ok(GREETING)) as other:
        answer = http(status, b"", Location=f"{other.url}/sync/v1/hello")
        met = fails(county, [answer])
        assert other.came == []
    assert (met.code, met.reachable) == ("county_redirect", False)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"42",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        to_bytes(GREETING)[:-1],
    ],
)
def test_what_is_no_json_object_is_not_the_county(county, body):
    met = fails(county, [http("200 OK", body, Content_Type="application/json")])
    assert (met.code, met.reachable) == ("county_malformed", False)


@pytest.mark.parametrize(
    "change",
    [{"epoch": 7}, {"seq_high": "1"}, {"scopes": "reference"}, {"todo": [{}]}, {"pace": None}],
)
def test_json_of_another_shape(county, change):
    met = fails(county, [http("200 OK", json.dumps(to_plain(GREETING) | change).encode())])
    assert (met.code, met.reachable) == ("county_malformed", True)


@pytest.mark.parametrize(
    ("coding", "body"),
    [("zstd", b"not zstd"), ("gzip", b"\x1f\x8b"), ("zstd", zstandard.compress(b"{}" * 99)[:-9])],
)
def test_a_coding_that_cannot_be_undone(county, coding, body):
    met = fails(county, [http("200 OK", body, Content_Encoding=coding)])
    assert met.code == "county_malformed"


def test_a_small_body_that_unpacks_to_a_flood(county):
    flood = zstandard.compress(b" " * (65 * 1024 * 1024))
    met = fails(county, [http("200 OK", flood, Content_Encoding="zstd")])
    assert met.code == "county_malformed"


def test_a_flood(county):
    endless = [b"HTTP/1.1 200 OK\r\n\r\n", *[b" " * (1 << 20)] * 66]
    assert fails(county, endless).code == "county_malformed"


@pytest.mark.parametrize(
    ("status", "code", "reachable"),
    [
        ("400 Bad Request", "county_rejected", True),
        ("401 Unauthorized", "county_unsigned", True),
        ("403 Forbidden", "county_denied", True),
        ("404 Not Found", "county_not_found", True),
        ("405 Method Not Allowed", "county_not_found", True),
        ("408 Request Timeout", "county_busy", True),
        ("413 Content Too Large", "county_too_large", True),
        ("418 I'm a teapot", "county_rejected", True),
        ("429 Too Many Requests", "county_busy", True),
        ("500 Internal Server Error", "county_failed", True),
        ("501 Not Implemented", "county_failed", True),
        ("502 Bad Gateway", "county_gateway", False),
        ("503 Service Unavailable", "county_busy", True),
        ("504 Gateway Timeout", "county_gateway", False),
    ],
)
@pytest.mark.parametrize("body", [b"text", b"", b'{"error": "something new"}', b'{"error": []}'])
def test_a_status_without_a_word_we_know(county, status, code, reachable, body):
    met = fails(county, [http(status, body)])
    assert (met.code, met.reachable) == (code, reachable)
    assert met.values == {"status": int(status[:3])}
    assert met.retry_after_s is None


def test_an_html_page_of_a_fault_is_a_fault(county):
    assert fails(county, [http("500 Oops", PORTAL)]).code == "county_failed"


@pytest.mark.parametrize(
    "error", ["gap", "fork", "epoch", "gen", "reset", "hold", "code", "device"]
)
def test_a_refusal_has_its_own_code(county, error):
    body = {"error": error, "seq_high": 7, "seq": 8, "reset": "floor", "name": "扎西"}
    met = fails(county, refuses("409 Conflict", **body))
    assert (met.code, met.reachable) == (f"county_{error}", True)
    assert met.values == {"seq_high": 7, "seq": 8, "reset": "floor"}


def test_a_refusal_repeats_no_words_of_the_wire(county):
    met = fails(county, refuses("409 Conflict", error="reset", reset="扎西", seq="扎西"))
    assert met.values == {}


@pytest.mark.parametrize(
    ("headers", "body", "wait_s"),
    [
        ({"Retry_After": "120"}, {}, 120),
        ({"Retry_After": "0"}, {}, 0),
        ({"Retry_After": "60"}, {"retry_after_s": 5.5}, 60),
        ({}, {"retry_after_s": 5.5}, 5.5),
        ({}, {"retry_after_s": 0.0}, None),
        ({}, {"retry_after_s": "soon"}, None),
        ({}, {"retry_after_s": 1e999}, None),
        ({}, {"retry_after_s": 10**400}, None),
        ({"Retry_After": "9" * 400}, {}, None),
        ({"Retry_After": "soon"}, {}, None),
        ({"Retry_After": "²"}, {}, None),
        ({"Retry_After": "Mon, 16 Nov 2026 02:01:00 GMT"}, {}, 60),
        ({"Retry_After": "Mon, 16 Nov 2026 01:59:00 GMT"}, {}, 0),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(county, headers, body, wait_s):
    content = json.dumps({"error": "hold"} | body).encode()
    dated = {"Date": "Mon, 16 Nov 2026 02:00:00 GMT"} | headers
    met = fails(county, [http("503 Service Unavailable", content, **dated)])
    assert (met.code, met.retry_after_s) == ("county_hold", wait_s)
