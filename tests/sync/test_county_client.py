from __future__ import annotations

import base64
import json
import socket
import ssl
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import NameOID

from counter_app.county_client import HttpCounty
from counter_app.domain.codec import to_bytes, to_plain
from counter_app.domain.errors import CountyError
from counter_app.domain.signature import content_digest, read_params, read_signature, signature_base
from counter_app.domain.wire import (
    ClockReport,
    EnrolAnswer,
    EnrolRequest,
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
from tests.fakes.clock import FixedClock
from tests.fakes.county import window_info
from tests.fakes.raw_server import HANG, RawServer, http
from tests.fakes.signer import FakeSigner

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


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def signer():
    return FakeSigner()


@pytest.fixture
def county(clock, signer):
    made = HttpCounty(signer, clock, timeout_s=5)
    yield made
    made.close()


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


# ---- what goes out and comes in


def test_hello_goes_out_as_json_and_its_answer_comes_back(county):
    with RawServer(ok(GREETING)) as server:
        assert talk(county, server) == GREETING
    came = server.came[0]
    assert (came.method, came.target) == ("POST", "/sync/v1/hello")
    assert json.loads(came.body) == json.loads(to_bytes(HELLO))


def test_an_answer_with_fields_of_a_newer_county_is_read(county):
    newer = to_plain(GREETING) | {"leases": [1], "pace": {"slot_ms": 5, "mood": "good"}}
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


# ---- what can go wrong


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


@pytest.mark.parametrize(
    "server", ["", "county", "ftp://127.0.0.1", "http://", "http://[::1", "https://a:b", "http:/x"]
)
def test_an_address_that_is_none(county, server):
    county.aim(server, DEVICE)
    with pytest.raises(CountyError, match="county_address"):
        county.hello(HELLO)


@pytest.mark.parametrize("host", ["192.0.2.1", "county.example", "[2001:db8::1]"])
def test_plain_http_leaves_this_pc_for_nobody(county, host):
    county.aim(f"http://{host}", DEVICE)
    with pytest.raises(CountyError, match="county_insecure"):
        county.hello(HELLO)


def test_plain_http_within_this_pc_has_a_name_too(county):
    with RawServer(ok(GREETING)) as server:
        county.aim(server.url.replace("127.0.0.1", "localhost"), DEVICE)
        assert county.hello(HELLO) == GREETING


def test_proxies_of_the_environment_are_not_used(county, monkeypatch):
    with RawServer(ok(GREETING)) as proxy, RawServer(ok(GREETING)) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert talk(county, server) == GREETING
        assert proxy.came == []


# ---- TLS


@pytest.fixture
def authority(tmp_path):
    """Return the PEM path of a self-signed certificate for 127.0.0.1 and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "county")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = tmp_path / "county.pem", tmp_path / "county.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return pem, context


def test_a_certificate_of_an_unknown_authority_is_not_believed(county, authority):
    _, context = authority
    met = fails(county, ok(GREETING), tls=context)
    assert (met.code, met.reachable) == ("county_tls", False)


def test_a_certificate_of_the_countys_own_authority_is(clock, signer, authority):
    pem, context = authority
    county = HttpCounty(signer, clock, ca_file=pem)
    with RawServer(ok(GREETING), tls=context) as server:
        assert talk(county, server) == GREETING
    county.close()


def test_a_certificate_for_another_name_is_not_believed(clock, signer, authority):
    pem, context = authority
    county = HttpCounty(signer, clock, ca_file=pem)
    with RawServer(ok(GREETING), tls=context) as server:
        county.aim(server.url.replace("127.0.0.1", "localhost"), DEVICE)
        with pytest.raises(CountyError, match="county_tls"):
            county.hello(HELLO)
    county.close()


def test_closing_twice_is_closing_once_and_it_opens_again(county):
    with RawServer(ok(GREETING), ok(GREETING)) as server:
        talk(county, server)
        county.close()
        county.close()
        assert talk(county, server) == GREETING
