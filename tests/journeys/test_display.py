"""The hall's display in a real browser: what people see and hear, and that nobody has to touch it."""

from __future__ import annotations

import shutil
import time
from datetime import datetime
from urllib.parse import quote, urlsplit

import pytest

from counter_app.domain.hall import QueueLine
from db.county.queue_lines import set_line
from tests.fakes.browser import SOUND, chromium
from tests.fakes.clock import NYINGCHI
from tests.fakes.county_process import CountyProcess, json_lines, new_folder, run_command
from tests.fakes.display_server import HALL, served_display
from tests.fakes.hall_clients import enrolled_client
from tests.fakes.hall_server import Hand
from tests.fakes.proof import longer
from tests.fakes.voice import record

BAD = "<img src=x onerror=document.title=1>"
# every sound that the page plays, in order, and when it is over
LISTEN = """
    window.heard = [];
    const Plain = window.Audio;
    window.Audio = class extends Plain {
        constructor() {
            super();
            const name = () => decodeURIComponent(this.src.split("/").pop());
            this.addEventListener("playing", () => heard.push("begins " + name()));
            this.addEventListener("ended", () => heard.push("ends " + name()));
        }
    };
"""


@pytest.fixture(scope="module")
def browse():
    with chromium(SOUND) as opened:
        yield opened


@pytest.fixture
def display(county_databases, tmp_path):
    record(tmp_path, "zh")
    with served_display(county_databases("embedded"), tmp_path, beat_s=0.6) as served:
        served.clock.advance(30_000)
        yield served


def where(display, hall=HALL):
    return f"{display.url}/display/{quote(hall)}"


def hands(display, *windows):
    kiosk = Hand(display.window("k-1", "kiosk"))
    for _ in range(6):
        kiosk("take", line="A")
    return [Hand(display.window(each)) for each in windows]


def numbers(count):
    return f"document.querySelectorAll('.call .no').length === {count}"


def test_calls_are_shown_newest_first_and_all_names_are_text(display, browse):
    one, bad = hands(display, "3号窗口", BAD)
    set_line(display.database, HALL, QueueLine("A", BAD, "ཁྲལ"))
    one("call")
    tab = browse(where(display), reduced_motion="reduce")
    tab.until(numbers(1))
    display.clock.advance(1_000)
    ticket = bad("call").ticket
    tab.until(numbers(2))
    assert tab.text(".call:first-child .no") == "A002"
    assert tab.text(".call:first-child .window") == BAD
    assert tab.text(".call:last-child .window") == "3号窗口"
    assert tab.text("#waiting .zh") == BAD
    assert tab.text("#waiting .count") == "4人"
    above, below = (
        tab(lambda page, c=c: page.locator(f"#waiting .{c}").bounding_box()) for c in ("zh", "bo")
    )
    assert below["y"] >= above["y"] + above["height"] - 1
    sizes = tab(
        lambda page: page.evaluate(
            "['zh', 'bo'].map((c) => parseFloat(getComputedStyle(document.querySelector('#waiting .' + c)).fontSize))"
        )
    )
    assert sizes[0] >= sizes[1]
    display.clock.advance(1_000)
    bad("recall", ticket=ticket.id)
    tab.until("document.querySelector('.call:first-child .again')")
    assert tab.text(".again") == "第 2 次呼叫"
    assert (tab.text("#time"), tab.text("#date")) == ("10:00", "2026年11月16日 星期一")
    assert tab(lambda page: page.title()) == tab.text("#hall")
    assert tab.faults == []


def test_a_call_blinks_until_it_was_seen_and_never_where_motion_is_unwelcome(display, browse):
    (one,) = hands(display, "w-1")
    one("call")
    moving = "getComputedStyle(document.querySelector('.call .no')).animationName"
    tab, calm = browse(where(display)), browse(where(display), reduced_motion="reduce")
    tab.until(f"document.querySelector('.call.new') && {moving} === 'blink'")
    calm.until(f"document.querySelector('.call.new') && {moving} === 'none'")
    display.clock.advance(11_000)
    tab.until("!document.querySelector('.call.new')")
    assert tab.text(".no") == "A001"


def test_left_open_over_night_it_forgets_yesterday_even_with_the_line_cut(display, browse):
    (one,) = hands(display, "w-1")
    display.clock.set_wall(datetime(2026, 11, 16, 23, 59, 58, tzinfo=NYINGCHI))
    one("call")
    tab = browse(where(display))
    tab.until(numbers(1))
    display.store.away = True
    tab.until(numbers(0))
    assert tab.text("#time") == "00:00"
    assert tab.text("#waiting .count") == "0人"
    assert "暂时没有叫号" in tab.text("#nobody")


def test_a_hall_without_calls_says_what_to_do(display, browse):
    display.window("w-1")
    tab = browse(where(display))
    tab.until("document.querySelector('.line')")
    assert tab.text("#nobody") == "暂时没有叫号，请取号等候"
    assert tab.text("#waiting .zh") == "综合业务"
    tab = browse(where(display, "没有"))
    assert "没有这个大厅" in tab.text("h1")


def test_each_call_is_said_once_in_order_and_a_recall_again(display, browse):
    one, two = hands(display, "1号窗口", "2号窗口")
    one("call")
    display.clock.advance(61_000)
    tab = browse(where(display), LISTEN)
    tab.until(numbers(1))
    first = two("call").ticket
    display.clock.advance(1_000)
    one("finish", ticket=f"{HALL}/2026-11-16/A001")
    one("call")
    display.clock.advance(1_000)
    two("recall", ticket=first.id)
    tab.until("heard.length === 6")
    said = ["A002-2号窗口.wav", "A003-1号窗口.wav", "A002-2号窗口.wav"]
    heard = tab(lambda page: page.evaluate("heard"))
    assert heard == [f"{what} {name}" for name in said for what in ("begins", "ends")]
    tab(lambda page: page.reload())
    tab.until(numbers(3))
    two("finish", ticket=first.id)
    two("call")
    tab.until("heard.length === 2")
    assert tab(lambda page: page.evaluate("heard"))[0] == "begins A004-2号窗口.wav"


def test_voice_can_be_switched_off(display, browse):
    (one,) = hands(display, "1号窗口")
    tab = browse(where(display) + "?voice=off", LISTEN)
    tab.until("document.querySelector('.line')")
    assert tab.text("#voice") == "语音：关"
    one("call")
    tab.until(numbers(1))
    tab(lambda page: page.click("#voice"))
    assert tab.text("#voice") == "语音：开"
    one("recall", ticket=f"{HALL}/2026-11-16/A001")
    display.clock.advance(1_000)
    one("recall", ticket=f"{HALL}/2026-11-16/A001")
    tab.until("heard.length >= 2")
    assert not any("A001" in each for each in tab.asked[:1])


def test_a_browser_that_refuses_sound_says_how_to_allow_it(display):
    (one,) = hands(display, "1号窗口")
    one("call")
    with chromium() as browse:
        tab = browse(where(display), LISTEN)
        # what Playwright evaluates counts as a touch: look only when the page has tried
        while not tab.asked[-1].endswith(".wav"):
            tab(lambda page: page.wait_for_timeout(20))
        tab.until("!document.getElementById('hint').hidden")
        assert "点一下屏幕" in tab.text("#hint")
        assert SOUND in tab.text("#hint")
        assert tab(lambda page: page.evaluate("heard")) == []
        tab(lambda page: page.click("h1"))
        tab.until("heard.length === 2")
        assert not tab(lambda page: page.is_visible("#hint"))


def test_without_clips_and_program_the_page_says_so(display, tmp_path, browse):
    shutil.rmtree(tmp_path / "zh")
    display.window("w-1")
    tab = browse(where(display))
    tab.until("!document.getElementById('hint').hidden")
    assert "没有语音" in tab.text("#hint")


def test_a_cut_line_is_said_the_last_calls_stay_and_it_heals_by_itself(
    county_databases, tmp_path, browse
):
    database = county_databases("embedded")
    with served_display(database, tmp_path, beat_s=0.6) as display:
        display.clock.advance(30_000)
        (one,) = hands(display, "w-1")
        one("call")
        tab = browse(where(display))
        tab.until(numbers(1))
        port = urlsplit(display.url).port
    tab.until("!document.getElementById('cut').hidden")
    assert tab.text("#cut") == "连接中断，正在重连。上面是 10:00 的情况。"
    assert tab.text(".no") == "A001"
    assert (
        tab(
            lambda page: page.evaluate("getComputedStyle(document.getElementById('calls')).opacity")
        )
        == "0.5"
    )
    with served_display(database, tmp_path, beat_s=0.6, port=port):
        tab.until("document.getElementById('cut').hidden")
        assert not any("ReferenceError" in each for each in tab.faults)


def test_a_server_of_another_version_is_loaded_once(display, browse):
    display.window("w-1")
    tab = browse(where(display))
    tab.until("document.querySelector('.line')")
    before = tab(lambda page: page.evaluate("performance.timeOrigin"))
    display.page.version = "another"
    display.window("w-2")
    display.clock.advance(86_400_000)
    tab.until(f"performance.timeOrigin !== {before} && document.querySelector('.line')")
    loads = sum(each == where(display) for each in tab.asked)
    display.clock.advance(86_400_000)
    tab.until("document.getElementById('date').textContent.includes('18日')")
    assert sum(each == where(display) for each in tab.asked) == loads


def check_list(data):
    """What is to be recorded, beside a server: of the office's own folder and its windows."""
    folder = record(data / "voice", "zh", ["please"])
    (folder / "A.wav").write_bytes(b"no sound")
    listed = json_lines(run_command("voice-clips", "--voice", "zh", "--data", data))
    found = {each["clip"]: each for each in listed}
    states = [found[each]["state"] for each in ("please", "A", "7", "window-出证窗口")]
    assert states == ["there", "bad", "missing", "missing"]
    assert "16 kHz" in found["A"]["what"]
    assert found["please"]["text"] == "请"


@pytest.mark.parametrize("again", [False, *longer((True,))])
def test_the_real_server_stops_in_time_and_is_found_again(browse, again):
    data = new_folder()
    with CountyProcess("--data", data) as county:
        url = county.ready()
        socket = (data / "pg" / "postmaster.pid").read_text().splitlines()[4]
        database = f"postgresql://postgres@/postgres?host={socket}"
        kiosk = enrolled_client(url, database, "k-1", "kiosk", "h-1")
        window = enrolled_client(url, database, "出证窗口", "cert", "h-1")
        check_list(data)
        for _ in range(2):
            kiosk.act("take", line="A")
        first = window.act("call").ticket
        tab = browse(f"{url}/display/h-1")
        tab.until(numbers(1))
        begun = time.monotonic()
        assert county.stop() == 0
        assert time.monotonic() - begun < 5
    if again:
        with CountyProcess("--data", data, port=urlsplit(url).port) as county:
            county.ready()
            window.close()
            window.act("finish", ticket=first.id)
            window.act("call")
            tab.until(numbers(2))
    for each in (kiosk, window):
        each.close()
    shutil.rmtree(data)
