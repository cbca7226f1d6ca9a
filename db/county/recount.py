"""
All roll-ups counted anew from the log, many rows at once: to check them, and to fill them in bulk.

Whoever writes events by other ways than the county's (a bulk of generated history) fills the
roll-ups by this, never by rows of its own.
"""

from __future__ import annotations

from typing import Any

import psycopg

from db.county.engine import session
from db.county.publishing import note_act
from db.county.rollup_facts import EVENT, facts_of
from db.county.rollup_rows import ROLLUPS, differing, filled, net_of
from db.county.settings import keep_setting, read_setting
from db.county.tables_figures import CALLING_KINDS, kinds_in

Session = psycopg.Connection[tuple[Any, ...]]

_NET = f"""
    CREATE TEMPORARY TABLE net ON COMMIT DROP AS
    WITH source AS NOT MATERIALIZED (SELECT {EVENT} FROM event WHERE hall = %(hall)s),
    calling AS NOT MATERIALIZED (
        SELECT * FROM source WHERE kind IN ({kinds_in(CALLING_KINDS)})
    ), {facts_of("all", "source", "calling")},
    signed AS (SELECT 1 AS sign, * FROM all_fact)
    {net_of("signed")}
"""  # noqa: S608
ROLLUP_VERSION = "1"
"""Changes with the definition of any figure."""
_SETTING = "rollup_version"
_WORK_MEM = "SET LOCAL work_mem = '256MB'"


def recount(url: str, *, repair: bool) -> dict[str, int]:
    """
    Count all anew; return, by roll-up, how many of its rows differed.

    With ``repair`` the roll-ups are set right; nobody writes meanwhile. Without it they are only
    looked at, in one snapshot.
    """
    with session(url) as opened:
        if repair:
            opened.execute("LOCK TABLE event IN SHARE MODE")
        else:
            opened.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        opened.execute(_WORK_MEM)
        found = fill(opened)
        if repair:
            for table, *_ in ROLLUPS:
                _replace(opened, table)
            note_act(opened, "figures.rebuild", str(sum(found.values())))
    return found


def ensure_counted(url: str) -> None:
    """Count all anew where the roll-ups are of another version than this program's, or none yet."""
    if read_setting(url, _SETTING) != ROLLUP_VERSION:
        recount(url, repair=True)
        keep_setting(url, _SETTING, ROLLUP_VERSION, replace=True)


def fill(opened: Session) -> dict[str, int]:
    """Make ``counted_TABLE`` of each roll-up in this transaction; return how many rows differ."""
    for table, *_ in ROLLUPS:
        opened.execute(f"CREATE TEMPORARY TABLE counted_{table} (LIKE {table}) ON COMMIT DROP")
    for (hall,) in opened.execute("SELECT DISTINCT hall FROM event ORDER BY hall").fetchall():
        opened.execute(_NET, {"hall": hall})
        for table, key, rows, names in ROLLUPS:
            opened.execute(filled(table, (*key, *names), rows("net")))
        opened.execute("DROP TABLE net")
    return {table: _differing(opened, table, key, names) for table, key, _, names in ROLLUPS}


def _differing(opened: Session, table: str, key: tuple[str, ...], names: tuple[str, ...]) -> int:
    counted = opened.execute(differing(table, key, names)).fetchone()
    return int(counted[0]) if counted else 0


def _replace(opened: Session, table: str) -> None:
    opened.execute(f"TRUNCATE {table}")
    opened.execute(f"INSERT INTO {table} SELECT * FROM counted_{table}")  # noqa: S608
