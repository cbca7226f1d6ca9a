"""The sync API over ASGI: signatures, bodies, limits, long polls."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from urllib.parse import urlencode

import httpx2
import msgspec
import pytest
import zstandard

from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.county import DeviceStatus, StoredRow
from counter_app.domain.errors import StoreError
from counter_app.domain.wire import EnrolAnswer, HelloAnswer, PullAnswer, PushAnswer
from county_server.app import make_app
from county_server.sync.news import FeedNews
from tests.fakes.county_bench import DAY_MS, MemoryBench
from tests.fakes.county_window import START_MS, WireWindow

API = "/sync/v1"


class Line:
    """A window that speaks to an application in this process."""

    def __init__(self, bench: MemoryBench, client: httpx2.AsyncClient, news: FeedNews):
        self.bench, self.client, self.news = bench, client, news
        self.window = WireWindow()

    async def enrol(self, window: str = "w-1", hall: str = "h-1") -> EnrolAnswer:
        self.bench.prepare(window, hall, "code", START_MS + DAY_MS)
        answer = await self.client.post(
            f"{API}/enrol", content=self.window.enrol_request(" co-de ")
        )
        assert answer.status_code == 200, answer.text
        enrolled = from_plain(EnrolAnswer, answer.json())
        self.window.enrolled(enrolled)
        return enrolled

    async def post(self, what: str, body: bytes, headers=(), **signed) -> httpx2.Response:
        target = f"{API}/{what}"
        proof = self.window.headers("POST", target, body, **signed)
        return await self.client.post(target, content=body, headers=proof | dict(headers))

    async def hello(self, **signed) -> httpx2.Response:
        return await self.post("hello", to_bytes(self.window.hello()), **signed)

    async def push(self, headers=(), packed: bytes | None = None) -> httpx2.Response:
        body = self.window.push_body(self.window.push()) if packed is None else packed
        return await self.post("push", body, headers)

    async def pull(self, headers=(), **query) -> httpx2.Response:
        target = f"{API}/pull?{urlencode({'scope': 'hall:h-1', 'cursor': ''} | query)}"
        proof = self.window.headers("GET", target)
        return await self.client.get(target, headers=proof | dict(headers))


def talk(scenario, bench: MemoryBench | None = None):
    """Run ``scenario(line)`` against a county in this process."""

    async def run():
        there = bench or MemoryBench()
        news = FeedNews(there.store)
        app = make_app(there.store, news, lambda: START_MS)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://county") as client:
            line = Line(there, client, news)
            await line.enrol()
            found = await scenario(line)
            news.close()
            return found

    return asyncio.run(run())


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


# ---- who asks


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


def test_a_hello_is_taken_once():
    async def scenario(line):
        first = await line.hello(nonce="a-nonce-of-16-or-more")
        return first.status_code, await line.hello(nonce="a-nonce-of-16-or-more")

    status, again = talk(scenario)
    assert status == 200
    assert denied(again) == "replay"


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


# ---- what comes


def test_a_push_may_be_compressed():
    async def scenario(line):
        line.window.record(line.window.accept())
        packed = zstandard.compress(line.window.push_body(line.window.push()))
        return await line.push({"Content-Encoding": "zstd"}, packed)

    assert talk(scenario).json()["acked"] == 1


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b""),
        ({}, b"nonsense\n"),
        ({}, b"{}\n{}\n"),
        ({"Content-Encoding": "gzip"}, b"x"),
        ({"Content-Encoding": "zstd"}, b"x"),
    ],
)
def test_what_is_no_push_is_told_so(headers, body):
    assert talk(lambda line: line.push(headers, body)).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"device": "nobody"},
        {"n": 2},
        {"first": 2},
        {"first": 0},
        {"first": 2**70},
        {"gen": -1},
        {"gen": 2**40},
        {"signature": "xyz"},
        {"signature": "00"},
    ],
)
def test_a_head_that_does_not_fit_its_lines_is_told_so(change):
    async def scenario(line):
        line.window.record(line.window.accept())
        return await line.push(packed=line.window.push_body(line.window.push(), **change))

    assert talk(scenario).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"),
    [("op_id", "00"), ("h", "zz"), ("body", "not base64!"), ("body", "A"), ("seq", "one")],
)
def test_a_line_that_is_none_is_told_so(name, value):
    async def scenario(line):
        line.window.record(line.window.accept())
        head, only, _ = line.window.push_body(line.window.push()).split(b"\n")
        wrong = msgspec.json.decode(only) | {name: value}
        return await line.push(packed=head + b"\n" + msgspec.json.encode(wrong))

    assert talk(scenario).status_code == 400


def test_more_than_200_operations_are_too_many():
    async def scenario(line):
        for _ in range(201):
            line.window.record_bytes(b"{}")
        return await line.push()

    assert talk(scenario).status_code == 413


@pytest.mark.parametrize(("count", "status"), [(1, 200), (2, 413)])
def test_more_than_512_kb_are_too_much_unless_it_is_one_operation(count, status):
    async def scenario(line):
        for _ in range(count):
            line.window.record_bytes(b"x" * (600_000 // count + 1))
        return await line.push()

    assert talk(scenario).status_code == status


def test_a_body_beyond_all_limits_is_too_much_compressed_or_not():
    async def scenario(line):
        plain = b"x" * (4 * 1024 * 1024 + 1)
        first = await line.push(packed=plain)
        packed = {"Content-Encoding": "zstd"}
        return first, await line.push(packed, zstandard.compress(plain))

    assert [each.status_code for each in talk(scenario)] == [413, 413]


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


def test_refusals_have_their_status():
    async def scenario(line):
        window = line.window
        for _ in range(20):
            window.record_bytes(b"{}")
        held = await line.push()
        gap = await line.push(packed=window.push_body(window.push(*window.ops[1:])))
        return held, gap

    held, gap = talk(scenario)
    assert (held.status_code, held.json()["error"]) == (503, "hold")
    assert held.headers["Retry-After"] == "60"
    assert (gap.status_code, gap.json()["error"], gap.json()["seq_high"]) == (409, "gap", 0)


def test_a_store_that_is_away_asks_to_come_again():
    class Away(MemoryBench().store.__class__):
        async def pull(self, *_):
            raise StoreError("county_store_busy", detail="away")

    answer = talk(lambda line: line.pull(), MemoryBench(Away()))
    assert (answer.status_code, answer.json()["error"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "1"


# ---- pull


def rows(count: int, rev: int = 1):
    body = to_bytes({"text": "办" * 100})
    return [StoredRow("item", f"i-{at}", rev, "put", 1, body) for at in range(count)]


def test_a_scope_that_is_not_granted_is_reset():
    async def scenario(line):
        line.bench.publish("hall:h-2", *rows(1))
        return await line.pull(scope="hall:h-2")

    answer = talk(scenario)
    assert (answer.status_code, answer.json()["reset"]) == (409, "scope")


def test_a_foreign_cursor_is_reset():
    answer = talk(lambda line: line.pull(cursor="elsewhere.1.1"))
    assert (answer.status_code, answer.json()["error"], answer.json()["reset"]) == (
        409,
        "reset",
        "epoch",
    )


@pytest.mark.parametrize("query", [{"limit": "x"}, {"limit": "nan"}, {"wait": "soon"}])
def test_a_number_that_is_none_is_told_so(query):
    assert talk(lambda line: line.pull(**query)).status_code == 400


def test_limit_is_kept_in_bounds():
    async def scenario(line):
        line.bench.publish("hall:h-1", *rows(510))
        return [len((await line.pull(limit=limit)).json()["rows"]) for limit in (0, 2, 10_000)]

    assert talk(scenario) == [1, 2, 500]


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, ZSTD", "zstd"), ("gzip", None)])
def test_a_long_page_is_compressed_for_who_takes_it(accepted, coding):
    async def scenario(line):
        line.bench.publish("hall:h-1", *rows(20))
        return await line.pull({"Accept-Encoding": accepted})

    answer = talk(scenario)
    assert answer.headers.get("Content-Encoding") == coding
    content = zstandard.decompress(answer.content) if coding else answer.content
    assert len(msgspec.json.decode(content)["rows"]) == 20


def test_a_long_poll_ends_at_the_first_news():
    async def scenario(line):
        start = (await line.pull()).json()["cursor"]
        waiting = asyncio.create_task(line.pull(cursor=start, wait=25))
        other = asyncio.create_task(line.pull(scope="reference", wait=25))
        await asyncio.wait([waiting], timeout=0.05)
        assert not waiting.done()
        line.bench.publish("hall:h-1", *rows(1))
        answer = await waiting
        assert not other.done()
        line.news.close()
        return answer, await asyncio.wait_for(other, 10)

    answer, other = talk(scenario)
    assert [row["id"] for row in answer.json()["rows"]] == ["i-0"]
    assert other.json()["rows"] == []


def test_a_long_poll_ends_with_its_time():
    async def scenario(line):
        loop = asyncio.get_running_loop()
        begun = loop.time()
        answer = await line.pull(wait=0.2)
        return answer, loop.time() - begun

    answer, took = talk(scenario)
    assert answer.json()["rows"] == []
    assert took >= 0.2


def test_a_long_poll_outlives_a_store_that_is_away_for_a_while():
    class Flaky(MemoryBench().store.__class__):
        looks = 0

        async def changed(self, scopes, since):
            self.looks += 1
            if self.looks < 3:
                raise StoreError("county_store_busy", detail="away")
            return await super().changed(scopes, since)

    bench = MemoryBench(Flaky())

    async def scenario(line):
        start = (await line.pull()).json()["cursor"]
        waiting = asyncio.create_task(line.pull(cursor=start, wait=25))
        await asyncio.wait([waiting], timeout=0.05)
        bench.publish("hall:h-1", *rows(1))
        return await waiting

    assert len(talk(scenario, bench).json()["rows"]) == 1


def test_nobody_waits_at_a_server_that_is_going_down():
    async def scenario(line):
        line.news.close()
        return await line.pull(wait=25)

    assert talk(scenario).json()["rows"] == []


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
