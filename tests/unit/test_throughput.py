"""What 大厅 sees: the county's day, only what changed of it, and with the line cut the own ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.domain import localtime
from counter_app.domain.errors import RuleError
from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import MinuteRow
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figures import Basis, Counts, Level, Measure, Scope
from counter_app.services.throughput import Asked, city_of, hall_of, list_behind, look, look_again
from counter_app.ui.hall.tour_day import DAY, NOW, SampleCounty, a_day
from tests.fakes.desk import play
from tests.fakes.hall_page import a_hall_desk
from tests.fakes.paper_cases import a_window

ASKED = Asked(DAY)


class Telling(SampleCounty):
    """Notes the cursors it is asked by; ``news`` is what it tells instead of the whole day."""

    news = None

    def day_figures(self, scope, day, *, cursor="", wait_s=0.0):
        self.__dict__.setdefault("cursors", []).append((scope.key, cursor))
        assert wait_s == 0, "the lane of the line must not wait"
        whole = super().day_figures(scope, day)
        return replace(self.news, scope=scope) if cursor and self.news else whole


def a_desk(**changes):
    return a_hall_desk(Telling(a_day(), **changes))


def test_a_hall_and_its_city_are_two_scopes():
    assert hall_of(a_window()) == Scope(Level.HALL, "h-1")
    assert city_of(a_window()) == Scope(Level.AREA, "540400")


def test_only_what_changed_travels_and_is_laid_over_what_was_seen():
    desk = a_desk()
    first = play(desk, look(desk, ASKED))
    row = MinuteRow("w-1", NOW - 1, Counts(received=9, accepted=9))
    desk.county.news = replace(a_day(), whole=False, cursor="c2", minutes=(row,), durations=())

    second = play(desk, look(desk, ASKED, first))

    assert desk.county.cursors == [("h-1", ""), ("h-1", "c1")]
    assert second.figures.cursor == "c2"
    before = {(e.window, e.minute): e for e in first.figures.minutes if not e.mark.value}
    after = {(e.window, e.minute): e for e in second.figures.minutes if not e.mark.value}
    assert after["w-1", NOW - 1] == row
    assert {key: after[key] for key in before if key != ("w-1", NOW - 1)} == {
        key: each for key, each in before.items() if key != ("w-1", NOW - 1)
    }
    assert second.view.whole.counts.accepted - first.view.whole.counts.accepted in (8, 9)


def test_what_is_the_same_is_not_counted_again():
    desk = a_desk()
    first = play(desk, look(desk, ASKED))
    desk.background.lanes.clear()
    desk.county.news = replace(a_day(), whole=False, cursor="c2", minutes=(), durations=())
    assert play(desk, look(desk, ASKED, first)).view is first.view
    assert "paper" not in desk.background.lanes

    later = replace(desk.county.news, at_ms=desk.county.news.at_ms + 60_000)
    desk.county.news = later
    assert play(desk, look(desk, ASKED, first)).view.until == first.view.until + 1
    assert "paper" in desk.background.lanes


def test_another_day_or_reach_is_asked_for_whole():
    desk = a_desk()
    first = play(desk, look(desk, ASKED))
    play(desk, look(desk, replace(ASKED, reach="city"), first))
    play(desk, look(desk, replace(ASKED, day=DAY - timedelta(days=1)), first))
    assert desk.county.cursors[1:] == [("540400", ""), ("h-1", "")]


def test_a_window_and_a_basis_are_parts_of_what_was_seen():
    desk = a_desk()
    first = play(desk, look(desk, ASKED))
    own = play(desk, look_again(first, replace(ASKED, window="w-3", basis=Basis.CLOSED)))
    assert own.figures == first.figures
    assert own.view.scope == Scope(Level.WINDOW, "w-3")
    rows = [each for each in first.figures.minutes if each.window == "w-3"]
    closed = sum(each.counts.closed for each in rows)
    assert own.view.whole.throughput.numerator == closed > 0


def test_alerts_are_asked_for_when_they_are_due_and_kept_between():
    desk = a_desk(now=HallNow(5))
    first = play(desk, look(desk, ASKED, alerts=True))
    desk.county.now = HallNow(6)
    second = play(desk, look(desk, ASKED, first))
    assert (first.now, second.now) == (HallNow(5), HallNow(5))
    assert play(desk, look(desk, ASKED, second, alerts=True)).now == HallNow(6)
    desk.county.cut = True
    assert play(desk, look(desk, ASKED, second, alerts=True)).now is None


def test_a_cut_line_leaves_the_own_window_and_the_county_is_asked_whole_again():
    desk = a_desk()
    first = play(desk, look(desk, ASKED))
    desk.county.cut = True
    cut = play(desk, look(desk, replace(ASKED, window="w-7"), first))
    assert (first.live, cut.live) == (True, False)
    assert cut.figures.scope == cut.view.scope == Scope(Level.WINDOW, "w-3")
    assert [each.window for each in cut.view.windows] == ["w-3"]
    desk.county.cut = False
    desk.county.cursors.clear()
    assert play(desk, look(desk, ASKED, cut)).live
    assert desk.county.cursors == [("h-1", "")]


@pytest.mark.parametrize("key", ["w-3", "w-4"])
def test_with_the_line_cut_only_the_own_window_has_lists(key):
    desk = a_desk(cut=True)
    start = localtime.start_ms(DAY)
    wish = DrillWish(Scope(Level.WINDOW, key), Measure.ACCEPTED.value, start, start + 86_400_000)
    if key == "w-3":
        assert play(desk, list_behind(desk, wish)).cases == ()
    else:
        with pytest.raises(RuleError, match="figures_live_only"):
            play(desk, list_behind(desk, wish))
    desk.county.cut = False
    assert len(play(desk, list_behind(desk, wish)).cases) == 14
