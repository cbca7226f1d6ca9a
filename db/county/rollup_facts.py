"""
``domain.figure_log.facts_of`` in SQL: facts of many cases, tickets and windows at once.

The texts hold words of ours only. A source is a relation with the columns of ``event``.
"""

from __future__ import annotations

from counter_app.domain.figure_log import (
    CLOSING_KINDS,
    CONSULT_KIND,
    FREEING_KINDS,
    TAKING_KINDS,
    TICKET_KINDS,
)
from db.county.tables_figures import kinds_in

EVENT = "op_id, n, at, hall, window_id, by_user, kind, subject, item, immediate, opens, mark"
CHINA = "AT TIME ZONE INTERVAL '08:00'"
"""Turns a moment into a time of Nyingchi."""
DAY = f"(at {CHINA})::date"
_FACT = "at, hall, window_id, by_user"


def facts_of(name: str, source: str, calling: str, *, cases: bool = True) -> str:
    """
    Return common table expressions of which the last, ``NAME_fact``, has the facts.

    ``source`` holds all operations on the cases and tickets it names, and consultations; ``calling``
    those of CALLING_KINDS of windows. Without ``cases`` only tickets and windows are looked at.
    Columns: at, hall, window_id, by_user, item, mark, what, seconds.
    """
    parts = [_tickets(name, source), _idle(name, calling)]
    unions = [_ticket_facts(name, source), _idle_facts(name)]
    if cases:
        parts.append(_cases(name, source))
        unions.append(_case_facts(name))
    return f"{', '.join(parts)}, {name}_fact AS ({' UNION ALL '.join(unions)})"


def _cases(name: str, source: str) -> str:
    return f"""
    {name}_mark AS (
        SELECT DISTINCT ON (subject) subject, mark AS marked FROM {source}
        WHERE kind = 'case.mark' ORDER BY subject, n DESC
    ), {name}_closing AS (
        SELECT DISTINCT ON (subject) * FROM {source}
        WHERE kind IN ({kinds_in((*CLOSING_KINDS, "case.undecide"))}) ORDER BY subject, n DESC
    ), {name}_case AS (
        SELECT e.*, w.what FROM {source} e CROSS JOIN LATERAL (VALUES
            ('received', e.opens), ('accepted', e.kind = 'case.accept'),
            ('accepted_immediate', e.kind = 'case.accept' AND e.immediate)) w(what, holds)
        WHERE w.holds
        UNION ALL
        SELECT c.*, w.what FROM {name}_closing c CROSS JOIN LATERAL (VALUES
            ('closed', true), ('closed_immediate', c.immediate)) w(what, holds)
        WHERE w.holds AND c.kind <> 'case.undecide'
    )"""  # noqa: S608


def _tickets(name: str, source: str) -> str:
    """Name turns: the operations of a ticket from one call up to the next."""
    return f"""
    {name}_ticket AS (
        SELECT *, count(*) FILTER (WHERE kind = 'ticket.call')
                OVER (PARTITION BY subject ORDER BY n) AS turn,
            min(at) FILTER (WHERE kind = 'ticket.take') OVER (PARTITION BY subject) AS taken
        FROM {source} WHERE kind IN ({kinds_in(TICKET_KINDS)})
    ), {name}_turn AS (
        SELECT *, max(at) FILTER (WHERE kind = 'ticket.call') OVER turns AS called,
            max(at) FILTER (WHERE kind = 'ticket.start') OVER turns AS started
        FROM {name}_ticket WINDOW turns AS (PARTITION BY subject, turn ORDER BY n)
    )"""  # noqa: S608


def _idle(name: str, calling: str) -> str:
    return f"""
    {name}_idle AS (
        SELECT *, lag(at) OVER stream AS free_at, lag(kind) OVER stream AS free_kind FROM {calling}
        WINDOW stream AS (PARTITION BY window_id, {DAY} ORDER BY at, n)
    )"""  # noqa: S608


def _case_facts(name: str) -> str:
    return f"""
        SELECT {_FACT}, item, coalesce(marked, '') AS mark, what, NULL::int AS seconds
        FROM {name}_case LEFT JOIN {name}_mark USING (subject)
    """  # noqa: S608


def _ticket_facts(name: str, source: str) -> str:
    return f"""
        SELECT {_FACT}, NULL::text AS item, '' AS mark, what, NULL::int AS seconds
        FROM {source} JOIN (VALUES
            ('ticket.take', 'arrivals'), ('ticket.call', 'calls'), ('ticket.start', 'starts'),
            ('ticket.finish', 'finishes'), ('ticket.no_show', 'no_shows'),
            ('{CONSULT_KIND}', 'consultations')) counted(kind, what) USING (kind)
        UNION ALL
        SELECT {_FACT}, NULL, '', d.what, {_seconds("d.begun")}
        FROM {name}_turn t CROSS JOIN LATERAL (VALUES
            ('waiting', 'ticket.call', CASE WHEN t.turn = 1 THEN t.taken END),
            ('walking', 'ticket.start', t.called), ('handling', 'ticket.finish', t.called),
            ('serving', 'ticket.finish', t.started)) d(what, ended_by, begun)
        WHERE t.kind = d.ended_by AND d.begun <= at
    """  # noqa: S608


def _idle_facts(name: str) -> str:
    return f"""
        SELECT {_FACT}, NULL, '', 'idle', {_seconds("free_at")} FROM {name}_idle
        WHERE kind IN ({kinds_in(TAKING_KINDS)}) AND free_kind IN ({kinds_in(FREEING_KINDS)})
    """  # noqa: S608


def _seconds(begun: str) -> str:
    return f"floor(extract(epoch FROM at - {begun}))::int"
