"""The ticket of a bad rating: every step, who may take it, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.calendar import Calendar
from counter_app.domain.county_rating import RatedAt, lateness
from counter_app.domain.errors import RuleError
from counter_app.domain.rating import Level, Source, rating_id
from counter_app.domain.rating_operation import (
    CallResult,
    RatingAppealed,
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingJudged,
    Verdict,
)
from counter_app.domain.rating_rule import RatedHand, check_words, fix_by, require_hand
from counter_app.domain.rating_ticket import Stage, fold_rating
from tests.fakes.calendars import YEAR_2026
from tests.fakes.county_rating import a_rating, rating_entry
from tests.fakes.released_rating import CASE_NO

DAY = date(2026, 11, 16)
ID = rating_id(CASE_NO, 1)
ASSIGN = RatingAssigned(ID, "dawa")
CALL = RatingCalled(ID, CallResult.NO_ANSWER)
TRUE = RatingJudged(ID, Verdict.TRUE, "样表缺", DAY, 5, date(2026, 11, 23))
UNTRUE = replace(TRUE, verdict=Verdict.UNTRUE, fix_by=None)
FIX = RatingFixed(ID, "补上样表", "已答复", DAY)
CONFIRM = RatingConfirmed(ID)
APPEAL = RatingAppealed(ID, "样表在")
ACTS = (ASSIGN, CALL, TRUE, UNTRUE, FIX, CONFIRM, APPEAL)


def rated(*acts, level=Level.VERY_BAD, by="zhuoma"):
    there = fold_rating(None, rating_entry("w-1", a_rating(CASE_NO, level, clerk="ciren")))
    for each in acts:
        there = fold_rating(there, rating_entry("county-desk:h-1", each, by))
    return there


def refused(act, *arguments, **named) -> str:
    with pytest.raises(RuleError) as caught:
        act(*arguments, **named)
    return caught.value.code


def stage(*acts):
    return rated(*acts).ticket.stage


@pytest.mark.parametrize("level", list(Level))
def test_only_a_bad_rating_opens_a_ticket(level):
    bad = level in (Level.NOT_GOOD, Level.VERY_BAD)
    assert (rated(level=level).ticket is not None) == bad


def test_the_whole_way():
    there = rated(ASSIGN, CALL, CALL, TRUE, FIX, CONFIRM)
    ticket = there.ticket
    assert ticket.stage is Stage.CLOSED
    assert (there.rev, ticket.owner, len(ticket.calls)) == (7, "dawa", 2)
    assert (ticket.fix_by, ticket.fixed_on, ticket.reply) == (TRUE.fix_by, DAY, "已答复")
    assert (ticket.closed_by, ticket.judges) == ("zhuoma", ("zhuoma",))
    assert ticket.closed_ms == ticket.assigned_ms


def test_another_owner_keeps_the_time_of_the_first_and_the_calls():
    assert stage(ASSIGN, ASSIGN) is Stage.ASSIGNED
    ticket = rated(ASSIGN, CALL, replace(ASSIGN, owner="gesang")).ticket
    assert (ticket.stage, ticket.owner) == (Stage.CALLED, "gesang")


def test_an_untrue_rating_is_closed_without_mending():
    assert stage(ASSIGN, CALL, UNTRUE, CONFIRM) is Stage.CLOSED
    assert refused(rated, ASSIGN, UNTRUE, FIX) == "rating_nothing_to_fix"
    assert refused(rated, ASSIGN, UNTRUE, APPEAL) == "rating_appeal"


def test_a_true_one_is_not():
    assert refused(rated, ASSIGN, TRUE, CONFIRM) == "rating_not_fixed"


def test_an_appeal_leads_to_another_verdict_once():
    ticket = rated(ASSIGN, CALL, TRUE, FIX, APPEAL).ticket
    assert (ticket.stage, ticket.appeal) == (Stage.APPEALED, "样表在")
    assert stage(ASSIGN, TRUE, APPEAL, UNTRUE, CONFIRM) is Stage.CLOSED
    assert refused(rated, ASSIGN, TRUE, APPEAL, TRUE, APPEAL) == "rating_appeal"


@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_whatever_comes_in_whatever_order_the_ticket_stays_one_that_can_be(acts):
    there = rated()
    for each in acts:
        try:
            there = fold_rating(there, rating_entry("county-desk:h-1", each, "zhuoma"))
        except RuleError:
            continue
    ticket = there.ticket
    assert (ticket.stage is Stage.OPEN) == (not ticket.owner)
    assert (ticket.verdict is None) == (ticket.stage in (Stage.OPEN, Stage.ASSIGNED, Stage.CALLED))
    if ticket.stage is Stage.CLOSED:
        assert ticket.verdict is Verdict.UNTRUE or ticket.fixed_on is not None


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), CALL),
        ((), TRUE),
        ((ASSIGN,), FIX),
        ((ASSIGN, TRUE), CALL),
        ((ASSIGN, TRUE, APPEAL), FIX),
        ((ASSIGN, UNTRUE, CONFIRM), ASSIGN),
    ],
)
def test_a_step_out_of_order_is_refused(before, act):
    assert refused(rated, *before, act) == "rating_stage"


# ---- giving
def give(there, did, first=None, **changes):
    return fold_rating(there, rating_entry("w-1", did, **changes), first)


def test_a_visit_is_rated_once():
    there = rated()
    assert refused(give, there, a_rating(CASE_NO)) == "rating_given"
    default = a_rating(CASE_NO, source=Source.SYSTEM_DEFAULT)
    assert refused(give, there, default) == "rating_given"


def test_a_default_gives_way_to_a_person():
    default = a_rating(CASE_NO, source=Source.SYSTEM_DEFAULT)
    there = give(None, default)
    assert refused(give, there, default) == "rating_given"
    after = give(there, a_rating(CASE_NO, Level.NOT_GOOD))
    assert (after.rev, after.given.source, after.ticket.stage) == (2, Source.CITIZEN, Stage.OPEN)


@pytest.mark.parametrize(
    "changes", [{"tags": ("406",)}, {"text": "x"}, {"level": Level.NOT_GOOD}, {"sequence": 3}]
)
def test_a_default_says_nothing_of_its_own(changes):
    did = a_rating(CASE_NO, **{"source": Source.SYSTEM_DEFAULT} | changes)
    assert refused(give, None, did) == "rating_default"


def test_once_more_only_after_it_was_mended_and_allowed():
    again = a_rating(CASE_NO, Level.GOOD, 3)
    for first in (None, rated(), rated(ASSIGN, TRUE, FIX, CONFIRM)):
        assert refused(give, None, again, first) == "rating_again"
    allowed = rated(ASSIGN, replace(TRUE, again=True), FIX, CONFIRM)
    assert give(None, again, allowed).id == rating_id(CASE_NO, 3)
    malicious = replace(UNTRUE, verdict=Verdict.MALICIOUS, again=True)
    assert refused(rated, ASSIGN, malicious) == "rating_again"


def test_subject_and_ticket_must_be_there():
    entry = replace(rating_entry("w-1", a_rating(CASE_NO)), subject="rating:0")
    assert refused(fold_rating, None, entry) == "rating_subject"
    assert refused(give, None, ASSIGN) == "rating_unknown"
    assert refused(rated, ASSIGN, level=Level.GOOD) == "rating_unknown"


# ---- who and when
def hand(user, *roles, clerk="ciren", contact=True):
    return RatedHand(user, roles, clerk, contact)


CHIEF, OTHER, OWNER = hand("zhuoma", "supervisor"), hand("pubu", "supervisor"), hand("dawa")
CLERK = hand("ciren", "clerk", "supervisor")


@pytest.mark.parametrize(
    ("who", "acts", "act", "code"),
    [
        (OWNER, (), ASSIGN, "rating_role"),
        (CLERK, (), ASSIGN, "rating_own"),
        (CHIEF, (), RatingAssigned(ID, "ciren"), "rating_own"),
        (hand("gesang"), (ASSIGN,), CALL, "rating_owner"),
        (CLERK, (ASSIGN,), CALL, "rating_own"),
        (CHIEF, (ASSIGN,), TRUE, "rating_call_first"),
        (OWNER, (ASSIGN, CALL), TRUE, "rating_role"),
        (CHIEF, (ASSIGN, CALL, TRUE, APPEAL), UNTRUE, "rating_judge_again"),
        (CHIEF, (ASSIGN, CALL, TRUE, FIX), CONFIRM, "rating_confirm_own"),
        (CHIEF, (ASSIGN, CALL, TRUE), APPEAL, "rating_not_yours"),
        (hand("ciren", clerk=""), (ASSIGN, CALL, TRUE), APPEAL, "rating_not_yours"),
    ],
)
def test_nobody_judges_himself(who, acts, act, code):
    assert refused(require_hand, who, rated(*acts).ticket, act) == code


@pytest.mark.parametrize(
    ("who", "acts", "act"),
    [
        (CHIEF, (), ASSIGN),
        (OWNER, (ASSIGN,), CALL),
        (CHIEF, (ASSIGN,), CALL),
        (hand("zhuoma", "supervisor", contact=False), (ASSIGN,), TRUE),
        (CHIEF, (ASSIGN, CALL), TRUE),
        (OWNER, (ASSIGN, CALL, TRUE), FIX),
        (CLERK, (ASSIGN, CALL, TRUE), APPEAL),
        (OTHER, (ASSIGN, CALL, TRUE, APPEAL), UNTRUE),
        (OTHER, (ASSIGN, CALL, TRUE, FIX), CONFIRM),
    ],
)
def test_who_may(who, acts, act):
    require_hand(who, rated(*acts).ticket, act)


CALENDAR = Calendar.from_tables((YEAR_2026,), "540402")


def test_mending_is_counted_in_working_days():
    assert fix_by(Verdict.TRUE, DAY, 5, CALENDAR) == date(2026, 11, 23)
    assert fix_by(Verdict.PARTLY, DAY, 15, CALENDAR) == date(2026, 12, 7)
    assert fix_by(Verdict.UNTRUE, DAY, 5, CALENDAR) is None
    assert refused(fix_by, Verdict.TRUE, DAY, 16, CALENDAR) == "rating_fix_days"
    assert refused(fix_by, Verdict.TRUE, DAY, 0, CALENDAR) == "rating_fix_days"


def test_a_year_without_a_holiday_table_gives_no_date():
    assert fix_by(Verdict.TRUE, date(2026, 12, 29), 5, CALENDAR) is None


def test_words_are_asked_for():
    check_words(grounds="样表缺")
    for wrong in ("", "  ", "x" * 501, "a\0"):
        assert refused(check_words, grounds=wrong) == "rating_words"


KNOWN = {"here": True, "contact": True}


def test_what_is_late():
    def late(today, *acts, level=Level.NOT_GOOD):
        at = RatedAt(
            rated(*acts, level=level), "h-1", "540402", clerk="ciren", received_on=DAY, **KNOWN
        )
        return lateness(at, today)

    assert (late(DAY), late(date(2026, 11, 17))) == ("", "assign")
    assert late(date(2027, 1, 1), ASSIGN) == ""
    assert (late(date(2026, 11, 23), ASSIGN, TRUE), late(date(2026, 11, 24), ASSIGN, TRUE)) == (
        "",
        "fix",
    )
    assert late(date(2027, 1, 1), ASSIGN, TRUE, FIX) == ""
    assert late(date(2027, 1, 1), ASSIGN, UNTRUE, CONFIRM) == ""
    assert late(date(2027, 1, 1), level=Level.GOOD) == ""
