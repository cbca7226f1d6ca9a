"""年度指标: every figure of the article, its list, or why there is none; on the real place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.ports_reports import FactsWish
from counter_app.ui.hall.tour_reports import SampleReports
from tests.fakes.report_bench import ReportBench


@pytest.fixture
def make(qtbot):
    def made(name, county=None, **changes):
        bench = ReportBench(name, county, **changes)
        qtbot.addWidget(bench.place.view)
        return bench

    return made


def test_every_figure_of_the_article_has_a_number_or_says_why_not(make):
    bench = make("year")
    facts = next(each for each in bench.county.asked if isinstance(each, FactsWish))
    assert (facts.level, facts.key, facts.last) == ("area", "540400", date(2026, 11, 16))
    rows = {row.cells[0].text: row for row in bench.state.shown_table().rows}
    assert rows["出证（本）"].cells[1].text == "8,931"
    assert rows["每分钟办件（件/分）"].cells[2].text == "4.99"
    assert rows["便民清单期数（期）"].cells[1].text == "尚无"
    figures = [row for row in rows.values() if not row.heading]
    assert all(row.note for row in figures)
    assert all(row.cells[1].opens or row.cells[1].text == "尚无" for row in figures)
    assert not any(row.cells[1].text == "0" for row in figures)


def test_the_year_is_turned_typed_and_of_hall_or_city(make):
    bench = make("year")
    bench.press("PgUp")
    assert bench.state.text("period") == "2025"
    bench.press("PgDn", "PgDn", "F4")
    assert bench.state.text("period") == "2026"
    bench.press("F10")
    assert bench.county.asked[-1].level == "hall"
    bench.type("period", "2026-10")
    assert bench.state.report.title == "年度指标 2026-10"
    bench.type("period", "x")
    bench.press("PgUp")
    assert "期间看不懂" in bench.state.errors["period"]


def test_a_fact_of_the_year_opens_its_lines_and_a_heading_nothing(make):
    bench = make("year")
    asked = len(bench.county.asked)
    bench.hands.open(0, 0)
    assert len(bench.county.asked) == asked
    bench.press("Esc")
    names = [row[0] for row in bench.table()]
    bench.hands.open(names.index("政务专递惠及群众（人）"), 1)
    wish = bench.county.asked[-1]
    assert (wish.what, wish.level, wish.key) == ("deliveries", "area", "540400")
    assert set(bench.keys()) >= {"Esc", "F8", "F6", "F7"}
    bench.hands.at("period")
    assert bench.state.focus.field == "period"


def test_a_county_that_does_not_tell_a_fact_leaves_a_dash(make):
    county = SampleReports()
    told = county.annual_facts
    county.annual_facts = lambda wish: replace(told(wish), counts=told(wish).counts[:1])
    rows = {row.cells[0].text: row for row in make("year", county).state.shown_table().rows}
    row = rows["出证（本）"]
    assert (row.cells[1].text, row.note) == ("—", "县里的服务端还没有给出这个数。")
