"""The sync API over ASGI: a whole turn, and who may ask."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.county import DeviceStatus
from counter_app.domain.wire import HelloAnswer, PullAnswer, PushAnswer
from tests.fakes.county_line import API, talk
from tests.fakes.county_window import START_MS, WireWindow


def test_a_whole_turn():
    async def scenario(line):
        line.window.record(line.window.accept("c-1"))
        return await line.hello(), await line.push(), await line.pull()

    hello, push, pull = talk(scenario)
    assert [each.do for each in from_plain(HelloAnswer, hello.json()).todo] == ["go"]
    assert hello.json()["server_time"] == START_MS
    assert from_plain(PushAnswer, push.json()).acked == 1
    page = from_plain(PullAnswer, pull.json())
    assert [(row.k, row.id, row.body["state"]) for row in page.rows] == [("case", "c-1", "S20")]
    assert page.acked == 1


def test_enrolment_with_a_wrong_code_is_denied():
    async def scenario(line):
        return await line.client.post(f"{API}/enrol", content=WireWindow().enrol_request("guess"))

    answer = talk(scenario)
    assert (answer.status_code, answer.json()["error"]) == (403, "code")


def denied(answer) -> str:
    assert answer.status_code == 401
    assert answer.json()["server_time"] == START_MS
    return answer.json()["error"]


@pytest.mark.parametrize("off_ms", [301_000, -301_000])
def test_a_wrong_clock_is_told_the_time(off_ms):
    assert denied(talk(lambda line: line.hello(now_ms=START_MS + off_ms))) == "clock"


@pytest.mark.parametrize("off_ms", [299_000, -299_000])
def test_five_minutes_are_allowed(off_ms):
    assert talk(lambda line: line.hello(now_ms=START_MS + off_ms)).status_code == 200


def test_a_hello_that_a_line_delivers_twice_is_answered_twice():
    async def scenario(line):
        first = await line.hello(nonce="a-nonce-of-16-or-more")
        return first, await line.hello(nonce="a-nonce-of-16-or-more")

    first, again = talk(scenario)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


def test_a_hello_recorded_earlier_never_renews_a_generation():
    async def scenario(line):
        body = to_bytes(line.window.hello())
        headers = line.window.headers("POST", f"{API}/hello", body)
        await line.client.post(f"{API}/hello", content=body, headers=headers)
        line.window.record(line.window.accept())
        await line.push()
        return await line.client.post(f"{API}/hello", content=body, headers=headers), (
            await line.hello()
        ).json()

    again, now = talk(scenario)
    assert denied(again) == "replay"
    assert [each["do"] for each in now["todo"]] == ["go"]


def test_a_push_replayed_changes_nothing():
    async def scenario(line):
        line.window.record(line.window.accept())
        body = line.window.push_body(line.window.push())
        headers = line.window.headers("POST", f"{API}/push", body)
        return [
            (await line.client.post(f"{API}/push", content=body, headers=headers)).json()
            for _ in range(2)
        ], line.bench.log()

    (first, second), log = talk(scenario)
    assert [first["results"][0]["s"], second["results"][0]["s"]] == ["applied", "duplicate"]
    assert len(log) == 1


@pytest.mark.parametrize("name", ["Signature", "Signature-Input", "Content-Digest"])
@pytest.mark.parametrize("value", [None, "sig1=:AAAA:", "sig1=:%%:", "sha-256=:AAAA:"])
def test_a_request_without_its_proof_is_denied(name, value):
    async def scenario(line):
        target, body = f"{API}/hello", to_bytes(line.window.hello())
        headers = line.window.headers("POST", target, body)
        del headers[name]
        if value is not None:
            headers[name] = value
        return await line.client.post(target, content=body, headers=headers)

    assert denied(talk(scenario)) == "signature"


@pytest.mark.parametrize(
    ("method", "target"),
    [("POST", f"{API}/hello?x=1"), ("POST", f"{API}/push"), ("GET", f"{API}/hello")],
)
def test_a_signature_for_another_request_is_denied(method, target):
    async def scenario(line):
        body = to_bytes(line.window.hello())
        headers = line.window.headers(method, target, body)
        return await line.client.post(f"{API}/hello", content=body, headers=headers)

    assert denied(talk(scenario)) == "signature"


def test_another_key_is_denied():
    async def scenario(line):
        line.window.key = WireWindow().key
        return await line.hello()

    assert denied(talk(scenario)) == "signature"


def test_an_unknown_or_retired_device_is_denied():
    async def scenario(line):
        stranger = replace(line.window, device="nobody")
        own, line.window = line.window, stranger
        first = await line.hello()
        line.window = own
        store = line.bench.store
        row = store.data.devices[own.device]
        store.data.devices[own.device] = replace(row, status=DeviceStatus.RETIRED)
        return first, await line.hello()

    assert [denied(each) for each in talk(scenario)] == ["device", "device"]


def test_a_head_that_another_key_signed_stores_nothing():
    async def scenario(line):
        line.window.record(line.window.accept())
        body = line.window.push_body(line.window.push(), signature="00" * 64)
        return await line.push(packed=body), line.bench.log()

    answer, log = talk(scenario)
    assert denied(answer) == "signature"
    assert log == []


@pytest.mark.parametrize(
    "change",
    [
        {"device": "nobody"},
        {"gen": 0},
        {"gen": 2**40},
        {"next_seq": 0},
        {"next_seq": 2**70},
        {"acked": 5},
        {"acked": -1},
        {"chain": "ab"},
        {"chain": "x" * 64},
    ],
)
def test_a_hello_out_of_range_is_told_so(change):
    async def scenario(line):
        return await line.post("hello", to_bytes(line.window.hello(**change)))

    assert talk(scenario).status_code == 400


def test_there_is_nothing_else():
    async def scenario(line):
        return [
            (await line.client.get(path)).status_code for path in ("/", "/docs", "/openapi.json")
        ]

    assert talk(scenario) == [404, 404, 404]


def test_no_log_line_names_a_person(caplog):
    async def scenario(line):
        entry = line.window.accept()
        line.window.record(entry)
        line.window.record_bytes(base64.b64encode(entry.operation.application.person.name.encode()))
        await line.push()
        return entry

    with caplog.at_level("DEBUG", logger="county_server"):
        entry = talk(scenario)
    person = entry.operation.application.person
    assert "op parked" in caplog.text
    assert person.name not in caplog.text
    assert person.number not in caplog.text
    assert entry.operation.application.phone not in caplog.text
