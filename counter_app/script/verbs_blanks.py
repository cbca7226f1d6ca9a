"""Verbs for the numbered blanks of the drawer; ``sheets`` is as a person types it: ``35001-35100``."""

from __future__ import annotations

from typing import Any

from counter_app.domain.errors import RuleError
from counter_app.domain.serial_range import SerialRange, parse_ranges, spelled
from counter_app.script.arguments import Arguments
from counter_app.script.verb import Answer, Verb, wait
from counter_app.services import blank_stock, blanks
from counter_app.services.blank_stock import SeriesStock
from counter_app.services.desk import Desk
from counter_app.services.second_person import Second
from counter_app.services.visit import Visit


def _blanks(desk: Desk, visit: Visit, _given: Arguments) -> Answer:
    found = wait(desk, blank_stock.drawer_stock(desk, visit))
    return visit, {"series": [_series(each) for each in found]}


def _request(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    want = int(given.number("want", 100.0, most=float(blanks.WANT_MOST)))
    lease = wait(desk, blanks.request_more(desk, visit, given.text("series"), want))
    told = {"lease": lease.lease, "first": lease.first, "last": lease.last}
    return visit, {**told, "series": lease.series, "fence": lease.fence}


def _void(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    sheet = _one(given)
    if len(sheet) != 1:
        raise RuleError("blank_range_form")
    series, reason = given.text("series"), given.text("reason", "")
    wait(desk, blanks.void_blank(desk, visit, series, sheet.first, reason))
    return visit, {}


def _lost(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    lost, reason = (given.text("series"), _one(given)), given.text("reason", "")
    wait(desk, blanks.report_lost(desk, visit, lost, reason, _second(given)))
    return visit, {}


def _hand_over(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    series, sheets = given.text("series"), _one(given)
    wait(desk, blanks.hand_over(desk, visit, series, sheets, _second(given)))
    return visit, {}


def _return(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    series, sheets, reason = given.text("series"), _one(given), given.text("reason", "")
    wait(desk, blanks.give_back(desk, visit, series, sheets, reason))
    return visit, {}


def _destroy(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    sheets = parse_ranges(given.text("sheets")) if given.given("sheets") else ()
    series, second = given.text("series"), _second(given)
    listed = wait(desk, blanks.destroy(desk, visit, series, sheets, second))
    return visit, {"destroyed": spelled(listed)}


def _count(desk: Desk, visit: Visit, given: Arguments) -> Answer:
    counted = parse_ranges(given.text("sheets")) if given.given("sheets") else ()
    taken = wait(desk, blank_stock.take_stock(desk, visit, given.text("series"), counted))
    differences = {"missing": spelled(taken.missing), "surplus": spelled(taken.surplus)}
    numbers = {"counted": taken.counted, "expected": taken.expected}
    return visit, {**numbers, **differences, "agrees": taken.agrees}


def _series(stock: SeriesStock) -> dict[str, Any]:
    return {
        "series": stock.series,
        "next": stock.next,
        "counts": {state.value: sheets for state, sheets in stock.counts.items()},
        "leased": stock.leased,
        "low": stock.low,
    }


def _second(given: Arguments) -> Second:
    return Second(given.text("second", ""), given.text("password", ""))


def _one(given: Arguments) -> SerialRange:
    spans = parse_ranges(given.text("sheets"))
    if len(spans) != 1:
        raise RuleError("blank_range_form")
    return spans[0]


BLANK_VERBS: dict[str, Verb] = {
    "blanks": _blanks,
    "blank_request": _request,
    "blank_void": _void,
    "blank_lost": _lost,
    "blank_hand_over": _hand_over,
    "blank_return": _return,
    "blank_destroy": _destroy,
    "blank_count": _count,
}
