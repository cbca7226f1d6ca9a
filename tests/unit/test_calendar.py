"""Working days: the vectors of facts/domain.md 2.9, the laws of counting, and damaged tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.calendar import Break, Calendar, YearTable, parse_year
from counter_app.domain.codec import from_plain, to_plain
from counter_app.domain.errors import RuleError
from counter_app.domain.item import DayUnit, Limit
from counter_app.paths import resources
from counter_app.words import Words
from county_server.catalogue.calendars import load_calendars

TABLES = load_calendars(resources() / "calendars")
NATIONAL = Calendar.from_tables([each for each in TABLES if not each.area], "540402")
# Lhasa's extra days of 2026, as the vectors of 2.9 assume them; Nyingchi's own are not known.
TIBET_2026 = YearTable(
    area="540400",
    year=2026,
    breaks=(Break("藏历新年", date(2026, 2, 24), date(2026, 2, 26)),),
    worked=(),
    source="facts/domain.md 2.9",
    confidence="B",
)
TIBET = Calendar.from_tables([*TABLES, TIBET_2026], "540402")
DAYS = st.dates(date(2024, 1, 1), date(2026, 8, 31))


def day(text):
    return date.fromisoformat(text)


def days_of(year, month=None):
    first = date(year, 1, 1)
    span = (first + timedelta(days=at) for at in range(366))
    return [each for each in span if each.year == year and month in (None, each.month)]


@pytest.mark.parametrize(
    ("start", "count", "national", "tibet"),
    [
        ("2024-02-02", 5, "2024-02-08", "2024-02-08"),
        ("2025-02-25", 5, "2025-03-04", "2025-03-10"),
        ("2025-12-31", 1, "2026-01-04", "2026-01-04"),
        ("2026-02-13", 5, "2026-02-27", "2026-03-03"),
        ("2026-04-30", 5, "2026-05-11", "2026-05-11"),
    ],
)
def test_vectors_of_the_facts(start, count, national, tibet):
    assert NATIONAL.add_working_days(day(start), count) == day(national)
    assert TIBET.add_working_days(day(start), count) == day(tibet)


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, count):
    assert sum(map(NATIONAL.is_working, days_of(year))) == count


def test_working_days_of_the_months_of_2026():
    counts = [sum(map(NATIONAL.is_working, days_of(2026, month))) for month in range(1, 13)]
    assert counts == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


def test_tibet_takes_four_weekdays_in_2025():
    lost = [each for each in days_of(2025) if NATIONAL.is_working(each) != TIBET.is_working(each)]
    assert lost == [day("2025-02-27"), day("2025-02-28"), day("2025-03-03"), day("2025-03-04")]


def test_tables_that_are_shipped_name_their_source():
    assert [each.id for each in TABLES] == [
        "540400-2025",
        "national-2024",
        "national-2025",
        "national-2026",
    ]
    assert all(each.source and each.confidence in {"A", "B"} for each in TABLES)


def test_another_city_does_not_get_the_layer():
    elsewhere = Calendar.from_tables(TABLES, "540102")
    assert elsewhere.is_working(day("2025-02-27"))


def test_the_nearest_layer_wins():
    own = replace(TIBET_2026, area="540402", breaks=(), worked=(day("2026-02-25"),))
    region = replace(TIBET_2026, area="540000", breaks=(Break("日", *[day("2026-03-30")] * 2),))
    calendar = Calendar.from_tables([*TABLES, TIBET_2026, own, region], "540402")
    assert calendar.is_working(day("2026-02-25"))
    assert not calendar.is_working(day("2026-02-26"))
    assert not calendar.is_working(day("2026-03-30"))


def test_a_local_break_takes_back_a_day_worked_by_the_state():
    local = replace(TIBET_2026, breaks=(Break("日", *[day("2026-02-28")] * 2),))
    calendar = Calendar.from_tables([*TABLES, local], "540402")
    assert NATIONAL.is_working(day("2026-02-28"))
    assert not calendar.is_working(day("2026-02-28"))


def test_a_local_table_alone_is_no_year():
    alone = replace(TIBET_2026, year=2027, breaks=())
    with pytest.raises(RuleError, match="calendar_year_missing year=2027"):
        Calendar.from_tables([*TABLES, alone], "540402").is_working(day("2027-01-04"))


def test_a_missing_year_is_an_error_and_no_due_date():
    with pytest.raises(RuleError, match="calendar_year_missing year=2027"):
        NATIONAL.add_working_days(day("2026-12-30"), 2)
    assert NATIONAL.add_working_days(day("2026-12-30"), 1) == day("2026-12-31")
    assert NATIONAL.due_date(day("2026-12-30"), Limit(2)) is None
    with pytest.raises(RuleError, match="year=2023"):
        NATIONAL.working_days_between(day("2023-12-28"), day("2024-01-02"))


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (Limit(5), "2026-05-11"),
        (Limit(0), "2026-04-30"),
        (Limit(5, DayUnit.CALENDAR), "2026-05-05"),
        (Limit(2, DayUnit.HOURS), "2026-04-30"),
        (Limit(24, DayUnit.HOURS), "2026-05-01"),
        (Limit(47, DayUnit.HOURS), "2026-05-01"),
    ],
)
def test_due_date_by_unit(limit, due):
    assert NATIONAL.due_date(day("2026-04-30"), limit) == day(due)


def test_calendar_days_need_no_table():
    assert NATIONAL.due_date(day("2030-01-01"), Limit(3, DayUnit.CALENDAR)) == day("2030-01-04")


def test_counting_backwards_is_refused():
    with pytest.raises(ValueError, match="forward"):
        NATIONAL.add_working_days(day("2026-04-30"), -1)


@given(DAYS, st.integers(0, 60))
def test_counting_and_adding_are_inverse(start, count):
    assert TIBET.working_days_between(start, TIBET.add_working_days(start, count)) == count


@given(DAYS, st.integers(1, 60))
def test_a_due_date_is_a_working_day_and_grows_with_the_limit(start, count):
    due = TIBET.add_working_days(start, count)
    assert TIBET.is_working(due)
    assert TIBET.add_working_days(start, count - 1) < due


@given(DAYS, DAYS, st.integers(0, 40))
def test_a_later_start_is_never_due_earlier(one, other, count):
    first, second = sorted((one, other))
    assert TIBET.add_working_days(first, count) <= TIBET.add_working_days(second, count)


@given(DAYS, DAYS, DAYS)
def test_spans_add_up(first, second, third):
    whole = TIBET.working_days_between(first, third)
    assert whole == TIBET.working_days_between(first, second) + TIBET.working_days_between(
        second, third
    )


def test_a_table_survives_the_feed():
    for table in TABLES:
        assert from_plain(YearTable, to_plain(table)) == table


def test_two_tables_of_one_year_are_refused():
    with pytest.raises(RuleError, match="calendar_doubled table=national-2024"):
        Calendar.from_tables([*TABLES, TABLES[1]], "540402")


GOOD = {
    "year": 2026,
    "source": "通知",
    "confidence": "A",
    "worked": [day("2026-01-04")],
    "breaks": [{"name": "元旦", "first": day("2026-01-01"), "last": day("2026-01-03")}],
}
NEW_YEAR = GOOD["breaks"][0]


def test_a_table_is_parsed():
    table = parse_year(GOOD)
    assert (table.id, table.area) == ("national-2026", "")
    assert table.breaks == (Break("元旦", day("2026-01-01"), day("2026-01-03")),)
    assert parse_year({**GOOD, "area": "540400"}).id == "540400-2026"


@pytest.mark.parametrize(
    ("damage", "detail"),
    [
        ({"breaks": None}, "None is not list"),
        ({"year": "2026"}, "'2026' is not int"),
        ({"worked": ["2026-01-04"]}, "'2026-01-04' is not date"),
        ({"breaks": [{"name": "元旦", "first": day("2026-01-01")}]}, "'last'"),
        ({"breaks": [{**NEW_YEAR, "last": day("2025-12-31")}]}, "2026-01-01"),
        ({"breaks": [{**NEW_YEAR, "last": day("2027-01-01")}]}, "2026-01-01"),
        ({"worked": [day("2026-01-03")]}, "2026-01-03"),
        ({"worked": [day("2026-01-05")]}, "2026-01-05"),
        ({"worked": [day("2025-01-04")]}, "2025-01-04"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(damage, detail):
    with pytest.raises(RuleError) as caught:
        parse_year({**GOOD, **damage})
    assert caught.value.code == "calendar_malformed"
    assert caught.value.values == {"table": "national-2026", "detail": detail}


@pytest.mark.parametrize("name", ["source", "confidence", "breaks"])
def test_a_table_without_a_part_is_refused(name):
    with pytest.raises(RuleError, match="calendar_malformed"):
        parse_year({key: value for key, value in GOOD.items() if key != name})


def test_a_local_table_may_let_a_weekday_be_worked():
    table = parse_year({**GOOD, "area": "540400", "worked": [day("2026-01-05")]})
    assert table.worked == (day("2026-01-05"),)


@pytest.mark.parametrize("content", [b"year = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(tmp_path, content):
    (tmp_path / "2027.toml").write_bytes(content)
    with pytest.raises(RuleError, match=r"calendar_malformed table=2027\.toml"):
        load_calendars(tmp_path)


@pytest.mark.parametrize(
    "code", ["calendar_year_missing", "calendar_malformed", "calendar_doubled"]
)
def test_the_errors_have_words(code):
    error = RuleError(code, year=2027, table="national-2027", detail="x")
    chinese, english = Words("zh").error(error), Words("en").error(error)
    assert all(one and other and one != other for one, other in zip(chinese, english, strict=True))
