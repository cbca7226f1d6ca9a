from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.printing import PrinterState
from counter_app.domain.window_operation import WindowOpened
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept
from counter_app.services.opening import (
    Leftover,
    lay_on_table,
    look_at_device,
    look_at_stores,
    open_window,
)
from counter_app.services.opening_checks import Check
from counter_app.services.sketch import SKETCH, Sketch, keep_sketch, recall, sketch_on_table
from tests.fakes.desk import CLERK, FakePrinter, a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person, an_item

ITEM = an_item()
CHECKS = (Check("tickets", "red", "paper_out"), Check("clock", "green", "right"))
DAY_MS = 86_400_000


def drafted(desk):
    return play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))


def draft_id(visit):
    return visit.draft.application.case_id


def found(desk):
    return play(desk, look_at_stores(desk))


def sketched(desk, **parts):
    play(desk, keep_sketch(desk, signed_visit(), Sketch(desk.clock.read().wall_ms, **parts)))


def test_a_fresh_window_has_nothing_left_over():
    result = found(a_desk())
    assert (result.leftovers, result.restored, result.opened) == ((), None, False)
    assert [each.id for each in result.checks] == [
        "numbers",
        "lists",
        "holidays",
        "unsent",
        "clock",
    ]


def test_papers_that_nobody_saw_are_offered():
    desk = a_desk(ITEM)
    visit = play(desk, mark_material(desk, drafted(desk), "all", MaterialState.RECEIVED, None))
    done = play(desk, accept(desk, visit))
    left = found(desk).leftovers
    assert [(each.kind, each.name, each.paper_state) for each in left] == [
        ("paper", "W01", "none"),
        ("paper", "W02", "none"),
    ]
    assert {each.case_no for each in left} == {done.case.no}


def test_what_was_on_the_table_comes_back_and_other_drafts_are_offered():
    desk = a_desk(ITEM)
    first, second = drafted(desk), drafted(desk)
    sketched(desk, draft=draft_id(first))
    result = found(desk)
    assert result.restored.id == draft_id(first)
    assert result.restored.name == ITEM.name
    assert [(each.kind, each.id) for each in result.leftovers] == [("draft", draft_id(second))]


def test_without_a_sketch_the_newest_draft_comes_back():
    desk = a_desk(ITEM)
    drafted(desk)
    second = drafted(desk)
    assert found(desk).restored.id == draft_id(second)


@pytest.mark.parametrize("parts", [{"texts": (("number", "5404"),)}, {"person": a_person()}])
def test_half_typed_fields_and_people_come_back_without_a_draft(parts):
    desk = a_desk()
    sketched(desk, **parts)
    assert found(desk).restored == Leftover(
        "draft", SKETCH, "", opened_ms=desk.clock.read().wall_ms
    )


def test_an_empty_table_is_nothing_to_restore():
    desk = a_desk()
    sketched(desk, draft="gone")
    assert found(desk).restored is None


def test_a_damaged_draft_does_not_hide_the_others():
    desk = a_desk(ITEM)
    sketched(desk, texts=(("number", "5"),))
    desk.journal.save("bad", b"{")
    good = drafted(desk)
    assert found(desk).leftovers == (
        Leftover("draft", draft_id(good), ITEM.name, opened_ms=good.draft.opened_ms),
        Leftover("draft", "bad", ""),
    )


def test_opening_is_recorded_once_a_day_with_the_lights_that_were_seen():
    desk = a_desk()
    for _ in range(2):
        play(desk, open_window(desk, CLERK, CHECKS))
    entries = [each.entry for each in desk.ledger.recent(9)]
    assert [each.operation for each in entries] == [
        WindowOpened("ciren", (("tickets", "red"), ("clock", "green")))
    ]
    assert entries[0].by == "ciren"
    assert found(desk).opened


def test_another_day_is_opened_anew():
    desk = a_desk()
    play(desk, open_window(desk, CLERK, ()))
    desk.clock.advance(DAY_MS)
    assert not found(desk).opened
    play(desk, open_window(desk, CLERK, ()))
    assert len(desk.ledger.recent(9)) == 2


def test_each_device_is_looked_at_on_its_own_lane():
    tickets = FakePrinter()
    tickets.state = PrinterState("paper_out")
    desk = a_desk(tickets=tickets)
    lights = [
        play(desk, look_at_device(desk, each)).light for each in ("reader", "tickets", "documents")
    ]
    assert lights == ["green", "red", "green"]
    assert desk.background.lanes == ["reader", "tickets", "documents"]


def test_a_chosen_draft_comes_back_instead_of_the_newest():
    desk = a_desk(ITEM)
    first = drafted(desk)
    drafted(desk)
    play(desk, lay_on_table(desk, signed_visit(), draft_id(first)))
    recalled = play(desk, recall(desk, signed_visit()))
    assert draft_id(recalled.visit) == draft_id(first)
    assert len(desk.journal.drafts()) == 3


def test_what_is_on_the_table_already_stays_as_it_is():
    desk = a_desk(ITEM)
    visit = drafted(desk)
    sketched(desk, draft=draft_id(visit), texts=(("phone", "138"),))
    play(desk, lay_on_table(desk, signed_visit(), draft_id(visit)))
    assert sketch_on_table(desk).texts == (("phone", "138"),)


def test_nothing_lies_on_the_table_of_an_empty_journal():
    desk = a_desk()
    play(desk, lay_on_table(desk, signed_visit(), "d-1"))
    assert sketch_on_table(desk) == Sketch(desk.clock.read().wall_ms, draft="d-1")


@pytest.mark.parametrize("parts", [{"texts": (("number", "5404"),)}, {"person": a_person()}])
def test_what_no_draft_holds_is_never_swept_off_the_table(parts):
    desk = a_desk(ITEM)
    other = drafted(desk)
    sketched(desk, **parts)
    with pytest.raises(RuleError, match="table_taken"):
        play(desk, lay_on_table(desk, signed_visit(), draft_id(other)))
    assert replace(sketch_on_table(desk), saved_ms=0) == Sketch(0, **parts)


def test_people_whose_application_is_a_draft_may_go_since_the_draft_has_them():
    desk = a_desk(ITEM)
    first, second = drafted(desk), drafted(desk)
    sketched(desk, draft=draft_id(first), person=a_person())
    play(desk, lay_on_table(desk, signed_visit(), draft_id(second)))
    assert sketch_on_table(desk).draft == draft_id(second)
