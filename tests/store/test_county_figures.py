"""Every roll-up equals a recount from the raw operations, whatever happened in whatever order."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.figure_alert import alerts_of
from counter_app.domain.figure_drill import DrillWish
from counter_app.domain.figure_operation import CaseMarked
from counter_app.domain.figure_period import Grouping, PeriodWish
from counter_app.domain.figures import COUNTED, Duration, Level, Mark, Measure, Scope
from counter_app.domain.window_operation import WindowOpened
from db.county.figures import PostgresFigures
from db.county.recount import ensure_counted, recount
from db.county.settings import keep_setting
from tests.fakes.builders import TODAY, accepted
from tests.fakes.county_window import START_MS
from tests.fakes.figure_history import (
    HALL_ACTS,
    MINUTE_MS,
    OPENINGS,
    World,
    rows_of,
    step,
)
from tests.fakes.figure_recount import (
    duration_table,
    minute_table,
    read_raw,
    recounted,
    sum_table,
)
from tests.fakes.proof import LONG

VERBS = (
    *OPENINGS,
    *HALL_ACTS,
    "visit",
    "visit",
    "visit",
    "take",
    "accept_it",
    "withdraw_it",
    "decide",
    "undecide",
    "mark",
    "consult",
    "lock",
    "own_take",
    "own_call",
    "own_start",
    "own_finish",
    "own_hold",
    "flush",
    "flush",
    "again",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.integers(0, 1),
        st.integers(0, 5),
        st.sampled_from([0, 1, 2, 3, 7, 11, 40, 65, 700, 900, 1_500]),
        st.integers(0, 11),
    ),
    min_size=5,
    max_size=60,
)


@pytest.fixture
def world(county_url):
    return World(county_url)


LISTS = [(what, Mark.NONE) for what in (*Measure, *Duration)] + [
    (what, mark) for what in (Measure.RECEIVED, Measure.CLOSED) for mark in (Mark.TEST, Mark.BATCH)
]


async def seen(world):
    """What the views say: minutes of each day, lists behind each figure, counts of each window."""
    figures, scope = PostgresFigures(world.pool), Scope(Level.HALL, world.hall)
    later = START_MS + 3 * 1_440 * MINUTE_MS
    days = {}
    for day in (TODAY, TODAY + timedelta(1), TODAY + timedelta(2)):
        told = await figures.day(scope, (world.hall,), day, "", later)
        for each in told.minutes:
            for what, n in vars_of(each.counts).items():
                days[day, each.window, each.minute, each.mark.value, what] = n
    lists = {}
    for what, mark in LISTS:
        wish = DrillWish(scope, what.value, START_MS - 1_440 * MINUTE_MS, later, mark)
        page = await figures.drill(wish, world.hall)
        lists[what.value, mark.value] = sorted(e.op_id for e in (*page.cases, *page.tickets))
    wish = PeriodWish(scope, TODAY.replace(day=1), TODAY.replace(month=12), Grouping.WINDOW)
    rows = Counter()
    for each in (await figures.period(wish, world.hall, later)).rows:
        handled = {"handling": each.measures().handling.count}
        rows.update({(each.key, w): n for w, n in (vars_of(each.counts) | handled).items() if n})
    return days, lists, rows


def vars_of(counts):
    return {name: getattr(counts, name) for name in COUNTED if getattr(counts, name)}


@settings(
    max_examples=300 if LONG else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_roll_ups_equal_a_recount_from_the_raw_operations(world, steps):
    async def history():
        await world.begin()
        for verb, window, pick, minutes, extra in steps:
            await step(world, verb, window, pick, minutes, extra)
        await step(world, "flush", 0, 0, 0, 0)
        return await seen(world)

    days, lists, rows = world.run(history)
    found = recounted(read_raw(world.url, [world.hall]))
    assert days == {
        (day, window, minute, mark, what): n
        for (_, day, window, minute, mark, what), n in minute_table(found).items()
    }
    assert lists == {
        (what.value, mark.value): sorted(
            each.raw.op_id for each in found if (each.what, each.mark) == (what.value, mark.value)
        )
        for what, mark in LISTS
    }
    assert rows == Counter(
        (each.raw.entry.window, each.what)
        for each in found
        if not each.mark and (each.seconds is None or each.what == "handling")
    )
    minutes, sums, durations = rows_of(world.url, world.hall)
    assert minutes == minute_table(found)
    assert sums == sum_table(found)
    assert durations == duration_table(found)


def test_all_is_counted_anew_in_bulk_and_damage_is_found_and_mended(world):
    async def history():
        await world.begin()
        for verb, window, minutes in (("visit", 0, 0), ("accept", 0, 1), ("consult", 1, 2)):
            await step(world, verb, window, 0, minutes, 3)
        await step(world, "flush", 0, 0, 0, 0)

    world.run(history)
    assert set(recount(world.url, repair=False).values()) == {0}
    with psycopg.connect(world.url) as opened:
        opened.execute("UPDATE figure_minute SET accepted = accepted + 1 WHERE accepted = 1")
        opened.execute("DELETE FROM figure_sum WHERE dim = 'item' AND grain = 'year'")
    damaged = {"figure_minute": 1, "figure_sum": 1, "figure_duration": 0}
    before = rows_of(world.url, world.hall)
    assert recount(world.url, repair=False) == damaged
    assert rows_of(world.url, world.hall) == before
    assert recount(world.url, repair=True) == damaged
    found = recounted(read_raw(world.url, [world.hall]))
    assert rows_of(world.url, world.hall)[:2] == (minute_table(found), sum_table(found))
    keep_setting(world.url, "rollup_version", "0", replace=True)
    ensure_counted(world.url)
    assert set(recount(world.url, repair=False).values()) == {0}


def test_a_window_that_is_silent_is_missing_since_then(world):
    async def silent():
        await world.begin()
        figures = PostgresFigures(world.pool)
        scope = Scope(Level.HALL, world.hall)
        with psycopg.connect(world.url) as opened:
            opened.execute(
                "INSERT INTO window_heard VALUES (%s, now() - interval '19 min 50 s'),"
                " (%s, now()) ON CONFLICT (window_id) DO UPDATE SET at = EXCLUDED.at",
                [f"{world.hall}-w1", f"{world.hall}-w2"],
            )
        days = [TODAY - timedelta(1), TODAY, TODAY + timedelta(1)]
        return [await figures.day(scope, (world.hall,), day, "", START_MS) for day in days]

    before, today, after = (each.missing for each in world.run(silent))
    assert before == after[:0] + tuple(each for each in before if each.since_ms is None)
    assert {each.window: (each.first, each.end) for each in today} == {
        f"{world.hall}-w1": (581, 601),
        f"{world.hall}-k1": (0, 601),
    }
    assert after == ()


def test_a_hall_at_this_moment_for_its_alerts(world):
    async def now():
        await world.begin()
        await world.act("take", f"{world.hall}-k1", START_MS, line="A")
        await world.act("take", f"{world.hall}-k1", START_MS + 1, line="A")
        await world.act("call", f"{world.hall}-w1", START_MS + 2)
        checks = WindowOpened("ciren", (("tickets", "red"), ("clock", "green")))
        world.record(f"{world.hall}-w1", checks, START_MS, subject=f"window:{world.hall}-w1")
        await world.flush(f"{world.hall}-w1")
        return await PostgresFigures(world.pool).now(world.hall, START_MS + 60 * MINUTE_MS)

    told = world.run(now)
    assert [each.kind for each in alerts_of(told)] == ["wait_long", "window_stuck", "device_down"]
    assert [(each.waiting, each.oldest_ms) for each in told.lines] == [(1, START_MS + 1)]
    assert [(each.no, each.since_ms) for each in told.serving] == [("A001", START_MS + 2)]
    assert [each.check for each in told.devices] == ["tickets"]


def test_only_the_county_marks_a_case(world):
    async def marked():
        await world.begin()
        world.open_case(f"{world.hall}-w1", accepted, START_MS)
        case_id, _ = world.cases[0]
        world.record(f"{world.hall}-w1", CaseMarked(case_id, "test", "x"), START_MS, "", case_id)
        await world.flush(f"{world.hall}-w1")

    world.run(marked)
    (counts,) = [n for key, n in rows_of(world.url, world.hall)[0].items() if key[-1] == "accepted"]
    assert counts == 1
    assert {key[4] for key in rows_of(world.url, world.hall)[0]} == {""}
