"""The rating on the citizen's screen: offered after a visit, and out of the clerk's hands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.config import Rules, Settings
from counter_app.domain.errors import StoreError
from counter_app.domain.rating import TAGS, Level, Occasion, Source
from counter_app.services.intake import accept, receive
from counter_app.services.rating import Opinion, Served, give
from counter_app.services.visit import Visit, leave
from counter_app.ui.citizen.presenter import CitizenPresenter
from counter_app.ui.citizen.presenter_rating import THANKS_MS, WAIT_MS, RatingPresenter
from tests.fakes.calendars import YEAR_2026
from tests.fakes.citizen import ITEM, NAME, RememberingScreen, a_case_open
from tests.fakes.desk import CLERK, a_desk, play
from tests.fakes.runner import InlineRunner, ManualTimers, RecordingShell


class RatingBench:
    """Both presenters of the citizen's screen over one screen, and a case on the table."""

    def __init__(self, **changes):
        self.desk = a_desk(ITEM, calendars=(YEAR_2026,), **changes)
        self.runner, self.timers = InlineRunner(self.desk), ManualTimers()
        self.view, self.shell = RememberingScreen(), RecordingShell(CLERK)
        parts = (self.desk, self.runner, self.timers)
        self.rating = RatingPresenter(*parts, self.view, self.shell)
        self.citizen = CitizenPresenter(*parts, self.rating, self.shell)
        self.citizen.begin()
        self.visit = Visit(user=CLERK)

    def follow(self, visit):
        self.visit = visit
        self.rating.follow(visit)
        self.citizen.follow(visit)

    def open(self, **changes):
        self.follow(a_case_open(self.desk, **changes))
        return self

    def serve(self, act=accept):
        """The case on the table is received or accepted."""
        self.follow(play(self.desk, act(self.desk, self.visit)).visit)
        return self

    def press(self, *touches):
        for each in touches:
            self.rating.press(each)
        return self

    def recorded(self):
        return [each.entry.operation for each in self.desk.ledger.of_kinds("rating.give")]

    @property
    def page(self):
        return self.view.state.page


@pytest.fixture
def bench():
    return RatingBench()


def test_after_the_acceptance_the_person_is_asked_and_the_clerk_hears_a_number(bench):
    bench.open().serve()
    assert bench.page == "rate"
    assert not any(each.chosen for each in bench.view.state.rate.levels)
    assert not bench.view.state.rate.ready
    bench.shell.told.clear()

    bench.press("level:not_good", "tag:207", "tag:212", "tag:207", "anonymous", "submit")

    (did,) = bench.recorded()
    assert (did.level, did.tags, did.anonymous) == (Level.NOT_GOOD, ("212",), True)
    assert (did.sequence, did.clerk) == (1, "ciren")
    assert bench.shell.told == [("note", "评价 1 条", "")]
    assert (bench.page, "谢谢" in bench.view.state.title.first) == ("done", True)
    bench.timers.advance(THANKS_MS)
    assert bench.page == "idle"


def test_a_received_case_is_a_visit_too_and_asked_about_once(bench):
    bench.open().serve(receive)
    assert bench.page == "rate"
    bench.press("skip").serve()
    assert (bench.page, bench.recorded()) == ("idle", [])


def test_several_cases_of_one_visit_are_rated_once_and_the_next_person_is_asked(bench):
    bench.open().serve().press("level:good", "submit")
    bench.timers.advance(THANKS_MS)
    bench.open().serve()
    assert bench.page == "idle"
    bench.follow(leave(bench.visit))
    bench.open().serve()
    assert bench.page == "rate"


def test_a_case_taken_up_again_is_not_asked_about_until_something_is_done(bench):
    bench.open()
    done = play(bench.desk, receive(bench.desk, bench.visit)).visit
    bench.follow(leave(bench.visit))
    bench.follow(done)
    assert bench.page == "idle"
    bench.serve()
    assert bench.page == "rate"


def test_a_visit_that_was_rated_is_not_asked_about(bench):
    bench.open()
    done = play(bench.desk, accept(bench.desk, bench.visit))
    play(bench.desk, give(bench.desk, Served(done.case.no, Occasion.INTAKE, ""), _GOOD))
    bench.follow(done.visit)
    assert bench.page == "idle"


_GOOD = Opinion(Level.GOOD)


def test_a_result_handed_over_is_asked_about(bench):
    bench.open()
    case = play(bench.desk, accept(bench.desk, bench.visit)).case
    bench.rating.handed(case, "ciren", "540402199203150022")
    bench.press("level:very_good", "submit")
    assert [each.sequence for each in bench.recorded()] == [2]
    bench.timers.advance(THANKS_MS)
    bench.rating.handed(case, "ciren", "540402199203150022")
    assert bench.page == "idle"


def test_the_same_person_between_two_cases_is_still_the_same_visit(bench):
    bench.open().serve().press("skip")
    bench.follow(replace(bench.visit, draft=None, case=None))
    bench.open().serve()
    assert bench.page == "idle"


# ---- out of the clerk's hands
def test_whatever_the_clerk_does_waits_beneath(bench):
    bench.open().serve().press("level:very_bad")
    bench.citizen.cover(covered=True)
    bench.citizen.withdraw()
    bench.citizen.show_sample("case", "申请表", b"png")
    bench.citizen.hide_sample()
    bench.citizen.cover(covered=False)
    bench.citizen.ask(bench.visit, lambda _did: None, lambda: None)
    assert bench.page == "rate"
    assert "very_bad" not in str(bench.citizen.clerk)
    bench.press("skip")
    assert bench.page == "check"


def test_what_is_being_signed_is_signed_first(bench):
    bench.open()
    bench.citizen.ask(bench.visit, lambda _did: None, lambda: None)
    bench.citizen.press_right()
    bench.serve()
    assert bench.page == "sign"
    for stroke in NAME:
        bench.citizen.draw(stroke)
    bench.citizen.press_right()
    assert bench.page == "rate"


def test_who_has_left_is_not_asked_any_more(bench):
    bench.open()
    bench.citizen.ask(bench.visit, lambda _did: None, lambda: None)
    bench.serve()
    bench.follow(leave(bench.visit))
    bench.citizen.withdraw()
    assert bench.page == "idle"


def test_the_next_visit_waits_for_the_rating_of_the_one_before(bench):
    bench.open()
    case = play(bench.desk, accept(bench.desk, bench.visit)).case
    bench.rating.handed(case, "ciren", "1")
    bench.rating.handed(replace(case, no="54040226ADAB0000168"), "ciren", "2")
    bench.press("skip")
    assert bench.page == "rate"
    bench.press("level:good", "submit")
    assert bench.recorded()[-1].case_no == "54040226ADAB0000168"


# ---- time
def test_without_a_touch_the_page_goes_and_nothing_is_recorded(bench):
    bench.open().serve()
    bench.timers.advance(WAIT_MS - 1)
    assert bench.page == "rate"
    bench.timers.advance(1)
    assert (bench.page, bench.recorded()) == ("idle", [])


def test_each_touch_gives_time_and_a_level_touched_was_said(bench):
    bench.open().serve()
    bench.timers.advance(WAIT_MS - 1)
    bench.press("level:fair")
    bench.timers.advance(WAIT_MS - 1)
    assert bench.page == "rate"
    bench.timers.advance(1)
    assert [each.level for each in bench.recorded()] == [Level.FAIR]


def test_a_default_only_where_the_setting_says_so_and_nobody_is_told():
    bench = RatingBench(settings=Settings(rules=Rules(rating_default="good")))
    bench.open().serve()
    bench.shell.told.clear()
    bench.timers.advance(WAIT_MS)
    (did,) = bench.recorded()
    assert (did.level, did.source) == (Level.GOOD, Source.SYSTEM_DEFAULT)
    assert (bench.page, bench.shell.told) == ("idle", [])


def test_skipping_leaves_no_default():
    bench = RatingBench(settings=Settings(rules=Rules(rating_default="good")))
    bench.open().serve().press("skip")
    bench.timers.advance(WAIT_MS)
    assert bench.recorded() == []


# ---- what goes wrong, and touches that mean nothing
def test_what_could_not_be_saved_is_told_to_the_person_and_can_be_sent_again(bench):
    bench.open().serve().press("level:good")
    bench.desk.ledger.fail = StoreError("store_full")
    bench.press("submit")
    assert (bench.page, "没有保存成功" in bench.view.state.error) == ("rate", True)
    bench.timers.advance(WAIT_MS)
    assert (bench.page, bench.recorded()) == ("idle", [])


def test_while_it_is_saved_touches_do_nothing(bench):
    bench.open().serve().press("level:good", "anonymous")
    bench.runner.hold = True
    bench.press("submit", "level:very_bad", "skip", "submit")
    assert bench.view.state.rate.submit.first == "正在保存"
    bench.timers.advance(WAIT_MS)
    bench.runner.release()
    assert [each.level for each in bench.recorded()] == [Level.GOOD]


def test_touches_without_a_question_or_a_level_do_nothing(bench):
    bench.press("level:good", "submit")
    bench.open().serve().press("submit")
    assert (bench.page, bench.recorded()) == ("rate", [])


def test_another_level_has_other_tags_the_same_one_keeps_them(bench):
    bench.open().serve().press("level:good", "tag:406", "level:good")
    assert [each.id for each in bench.view.state.rate.tags if each.chosen] == ["tag:406"]
    bench.press("level:fair")
    tags = bench.view.state.rate.tags
    assert [each.id for each in tags] == [f"tag:{code}" for code in TAGS[Level.FAIR]]
    assert not any(each.chosen for each in tags)
