"""Bad ratings over the desk's API and figures for a supervisor's place, in this process."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import replace
from datetime import date

import httpx2
import pytest

from counter_app.domain.rating import Level
from counter_app.domain.rating_figures import RatingCounts, RatingView
from counter_app.words import Words
from county_server.app import make_app
from county_server.desk.door import Door
from county_server.desk.rating_routes import RatingDeskApi
from county_server.hall.ratings import RatingFiguresApi
from county_server.sync.news import FeedNews
from tests.fakes.county_bench import enrolled, pushed
from tests.fakes.county_desk import CERTIFIED, PASSWORD, accepted_by
from tests.fakes.county_rating import MemoryRatingBench, MemoryRatings, a_rating, rating_entry
from tests.fakes.county_window import START_MS

DAY = date(2026, 11, 16)


class Counter:
    """Counts one good rating of whatever hall is asked about."""

    async def view(self, hall, first, last, as_of):
        return RatingView(hall, first, last, as_of, RatingCounts(1, (1, 0, 0, 0, 0)))


class Asking:
    def __init__(self, client, window, rating):
        self.client, self.window, self.rating = client, window, rating

    def proof(self, user, password=PASSWORD):
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        return {"Authorization": f"Basic {token}"}

    async def act(self, act, user="zhuoma", rating="", **body):
        target = f"/desk/v1/ratings/{rating or self.rating}/{act}"
        content = json.dumps(body).encode()
        return await self.client.post(target, content=content, headers=self.proof(user))

    async def list(self, user, password=PASSWORD, closed=""):
        query = {"closed": closed}
        headers = self.proof(user, password)
        return await self.client.get("/desk/v1/ratings", params=query, headers=headers)


def talk(scenario):
    async def run():
        bench = MemoryRatingBench()
        bench.furnish(CERTIFIED)
        window = await enrolled(bench.store, bench, "w-1")
        entry = accepted_by(window)
        did = a_rating(entry.no, Level.VERY_BAD, clerk="ciren", served_at="w-1", text="等很久")
        window.record(rating_entry("w-1", did))
        await pushed(bench.store, window)
        rated = MemoryRatings(bench.store, bench.items)
        routers = (
            RatingDeskApi(rated, lambda: START_MS, Words(), Door(rated)).router,
            RatingFiguresApi(bench.store, rated, Counter(), lambda: START_MS).router,
        )
        app = make_app(bench.store, FeedNews(bench.store), lambda: START_MS, *routers)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://county") as client:
            return await scenario(Asking(client, window, did.rating))

    return asyncio.run(run())


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_the_whole_way_over_the_api():
    async def scenario(asking):
        before = await asking.list("zhuoma")
        steps = [
            await asking.act("assign", owner="gesang"),
            await asking.act("call", "gesang", result="reached", note="已致歉"),
            await asking.act("verdict", verdict="true", grounds="属实", days=3, again=True),
            await asking.act("fix", "gesang", done="补上", reply="已答复"),
            await asking.act("confirm"),
        ]
        after = [await asking.list("zhuoma", closed=each) for each in ("", "1")]
        return before, steps, after

    before, steps, after = talk(scenario)
    (ticket,) = before.json()
    assert (ticket["level"], ticket["text"], ticket["clerk"]) == ("very_bad", "等很久", "ciren")
    assert [each.json()["stage"] for each in steps] == [
        "assigned",
        "called",
        "judged",
        "fixed",
        "closed",
    ]
    last = steps[-1].json()
    assert (last["fix_by"], last["fix_days"], last["again"]) == ("2026-11-19", 3, True)
    assert [len(each.json()) for each in after] == [0, 1]


def test_the_rated_clerk_appeals_and_reads_no_more_than_the_verdict():
    async def scenario(asking):
        await asking.act("assign", owner="gesang")
        await asking.act("call", result="refused")
        await asking.act("verdict", verdict="partly", grounds="部分属实")
        seen = await asking.list("ciren")
        return seen, await asking.act("appeal", "ciren", reason="样表在")

    seen, appealed = talk(scenario)
    (ticket,) = seen.json()
    assert set(ticket) == {"rating", "stage", "verdict", "grounds", "appeal"}
    assert appealed.json()["appeal"] == "样表在"
    assert "等很久" not in seen.text + appealed.text


def test_what_is_refused_and_how():
    async def scenario(asking):
        return [
            await asking.act("assign", "gesang", owner="gesang"),
            await asking.act("assign", rating="0" * 16, owner="gesang"),
            await asking.act("fix", done="a", reply="b"),
            await asking.act("assign"),
            await asking.act("call", result="maybe"),
            await asking.list("zhuoma", "wrong"),
        ], await asking.act("forget")

    answers, unknown = talk(scenario)
    assert [code(each) for each in answers] == [
        (403, "rating_role"),
        (404, "rating_unknown"),
        (409, "rating_stage"),
        (400, "decision_json"),
        (400, "decision_json"),
        (401, "sign_in_wrong"),
    ]
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("first=2026-11-01&last=2026-11-16&by=zhuoma", 200),
        ("first=2026-11-01&last=2026-11-16&by=ciren", 422),
        ("first=2026-11-01&last=2026-11-16", 422),
        ("first=yesterday&last=2026-11-16&by=zhuoma", 400),
    ],
)
def test_figures_are_a_supervisor_s(query, status):
    async def scenario(asking):
        target = f"/hall/v1/ratings?{query}"
        headers = asking.window.headers("GET", target)
        return await asking.client.get(target, headers=headers)

    answer = talk(scenario)
    assert answer.status_code == status
    if status == 200:
        told = answer.json()
        assert (told["hall"], told["as_of"]) == ("h-1", "2026-11-16")
        assert told["counts"]["levels"] == [1, 0, 0, 0, 0]


def test_who_is_no_window_gets_nothing():
    async def scenario(asking):
        stranger = replace(asking.window, device="d-9")
        target = "/hall/v1/ratings?first=2026-11-01&last=2026-11-16&by=zhuoma"
        headers = stranger.headers("GET", target)
        return await asking.client.get(target, headers=headers)

    assert talk(scenario).status_code == 401
