"""The city that ``bench hall`` measures: its figures are what the county counts from its operations."""

from __future__ import annotations

import psycopg
import pytest

from benchmarks.hall_generator import generate
from counter_app.domain.case import Case
from counter_app.domain.codec import from_plain
from counter_app.domain.numbers import check_case_no
from db.county.recount import recount
from db.county.tables import event
from tests.fakes.proof import long_proof

CASES = 2_000
_AT_ONCE = """
    SELECT count(*) FROM (SELECT kind, lag(kind) OVER (PARTITION BY window_id ORDER BY at, n) AS before
        FROM event WHERE kind IN ('ticket.call', 'ticket.finish', 'ticket.no_show')) visits
    WHERE kind = 'ticket.call' AND before = 'ticket.call'
"""
_INDEXES = "SELECT count(*) FROM pg_indexes WHERE tablename = 'event' AND indexname LIKE 'ix%'"
_ORPHANS = """
    SELECT count(*) FROM case_ c
    WHERE NOT EXISTS (SELECT FROM event e WHERE e.subject = c.id AND e.opens AND e.no = c.no)
"""


class CutOffError(Exception):
    pass


def cut_off(_done, _of):
    raise CutOffError


@long_proof
def test_a_generated_city_counts_as_its_operations_do(county_url):
    with pytest.raises(CutOffError):
        generate(county_url, CASES, cut_off)
    generate(county_url, CASES, cut_off)  # goes on where it stood: no month is left to hear of
    assert recount(county_url, repair=False) == {
        "figure_minute": 0,
        "figure_sum": 0,
        "figure_duration": 0,
    }
    with psycopg.connect(county_url) as opened:
        (received,) = opened.execute(
            "SELECT sum(received) FROM figure_sum WHERE dim = 'window' AND grain = 'year'"
        ).fetchone()
        bodies = opened.execute("SELECT body, no FROM case_").fetchall()
        assert received == len(bodies) == CASES
        for query, number in ((_AT_ONCE, 0), (_ORPHANS, 0), (_INDEXES, len(event.indexes))):
            assert opened.execute(query).fetchone() == (number,), query
    for body, no in bodies[::50]:
        case = from_plain(Case, body)
        assert case.no == check_case_no(no) == no
        assert case.application.case_id == case.id
