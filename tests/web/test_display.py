"""The hall's public display over HTTP: the page, the stream, and what is never shown."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from datetime import datetime

import psycopg
import pytest

from counter_app.domain.hall import QueueLine
from county_server.hall.display import MOST_OF_HALL
from db.county.queue_lines import set_line
from tests.fakes.clock import NYINGCHI
from tests.fakes.display_server import HALL, served_display
from tests.fakes.hall_server import Hand


@pytest.fixture
def display(county_url, tmp_path):
    with served_display(county_url, tmp_path) as served:
        yield served


@pytest.fixture
def brisk(county_url, tmp_path):
    """Its streams say every tenth of a second that they live."""
    with served_display(county_url, tmp_path, beat_s=0.1) as served:
        yield served


def numbers(state):
    return [(each["no"], each["window"], each["recalls"]) for each in state["calls"]]


def called(window):
    return window("call").ticket


def hands(display, *windows):
    kiosk = Hand(display.window("k-1", "kiosk"))
    return kiosk, *(Hand(display.window(each)) for each in windows)


def test_the_page_asks_nothing_of_elsewhere_and_is_shut_by_its_policy(display):
    hands(display)
    status, headers, body = display.get()
    page = body.decode()
    assert (status, headers["cache-control"]) == (200, "no-store")
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "://" not in page
    assert "src=" not in page


def test_names_are_text_and_not_markup(county_url, tmp_path):
    bad = "</title><script>alert(1)</script>"
    with served_display(county_url, tmp_path, tibetan={"display.waiting": "<i>"}) as display:
        display.window("w-1")
        with psycopg.connect(county_url) as opened:
            opened.execute("UPDATE hall SET name = %s", [bad])
        page = display.get()[2].decode()
    assert page.count("&lt;/title&gt;&lt;script&gt;alert(1)") == 2
    assert '<span lang="bo">&lt;i&gt;</span>' in page
    assert (bad in page, "<i>" in page) == (False, False)


@pytest.mark.parametrize("hall", ["nowhere", "a\0b", "a/b", "<b>"])
def test_an_unknown_hall_is_a_page_in_words(display, hall):
    status, headers, body = display.get(hall=hall)
    assert (status, "没有这个大厅" in body.decode()) == (404, True)
    assert "default-src 'none'" in headers["content-security-policy"]
    with display.watch(hall) as stream:
        assert (stream.status, "没有这个大厅" in stream.rest().decode()) == (404, True)


def test_a_stream_begins_with_all_and_goes_on_with_each_change(display):
    kiosk, one = hands(display, "w-1")
    set_line(display.database, HALL, QueueLine("A", "综合业务", "ཁྲལ"))
    with display.watch() as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.next() == {"retry": "2000"}
        first = stream.state()
        line = {"letter": "A", "name": "综合业务", "name_bo": "ཁྲལ", "waiting": 0}
        assert (first["calls"], first["waiting"]) == ([], [line])
        assert (first["day"], first["voice"]) == ("2026-11-16", False)
        kiosk("take", line="A")
        assert stream.state()["waiting"][0]["waiting"] == 1
        ticket = called(one)
        state = stream.state()
        assert (numbers(state), state["waiting"][0]["waiting"]) == ([("A001", "w-1", 0)], 0)
        display.clock.advance(1_000)
        one("recall", ticket=ticket.id)
        state = stream.state()
        assert numbers(state) == [("A001", "w-1", 1)]
        assert state["calls"][0]["said_ms"] == display.clock.read().wall_ms


def test_who_was_laid_aside_or_waits_again_is_not_shown(display):
    kiosk, one, two = hands(display, "w-1", "w-2")
    for _ in range(4):
        kiosk("take", line="A")
    one("hold", ticket=called(one).id, reason="缺材料")
    one("skip", ticket=called(one).id)
    one("transfer", ticket=called(one).id, line="A")
    called(two)
    with display.watch() as stream:
        assert numbers(stream.state()) == [("A003", "w-2", 0)]


def test_who_is_called_again_comes_back_to_the_top(display):
    kiosk, one, two = hands(display, "w-1", "w-2")
    for _ in range(11):
        kiosk("take", line="A")
    first = called(one)
    for _ in range(9):
        display.clock.advance(1_000)
        two("finish", ticket=called(two).id)
    with display.watch() as stream:
        assert "A001" not in [no for no, _, _ in numbers(stream.state())]
        display.clock.advance(1_000)
        one("recall", ticket=first.id)
        state = stream.state()
        assert numbers(state)[:2] == [("A001", "w-1", 1), ("A010", "w-2", 0)]
        assert len(state["calls"]) == 8


def test_many_displays_share_one_reader(display):
    kiosk, _ = hands(display, "w-1")
    with ExitStack() as stack:
        streams = [stack.enter_context(display.watch()) for _ in range(12)]
        for each in streams:
            each.state()
        before = display.store.reads
        kiosk("take", line="A")
        for each in streams:
            assert each.state()["waiting"][0]["waiting"] == 1
        assert display.store.reads == before + 1


def test_so_many_may_look_and_a_place_that_is_left_is_free_again(brisk):
    hands(brisk)
    with ExitStack() as stack:
        streams = [stack.enter_context(brisk.watch()) for _ in range(MOST_OF_HALL)]
        for each in streams:
            each.state()
        for refused in (brisk.get(), brisk.get("/events")):
            assert (refused[0], refused[1]["retry-after"]) == (503, "30")
            assert "太多" in refused[2].decode()
        streams[0].close()
        left = threading.Event()
        while brisk.get()[0] == 503:
            assert not left.wait(0.02)
        with brisk.watch() as stream:
            assert stream.state()["calls"] == []


def test_at_midnight_yesterdays_calls_are_gone(brisk):
    kiosk, one = hands(brisk, "w-1")
    kiosk("take", line="A")
    brisk.clock.set_wall(datetime(2026, 11, 16, 23, 59, 59, tzinfo=NYINGCHI))
    called(one)
    with brisk.watch() as stream:
        assert numbers(stream.state()) == [("A001", "w-1", 0)]
        brisk.clock.advance(1_000)
        state = stream.state()
        assert (state["day"], state["calls"]) == ("2026-11-17", [])


def test_a_stream_says_that_it_lives_and_is_silent_while_the_data_is_away(brisk):
    hands(brisk)
    with brisk.watch() as stream:
        stream.state()
        now = str(brisk.clock.read().wall_ms)
        assert stream.next() == {"event": "beat", "data": now}
        brisk.store.away = True
        told = []
        reader = threading.Thread(target=lambda: told.append(stream.state()))
        reader.start()
        reads = brisk.store.reads
        pause = threading.Event()
        while brisk.store.reads < reads + 2:
            assert not pause.wait(0.02)
        assert told == []
        brisk.clock.advance(86_400_000)
        brisk.store.away = False
        reader.join(20)
        assert told[0]["day"] == "2026-11-17"


def test_when_the_server_goes_down_the_streams_end(display):
    hands(display)
    with display.watch() as stream:
        stream.state()
        display.loop.call_soon_threadsafe(display.news.close)
        assert stream.next() is None
