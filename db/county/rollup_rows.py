"""Facts summed into the rows of the roll-ups, added to what is there or filled anew."""

from __future__ import annotations

from counter_app.domain.figures import COUNTED, STEPS_MOST, Duration
from db.county.rollup_facts import CHINA

MINUTE_KEY = ("hall", "day", "window_id", "minute", "mark")
SUM_KEY = ("dim", "grain", "hall", "first", "key", "mark")
DURATION_KEY = ("dim", "grain", "hall", "first", "key", "what", "step")
_COUNTS = ", ".join(
    f"coalesce(sum(n) FILTER (WHERE what = '{each}'), 0)::int AS {each}" for each in COUNTED
)
_UNITS = " ".join(f"WHEN '{each.value}' THEN {each.unit_s}" for each in Duration)
_UNIT = f"CASE what {_UNITS} END"
_GRAINS = """CROSS JOIN LATERAL (VALUES ('day', local_at::date),
    ('month', date_trunc('month', local_at)::date),
    ('year', date_trunc('year', local_at)::date)) g(grain, first)"""


def net_of(facts: str) -> str:
    """Return the facts of a relation with a ``sign``, those that cancel each other left out."""
    return f"""
        SELECT hall, window_id, by_user, item, mark, what, seconds, at {CHINA} AS local_at,
            sum(sign)::int AS n
        FROM {facts} GROUP BY hall, window_id, by_user, item, mark, what, seconds, at
        HAVING sum(sign) <> 0
    """  # noqa: S608


def minutes_of(net: str) -> str:
    """Return rows of ``figure_minute`` but for their ``xid``."""
    return f"""
        SELECT hall, local_at::date AS day, window_id, (extract(hour FROM local_at) * 60
            + extract(minute FROM local_at))::smallint AS minute, mark, {_COUNTS}
        FROM {net} WHERE seconds IS NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    """  # noqa: S608


def sums_of(net: str) -> str:
    """Return rows of ``figure_sum``."""
    return f"""
        SELECT dim, grain, hall, first, key, mark, {_COUNTS}
        FROM {net} CROSS JOIN LATERAL (VALUES ('window', window_id), ('clerk', by_user),
            ('item', item)) d(dim, key) {_GRAINS}
        WHERE seconds IS NULL AND key IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    """  # noqa: S608


def durations_of(net: str) -> str:
    """Return rows of ``figure_duration`` but for their ``xid``."""
    return f"""
        SELECT dim, grain, hall, first, key, what,
            least(seconds / {_UNIT}, {STEPS_MOST}) AS step,
            sum(n)::int AS n, sum(n * seconds::bigint)::bigint AS total_s
        FROM {net} CROSS JOIN LATERAL (VALUES ('hall', ''), ('window', window_id),
            ('clerk', by_user)) d(dim, key) {_GRAINS}
        WHERE seconds IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    """  # noqa: S608


def added(table: str, key: tuple[str, ...], rows: str, names: tuple[str, ...]) -> str:
    """Return a statement that adds rows to a roll-up."""
    changed = ", ".join(f"{each} = {table}.{each} + EXCLUDED.{each}" for each in names)
    columns, stamp, renewed = ", ".join((*key, *names)), "", ""
    if table in STAMPED:
        columns, stamp, renewed = (
            f"{columns}, xid",
            ", pg_current_xact_id()",
            ", xid = EXCLUDED.xid",
        )
    return f"""
        INSERT INTO {table} ({columns}) SELECT rolled.*{stamp} FROM ({rows}) rolled
        ON CONFLICT ({", ".join(key)}) DO UPDATE SET {changed}{renewed}
    """  # noqa: S608


def filled(table: str, columns: tuple[str, ...], rows: str) -> str:
    """Return a statement that puts rows into ``counted_TABLE``."""
    stamp = ", pg_current_xact_id()" if table in STAMPED else ""
    names = ", ".join((*columns, "xid") if stamp else columns)
    return f"""
        INSERT INTO counted_{table} ({names}) SELECT rolled.*{stamp} FROM ({rows}) rolled
    """  # noqa: S608


def differing(table: str, key: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Return how many rows differ between a roll-up and ``counted_TABLE``; zeros are no rows."""
    keys, columns = ", ".join(key), ", ".join((*key, *names))
    some = " OR ".join(f"{each} <> 0" for each in names)
    return f"""
        WITH there AS (SELECT {columns} FROM {table} WHERE {some}),
            anew AS (SELECT {columns} FROM counted_{table} WHERE {some})
        SELECT count(*) FROM (
            SELECT {keys} FROM (SELECT * FROM there EXCEPT SELECT * FROM anew) too_much
            UNION SELECT {keys} FROM (SELECT * FROM anew EXCEPT SELECT * FROM there) too_little
        ) differing
    """  # noqa: S608


STAMPED = frozenset({"figure_minute", "figure_duration"})
"""Roll-ups whose rows tell by which transaction they were last changed."""
ROLLUPS = (
    ("figure_minute", MINUTE_KEY, minutes_of, COUNTED),
    ("figure_sum", SUM_KEY, sums_of, COUNTED),
    ("figure_duration", DURATION_KEY, durations_of, ("n", "total_s")),
)
"""Each roll-up: table, key, how its rows are made, what they sum."""
