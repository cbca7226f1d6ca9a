"""
Days of a city in SQL: visits, and the cases and operations that they leave behind.

Every number is a hash of the visit's own number, so the same seed gives the same history whatever
was generated before. What a window does in a day never overlaps, as at a real counter.
"""

from __future__ import annotations

from benchmarks.hall_city import (
    AFTERNOON,
    CLERKS,
    ITEMS,
    MORNING,
    PER_WINDOW,
    WINDOWS,
)
from counter_app.domain.county_desk import DESK_PREFIX
from counter_app.domain.ticket import SUBJECT_PREFIX

_SLOTS_S = (MORNING[1] - MORNING[0] + AFTERNOON[1] - AFTERNOON[0]) * 60 / (PER_WINDOW + 1)
_MORNING_S = (MORNING[1] - MORNING[0]) * 60
_DECIDED_LAST_DAYS = 9
_PLACES = 4_096  # visits are numbered by day, 64 windows, 64 slots


def _draw(seed: int, place: int) -> str:
    """Return a number from 0 up to 1 that depends on the visit, in SQL."""
    return f"((hashint8extended(n, {seed * 1_000 + place}) & 1048575) / 1048576.0)"


def visits(seed: int) -> str:
    """Return a statement that makes the temporary table ``visit`` of the days in ``made_day``."""
    return f"""
    CREATE TEMPORARY TABLE visit ON COMMIT DROP AS
    WITH numbered AS (
        SELECT d.day, d.at AS day_at, p.*, slot, d.at::bigint * {_PLACES} + p.at * 64 + slot AS n,
            d.day::timestamp AT TIME ZONE INTERVAL '08:00' AS midnight,
            slot * {_SLOTS_S} AS opened_s
        FROM made_day d CROSS JOIN made_place p CROSS JOIN generate_series(0, {PER_WINDOW}) slot
        WHERE (slot < {PER_WINDOW} OR (p.at + d.at) % 4 = 0) AND slot * 64 + p.at < d.most
    ), called AS (
        SELECT *, {_draw(seed, 1)} AS kind_draw, {_draw(seed, 2)} AS extra_draw,
            {_draw(seed, 3)} AS decided_draw, {_draw(seed, 4)} AS mark_draw,
            floor(power({_draw(seed, 5)}, 1.5) * {ITEMS})::int AS item_at,
            midnight + (CASE WHEN opened_s < {_MORNING_S} THEN {MORNING[0] * 60} + opened_s
                ELSE {AFTERNOON[0] * 60 - _MORNING_S} + opened_s END
                + {_draw(seed, 6)} * 30) * INTERVAL '1 second' AS called_at
        FROM numbered
    ), started AS (
        SELECT *, called_at - (60 + power({_draw(seed, 7)}, 2) * 1800) * INTERVAL '1 second'
            AS taken_at,
            called_at + (5 + {_draw(seed, 8)} * 35) * INTERVAL '1 second' AS started_at FROM called
    ), acted AS (
        SELECT *, started_at + (40 + power({_draw(seed, 9)}, 2) * 220) * INTERVAL '1 second'
            AS acted_at FROM started
    )
    SELECT a.*, acted_at + (5 + {_draw(seed, 10)} * 40) * INTERVAL '1 second' AS finished_at,
        i.code AS item, i.immediate, kind_draw < 0.03 AS refused,
        kind_draw BETWEEN 0.03 AND 0.11 AS received_before,
        '{SUBJECT_PREFIX}' || hall || '/' || a.day || '/A'
            || lpad((slot * {WINDOWS} + a.at % {WINDOWS} + 1)::text, 3, '0') AS ticket,
        'clerk-' || lpad((a.at / {WINDOWS} * {CLERKS}
            + (a.at % {WINDOWS} + a.day_at / 50) % {CLERKS} + 1)::text, 2, '0') AS clerk,
        CASE WHEN kind_draw < 0.03 THEN NULL
            WHEN i.immediate THEN acted_at + (20 + decided_draw * 100) * INTERVAL '1 second'
            ELSE later.day::timestamp AT TIME ZONE INTERVAL '08:00'
                + INTERVAL '10 hours' + decided_draw * INTERVAL '2 hours' END AS decided_at,
        {_uuid("acted_at", "15")} AS opened_id
    FROM acted a JOIN made_item i ON i.at = a.item_at
        LEFT JOIN all_day later
            ON later.at = a.day_at + 1 + floor(decided_draw * {_DECIDED_LAST_DAYS})::int
    """  # noqa: S608 - words of ours


def operations(before: int) -> str:
    """Return a statement that makes ``made_event`` of ``visit``, numbered above ``before``."""
    rows = f"{_TICKETS} UNION ALL {_NO_SHOWS} UNION ALL {_CASES} UNION ALL {_PAUSES}"
    return f"""
    CREATE TEMPORARY TABLE made_event ON COMMIT DROP AS
    SELECT op_id, {before} + row_number() OVER (ORDER BY at, op_id) AS n, at, hall, window_id,
        by_user, kind, subject, item, immediate, opens, mark, no FROM (
        SELECT {_uuid("made.at", "step")} AS op_id,
            date_trunc('milliseconds', made.at) AS at, hall,
            window_id, by_user, kind, subject, item, immediate, opens, mark, no
        FROM ({rows}) made
    ) stamped
    """  # noqa: S608 - words of ours


CASES = """
    INSERT INTO case_ (id, no, rev, hall, window_id, item, state, received_on, accepted_at, body)
    SELECT id, no, 1, hall, window_id, item, state, day, accepted_at, body || jsonb_build_object(
        'id', id, 'no', no, 'state', state, 'window', window_id, 'clerk', clerk,
        'received_on', day, 'application', application || jsonb_build_object('case_id', id))
    FROM (
        SELECT replace(v.opened_id::text, '-', '') AS id, {no} AS no, v.hall, v.id AS window_id,
            v.item, CASE WHEN refused THEN 'S30' WHEN decided_at IS NULL THEN 'S20' ELSE 'S60' END
            AS state, v.day, CASE WHEN NOT refused THEN acted_at END AS accepted_at, clerk,
            i.body, i.application
        FROM visit v JOIN made_item i ON i.code = v.item ORDER BY v.n
    ) made
"""
EVENTS = """
    INSERT INTO event (op_id, hall, window_id, by_user, kind, subject, no, at, clock, n,
        item, immediate, opens, mark) OVERRIDING SYSTEM VALUE
    SELECT op_id, hall, window_id, by_user, kind, subject, no, at, 'pc', n,
        item, immediate, opens, mark FROM made_event ORDER BY n
"""


def cases() -> str:
    """Return a statement that keeps the cases of ``visit``."""
    return CASES.format(no=_NO)


def _uuid(at: str, step: str) -> str:
    """Return a version 7 UUID of a moment, a visit and a step of it, in SQL."""
    return (
        f"(lpad(to_hex((extract(epoch FROM {at}) * 1000)::bigint), 12, '0') || '7'"
        f" || lpad(to_hex({step}), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid"
    )


# made_place tells the remainder of each window's number, so that the check digits are sums.
_SEQ = f"(v.day_at % 366 * {PER_WINDOW + 1} + v.slot + 1)"
_NO = f"""
    (v.area || lpad((extract(year FROM v.day)::int % 100)::text, 2, '0') || v.letters
        || lpad({_SEQ}::text, 5, '0') || lpad((98 - (
            v.remainder + extract(year FROM v.day)::int % 100 * v.year_weight + {_SEQ} * 100
        ) % 97)::text, 2, '0'))
"""
_PLAIN = "NULL::text AS item, false AS immediate, false AS opens, '' AS mark, NULL::text AS no"
_TICKETS = f"""
    SELECT v.n, step, e.at, hall, CASE step WHEN 1 THEN kiosk ELSE v.id END AS window_id,
        CASE step WHEN 1 THEN '' ELSE clerk END AS by_user, kind, ticket AS subject, {_PLAIN}
    FROM visit v CROSS JOIN LATERAL (VALUES (1, 'ticket.take', taken_at),
        (2, 'ticket.call', called_at), (3, 'ticket.start', started_at),
        (4, 'ticket.finish', finished_at)) e(step, kind, at)
    UNION ALL
    SELECT n, 5, acted_at, hall, id, clerk, 'consult.serve', 'document:' || n, {_PLAIN}
    FROM visit WHERE extra_draw > 0.95
"""  # noqa: S608 - words of ours
_NO_SHOWS = f"""
    SELECT v.n, step, e.at, hall, CASE step WHEN 6 THEN kiosk ELSE v.id END, CASE step WHEN 6
        THEN '' ELSE clerk END, kind, replace(ticket, '/A', '/B'), {_PLAIN}
    FROM visit v CROSS JOIN LATERAL (VALUES (6, 'ticket.take', taken_at),
        (7, 'ticket.call', finished_at + INTERVAL '10 seconds'),
        (8, 'ticket.no_show', finished_at + INTERVAL '40 seconds')) e(step, kind, at)
    WHERE extra_draw < 0.03
"""  # noqa: S608 - words of ours
_CASES = f"""
    SELECT v.n, step, e.at, hall, window_id, by_user, kind,
        replace(opened_id::text, '-', '') AS subject, item, immediate, opens, mark, {_NO} AS no
    FROM visit v CROSS JOIN LATERAL (VALUES
        (14, 'case.receive', acted_at - INTERVAL '20 seconds', id, clerk, true, '',
            received_before),
        (15, CASE WHEN refused THEN 'case.refuse' ELSE 'case.accept' END, acted_at, id, clerk,
            NOT received_before, '', true),
        (16, 'case.decide', decided_at, '{DESK_PREFIX}' || hall, 'zhuoma', false, '',
            decided_at IS NOT NULL),
        (17, 'case.mark', finished_at + INTERVAL '1 hour', '{DESK_PREFIX}' || hall, 'zhuoma',
            false, (ARRAY['batch', 'test', 'deleted'])[1 + slot % 3], mark_draw < 0.004)
        ) e(step, kind, at, window_id, by_user, opens, mark, holds)
    WHERE holds
"""  # noqa: S608 - words of ours
# Slot 63 is nobody's; a visit that began in the morning ends before the pause.
_PAUSES = f"""
    SELECT n, step, midnight + minute * INTERVAL '1 minute', hall, id, clerk, kind, id, {_PLAIN}
    FROM (SELECT min(n) AS n, hall, id, day, min(midnight) AS midnight, min(clerk) AS clerk
        FROM visit GROUP BY hall, id, day) v
    CROSS JOIN (VALUES (20, 'window.pause', {MORNING[1] + 6}),
        (21, 'window.resume', {AFTERNOON[0] - 1})) e(step, kind, minute)
"""  # noqa: S608 - words of ours
