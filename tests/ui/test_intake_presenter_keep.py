"""The 办件 screen's presenter: nothing that is typed is lost."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import StoreError
from counter_app.services.session import lock
from counter_app.services.sketch import SKETCH, Sketch, draft_ids, keep_sketch, recall
from counter_app.services.visit import Visit
from tests.fakes.desk import CLERK, play
from tests.fakes.intake import CIREN, FOOD, PHONE, IntakeBench


@pytest.fixture
def bench():
    return IntakeBench()


def written(bench):
    return play(bench.desk, recall(bench.desk, Visit(user=CLERK)))


def test_each_key_is_in_the_journal_within_a_tenth_of_a_second(bench):
    bench.lay()
    bench.type("phone", "138")
    bench.timers.advance(100)
    found = written(bench)
    assert dict(found.sketch.texts) == {"phone": "138"}
    assert found.sketch.focus == "phone"
    assert found.visit.person.name == "扎西"


def test_many_keys_within_the_delay_are_one_write(bench):
    bench.timers.advance(200)
    bench.desk.background.lanes.clear()
    bench.type("number", "540402")
    bench.timers.advance(100)
    assert bench.desk.background.lanes.count("store") == 1
    bench.presenter.type_text("number", "540402")
    bench.timers.advance(100)
    assert bench.desk.background.lanes.count("store") == 1


def test_keys_during_a_write_are_written_after_it(bench):
    bench.runner.hold = True
    bench.type("number", "54")
    bench.timers.advance(50)
    bench.type("number", "540402")
    bench.timers.advance(50)
    bench.runner.hold = False
    bench.runner.release()
    bench.timers.advance(100)
    assert dict(written(bench).sketch.texts) == {"number": "540402"}


def test_after_a_crash_the_same_case_stands_at_the_same_field(bench):
    bench.lay()
    bench.fill("phone", PHONE)
    bench.open_item()
    bench.parts.materials.move(2)
    bench.type("fault", "没有签字")
    bench.timers.advance(100)
    again = IntakeBench(bench.desk)
    state = again.state
    assert state.visit.draft.application.case_id == bench.state.visit.draft.application.case_id
    assert state.visit.phone == PHONE
    assert state.row == 2
    assert again.look.fields["fault"].text == "没有签字"
    assert again.focus == bench.focus
    assert again.state.restored == "10:00"


def test_the_restoration_is_said_in_one_line(bench):
    bench.open_item()
    bench.timers.advance(100)
    bench.presenter.user_changed(None)
    assert bench.look.people == ()
    bench.presenter.user_changed(CLERK)
    assert bench.said[0] == "已恢复 1 件，停在 10:00。"
    assert bench.focus == bench.state.focus.field


def test_a_newest_draft_without_a_sketch_is_taken_up(bench):
    bench.open_item()
    bench.desk.journal.clear(SKETCH)
    again = IntakeBench(bench.desk)
    assert again.state.visit.draft.item == FOOD
    assert again.focus == "materials"


def test_a_damaged_sketch_is_left_out(bench):
    bench.desk.journal.save(SKETCH, b"{")
    again = IntakeBench(bench.desk)
    assert again.state.visit.draft is None
    assert bench.desk.journal.load(SKETCH) is None


def test_a_sketch_whose_draft_was_recorded_meanwhile_brings_its_people_back(bench):
    sketch = Sketch(1, draft="gone", person=CIREN)
    play(bench.desk, keep_sketch(bench.desk, Visit(user=CLERK), sketch))
    again = IntakeBench(bench.desk)
    assert again.state.visit.person == CIREN


def test_f2_forgets_what_was_typed_and_keeps_the_draft(bench):
    bench.open_item()
    bench.type("number", "540402")
    bench.timers.advance(100)
    bench.press("F2")
    bench.timers.advance(100)
    assert len(draft_ids(bench.desk)) == 1
    assert bench.state.texts == {}
    again = IntakeBench(bench.desk)
    assert again.state.text("number") == ""


def test_a_recorded_case_is_not_written_as_a_draft_again(bench):
    bench.accepted()
    bench.timers.advance(200)
    assert draft_ids(bench.desk) == ()


def test_a_journal_that_cannot_write_is_said_and_tried_again(bench):
    save = bench.desk.journal.save
    bench.desk.journal.save = _full
    bench.type("number", "5")
    bench.timers.advance(100)
    assert bench.shell.told[-1][0] == "error"
    bench.desk.journal.save = save
    bench.type("number", "54")
    bench.timers.advance(100)
    assert dict(written(bench).sketch.texts) == {"number": "54"}


def _full(_draft, _content):
    raise StoreError("disk_full")


def test_nothing_is_written_while_nobody_is_signed_in(bench):
    bench.presenter.user_changed(None)
    bench.presenter.type_text("number", "5")
    assert bench.timers.waiting == 0 or written(bench) is None


def test_an_end_that_comes_after_the_clerk_left_is_not_heard(bench):
    bench.runner.hold = True
    bench.press("F3")
    bench.type("search", "spjy")
    bench.presenter.user_changed(None)
    bench.runner.hold = False
    bench.runner.release()
    assert bench.look.people == ()
    assert bench.state.hits == ()


def test_a_lock_purges_and_the_case_comes_back(bench):
    bench.open_item()
    bench.timers.advance(100)
    play(bench.desk, lock(bench.desk, bench.state.visit))
    bench.presenter.user_changed(None)
    bench.presenter.user_changed(CLERK)
    assert bench.state.visit.draft.item == FOOD


def test_a_person_seated_after_the_item_is_in_the_journal_too(bench):
    bench.open_item()
    bench.lay()
    bench.timers.advance(100)
    assert IntakeBench(bench.desk).state.visit.person.name == "扎西"


def test_what_was_typed_and_taken_back_is_not_written_again(bench):
    bench.type("number", "5")
    bench.timers.advance(100)
    bench.desk.background.lanes.clear()
    bench.type("number", "54")
    bench.presenter.type_text("number", "5")
    bench.timers.advance(100)
    assert bench.desk.background.lanes == []


def test_after_the_clerk_left_nothing_more_is_written(bench):
    bench.type("number", "5")
    bench.presenter.user_changed(None)
    bench.desk.background.lanes.clear()
    bench.timers.advance(100)
    assert bench.desk.background.lanes == []
