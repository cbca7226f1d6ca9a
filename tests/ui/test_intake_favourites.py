"""Pinned items on the screen: by key and by a click on the star."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.fakes.intake import CARD, FOOD, IntakeBench


@pytest.fixture
def bench():
    return IntakeBench()


def hits(bench):
    return [(each.title, each.pinned) for each in bench.look.hits]


def test_the_chosen_hit_is_pinned_and_marked_where_it_stands(bench):
    bench.presenter.type_text("search", "s")
    found = hits(bench)
    bench.view.hit = 1
    bench.press("Alt+F")
    name = found[1][0]
    assert bench.said == (
        bench.words("pinned", item=name),
        bench.words("pinned_remedy"),
    )
    assert hits(bench) == [found[0], (name, True), *found[2:]]
    assert bench.look.hits[1].mark.startswith("固定")
    bench.press("Alt+F")
    assert bench.said[0] == bench.words("unpinned", item=name)
    assert hits(bench) == found


def test_pinned_items_come_first_the_next_time_the_list_opens(bench):
    bench.accepted()
    bench.presenter.type_text("search", "社会保障卡")
    bench.press("Alt+F")
    bench.presenter.step_back()
    bench.presenter.type_text("search", "")
    assert hits(bench) == [(CARD.name, True), (FOOD.name, False)]


def test_the_item_on_the_table_is_pinned_when_no_list_is_open(bench):
    bench.ready()
    bench.press("Alt+F")
    assert bench.state.recalled.pinned == (FOOD.code,)


def test_without_an_item_it_says_what_to_do(bench):
    bench.press("Alt+F")
    assert bench.said == (bench.words("pin_what"), bench.words("pin_what_remedy"))
    bench.parts.favourites.toggle(3)
    assert bench.state.recalled.pinned == ()


def test_a_click_on_the_star_pins_and_a_click_beside_it_takes(clerk):
    clerk.view.middle.search.setFocus()
    QTest.keyClicks(clerk.view.middle.search, "sh")
    popup = clerk.view.middle.popup
    assert popup.isVisible()
    rows = popup._list
    rect = rows.visualRect(rows.model().index(0))
    name = clerk.state.hits[0].name
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(10, 10)
    )
    assert clerk.state.recalled.pinned == (clerk.state.hits[0].code,)
    assert popup.isVisible()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert clerk.state.visit.draft.item.name == name


def test_a_star_leaves_the_chosen_row_where_it_is(clerk):
    clerk.view.middle.search.setFocus()
    QTest.keyClicks(clerk.view.middle.search, "s")
    QTest.keyClick(clerk.view.middle.search, Qt.Key.Key_Down)
    assert clerk.view.chosen_hit() == 1
    clerk.press("Alt+F")
    assert clerk.view.chosen_hit() == 1
    assert clerk.state.recalled.pinned == (clerk.state.hits[1].code,)
