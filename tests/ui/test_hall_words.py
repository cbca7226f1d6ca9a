"""大厅 in words and in files: bands, days without hours, the county's own desk, exports."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from counter_app.domain import localtime
from counter_app.domain.figure_day import MinuteRow, MissingWindow
from counter_app.domain.figure_opening import DayOpening, Minutes
from counter_app.domain.figures import Counts, Mark, Measure
from counter_app.services.throughput import Asked, look
from counter_app.ui.hall.drills import of_day
from counter_app.ui.hall.tour_day import DAY, NOW, OPEN, SampleCounty, a_day, silent
from counter_app.ui.hall.wording import worded
from counter_app.ui.hall.wording_strip import read_minute
from tests.fakes.desk import play
from tests.fakes.hall_page import HallBench, a_hall_desk

START = localtime.start_ms(DAY)


def seen_of(figures, **asked):
    desk = a_hall_desk(SampleCounty(figures))
    return desk.words, play(desk, look(desk, replace(Asked(DAY), **asked)))


def told(figures):
    return worded(*seen_of(figures))


def test_windows_that_are_silent_together_share_a_band_and_many_are_counted():
    found = told(a_day(missing=(silent(1, 600), silent(2, 600), silent(3, 700))))
    assert [each.text for each in found.strip.missing] == [
        "1号窗口、2号窗口没有报来",
        "3号窗口没有报来",
    ]
    found = told(a_day(missing=tuple(silent(at, 600) for at in (1, 2, 3))))
    assert [each.text for each in found.strip.missing] == ["3 个窗口没有报来"]


@pytest.mark.parametrize(
    ("since", "text"),
    [(None, "1号窗口 一直没有报来"), (START - 1, "1号窗口 这一天没有报来")],
)
def test_a_window_that_was_silent_all_day_is_said_so(since, text):
    gone = MissingWindow("w-1", "1号窗口", since, 0, NOW)
    found = told(a_day(missing=(gone,)))
    assert found.alerts[0].row.title == text
    assert found.windows[0].state == "没有报来"


def test_a_minute_that_is_not_covered_is_read_as_such():
    words, seen = seen_of(a_day(missing=(silent(5, 690),)))
    assert read_minute(words, seen, 700).endswith("5号窗口 没有报来，这一分钟不完整")
    assert "没有报来" not in read_minute(words, seen, 689)


def test_a_day_without_open_minutes_is_shaded_whole():
    strip = told(a_day(opening=DayOpening())).strip
    assert [(each.first, each.last, each.text) for each in strip.closed] == [
        (540, 1_080, "这一天不开门")
    ]


def test_without_hours_a_minute_is_read_without_saying_whether_it_was_open():
    words, seen = seen_of(a_day(opening=DayOpening(reason="no_calendar")))
    assert read_minute(words, seen, 800).endswith("人次")


def test_a_long_gap_is_no_midday_break_and_open_to_the_edge_has_no_shade():
    gap = DayOpening((Minutes(480, 540), Minutes(900, 1_440)))
    strip = told(a_day(opening=gap)).strip
    assert [(each.first, each.last, each.text) for each in strip.closed] == [
        (450, 480, ""),
        (540, 900, ""),
    ]
    assert strip.last == 1_440
    assert [each.text for each in told(a_day(opening=OPEN)).strip.closed] == ["", "午休", ""]


def test_what_happened_outside_opening_hours_is_shown():
    early = MinuteRow("w-1", 430, Counts(received=1, accepted=1))
    late = MinuteRow("w-1", 1_300, Counts(received=1, accepted=1))
    figures = replace(a_day(), minutes=(early, late), at_ms=START + 1_310 * 60_000)
    strip = told(figures).strip
    assert (strip.first, strip.last) == (430, 1_301)


def test_a_past_day_has_no_now():
    figures = replace(a_day(), at_ms=a_day().at_ms + 86_400_000)
    assert told(figures).strip.now is None


def test_the_countys_own_desk_stands_in_the_table_only_where_it_did_something():
    assert "county-desk" not in {each.window for each in told(a_day()).windows}
    decided = MinuteRow("county-desk", 700, Counts(accepted=3))
    row = told(replace(a_day(), minutes=(*a_day().minutes, decided))).windows[-1]
    assert (row.window, row.state, row.kind) == ("county-desk", "审批台", "note")


def test_a_list_of_cases_that_count_apart_says_so():
    words, seen = seen_of(a_day())
    drill = of_day(words, seen, Measure.ACCEPTED, Mark.BATCH)
    assert drill.title.endswith("受理 · 批量导入")
    assert drill.wish.mark is Mark.BATCH


def test_a_hall_without_a_name_is_called_the_whole_hall():
    words, seen = seen_of(a_day())
    nameless = replace(seen, own=replace(seen.own, hall_name=""))
    assert of_day(words, nameless, Measure.ACCEPTED).title.startswith("全厅 · ")
    assert worded(words, nameless).beside[0].startswith("基准 1.17（全厅")


# ---- files


@pytest.fixture
def bench(qtbot):
    made = HallBench(SampleCounty(a_day()))
    qtbot.addWidget(made.place.view)
    return made


def test_nothing_is_exported_before_there_is_anything(bench, tmp_path):
    assert not bench.keys()["F9"].enabled
    bench.live.exporting.press("xlsx")
    bench.live.exporting.write(str(tmp_path / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_the_page_goes_into_a_spreadsheet_with_numbers_and_definitions(bench, tmp_path):
    bench.enter()
    target = tmp_path / "day.xlsx"
    bench.live.exporting.write("")
    bench.live.exporting.write(str(target))
    assert bench.shell.told[-1][:2] == ("good", f"已导出：{target}")
    report = bench.live._report()
    [rate, done] = report.tables[0].rows[:2]
    assert "÷ 60 分钟" in rate.note
    assert done.cells[1].text.endswith("件")
    row = report.tables[1].rows[0]
    assert row.cells[3].number == Fraction(int(row.cells[3].text))
    assert (report.span, report.scope) == (DAY.isoformat(), "hall:h-1")
    recorded = bench.desk.ledger.recent(1)[0].entry.operation
    assert (recorded.kind, recorded.what) == ("figures.export", "hall.live")
    bench.live.exporting.write(str(target))
    assert bench.shell.told[-1][0] == "error"
    assert target.stat().st_size > 0


def test_a_list_goes_into_a_spreadsheet_masked(bench, tmp_path):
    bench.enter()
    assert bench.place.list._report() is None
    bench.hands.open_card("done")
    bench.place.list.exporting.write(str(tmp_path / "cases.xlsx"))
    report = bench.place.list._report()
    names = {row.cells[5].text for row in report.tables[0].rows}
    assert all(len(each) == 2 and each.endswith("*") for each in names)
    bench.press("Esc")
    bench.hands.open_card("waiting")
    report = bench.place.list._report()
    assert report.tables[0].rows[0].cells[0].text == "A001"
    assert report.id == "hall.tickets"


def test_the_same_export_is_not_begun_twice(bench, tmp_path):
    bench.enter()
    bench.runner.hold = True
    bench.live.exporting.write(str(tmp_path / "a.xlsx"))
    bench.live.exporting.write(str(tmp_path / "b.xlsx"))
    assert bench.runner.held == 1
    bench.runner.release()


def test_where_to_is_asked_with_a_name(bench, qtbot):
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

    bench.enter()
    for page, view in ((bench.live, bench.live.view), (bench.place.list, bench.place.list.view)):
        if page is bench.place.list:
            bench.hands.open_card("done")
        asked = []
        page.exporting._ask = asked.append
        page.exporting.press("pdf")
        assert asked[0].endswith(".pdf")
        page._ask_path(asked[0])
        [dialog] = view.findChildren(QFileDialog)
        assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        dialog.reject()
