"""One contract for ratings at the county, on PostgreSQL and in memory: pushes, papers, tickets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.rating import Level, Source, rating_id
from counter_app.domain.rating_operation import CallResult, RatingAssigned, Verdict
from counter_app.domain.rating_ticket import Stage
from county_server.desk import ratings
from county_server.desk.ratings import Found
from county_server.public.rating import Outcome, Ratings, Wish, give, look
from tests.fakes.builders import withdrawn
from tests.fakes.county_bench import KINDS, enrolled, pushed
from tests.fakes.county_desk import CERTIFIED, a_case, accepted_by, hand, refused
from tests.fakes.county_rating import (
    COUNTY,
    MemoryRatingBench,
    NoneEnded,
    PostgresRatingBench,
    a_rating,
    code_for,
    rating_entry,
)


@pytest.fixture(params=["memory", *KINDS])
def bench(request, county_databases):
    made = (
        MemoryRatingBench()
        if request.param == "memory"
        else PostgresRatingBench(county_databases(request.param))
    )
    made.furnish(CERTIFIED)
    return made


async def a_bad_one(store, bench, **changes):
    """A case accepted by ciren and its bad rating; window, case number and the rating's id."""
    window, entry = await a_case(store, bench)
    did = a_rating(entry.no, Level.NOT_GOOD, clerk="ciren", served_at="w-1", **changes)
    window.record(rating_entry("w-1", did))
    await pushed(store, window)
    return window, entry.no, did.rating


def page_of(rated) -> Ratings:
    return Ratings(rated, NoneEnded(), COUNTY.public_key)


async def sent(rated, token, level=Level.GOOD, **changes):
    page = page_of(rated)
    return await give(page, hand(), await look(page, token), Wish(level, **changes))


def test_a_window_s_rating_counts_once_and_is_no_news_for_windows(bench):
    async def scenario(store, rated):
        window, no, rating = await a_bad_one(store, bench)
        window.record(rating_entry("w-1", a_rating(no)))
        answer = await pushed(store, window)
        page = await store.pull(window.device, "hall:h-1", "", 500)
        return answer, await rated.rating(rating), page.rows

    answer, there, rows = bench.rate(scenario)
    assert answer.results[-1].s == "parked"
    assert answer.results[-1].code == "rating_given"
    assert (there.rated.given.level, there.hall, there.here) == (Level.NOT_GOOD, "h-1", True)
    assert (there.clerk, there.rated.ticket.stage) == ("ciren", Stage.OPEN)
    assert rows
    assert not [row.k for row in rows if "rating" in row.k or b"not_good" in row.body]


UNLAWFUL = {
    "rating_tag": {"tags": ("517",)},
    "rating_text_long": {"text": "长" * 10_000},
    "rating_sequence": {"sequence": 9},
    "case_no_check": {"case_no": "54040226ADAB0000169"},
}


def test_what_no_rating_may_hold_is_parked(bench):
    async def scenario(store, _rated):
        window, entry = await a_case(store, bench)
        for changes in UNLAWFUL.values():
            did = replace(a_rating(entry.no, Level.NOT_GOOD), **changes)
            window.record(rating_entry("w-1", did))
        return await pushed(store, window)

    _, *results = bench.rate(scenario).results
    assert [(each.s, each.code) for each in results] == [("parked", code) for code in UNLAWFUL]


def test_a_ticket_is_no_window_s_to_move(bench):
    async def scenario(store, _rated):
        window, _, rating = await a_bad_one(store, bench)
        window.record(rating_entry("w-1", RatingAssigned(rating, "dawa"), "zhuoma"))
        return await pushed(store, window)

    assert bench.rate(scenario).results[-1].code == "foreign_window"


# ---- by the code on a paper
def test_a_case_that_has_not_come_is_rated_and_joined_by_its_push(bench):
    async def scenario(store, rated):
        window = await enrolled(store, bench, "w-1")
        entry = accepted_by(window)
        token = code_for(window, entry.no)
        before = await look(page_of(rated), token)
        thanked = await sent(rated, token, Level.VERY_BAD)
        waiting = await rated.rating(rating_id(entry.no, 1))
        early = await refused(ratings.appeal(rated, hand("ciren"), waiting.rated.id, "x"))
        await pushed(store, window)
        return before, thanked, waiting, early, await rated.rating(rating_id(entry.no, 1))

    before, thanked, waiting, early, joined = bench.rate(scenario)
    assert (before.outcome, before.here) == (Outcome.ASK, False)
    assert (thanked.outcome, thanked.here) == (Outcome.THANKS, False)
    assert (waiting.here, waiting.clerk, waiting.hall) == (False, "", "h-1")
    assert early.code == "rating_not_yours"
    assert (joined.here, joined.clerk) == (True, "ciren")
    assert joined.rated.given.served_at == "w-1"


def test_sent_twice_or_by_both_ways_it_counts_once(bench):
    async def scenario(store, rated):
        window, entry = await a_case(store, bench)
        token, page = code_for(window, entry.no), page_of(rated)
        seen = await look(page, token)
        first = await give(page, hand(), seen, Wish(Level.GOOD, ("406",)))
        second = await give(page, hand(), seen, Wish(Level.VERY_BAD))
        third = await look(page, code_for(window, entry.no, token=b"another1"))
        window.record(rating_entry("w-1", a_rating(entry.no)))
        answer = await pushed(store, window)
        return first, second, third, answer, await rated.rating(rating_id(entry.no, 1))

    first, second, third, answer, there = bench.rate(scenario)
    assert [each.outcome for each in (first, second, third)] == [
        Outcome.THANKS,
        Outcome.RATED,
        Outcome.RATED,
    ]
    assert answer.results[-1].code == "rating_given"
    assert (there.rated.given.level, there.rated.given.tags) == (Level.GOOD, ("406",))
    log, chain, stored = bench.chain("h-1")
    assert (log, chain) == ([(1, "applied")], stored)


def test_a_default_is_not_what_a_person_said(bench):
    async def scenario(store, rated):
        window, entry = await a_case(store, bench)
        default = a_rating(entry.no, Level.VERY_GOOD, source=Source.SYSTEM_DEFAULT)
        window.record(rating_entry("w-1", default))
        await pushed(store, window)
        thanked = await sent(rated, code_for(window, entry.no), Level.NOT_GOOD)
        return thanked, await rated.rating(rating_id(entry.no, 1))

    thanked, there = bench.rate(scenario)
    assert thanked.outcome is Outcome.THANKS
    assert (there.rated.given.source, there.rated.rev) == (Source.CITIZEN, 2)


def test_the_visit_of_a_withdrawn_case_was_a_visit(bench):
    async def scenario(store, rated):
        window, entry = await a_case(store, bench)
        did = replace(withdrawn(), case_id=entry.subject)
        window.record(replace(entry, operation=did))
        await pushed(store, window)
        return await sent(rated, code_for(window, entry.no))

    assert bench.rate(scenario).outcome is Outcome.THANKS


# ---- the ticket
def test_from_bad_rating_to_another_one(bench):
    async def scenario(store, rated):
        window, no, rating = await a_bad_one(store, bench)
        chief, owner = hand("zhuoma"), hand("gesang")
        await ratings.assign(rated, chief, rating, "gesang")
        await ratings.call(rated, owner, rating, CallResult.REACHED, "已致歉")
        await ratings.judge(rated, chief, rating, Found(Verdict.TRUE, "样表缺", again=True))
        token = code_for(window, no)
        closed = await look(page_of(rated), token)
        await ratings.fix(rated, owner, rating, "补上样表", "已答复")
        done = await ratings.confirm(rated, chief, rating, "同意")
        again = await look(page_of(rated), token)
        thanked = await sent(rated, token, Level.GOOD)
        return closed, done, again, thanked, await look(page_of(rated), token)

    closed, done, again, thanked, last = bench.rate(scenario)
    ticket = done.rated.ticket
    assert (ticket.stage, ticket.owner, ticket.fix_days) == (Stage.CLOSED, "gesang", 5)
    assert ticket.fix_by.isoformat() == "2026-11-23"
    assert [each.outcome for each in (closed, again, thanked, last)] == [
        Outcome.RATED,
        Outcome.AGAIN,
        Outcome.THANKS,
        Outcome.RATED,
    ]
    assert again.sequence == 3
    log, chain, stored = bench.chain("h-1")
    assert (len(log), chain) == (6, stored)


def test_the_rated_clerk_is_kept_out_and_may_appeal(bench):
    async def scenario(store, rated):
        _, _, rating = await a_bad_one(store, bench)
        zhuoma, dawa = hand("zhuoma"), hand("dawa")
        seen = [await ratings.tickets(rated, each) for each in ("ciren", "gesang", "zhuoma")]
        own = await refused(ratings.assign(rated, zhuoma, rating, "ciren"))
        role = await refused(ratings.assign(rated, hand("gesang"), rating, "gesang"))
        unknown = await refused(ratings.assign(rated, zhuoma, rating, "nobody"))
        await ratings.assign(rated, zhuoma, rating, "gesang")
        await ratings.call(rated, zhuoma, rating, CallResult.NO_ANSWER)
        await ratings.judge(rated, zhuoma, rating, Found(Verdict.TRUE, "属实", 15))
        told = await ratings.tickets(rated, "ciren")
        await ratings.appeal(rated, hand("ciren"), rating, "样表在")
        same = await refused(ratings.judge(rated, zhuoma, rating, Found(Verdict.UNTRUE, "查实")))
        judged = await ratings.judge(rated, dawa, rating, Found(Verdict.MISTAKEN, "点错"))
        closed = await ratings.confirm(rated, dawa, rating)
        rest = [await ratings.tickets(rated, "zhuoma", closed=each) for each in (False, True)]
        return seen, (own, role, unknown, same), told, judged, closed, rest

    seen, refusals, told, judged, closed, rest = bench.rate(scenario)
    assert [len(each) for each in seen] == [0, 0, 1]
    assert [each.code for each in refusals] == [
        "rating_own",
        "rating_role",
        "user_unknown",
        "rating_judge_again",
    ]
    ((at, whole),) = told
    assert not whole
    known = ratings.told(at, 0, whole=whole)
    assert set(known) == {"rating", "stage", "verdict", "grounds", "appeal"}
    assert judged.rated.ticket.judges == ("zhuoma", "dawa")
    assert closed.rated.ticket.stage is Stage.CLOSED
    assert [len(each) for each in rest] == [0, 1]


def test_without_a_name_nobody_is_called_and_no_case_is_shown(bench):
    async def scenario(store, rated):
        _, no, rating = await a_bad_one(store, bench, anonymous=True, text="等很久")
        await ratings.assign(rated, hand("zhuoma"), rating, "gesang")
        judged = await ratings.judge(rated, hand("zhuoma"), rating, Found(Verdict.UNTRUE, "x"))
        return no, judged

    no, judged = bench.rate(scenario)
    told = ratings.told(judged, 0, whole=True)
    assert (told["case_no"], told["contact"], told["text"]) == ("", False, "等很久")
    assert no not in str(told)


def test_a_year_without_a_holiday_table_leaves_the_date_open(bench):
    async def scenario(store, rated):
        _, _, rating = await a_bad_one(store, bench, anonymous=True)
        late = hand("zhuoma", 1_798_600_000_000)  # 2026-12-30, five working days reach into 2027
        await ratings.assign(rated, late, rating, "gesang")
        return await ratings.judge(rated, late, rating, Found(Verdict.PARTLY, "部分"))

    ticket = bench.rate(scenario).rated.ticket
    assert (ticket.fix_by, ticket.fix_days) == (None, 5)


def test_words_are_needed_and_what_cannot_be_stored_is_refused(bench):
    async def scenario(store, rated):
        _, _, rating = await a_bad_one(store, bench, anonymous=True)
        chief = hand("zhuoma")
        none = await refused(ratings.assign(rated, chief, "0" * 16, "gesang"))
        await ratings.assign(rated, chief, rating, "gesang")
        early = await refused(ratings.fix(rated, chief, rating, "a", "b"))
        empty = await refused(ratings.judge(rated, chief, rating, Found(Verdict.TRUE, " ")))
        half = await refused(ratings.judge(rated, chief, rating, Found(Verdict.TRUE, "\ud800")))
        return none, early, empty, half

    codes = [each.code for each in bench.rate(scenario)]
    assert codes == ["rating_unknown", "rating_stage", "rating_words", "decision_refused"]
