"""The citizen's screen: veil and monitor, and what the clerk sees and presses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.services.visit import Visit
from counter_app.ui.citizen.clerk_keys import ClerkKeys
from counter_app.ui.citizen.placement import Monitor, place_on
from tests.fakes.citizen import NAME, OWN, SECOND, CitizenBench


@pytest.fixture
def bench():
    return CitizenBench()


# ---- veil and monitor
def test_behind_a_veil_the_calm_page_stands_and_afterwards_what_stood_there(bench):
    bench.to_sign().draw()
    bench.presenter.cover(covered=True)
    assert (bench.page, bench.view.state.rows) == ("idle", ())
    bench.presenter.cover(covered=False)
    assert (bench.page, bench.view.state.strokes) == ("sign", NAME)


def test_an_unplugged_monitor_loses_nothing_and_the_clerk_is_told_in_one_line(bench):
    bench.presenter.monitor("there")
    bench.to_sign().draw()
    bench.shell.told.clear()

    bench.presenter.monitor("gone")
    bench.presenter.monitor("gone")

    ((kind, what, remedy),) = bench.shell.told
    assert (kind, "没有丢" in what, "按手印" in remedy) == ("warning", True, True)
    assert bench.stage == "未连接"
    bench.presenter.monitor("there")
    assert bench.shell.told[-1][0] == "good"
    assert (bench.page, bench.view.state.strokes, bench.stage) == ("sign", NAME, "待签字")


def test_standing_for_the_first_time_is_not_told(bench):
    bench.presenter.monitor("there")
    assert bench.shell.told == []


@pytest.mark.parametrize(
    ("monitors", "number", "name", "state", "stands"),
    [
        ((OWN, SECOND), 1, "", "there", SECOND),
        ((OWN,), 1, "", "window", None),
        ((), 0, "", "window", None),
        ((OWN,), 1, "HDMI-1", "gone", None),
        ((SECOND,), 1, "HDMI-1", "there", SECOND),
        ((OWN, Monitor("DP-9", 1280, 0, 800, 600)), 1, "HDMI-1", "there", "DP-9"),
        ((OWN, SECOND), 0, "", "there", OWN),
        ((SECOND,), 0, "DP-1", "gone", None),
    ],
)
def test_where_it_stands(monitors, number, name, state, stands):
    placement = place_on(monitors, number, name)
    found = placement.monitor
    assert placement.state == state
    assert (found.name if isinstance(stands, str) else found) == stands
    assert placement.name == (found.name if found else name)


# ---- the clerk's side
def test_the_clerks_panel_hears_every_change(bench):
    heard = []
    bench.presenter.watch(heard.append)
    assert [each.pill.word for each in heard] == ["群众屏 空闲"]
    bench.ask()
    assert heard[-1] == bench.clerk
    assert bench.clerk.asked


def keys_of(bench, visit=None):
    bench.caret = []
    keys = ClerkKeys(
        bench.presenter, bench.desk.words, bench.shell, lambda: bench.caret.append("witness")
    )
    return {each.key: each for each in keys.keys(lambda: visit or bench.visit)}


def test_the_keys_ask_change_the_manner_and_take_back(bench):
    assert list(keys_of(bench)) == ["Alt+I"]
    keys_of(bench)["Alt+I"].act()
    assert bench.page == "check"
    assert list(keys_of(bench)) == ["Alt+I", "Alt+O", "Alt+Z"]
    keys_of(bench)["Alt+O"].act()
    assert (bench.clerk.manner, bench.caret) == ("fingerprint", ["witness"])
    keys_of(bench)["Alt+O"].act()
    assert (bench.clerk.manner, bench.caret) == ("touch", [])
    keys_of(bench)["Alt+Z"].act()
    assert (bench.page, list(keys_of(bench))) == ("idle", ["Alt+I"])


def test_without_a_case_the_key_is_closed_and_says_why(bench):
    key = keys_of(bench, Visit())["Alt+I"]
    assert (key.enabled, bool(key.why)) == (False, True)


def test_what_cannot_be_asked_is_told(bench):
    application = replace(bench.visit.draft.application, person=None)
    empty = replace(bench.visit, draft=replace(bench.visit.draft, application=application))
    keys_of(bench, empty)["Alt+I"].act()
    assert bench.shell.told[-1][0] == "error"
    assert bench.page == "idle"


def test_the_clerk_is_told_of_either_end(bench):
    keys_of(bench)["Alt+I"].act()
    bench.presenter.press_wrong()
    assert bench.shell.told[-1][0] == "warning"
    keys_of(bench)["Alt+I"].act()
    bench.presenter.press_right()
    bench.draw().presenter.press_right()
    assert bench.shell.told[-1] == ("good", "群众已确认。", "")
