"""Line, devices and window in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.services.status import DeviceLine
from counter_app.services.sync.messages import Fault
from counter_app.ui.line_watch.state import LineFacts, say_device, say_sync, say_window
from counter_app.words import Words
from tests.fakes.desk import a_desk

WORDS = Words()


@pytest.mark.parametrize(
    ("facts", "kind", "word"),
    [
        (LineFacts(away_s=0), "good", "已同步"),
        (LineFacts(pending=3, away_s=0), "note", "3 件待传"),
        (LineFacts(parked=2, away_s=0), "danger", "需要处理"),
        (LineFacts(away_s=59, fault=Fault("county_timeout", reachable=False)), "warning", "离线"),
        (
            LineFacts(away_s=3599, fault=Fault("county_timeout", reachable=False)),
            "warning",
            "离线 59 分",
        ),
        (
            LineFacts(away_s=60, fault=Fault("county_hold", retry_after_ms=60_000)),
            "warning",
            "离线 1 分",
        ),
        (LineFacts(away_s=60, fault=Fault("county_upgrade")), "danger", "需要处理"),
    ],
)
def test_the_state_of_the_line_in_words(facts, kind, word):
    said = say_sync(WORDS, facts)

    assert (said.kind, said.word) == (kind, word)


@pytest.mark.parametrize(
    ("line", "kind", "word"),
    [
        (DeviceLine("reader", "ready", "05.03"), "good", "读卡 正常"),
        (DeviceLine("reader", "not_set"), "quiet", "读卡 未设"),
        (DeviceLine("reader", "reader_silent"), "danger", "读卡 无应答"),
        (DeviceLine("reader", "reader_rate_unsupported"), "danger", "读卡 故障"),
        (DeviceLine("reader", "never_heard_of"), "danger", "读卡 故障"),
        (DeviceLine("tickets", "paper_near_end"), "warning", "票据 纸将尽"),
        (DeviceLine("tickets", "unknown"), "warning", "票据 无应答"),
        (DeviceLine("documents", "paper_out"), "danger", "文书 缺纸"),
        (DeviceLine("documents", "error", "jam"), "danger", "文书 故障"),
        (DeviceLine("documents", "cover_open"), "danger", "文书 盖未合"),
        (DeviceLine("documents", "offline"), "danger", "文书 未连接"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_light_has_a_word_and_what_is_wrong_has_a_remedy(line, kind, word, language):
    said = say_device(Words(language), line)

    assert said.kind == kind
    assert language == "en" or said.word == word
    assert bool(said.detail) == (line.state not in ("ready", "never_heard_of"))


@pytest.mark.parametrize("kind", ["nd", "field", "cert", "fallback", "kiosk"])
def test_each_kind_of_window_has_a_word(kind):
    enrolment = a_desk().ledger.enrolment()
    named = replace(enrolment, window=replace(enrolment.window, kind=kind))

    assert len({say_window(Words(each), named) for each in ("zh", "en")}) == 2
