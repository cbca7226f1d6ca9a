"""Items that a clerk keeps at the top: his own list, in the journal, never in the way of drafts."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError
from counter_app.services.favourites import PINS, pins_of, toggle_pin
from counter_app.services.recollection import recollect
from counter_app.services.sketch import draft_ids
from counter_app.services.slips import hand_slip
from counter_app.services.visit import Visit
from tests.fakes.desk import CLERK, play, signed_visit
from tests.fakes.intake import CARD, FOOD, a_searchable_desk


@pytest.fixture
def desk():
    return a_searchable_desk()


def test_a_second_time_takes_it_off(desk):
    visit = signed_visit()
    assert play(desk, toggle_pin(desk, visit, FOOD.code)) == (FOOD.code,)
    assert play(desk, toggle_pin(desk, visit, CARD.code)) == (FOOD.code, CARD.code)
    assert play(desk, toggle_pin(desk, visit, FOOD.code)) == (CARD.code,)
    assert pins_of(desk, CLERK.name) == (CARD.code,)


def test_each_clerk_has_his_own_list_and_it_is_no_draft(desk):
    play(desk, toggle_pin(desk, signed_visit(), FOOD.code))
    assert pins_of(desk, "somebody") == ()
    assert desk.journal.drafts() == (PINS + CLERK.name,)
    assert draft_ids(desk) == ()


def test_nobody_pins_without_being_signed_in(desk):
    with pytest.raises(RuleError, match="not_signed_in"):
        play(desk, toggle_pin(desk, Visit(), FOOD.code))


@pytest.mark.parametrize("content", [b"{", b"3"])
def test_a_damaged_list_is_empty(desk, content):
    desk.journal.save(PINS + CLERK.name, content)
    assert pins_of(desk, CLERK.name) == ()
    assert play(desk, toggle_pin(desk, signed_visit(), FOOD.code)) == (FOOD.code,)


def test_what_is_pinned_stands_before_what_was_used_last(desk):
    play(desk, hand_slip(desk, signed_visit(), CARD.code, None))
    play(desk, toggle_pin(desk, signed_visit(), FOOD.code))
    recalled = play(desk, recollect(desk, CLERK.name))
    assert [each.code for each in recalled.suggested()] == [FOOD.code, CARD.code]


def test_an_item_that_has_left_the_catalogue_is_left_out(desk):
    play(desk, toggle_pin(desk, signed_visit(), "gone"))
    assert play(desk, recollect(desk, CLERK.name)).suggested() == ()
