"""Whom cases are about (F-D17): found by number in the cache and in the ledger, fake and real alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from counter_app.domain.wire import FeedRow, PullAnswer
from db.window.cache import open_cache
from db.window.cache_tables import PARTIES, row
from tests.fakes.cache import FakeCache
from tests.fakes.released import released_entry
from tests.store.samples import KEY, op_id

ABOUT = ("body.credit_code", "person.number", "agent.person.number", "guardian.person.number")


@pytest.fixture(params=["memory", "file"])
def cache(request, tmp_path):
    if request.param == "memory":
        yield FakeCache()
        return
    made = open_cache(tmp_path, KEY)
    yield made
    made.close()


def a_case(case_id, path="person.number", number="N1", rev=1, op="put"):
    inner: object = number
    for key in reversed(path.split(".")):
        inner = {key: inner}
    body = {"state": "S20", "application": inner}
    return FeedRow("case", case_id, rev, op, 1, body if op == "put" else {})


def told(cache, *rows, scope="hall:h-1"):
    cache.apply(scope, PullAnswer("e", "c", more=False, acked=0, secured=0, rows=rows))


@pytest.mark.parametrize("path", ABOUT)
def test_a_case_is_found_by_whoever_it_is_about(cache, path):
    told(cache, a_case("c1", path), a_case("c2", path, "N2"))
    assert cache.cases_about("N1") == ("c1",)
    assert cache.cases_about("N9") == ()


def test_a_case_in_two_scopes_or_gone_is_found_once_or_not(cache):
    told(cache, a_case("c1"), a_case("c2"))
    told(cache, a_case("c1", rev=2), scope="window:w-3")
    told(cache, a_case("c2", rev=3, op="del"))
    assert cache.cases_about("N1") == ("c1",)


def test_the_number_is_looked_up_in_an_index(tmp_path):
    cache = open_cache(tmp_path, KEY)
    told(cache, a_case("c1"))
    with cache._transaction() as connection:
        for each in PARTIES:
            asked = select(row.c.id).where(row.c.k == "case", each == "N1", row.c.op == "put")
            sql = str(asked.compile(connection, compile_kwargs={"literal_binds": True}))
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}").all()
            assert "ix_row_party" in str(plan)
    cache.close()


def test_what_was_done_here_is_found_at_once(ledger_holder, ledger):
    entry = replace(released_entry("case.accept.1"), subject="case-7", no=None)
    about = entry.operation.application
    ledger.record(op_id(1), lambda _no: entry)
    ledger.record(op_id(2), lambda _no: replace(released_entry("session.lock.1"), no=None))
    number = about.person.number if about.person is not None else about.body.credit_code
    assert ledger.subjects_about(number) == ("case-7",)
    assert ledger.subjects_about("none") == ()
    assert ledger_holder.reopen().subjects_about(number) == ("case-7",)
