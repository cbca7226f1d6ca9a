"""The opening check of a window with numbered blanks: the first sheet, and what nobody has confirmed."""

from __future__ import annotations

from counter_app.domain.blank import BlankLease
from counter_app.domain.serial_range import SerialRange
from tests.fakes.certificate_window import FIRST, a_window_desk, decided, issue
from tests.fakes.opening_bench import OpeningBench


def bench_with(*cases, lease=None):
    desk = a_window_desk()
    if lease is not None:
        desk.ledger.add_lease(lease)
    for _ in cases:
        issue(desk, decided(desk))
    return OpeningBench(desk)


def test_the_first_sheet_of_the_tray_is_named_with_what_is_left():
    bench = bench_with().begin()
    check = bench.check("blanks")
    assert check.kind == "good"
    assert f"SPZ {FIRST}" in check.says
    assert "10" in check.says


def test_a_series_that_runs_low_is_yellow_and_one_that_is_used_up_red():
    desk = a_window_desk()
    for number in range(6):
        issue(desk, decided(desk))
        assert number >= 0
    bench = OpeningBench(desk).begin()
    assert bench.check("blanks").kind == "warning"
    desk.ledger.take_leases(
        [BlankLease("lease-9", "TWO", 1, 1, 2, (SerialRange(1, 1),))],
    )
    bench = OpeningBench(desk).begin()
    assert bench.check("blanks").kind == "danger"
    assert "SPZ" in bench.check("blanks").todo


def test_without_any_sheet_it_says_that_nothing_can_be_printed():
    desk = a_window_desk()
    desk.ledger.take_leases([])
    bench = OpeningBench(desk).begin()
    assert "今天印不了" in bench.check("blanks").todo


def test_a_window_without_blanks_has_no_such_line():
    bench = OpeningBench().begin()
    assert "blanks" not in {each.id for each in bench.state.checks}


def test_a_sheet_that_nobody_has_confirmed_comes_first_and_leads_to_it():
    bench = bench_with(1).begin()
    left = bench.state.leftovers[0]
    assert (left.title, left.kind) == (f"证照纸 SPZ {FIRST}", "warning")
    assert left.state == "打印了，没有人确认过"
    bench.opening.select(0)
    assert bench.state.enter == "看那张纸"
    case_no = bench.opening.facts.leftovers[0].case_no
    bench.opening.press_enter()
    assert bench.opened == ["opened"]
    assert bench.shell.went == [("certificates", case_no)]


def test_somebody_who_issues_nothing_is_told_who_can():
    bench = bench_with(1).begin()
    bench.shell.shut = ("certificates",)
    bench.opening.select(0)
    bench.opening.press_enter()
    assert "还没有确认" in bench.shell.told[-1][1]
