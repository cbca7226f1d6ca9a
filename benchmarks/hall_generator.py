"""
Ten years of a city, generated into a county's cases, events and roll-ups, many rows at once.

One transaction a month: what was begun and cut off goes on where it stood. The roll-ups are made by
the county's own statements; ``rebuild-figures --check`` finds no row that differs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy.dialects.postgresql import psycopg as dialect
from sqlalchemy.schema import CreateIndex

from benchmarks.hall_city import PER_DAY, body_of, furnish, items, kiosk_of, places, working_days
from benchmarks.hall_history import EVENTS, cases, operations, visits
from counter_app.domain.item import ProjectType
from db.county.engine import plain_url
from db.county.rollup_facts import EVENT, facts_of
from db.county.rollup_rows import ROLLUPS, added, net_of
from db.county.settings import keep_setting, read_setting
from db.county.tables import event
from db.county.tables_figures import CALLING_KINDS, kinds_in

Session = psycopg.Connection[tuple[Any, ...]]
Progress = Callable[[int, int], None]
"""Hears how many working days of how many are done."""

SEED = 5
_DONE = "bench_hall_days"
_WHOLE = "whole"
_PLAN = "SET LOCAL work_mem = '512MB'; SET LOCAL jit = off; SET LOCAL synchronous_commit = off"
_NET = f"""
    CREATE TEMPORARY TABLE net ON COMMIT DROP AS
    WITH source AS NOT MATERIALIZED (SELECT {EVENT} FROM made_event),
    calling AS NOT MATERIALIZED (SELECT * FROM source WHERE kind IN ({kinds_in(CALLING_KINDS)})),
    {facts_of("all", "source", "calling")},
    signed AS (SELECT 1 AS sign, * FROM all_fact)
    {net_of("signed")}
"""  # noqa: S608 - words of ours
# Sums by day, month and year need no more than a day's sums; the other roll-ups need each fact.
_NET_DAY = """
    CREATE TEMPORARY TABLE net_day ON COMMIT DROP AS
    SELECT hall, window_id, by_user, item, mark, what, seconds,
        date_trunc('day', local_at) AS local_at, sum(n)::int AS n
    FROM net WHERE seconds IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
_TABLES = """
    CREATE TEMPORARY TABLE all_day (at int, day date);
    CREATE TEMPORARY TABLE made_day (at int, day date, most int);
    CREATE TEMPORARY TABLE made_place (at int, id text, hall text, kiosk text, area text,
        letters text, remainder int, year_weight int);
    CREATE TEMPORARY TABLE made_item (at int, code text, immediate boolean, body jsonb,
        application jsonb);
"""
_ALL_OF_A_DAY = 1_000_000


def generate(url: str, number: int, progress: Progress, seed: int = SEED) -> None:
    """
    Bring an empty county, or one cut off in the middle of this, to ``number`` cases.

    Args:
        url: the county's database, at the newest schema and used by nobody else
        number: cases; whole days have 2,960, the oldest day has what is left
        progress: hears of each month
        seed: of every draw

    """
    days = working_days(-(-number // PER_DAY))
    stands = read_setting(url, _DONE)
    if stands == _WHOLE:
        return
    if stands is None:
        furnish(url)
        stands = keep_setting(url, _DONE, "0")
    with psycopg.connect(plain_url(url), autocommit=True, options="-c timezone=UTC") as opened:
        for each in event.indexes:
            opened.execute(f"DROP INDEX IF EXISTS {each.name}")
        _lay_out(opened, days)
        first = number - (len(days) - 1) * PER_DAY
        for _, part in groupby(enumerate(days), key=lambda each: each[1].replace(day=1)):
            month = [each for each in part if each[0] >= int(stands)]
            if month:
                most = {0: first if first < PER_DAY else _ALL_OF_A_DAY}
                _make_month(opened, month, most, seed)
                progress(month[-1][0] + 1, len(days))
        for each in sorted(event.indexes, key=lambda index: str(index.name)):
            made = CreateIndex(each, if_not_exists=True).compile(dialect=dialect.dialect())
            opened.execute(str(made).encode())
        opened.execute("SELECT setval(pg_get_serial_sequence('event', 'n'), max(n)) FROM event")
        opened.execute("VACUUM (ANALYZE)")
    keep_setting(url, _DONE, _WHOLE, replace=True)


def _lay_out(opened: Session, days: Sequence[date]) -> None:
    opened.execute(_TABLES)
    with opened.cursor() as cursor:
        cursor.executemany("INSERT INTO all_day VALUES (%s, %s)", list(enumerate(days)))
        rows = [
            (e.at, e.id, e.hall, kiosk_of(e.hall), e.number_head[:6], e.number_head[6:])
            for e in places()
        ]
        rest = [(*each, _remainder(*each[4:]), 10**15 % 97) for each in rows]
        cursor.executemany("INSERT INTO made_place VALUES (%s,%s,%s,%s,%s,%s,%s,%s)", rest)
        for at, item in enumerate(items()):
            plain, application = body_of(item)
            immediate = item.project_type is ProjectType.IMMEDIATE
            values = [at, item.code, immediate, Jsonb(plain), Jsonb(application)]
            cursor.execute("INSERT INTO made_item VALUES (%s, %s, %s, %s, %s)", values)


def _remainder(area: str, letters: str) -> int:
    """Return what area and letters of a case number give modulo 97 (ISO 7064, A = 10)."""
    expanded = int("".join(str(int(each, 36)) for each in letters))
    return (int(area) * 10**17 + expanded * 10**7) % 97


def _make_month(
    opened: Session, days: Sequence[tuple[int, date]], most: dict[int, int], seed: int
) -> None:
    with opened.transaction(), opened.cursor() as cursor:
        cursor.execute(_PLAN)
        cursor.execute("TRUNCATE made_day")
        rows = [(at, day, most.get(at, _ALL_OF_A_DAY)) for at, day in days]
        cursor.executemany("INSERT INTO made_day VALUES (%s, %s, %s)", rows)
        cursor.execute(visits(seed))
        # numbers leave room for what the months before can have: a dozen to a visit
        cursor.execute(operations(days[0][0] * PER_DAY * 12))
        cursor.execute("ANALYZE made_event")
        cursor.execute(cases())
        cursor.execute(EVENTS)
        cursor.execute(_NET)
        cursor.execute(_NET_DAY)
        cursor.execute("ANALYZE net, net_day")
        for table, key, made, names in ROLLUPS:
            net = "net_day" if table == "figure_sum" else "net"
            cursor.execute(added(table, key, made(net), names))
        cursor.execute(
            "UPDATE setting SET value = %s WHERE name = %s", [str(days[-1][0] + 1), _DONE]
        )
