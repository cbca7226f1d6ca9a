"""The page on which a person rates: targets, touches, widths, languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.errors import StoreError
from counter_app.domain.rating import LEVELS, Level, Occasion, to_device
from counter_app.services.rating import Served
from counter_app.ui.citizen.look_rating import RatingFacts, rating_state
from counter_app.ui.citizen.looks import Said
from counter_app.ui.citizen.state import CitizenState
from counter_app.ui.citizen.view import CitizenWindow
from counter_app.words import Words


def facts(**changes):
    return RatingFacts(Served("", Occasion.INTAKE, ""), **changes)


@pytest.fixture
def screen(qtbot):
    shown = CitizenWindow("群众屏")
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show_state(rating_state(Said(Words()), facts(level=Level.GOOD)))
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_five_targets_in_words_and_stars_and_skipping_as_large_as_sending(screen):
    page = screen.rate
    texts = [each.text() for each in page.levels]
    assert all("★" * to_device(level) in text for level, text in zip(LEVELS, texts, strict=True))
    assert texts[0].endswith("非常满意")
    assert "✓" in texts[1]
    assert page.skip.size() == page.submit.size()
    widths = [each.width() for each in page.levels]
    assert max(widths) - min(widths) <= 1
    assert min(each.height() for each in (*page.levels, *page.tags, page.skip)) >= 68
    assert page.skip.accessibleName() == "不评价"


def test_touches_reach_the_presenter(screen, qtbot):
    heard = []
    screen.rate.pressed.connect(heard.append)
    page = screen.rate
    for each in (page.levels[4], page.tags[0], page.anonymous, page.skip, page.submit):
        QTest.mouseClick(each, Qt.MouseButton.LeftButton)
    assert heard == ["level:very_bad", "tag:406", "anonymous", "skip", "submit"]


def test_nothing_of_a_rating_stays_behind_another_page(screen):
    screen.show_state(CitizenState("done"))
    assert not any(each.text().strip("✓\n ") for each in (*screen.rate.levels, *screen.rate.tags))
    assert not any(each.isChecked() for each in screen.rate.levels)


def test_on_a_narrow_screen_the_levels_stand_in_two_rows(screen):
    screen.resize(640, 600)
    QTest.qWait(1)
    rows = {each.y() for each in screen.rate.levels}
    assert len(rows) == 2
    screen.resize(1280, 800)
    QTest.qWait(1)
    assert len({each.y() for each in screen.rate.levels}) == 1


def test_another_language_stands_under_the_chinese():
    state = rating_state(Said(Words("en")), facts(level=Level.GOOD))
    assert (state.rate.levels[0].text.first, state.rate.levels[0].text.second) == (
        "非常满意",
        "Very satisfied",
    )
    failed = rating_state(Said(Words("en")), facts(error=StoreError("store_full")))
    assert "没有保存成功" in failed.error
