"""The page behind the code on a receipt, over ASGI: asking, sending, and everything that is refused."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import httpx2
import pytest

from counter_app.domain.county_certificate import Revocation
from counter_app.domain.device_certificate import device_tag
from counter_app.domain.rating import TAGS, Level, rating_id
from counter_app.domain.rating_ticket import Stage
from counter_app.words import Words
from county_server.app import make_app
from county_server.public.pace import MOST_OF_ONE
from county_server.public.rating import Ratings
from county_server.public.rating_routes import RateApi
from county_server.sync.news import FeedNews
from tests.fakes.county_bench import enrolled, pushed
from tests.fakes.county_desk import CERTIFIED, accepted_by
from tests.fakes.county_rating import (
    COUNTY,
    MemoryRatingBench,
    MemoryRatings,
    NoneEnded,
    code_for,
)
from tests.fakes.county_seal import FakeCountySeal
from tests.fakes.county_window import START_MS, WireWindow

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Phone:
    """A citizen's phone, a window with one accepted case, and the county's ratings."""

    def __init__(self, client, window, case_no, rated, ended):
        self.client, self.window, self.case_no = client, window, case_no
        self.rated, self.ended = rated, ended
        self.token = code_for(window, case_no)

    async def get(self, token="", **query):
        return await self.client.get(f"/r/{token or self.token}", params=query)

    async def send(self, token="", headers=None, **fields):
        body = urlencode({"level": "good"} | fields, doseq=True)
        path = f"/r/{token or self.token}"
        return await self.client.post(path, content=body, headers=FORM | (headers or {}))

    async def given(self):
        found = await self.rated.rating(rating_id(self.case_no, 1))
        return None if found is None else found.rated.given


def talk(scenario):
    async def run():
        bench = MemoryRatingBench()
        bench.furnish(CERTIFIED)
        window = await enrolled(bench.store, bench, "w-1")
        entry = accepted_by(window)
        await pushed(bench.store, window)
        rated, ended = MemoryRatings(bench.store, bench.items), NoneEnded()
        api = RateApi(Ratings(rated, ended, COUNTY.public_key), lambda: START_MS, Words())
        app = make_app(bench.store, FeedNews(bench.store), lambda: START_MS, api.router)
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://county") as client:
            return await scenario(Phone(client, window, entry.no, rated, ended))

    return asyncio.run(run())


def test_two_steps_and_thanks():
    async def scenario(phone):
        first = await phone.get()
        second = await phone.get(level="not_good")
        sent = await phone.send(
            level="not_good", tag=["207", "214"], text=" 等很久\r\n谢谢 ", anonymous="1"
        )
        return first, second, sent, await phone.get(), await phone.given(), phone.case_no

    first, second, sent, after, given, case_no = talk(scenario)
    assert [first.status_code, second.status_code, sent.status_code] == [200, 200, 200]
    assert re.findall(r'name="level" value="(\w+)"', first.text) == [each.value for each in Level]
    assert re.findall(r'name="tag" value="(\d+)"', second.text) == list(TAGS[Level.NOT_GOOD])
    assert "没有提供材料样本" in second.text
    assert "谢谢您" in sent.text
    assert "已经评价过" in after.text
    assert (given.level, given.tags, given.text) == (Level.NOT_GOOD, ("207", "214"), "等很久\n谢谢")
    assert (given.anonymous, given.channel.value, given.served_at) == (True, "qr", "w-1")
    for page in (first, second, sent, after):
        assert case_no not in page.text
        assert "扎西" not in page.text
        policy = page.headers["Content-Security-Policy"]
        assert "script" not in policy
        assert "form-action 'self'" in policy
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_sent_twice_it_says_so_and_counts_once():
    async def scenario(phone):
        answers = [await phone.send(level=each) for each in ("good", "very_bad")]
        return answers, await phone.given()

    (first, second), given = talk(scenario)
    assert "谢谢您" in first.text
    assert "已经评价过" in second.text
    assert given.level is Level.GOOD


def test_a_case_on_its_way_is_told_of_in_words():
    async def scenario(phone):
        entry = accepted_by(phone.window)
        token = code_for(phone.window, entry.no)
        return await phone.get(token), await phone.send(token, level="very_bad")

    asked, sent = talk(scenario)
    assert "窗口已经收件，数据正在路上" in asked.text
    assert "谢谢您" in sent.text
    assert "数据正在路上" in sent.text


class Mixed:
    """A window whose certificate is used by who does not hold its key."""

    def __init__(self, window, thief):
        self.public_key, self.device, self.info = window.public_key, window.device, window.info
        self.key = thief.key


FORGED = {
    "another county": lambda phone: code_for(
        phone.window, phone.case_no, county=FakeCountySeal("other")
    ),
    "another key": lambda phone: code_for(Mixed(phone.window, WireWindow()), phone.case_no),
    "another day": lambda phone: code_for(phone.window, phone.case_no, signed_on=date(2031, 1, 1)),
    "an unknown window": lambda phone: code_for(
        replace(phone.window, info=replace(phone.window.info, id="w-9")), phone.case_no
    ),
    "a changed visit": lambda phone: _changed(phone.token),
}


def _changed(token):
    """One character of the case number's bytes is another one."""
    at = 8
    return token[:at] + ("B" if token[at] != "B" else "C") + token[at + 1 :]


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_code_is_refused_in_words_and_records_nothing(how):
    async def scenario(phone):
        token = FORGED[how](phone)
        return await phone.get(token), await phone.send(token), await phone.given()

    asked, sent, given = talk(scenario)
    for page in (asked, sent):
        assert "不能用来评价" in page.text or "读不出来" in page.text
        assert 'name="level"' not in page.text
    assert given is None


def test_a_stolen_window_s_codes_are_worth_nothing_from_the_day_on():
    async def scenario(phone):
        tag = device_tag(phone.window.device).hex()
        phone.ended.ended = (Revocation(tag, 1, date(2026, 11, 1)),)
        stopped = await phone.get()
        phone.ended.ended = (Revocation(tag, 1, date(2026, 12, 1)),)
        return stopped, await phone.get()

    stopped, before = talk(scenario)
    assert "不能用来评价" in stopped.text
    assert 'name="level"' in before.text


@pytest.mark.parametrize("token", ["hello", "A" * 3_000, "A1", "%00"])
def test_what_is_no_code_is_no_error(token):
    async def scenario(phone):
        return await phone.get(token)

    page = talk(scenario)
    assert (page.status_code, "读不出来" in page.text) == (200, True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "长" * 5_000}, "太长"),
        ({"tag": ["517"]}, "不属于所选的满意度"),
        ({"text": "a\0b"}, "不能保存的字符"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_written(fields, words):
    async def scenario(phone):
        return await phone.send(**fields), await phone.given()

    page, given = talk(scenario)
    assert (page.status_code, words in page.text, given) == (422, True, None)
    assert "提交评价" in page.text


def test_what_was_written_is_shown_as_text_and_never_as_a_page():
    async def scenario(phone):
        return await phone.send(tag=["<b>"], text="<script>alert(1)</script>")

    page = talk(scenario)
    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        {"level": "best"},
        {"level": ""},
    ],
)
def test_a_post_that_is_not_from_this_page_asks_anew(changes):
    async def scenario(phone):
        return await phone.send(**changes), await phone.given()

    page, given = talk(scenario)
    assert (page.status_code, given) == (400, None)
    assert 'name="level"' in page.text


def test_bytes_that_are_no_form():
    async def scenario(phone):
        path = f"/R/{phone.token}"
        odd = await phone.client.post(path, content=b"level=\xff\xfe&=&", headers=FORM)
        many = await phone.client.post(path, content=b"a=1&" * 100, headers=FORM)
        large = await phone.send(text="长" * 10_000)
        return odd, many, large, await phone.given()

    odd, many, large, given = talk(scenario)
    assert [each.status_code for each in (odd, many, large)] == [400, 400, 413]
    assert "请缩短到 500 个字以内" in large.text
    assert given is None


def test_who_asks_too_often_waits():
    async def scenario(phone):
        pages = [await phone.get() for _ in range(MOST_OF_ONE)]
        return pages, await phone.get(), await phone.send(), await phone.given()

    pages, late, sent, given = talk(scenario)
    assert {each.status_code for each in pages} == {200}
    assert (late.status_code, sent.status_code, given) == (429, 429, None)
    assert late.headers["Retry-After"] == "60"


def test_one_more_rating_where_the_county_allows_it():
    async def scenario(phone):
        await phone.send(level="very_bad")
        data = phone.rated.store.data
        rating = rating_id(phone.case_no, 1)
        there, hall = data.ratings[rating]
        closed = replace(there.ticket, stage=Stage.CLOSED, again=True)
        data.ratings[rating] = (replace(there, ticket=closed), hall)
        asked = await phone.get()
        sent = await phone.send(level="good")
        again = await phone.rated.rating(rating_id(phone.case_no, 3))
        return asked, sent, await phone.get(), again

    asked, sent, after, again = talk(scenario)
    assert "可以再评价一次" in asked.text
    assert "谢谢您" in sent.text
    assert "已经评价过" in after.text
    assert again.rated.given.level is Level.GOOD
