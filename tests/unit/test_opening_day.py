"""What the opening check says of the day before, of receipts, of numbers and of tickets that are lent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.calendar import Calendar
from counter_app.domain.case import MaterialState
from counter_app.domain.certificate_number import make_certificate_no
from counter_app.domain.errors import RuleError
from counter_app.domain.records import ChainState
from counter_app.domain.shift_operation import ClockConfirmed
from counter_app.domain.ticket_operation import CallingResumed
from counter_app.services import calling
from counter_app.services.closing import close_window
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import receive
from counter_app.services.opening import open_window
from counter_app.services.opening_clock import confirm_by_two
from counter_app.services.opening_day import certificate_numbers_check, receipts_check
from counter_app.services.second_person import Second
from counter_app.services.shift_figures import Receipt
from counter_app.services.slips import serve_consultation
from counter_app.services.ticketing import renew_leases
from tests.fakes.calendars import YEAR_2026
from tests.fakes.day import (
    HERS,
    ITEM,
    VISIT,
    check,
    day_desk,
    kinds,
    opened,
    serve,
    take,
    tomorrow,
)
from tests.fakes.desk import CLERK, play, signed_visit
from tests.fakes.paper_cases import a_person

MONDAY = date(2026, 11, 16)
TABLE = Calendar.from_tables((YEAR_2026,), "540402")


@pytest.fixture
def desk():
    return day_desk()


def told(check):
    return check.light, check.state, dict(check.values)


# ---- the day before
def test_the_first_day_has_no_day_before(desk):
    assert check(desk, "yesterday") is None


def test_a_day_that_was_closed_with_nothing_left(desk):
    play(desk, close_window(opened(desk), VISIT))
    assert check(desk, "yesterday") is None  # today is no day before
    assert told(check(tomorrow(desk), "yesterday")) == ("green", "closed", {"month": 11, "day": 16})


def test_what_was_noted_at_closing_is_told_the_next_morning(desk):
    serve(opened(desk))
    play(desk, calling.hold(desk, VISIT, "复印"))
    play(desk, close_window(desk, VISIT))
    values = {"month": 11, "day": 16, "held": 1, "papers": 0}
    assert told(check(tomorrow(desk), "yesterday")) == ("yellow", "left", values)


def test_a_day_that_nobody_closed_is_said_so(desk):
    serve(opened(desk))
    values = {"month": 11, "day": 16, "held": 1}
    assert told(check(tomorrow(desk), "yesterday")) == ("yellow", "open", values)
    opened(desk)
    assert kinds(desk, 99).count("window.open") == 2


def test_a_window_shut_for_long_begins_anew(desk):
    opened(desk)
    desk.clock.advance(41 * 86_400_000)
    assert check(desk, "yesterday") is None


# ---- receipts that run out
def receipts(*days):
    return tuple(Receipt(f"c{n}", f"{n:019d}", each) for n, each in enumerate(days))


@pytest.mark.parametrize(
    ("ends", "light"),
    [
        ((date(2026, 11, 13), MONDAY), ("red", "over", 1)),
        ((MONDAY, MONDAY, date(2026, 11, 17)), ("red", "due", 2)),
        ((date(2026, 11, 17), date(2026, 11, 18)), ("yellow", "soon", 1)),
        ((date(2026, 11, 18),), ("green", "there", 1)),
    ],
)
def test_the_most_urgent_receipts_are_told(ends, light):
    (found,) = receipts_check(receipts(*ends), MONDAY, TABLE)
    assert (found.light, found.state, dict(found.values)["count"]) == light


def test_no_receipt_has_no_line():
    assert receipts_check((), MONDAY, TABLE) == ()


def test_soon_is_the_next_working_day():
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    (found,) = receipts_check(receipts(monday), friday, TABLE)
    assert found.state == "soon"
    (found,) = receipts_check(receipts(monday), friday, Calendar.from_tables((), "540402"))
    assert found.state == "there"


def test_a_receipt_of_this_window_runs_out_after_five_working_days(desk):
    drafted = play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))
    flow = mark_material(desk, drafted, "all", MaterialState.RECEIVED, None)
    play(desk, receive(desk, play(desk, flow)))
    lights = []
    for _ in range(9):
        found = check(desk, "receipts")
        lights.append((found.light, found.state))
        tomorrow(desk)
    assert lights == [
        *[("green", "there")] * 4,
        *[("yellow", "soon")] * 3,
        ("red", "due"),
        ("red", "over"),
    ]


# ---- numbers and tickets
@pytest.mark.parametrize(
    ("seq", "state"), [(0, "enough"), (96_999, "enough"), (97_000, "few"), (99_700, "short")]
)
def test_certificate_numbers_left_of_this_years_block(seq, state):
    newest = make_certificate_no("540402", 2026, "AAAA", seq) if seq else ""
    chain = ChainState(1, "e", 1, 0, 0, b"", certificate_hiwater=newest)
    assert certificate_numbers_check(chain, 2026).state == state
    assert dict(certificate_numbers_check(chain, 2027).values)["left"] == 99_999


def test_only_a_window_that_prints_certificates_counts_their_numbers(desk):
    assert check(desk, "certificate_numbers") is None
    devices = replace(desk.settings.devices, certificates="ipp://printer")
    printing = replace(desk, settings=replace(desk.settings, devices=devices))
    assert check(printing, "certificate_numbers").state == "enough"


def test_tickets_lent_are_told_where_there_is_a_queue(desk):
    assert check(desk, "lent") is None
    for _ in range(3):
        take(desk)
    assert told(check(desk, "lent")) == ("green", "none", {"count": 0})
    lent = play(desk, renew_leases(desk))
    assert lent
    assert told(check(desk, "lent")) == ("green", "some", {"count": lent})


# ---- opening
def test_opening_calls_again_where_there_is_a_queue_and_only_once(desk):
    take(desk)
    play(desk, calling.pause(desk, VISIT, "收窗"))
    opened(desk)
    assert desk.county.hall.log[-1] == CallingResumed()
    play(desk, calling.pause(desk, VISIT, "午休"))
    opened(desk)
    assert desk.county.hall.open == set()


def test_a_hall_without_a_queue_is_not_bothered(desk):
    play(desk, open_window(desk, CLERK, ()))
    assert desk.county.hall.log == []


# ---- a clock that two confirm
def test_two_confirm_a_doubtful_clock_and_it_is_on_record(desk):
    play(desk, serve_consultation(desk, VISIT, "社保"))
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - 86_400_000)
    assert check(desk, "clock").state == "doubtful"
    second = Second("zhuoma", HERS)
    user = play(desk, confirm_by_two(desk, VISIT, second))
    assert user == replace(CLERK, clock_confirmed=True)
    shown_ms = desk.clock.read().wall_ms
    assert desk.ledger.recent(1)[0].entry.operation == ClockConfirmed(shown_ms, "zhuoma")
    play(desk, serve_consultation(desk, signed_visit(user=user), "社保"))


def test_one_alone_does_not_confirm_it_for_the_day(desk):
    with pytest.raises(RuleError, match="second_same"):
        play(desk, confirm_by_two(desk, VISIT, Second("ciren", "right")))
    assert kinds(desk) == []
