"""What every county tells of ratings and lets a supervisor do: the one in memory, and the application."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.errors import CountyError, RuleError
from counter_app.domain.rating import Level
from counter_app.domain.rating_desk import TicketsWish, TicketWish
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.domain.rating_ticket import Stage
from tests.fakes.county_desk import CERTIFIED
from tests.fakes.rating_server import remembered_ratings, served_ratings

DAY = date(2026, 11, 16)
BEFORE = date(2026, 11, 2)


@pytest.fixture(params=[remembered_ratings, served_ratings])
def rated(request):
    with request.param() as made:
        yield made


def listed(rated, by, first=DAY, last=DAY):
    return rated.county.rating_tickets(TicketsWish(first, last, by)).tickets


def refused(rated, act, by="zhuoma", rating="", **wish):
    with pytest.raises(RuleError) as caught:
        rated.county.act_on_rating(rating or rated.of_ciren, act, TicketWish(by, **wish))
    return caught.value.code


def did(rated, act, by="zhuoma", **wish):
    return rated.county.act_on_rating(rated.of_ciren, act, TicketWish(by, **wish)).ticket


def test_a_supervisor_sees_his_hall_s_tickets_but_his_own(rated):
    (mine,) = listed(rated, "zhuoma")
    assert (mine.rating, mine.level, mine.clerk) == (rated.of_ciren, Level.VERY_BAD, "ciren")
    assert (mine.text, mine.here, mine.received_on, mine.late) == ("等很久", True, DAY, "")
    assert mine.case_no
    assert mine.item == CERTIFIED.name
    of_all = {each.rating: each for each in listed(rated, "dawa")}
    assert of_all.keys() == {rated.of_ciren, rated.of_zhuoma}
    nameless = of_all[rated.of_zhuoma]
    assert (nameless.case_no, nameless.contact) == ("", False)


def test_the_whole_way_of_a_bad_rating(rated):
    assert did(rated, "assign", owner="gesang").owner == "gesang"
    called = did(rated, "call", result=CallResult.REACHED, note="已致歉")
    assert [(each.by, each.result) for each in called.calls] == [("zhuoma", CallResult.REACHED)]
    judged = did(rated, "verdict", verdict=Verdict.TRUE, grounds="属实", days=3, again=True)
    assert (judged.fix_by, judged.fix_days, judged.again) == (date(2026, 11, 19), 3, True)
    assert did(rated, "fix", done="补上样表", reply="已答复").done == "补上样表"
    assert refused(rated, "confirm") == "rating_confirm_own"
    assert did(rated, "confirm", by="dawa", note="同意").stage is Stage.CLOSED
    assert [each.ticket.stage for each in listed(rated, "zhuoma")] == [Stage.CLOSED]
    assert listed(rated, "zhuoma", BEFORE, BEFORE) == ()


def test_the_county_s_own_number_of_days_stands_where_none_is_named(rated):
    did(rated, "assign", owner="gesang")
    did(rated, "call", result=CallResult.NO_ANSWER)
    judged = did(rated, "verdict", verdict=Verdict.PARTLY, grounds="部分属实")
    assert (judged.fix_days, judged.fix_by) == (5, date(2026, 11, 23))


def test_what_the_rules_forbid_is_said_by_its_code(rated):
    assert refused(rated, "assign", by="ciren", owner="gesang") == "rating_role"
    assert refused(rated, "assign", by="gesang", owner="gesang") == "rating_role"
    assert refused(rated, "assign", rating="0" * 16, owner="gesang") == "rating_unknown"
    assert refused(rated, "assign", rating="x", owner="gesang") == "rating_unknown"
    assert refused(rated, "assign", rating=rated.elsewhere, owner="gesang") == "rating_unknown"
    assert refused(rated, "assign", rating=rated.of_zhuoma, owner="gesang") == "rating_own"
    assert refused(rated, "assign", owner="ciren") == "rating_own"
    assert refused(rated, "assign", owner="nobody") == "user_unknown"
    assert refused(rated, "assign", owner="a\0b") == "user_unknown"
    assert refused(rated, "fix", done="a", reply="b") == "rating_stage"
    did(rated, "assign", owner="gesang")
    assert refused(rated, "call", result=CallResult.REACHED, note="长" * 501) == "rating_words"
    assert refused(rated, "verdict", verdict=Verdict.TRUE, grounds=" ") == "rating_words"
    assert refused(rated, "verdict", verdict=Verdict.TRUE, grounds="a") == "rating_call_first"
    assert (
        refused(rated, "verdict", verdict=Verdict.TRUE, grounds="a", days=16) == "rating_fix_days"
    )


@pytest.mark.parametrize("by", ["ciren", "nobody", "", "a\0b"])
def test_who_is_no_supervisor_sees_nothing(rated, by):
    with pytest.raises(RuleError) as caught:
        listed(rated, by)
    assert caught.value.code == "rating_role"
    with pytest.raises(RuleError) as caught:
        rated.county.rating_figures(DAY, DAY, by)
    assert caught.value.code == "rating_role"


def test_figures_are_the_own_hall_s(rated):
    view = rated.county.rating_figures(DAY, DAY, "zhuoma")
    assert (view.hall, view.as_of) == ("h-1", DAY)
    assert view.counts.bad > 0


def test_an_appeal_is_no_act_of_a_supervisor_s_window():
    with served_ratings() as rated, pytest.raises(CountyError, match="county_not_found"):
        rated.county.act_on_rating(rated.of_ciren, "appeal", TicketWish("zhuoma"))
