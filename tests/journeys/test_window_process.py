"""The real window on an X server: what is typed survives whatever ends the program (F-A3)."""

from __future__ import annotations

import json
import sys

import pytest

from tests.fakes.proof import long_proof
from tests.fakes.window_process import run_window
from tests.fakes.worked_window import WorkedWindow
from tests.fakes.x_display import HAS_RANDR, HAS_X, XDisplay
from tests.journeys.conftest import PASSWORD, USER
from tests.journeys.test_main_job import CARD, INITIALS

pytestmark = pytest.mark.skipif(not HAS_X, reason="needs an X server")
PHONE = "13800000831"
SEARCH, MATERIALS = "search", "材料"


@pytest.fixture(scope="module")
def display():
    with XDisplay() as display:
        yield display


@pytest.fixture
def options(hall, whole_devices, tmp_path):
    """Options of a window that was enrolled and has synced; a card lies on its reader."""
    found = ["--profile", tmp_path / "profile"]
    for role, device in whole_devices.items():
        found += ["--set", f"devices.{role}={device.url}"]
    run_window(
        *found, "enrol", "--server", hall.url, "--code", hall.another_window()
    ).check_returncode()
    card = tmp_path / "card.json"
    card.write_text(json.dumps(CARD, ensure_ascii=False), encoding="utf-8")
    whole_devices["reader"].ask(f"card {card}")
    return found


def come_in(window):
    """Sign in by password, the one user being chosen already, without a PIN; the opening check."""
    window.until("focus", "password")
    window.type(PASSWORD)
    window.press("Enter")
    window.until("focus", "pin")
    window.press("Esc")
    return window.until("labels", f" · {USER}")


def serve(window):
    """Read the card, type the phone, open the item and mark its first material."""
    window.press("Enter")
    window.until("focus", "number")
    window.press("F3")
    window.until("focus", "phone")
    window.type(PHONE)
    window.press("Enter")
    window.until("focus", SEARCH)
    window.type(INITIALS)
    window.press("Enter")
    window.until("focus", MATERIALS)
    window.press("Enter")
    return window.until("rows", "已收")


def sketched(name, text):
    """Tell whether a write to the journal holds ``text`` in a field."""

    def holds(told):
        return told["kept"] == "sketch" and [name, text] in told["content"]["texts"]

    return holds


def typed_slowly(window, name, text):
    """Type one character after the other; how long each took to be durable, in milliseconds."""
    took_ms = []
    for end in range(1, len(text) + 1):
        since = len(window.kept)
        typed = window.type(text[end - 1])
        kept = window.until_kept(sketched(name, text[:end]), since)
        took_ms.append(round(1000 * (kept["at_s"] - typed["at_s"])))
    return took_ms


def test_killed_while_typing_it_comes_back_to_the_same_case_and_field(display, options, capsys):
    with WorkedWindow(display, *options) as window:
        assert not [each for each in come_in(window)["labels"] if "已恢复" in each]
        before = serve(window)
        window.press("F4")
        took_ms = typed_slowly(window, "search", "shbz")
        window.kill()

    with capsys.disabled():
        sys.stdout.write(f"\n[journal] durable after each key of a search, ms: {took_ms}\n")
    with WorkedWindow(display, *options) as window:
        first = come_in(window)
        assert [
            each for each in first["labels"] if each.startswith("已恢复 1 件：老年人优待证办理（")
        ]
        window.press("Enter")
        window.until("labels", "已恢复 1 件，停在 ")
        after = window.until("rows", "已收")
        assert after["focus"] == SEARCH
        assert after["typed"][SEARCH] == "shbz"
        assert after["rows"] == before["rows"]
        assert [each for each in after["labels"] if "138****0831" in each]
        window.type("k")
        assert window.see()["typed"][SEARCH] == "shbzk"


def resumed(window):
    """Come in again: the first screen, and what then stands."""
    first = come_in(window)
    window.press("Enter")
    window.until("labels", "已恢复 1 件，停在 ")
    return first, window.until("rows", "已收")


@long_proof
def test_what_was_accepted_and_not_printed_is_offered_on_the_first_screen(
    display, options, whole_devices
):
    printer = whole_devices["documents"]
    with WorkedWindow(display, *options) as window:
        come_in(window)
        serve(window)
        window.press("F6")
        window.until("labels", "F9 受理")
        printer.ask("unplug")
        window.press("F9")
        window.until("labels", "打印机没有接受连接")
        window.kill()
    printer.ask("replug")

    with WorkedWindow(display, *options) as window:
        first = come_in(window)
        assert [each for each in first["rows"] if "受理通知书" in each]
        window.press("Down", "Enter")
        window.until("rows", "已打印")
        window.press("Esc", "Enter")
        assert window.until("labels", "已恢复 1 件，停在 ")["focus"] == SEARCH
    assert len(printer.ask_json("jobs")) == 1


@long_proof
def test_sigterm_in_mid_case_keeps_the_last_key(display, options):
    with WorkedWindow(display, *options) as window:
        come_in(window)
        before = serve(window)
        window.press("F4")
        window.type("shbz")
        assert window.terminate() == 0

    with WorkedWindow(display, *options) as window:
        first, after = resumed(window)
        assert [
            each for each in first["labels"] if each.startswith("已恢复 1 件：老年人优待证办理")
        ]
        assert (after["typed"][SEARCH], after["rows"]) == ("shbz", before["rows"])


@long_proof
def test_a_window_manager_that_closes_the_window_in_mid_case_is_asked(display, options):
    with WorkedWindow(display, *options) as window:
        come_in(window)
        served = serve(window)
        display.ask_to_close(served["winId"])
        asked = window.until("labels", "还有一位群众正在办理")
        assert [each for each in asked["labels"] if "老年人优待证办理" in each]
        window.press("Enter")
        assert window.until("focus", MATERIALS)["rows"] == served["rows"]
        display.ask_to_close(served["winId"])
        window.until("labels", "还有一位群众正在办理")
        window.press_last("Alt+Q")
        assert window.ended() == 0

    with WorkedWindow(display, *options) as window:
        assert resumed(window)[1]["rows"] == served["rows"]


@long_proof
def test_with_nobody_at_the_counter_it_closes_at_once(display, options):
    with WorkedWindow(display, *options) as window:
        come_in(window)
        window.press("Enter")
        display.ask_to_close(window.until("focus", "number")["winId"])
        assert window.ended() == 0


@long_proof
def test_the_enter_of_a_scanner_does_not_open_the_window(display, options):
    with WorkedWindow(display, *options) as window:
        come_in(window)
        assert [each for each in window.scan("6901234567892")["labels"] if "扫到的不是" in each]
        assert [each for each in window.see()["labels"] if f" · {USER}" in each]


@pytest.mark.skipif(not HAS_RANDR, reason="needs a client of RandR")
@long_proof
def test_a_monitor_unplugged_with_the_citizen_screen_on_it(options):
    with XDisplay("2390x900x24") as wide:
        wide.plug(b"DP-1", 0, 0, 1366, 900, own=True)
        wide.plug(b"HDMI-1", 1366, 0, 1024, 900, own=False)
        with WorkedWindow(wide, *options, "--citizen-screen", "1") as window:
            come_in(window)
            served = serve(window)
            assert served["citizen"] == ["1366 0 1024 900 full"]
            wide.unplug(b"HDMI-1")
            gone = window.until("labels", "群众屏的显示器断开了")
            assert gone["citizen"] == []
            assert (gone["focus"], gone["rows"]) == (MATERIALS, served["rows"])
            wide.plug(b"HDMI-1", 1366, 0, 1024, 900, own=False)
            assert window.until("citizen", "full")["citizen"] == ["1366 0 1024 900 full"]
            assert window.see()["rows"] == served["rows"]
