"""Figures of ratings on PostgreSQL: what counts, for whom, from when on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from counter_app.domain.rating import Level, Source
from counter_app.domain.rating_figures import RatingCounts
from county_server.desk import ratings
from county_server.desk.ratings import Found, Verdict
from db.county.engine import make_pool
from db.county.rating_counts import PostgresRatingCounts
from tests.fakes.builders import MOMENT
from tests.fakes.county_bench import DAY_MS, KINDS, enrolled, pushed
from tests.fakes.county_desk import CERTIFIED, accepted_by, hand
from tests.fakes.county_rating import PostgresRatingBench, a_rating, rating_entry

DAY = date(2026, 11, 16)
NEXT = DAY + timedelta(1)


@pytest.fixture(params=KINDS)
def bench(request, county_databases):
    made = PostgresRatingBench(county_databases(request.param))
    made.furnish(CERTIFIED)
    return made


def arrive(bench, day: date) -> None:
    """All ratings came to the county at noon of ``day``, whatever this machine's date is."""
    with psycopg.connect(bench.url) as opened:
        opened.execute("UPDATE rating SET received = %s::date + interval '4 hours'", [day])


def view(bench, as_of=NEXT, first=DAY, last=DAY):
    async def counted():
        async with make_pool(bench.url) as pool:
            return await PostgresRatingCounts(pool).view("h-1", first, last, as_of)

    return asyncio.run(counted())


async def rated_cases(store, bench, *dids, clerk="ciren"):
    """A case for each rating, served by ``clerk``; the ids of the ratings."""
    window = await enrolled(store, bench, f"w-{clerk}")
    made = []
    for did in dids:
        entry = accepted_by(window, clerk)
        given = replace(did, case_no=entry.no, clerk=clerk)
        window.record(rating_entry(f"w-{clerk}", given))
        made.append(given.rating)
    await pushed(store, window)
    return made


def opinions(*levels, **changes):
    return [a_rating("", level, **changes) for level in levels]


def test_each_rating_is_counted_where_it_belongs(bench):
    async def scenario(store, rated):
        dids = opinions(
            Level.VERY_GOOD, Level.GOOD, Level.FAIR, Level.VERY_BAD, Level.NOT_GOOD, Level.NOT_GOOD
        )
        default = opinions(Level.VERY_GOOD, source=Source.SYSTEM_DEFAULT)
        *_, true, mistaken, _ = await rated_cases(store, bench, *dids)
        window = await enrolled(store, bench, "w-2")
        entry = accepted_by(window, "dawa")
        given = replace(default[0], case_no=entry.no)
        window.record(rating_entry("w-2", given))
        accepted_by(window, "dawa")
        await pushed(store, window)
        chief = hand("zhuoma")
        for each, verdict in ((true, Verdict.TRUE), (mistaken, Verdict.MISTAKEN)):
            await ratings.assign(rated, chief, each, "gesang")
            await ratings.call(rated, chief, each, ratings.CallResult.REACHED)
            await ratings.judge(rated, chief, each, Found(verdict, "查实"))
        await ratings.fix(rated, hand("gesang"), true, "补上", "答复")

    bench.rate(scenario)
    arrive(bench, DAY)
    counts = view(bench).counts
    assert counts == RatingCounts(
        rateable=8,
        levels=(1, 1, 1, 1, 1),
        defaults=1,
        excluded=1,
        again=0,
        reachable=3,
        called=2,
        due=1,
        fixed=1,
    )
    assert view(bench, first=NEXT, last=NEXT).counts == RatingCounts()


def test_a_clerk_s_figures_come_the_next_day_and_from_five_ratings_up(bench):
    async def scenario(store, _rated):
        await rated_cases(store, bench, *opinions(*[Level.GOOD] * 5), clerk="ciren")
        await rated_cases(store, bench, *opinions(*[Level.VERY_BAD] * 4), clerk="dawa")

    bench.rate(scenario)
    arrive(bench, DAY)
    assert view(bench, as_of=DAY).clerks == ()
    few, enough = sorted(view(bench).clerks, key=lambda each: each.counts is not None)
    assert (few.clerk, few.counts) == ("dawa", None)
    assert (enough.clerk, enough.counts.levels) == ("ciren", (0, 5, 0, 0, 0))
    assert enough.counts.rateable == 5


def test_what_comes_late_or_from_a_wrong_clock_is_told_of_no_earlier(bench):
    async def scenario(store, _rated):
        window = await enrolled(store, bench, "w-1")
        for shift_days in (-400, 400, 0, 0, 0, 0):
            entry = accepted_by(window)
            given = a_rating(entry.no, clerk="ciren")
            wall = MOMENT.wall + shift_days * DAY_MS
            window.record(rating_entry("w-1", given, wall=wall))
        await pushed(store, window)

    bench.rate(scenario)
    with psycopg.connect(bench.url) as opened:
        latest = opened.execute("SELECT max(at_day) <= max(received)::date + 1 FROM rating")
        assert latest.fetchone() == (True,)
    arrive(bench, NEXT)
    assert view(bench, as_of=NEXT).counts.real == 4
    assert view(bench, as_of=NEXT).clerks == ()
    everything = view(bench, as_of=NEXT + timedelta(1), first=date(2025, 1, 1))
    assert everything.clerks[0].counts.real == 5
