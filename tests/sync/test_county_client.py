"""What the county's client sends and reads, byte by byte over a real socket."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain.codec import to_bytes, to_plain
from counter_app.domain.errors import CountyError
from counter_app.domain.signature import content_digest, read_params, read_signature, signature_base
from counter_app.domain.wire import EnrolAnswer, EnrolRequest
from tests.fakes.county import window_info
from tests.fakes.county_answers import (
    DEVICE,
    GREETING,
    HEAD,
    HELLO,
    LINE,
    PAGE,
    PORTAL,
    PUSHED,
    ok,
    refuses,
    talk,
)
from tests.fakes.raw_server import RawServer, http


def test_hello_goes_out_as_json_and_its_answer_comes_back(county):
    with RawServer(ok(GREETING)) as server:
        assert talk(county, server) == GREETING
    came = server.came[0]
    assert (came.method, came.target) == ("POST", "/sync/v1/hello")
    assert json.loads(came.body) == json.loads(to_bytes(HELLO))


def test_an_answer_with_fields_of_a_newer_county_is_read(county):
    newer = to_plain(GREETING) | {"weather": [1], "pace": {"slot_ms": 5, "mood": "good"}}
    with RawServer([http("200 OK", json.dumps(newer).encode())]) as server:
        assert talk(county, server).pace.slot_ms == 5


def test_a_push_is_ndjson_under_zstd(county):
    with RawServer(ok(PUSHED)) as server:
        assert talk(county, server, lambda each: each.push(HEAD, [LINE])) == PUSHED
    came = server.came[0]
    assert came.headers["content-encoding"] == "zstd"
    text = zstandard.ZstdDecompressor().decompressobj().decompress(came.body)
    first, second = text.splitlines()
    assert (json.loads(first), json.loads(second)) == (to_plain(HEAD), to_plain(LINE))
    assert len(came.body) < len(text) / 2


def test_a_pull_names_scope_cursor_wait_and_limit(county):
    with RawServer(ok(PAGE)) as server:
        pulled = talk(
            county, server, lambda each: each.pull("hall:1 大", "a+b/=&", wait_s=2.5, limit=9)
        )
    assert pulled == PAGE
    target = "/sync/v1/pull?scope=hall%3A1%20%E5%A4%A7&cursor=a%2Bb%2F%3D%26&wait=2.5&limit=9"
    assert server.came[0].target == target


def test_a_compressed_answer_is_read(county):
    body = zstandard.ZstdCompressor().compress(to_bytes(PAGE))
    with RawServer([http("200 OK", body, Content_Encoding="zstd")]) as server:
        assert talk(county, server, lambda each: each.pull("s", "", wait_s=0, limit=1)) == PAGE
    assert server.came[0].headers["accept-encoding"] == "zstd"


def test_enrolling_is_not_signed_and_the_code_is_in_the_body(county):
    answer = EnrolAnswer(DEVICE, 1, "e1", 5, window_info())
    with RawServer(ok(answer)) as server:
        county.aim(server.url + "/")
        assert county.enrol(EnrolRequest("CODE", "aa" * 32, "0.1")) == answer
    came = server.came[0]
    assert came.target == "/sync/v1/enrol"
    assert json.loads(came.body)["code"] == "CODE"
    assert "signature" not in came.headers


@pytest.mark.parametrize(
    "do",
    [
        lambda county: county.hello(HELLO),
        lambda county: county.push(HEAD, [LINE]),
        lambda county: county.pull("hall:1", "c", wait_s=0, limit=5),
    ],
    ids=["hello", "push", "pull"],
)
def test_every_request_is_signed_over_what_is_on_the_wire(county, clock, signer, do):
    with RawServer([]) as server, pytest.raises(CountyError):
        talk(county, server, do)
    came = server.came[0]
    params = read_params(came.headers["signature-input"])
    assert params.keyid == DEVICE
    assert params.created == clock.read().wall_ms // 1000
    assert came.headers["content-digest"] == content_digest(came.body)
    path, _, query = came.target.partition("?")
    base = signature_base(came.method, path, query, came.headers["content-digest"], params)
    key = Ed25519PublicKey.from_public_bytes(signer.public_key())
    key.verify(read_signature(came.headers["signature"]), base)


def test_no_two_requests_carry_the_same_nonce(county):
    with RawServer(ok(GREETING), ok(GREETING)) as server:
        talk(county, server)
        talk(county, server)
    nonces = {read_params(each.headers["signature-input"]).nonce for each in server.came}
    assert len(nonces) == 2


def test_a_wrong_clock_is_signed_once_more_by_the_countys_time_and_from_then_on(county, clock):
    told_s = clock.read().wall_ms // 1000 + 86_400
    denied = refuses("401 Unauthorized", error="clock", server_time=told_s * 1000)
    with RawServer(denied, ok(GREETING), ok(GREETING)) as server:
        assert talk(county, server) == GREETING
        clock.advance(5_000)
        talk(county, server)
    created = [read_params(each.headers["signature-input"]).created for each in server.came]
    assert created == [told_s - 86_400, told_s, told_s + 5]


def test_the_date_header_tells_the_time_too(county, clock):
    denied = [http("401 Unauthorized", b"{}", Date="Mon, 16 Nov 2026 03:00:00 GMT")]
    with RawServer(denied, ok(GREETING)) as server:
        assert talk(county, server) == GREETING
    told = read_params(server.came[1].headers["signature-input"]).created
    assert told == int(datetime(2026, 11, 16, 3, tzinfo=UTC).timestamp())


def test_a_refused_signature_is_tried_twice_and_no_more(county):
    denied = refuses("401 Unauthorized", error="signature", server_time=1_800_000_000_000)
    with RawServer(denied, denied, ok(GREETING)) as server:
        with pytest.raises(CountyError, match="county_signature"):
            talk(county, server)
        assert len(server.came) == 2


@pytest.mark.parametrize("body", [b"{}", b"no json", PORTAL])
def test_a_refused_signature_without_a_time_is_not_tried_again(county, body):
    with RawServer([http("401 Unauthorized", body)], ok(GREETING)) as server:
        with pytest.raises(CountyError):
            talk(county, server)
        assert len(server.came) == 1


def test_closing_twice_is_closing_once_and_it_opens_again(county):
    with RawServer(ok(GREETING), ok(GREETING)) as server:
        talk(county, server)
        county.close()
        county.close()
        assert talk(county, server) == GREETING
