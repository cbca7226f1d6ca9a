"""The desk's API over ASGI: who may ask, what is refused and in which words."""

from __future__ import annotations

import asyncio
import base64
import json

import httpx2
import pytest

from counter_app.domain.numbers import make_case_no, window_code
from counter_app.words import Words
from county_server.app import make_app
from county_server.desk.door import CLOSED_MS, MOST_FAILURES
from county_server.desk.routes import BODY_MAX_BYTES, DeskApi
from county_server.sync.news import FeedNews
from tests.fakes.county_bench import enrolled, pushed
from tests.fakes.county_desk import (
    CERTIFIED,
    PASSWORD,
    MemoryDesk,
    MemoryDeskBench,
    accepted_by,
)
from tests.fakes.county_window import START_MS

UNSENT = make_case_no("540402", 2026, window_code(9, 1), 1)
GRANT = {"ruling": "granted", "officers": ["格桑", "央金"]}


class Asking:
    """A console that asks an application in this process; ``now_ms`` is the county's clock."""

    def __init__(self, client: httpx2.AsyncClient, case_no: str):
        self.client, self.case_no = client, case_no
        self.now_ms = START_MS

    async def ask(self, body, user="gesang", password=PASSWORD, *, method="POST", no="", **headers):
        target = f"/desk/v1/cases/{no or self.case_no}/decision"
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        proof = {"Authorization": f"Basic {token}"} | headers
        return await self.client.request(method, target, content=content, headers=proof)


def talk(scenario):
    """Run ``scenario(asking)`` against a county with one accepted case."""

    async def run():
        bench = MemoryDeskBench()
        bench.furnish(CERTIFIED)
        window = await enrolled(bench.store, bench, "w-1")
        entry = accepted_by(window)
        await pushed(bench.store, window)
        desk = MemoryDesk(bench.store, bench.items)
        asking: list[Asking] = []
        api = DeskApi(desk, lambda: asking[0].now_ms, Words())
        app = make_app(bench.store, FeedNews(bench.store), lambda: START_MS, api.router)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://county") as client:
            asking.append(Asking(client, entry.no))
            return await scenario(asking[0])

    return asyncio.run(run())


def code(answer):
    error = answer.json()["error"]
    assert set(error) == {"code", "what", "remedy"}
    assert error["what"]
    assert error["remedy"]
    return answer.status_code, error["code"]


def test_a_decision_and_its_withdrawal():
    async def scenario(asking):
        made = await asking.ask(GRANT | {"valid_to": "2031-11-15", "content": "准予"})
        again = await asking.ask(GRANT)
        back = await asking.ask({"reason": "误发"}, "dawa", method="DELETE")
        return asking.case_no, made, again, back

    case_no, made, again, back = talk(scenario)
    assert made.status_code == 200
    told = made.json()
    assert (told["case_no"], told["state"], told["deliver_by"]) == (case_no, "S60", "2026-11-30")
    assert told["decision_no"] == f"{case_no}-W10-01"
    assert told["certificate_held"] is False
    assert [(each["name"], each["state"]) for each in told["certificates"]] == [
        ("老年人优待证", "to_print")
    ]
    assert code(again) == (409, "case_state")
    assert (back.json()["state"], back.json()["deliver_by"]) == ("S20", None)
    assert back.json()["certificates"][0]["state"] == "void"


def test_who_is_not_of_the_back_office_is_refused():
    wrong = talk(lambda asking: asking.ask(GRANT, "ciren"))
    assert code(wrong) == (403, "decide_role")
    assert "审批岗" in wrong.json()["error"]["what"]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic !!!",
        "Bearer abc",
        "Basic " + base64.b64encode(b"gesang").decode(),
        "Basic " + base64.b64encode(b"\xff\xfe").decode(),
        "Basic " + base64.b64encode(b"ge\0sang:x").decode(),
    ],
)
def test_without_a_name_and_password_nobody_enters(header):
    answer = talk(lambda asking: asking.ask(GRANT, Authorization=header))
    assert code(answer) == (401, "sign_in_wrong")
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_wrong_password_and_an_unknown_name_look_the_same():
    async def scenario(asking):
        return await asking.ask(GRANT, password="x"), await asking.ask(GRANT, "nobody")  # noqa: S106

    wrong, unknown = talk(scenario)
    assert code(wrong) == code(unknown) == (401, "sign_in_wrong")
    assert wrong.json() == unknown.json()


def test_wrong_passwords_close_a_name_for_a_while():
    async def scenario(asking):
        for _ in range(MOST_FAILURES):
            assert code(await asking.ask(GRANT, password="x"))[0] == 401  # noqa: S106
        closed = await asking.ask(GRANT)
        other = await asking.ask(GRANT, "ciren")
        asking.now_ms += CLOSED_MS
        late = await asking.ask(GRANT, password="x")  # noqa: S106
        return closed, other, late, await asking.ask(GRANT)

    closed, other, late, opened = talk(scenario)
    assert code(closed) == (429, "sign_in_waits")
    assert "15 分钟" in closed.json()["error"]["remedy"]
    assert code(other) == (403, "decide_role"), "another name is not closed"
    assert code(late) == (401, "sign_in_wrong")
    assert opened.status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "JSON"),
        (b"\xff", "JSON"),
        (b"[]", "JSON"),
        (b"{}", "JSON"),
        ({"ruling": "maybe"}, "ruling"),
        (GRANT | {"officers": "格桑"}, "officers"),
        (GRANT | {"valid_to": "soon"}, "valid_to"),
        (GRANT | {"values": {"scope": 1}}, "values[...]"),
    ],
)
def test_a_wrong_body_names_the_place(body, field):
    answer = talk(lambda asking: asking.ask(body))
    assert code(answer) == (400, "decision_json")
    assert field in answer.json()["error"]["what"]


@pytest.mark.parametrize(
    ("body", "no", "told"),
    [
        (GRANT, UNSENT, (404, "case_not_at_county")),
        (GRANT, "5404", (422, "case_no_form")),
        (GRANT | {"officers": ["格桑"]}, "", (422, "decision_two_officers")),
        ({"ruling": "denied", "officers": ["格桑", "央金"]}, "", (422, "decision_reason")),
        (GRANT | {"values": {"colour": "红"}}, "", (422, "grant_value_unknown")),
    ],
)
def test_what_a_rule_refuses(body, no, told):
    assert code(talk(lambda asking: asking.ask(body, no=no))) == told


def test_a_body_beyond_all_measure():
    answer = talk(lambda asking: asking.ask(b" " * (BODY_MAX_BYTES + 1)))
    assert answer.status_code == 413
