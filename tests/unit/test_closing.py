"""收窗: what keeps a window open, what is only noted, and that it happens once and whole."""

from __future__ import annotations

import pytest

from counter_app.domain.case import MaterialState
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.domain.shift_operation import WindowClosed
from counter_app.domain.ticket_operation import CallingPaused
from counter_app.services import calling
from counter_app.services.closing import close_window, look_at_hall, look_to_close
from counter_app.services.closing_checks import closing_checks, waiting_check
from counter_app.services.drafts import mark_material, open_case
from counter_app.services.intake import accept, receive
from counter_app.services.opening_day import stands_closed, stands_open
from counter_app.services.sketch import Sketch, keep_sketch
from counter_app.services.visit import Visit
from tests.fakes.builders_blank import SERIES, bind, confirm, done, spoil, void
from tests.fakes.certificate_window import a_grant, decided, issue
from tests.fakes.day import (
    ITEM,
    VISIT,
    cut,
    day_desk,
    kinds,
    opened,
    printing_desk,
    serve,
    take,
)
from tests.fakes.desk import play, signed_visit
from tests.fakes.paper_cases import a_person
from tests.store.samples import op_id


@pytest.fixture
def desk():
    return opened(day_desk())


def close(desk, devices=()):
    return play(desk, close_window(desk, VISIT, devices))


def look(desk):
    return play(desk, look_to_close(desk, VISIT))


def lights(desk):
    return {each.id: (each.light, each.state) for each in look(desk).checks}


def refused(desk):
    before = desk.ledger.chain_state()
    with pytest.raises(RuleError) as caught:
        close(desk)
    assert desk.ledger.chain_state() == before
    return caught.value


def drafted(desk):
    return play(desk, open_case(desk, signed_visit(person=a_person()), ITEM.code, None))


def accepted(desk, act=accept):
    mark = mark_material(desk, drafted(desk), "all", MaterialState.RECEIVED, None)
    return play(desk, act(desk, play(desk, mark)))


def test_a_quiet_evening_is_one_operation_and_a_lock(desk):
    found = look(desk)
    assert {each.light for each in found.checks if each.id != "unsent"} == {"green"}
    assert (found.queue, found.closed) == (False, False)
    closed = close(desk, (("tickets", "paper_out"), ("reader", "ready"), ("documents", "not_set")))
    assert kinds(desk)[:2] == ["session.lock", "window.close"]
    assert closed.left.devices == (("tickets", "paper_out"),)
    assert (closed.locked.visit, closed.locked.left_undone) == (Visit(), None)
    did = desk.ledger.recent(2)[1].entry
    assert did.operation == WindowClosed("ciren", closed.left)
    assert (stands_open(desk), stands_closed(desk)) == (False, True)


def test_closing_twice_records_nothing_more(desk):
    close(desk)
    before = kinds(desk, 99)
    assert look(desk).closed
    assert close(desk).left is None
    assert kinds(desk, 99) == ["session.lock", *before]


def test_a_window_that_was_never_opened_can_be_closed_all_the_same():
    desk = day_desk()
    assert close(desk).left is not None
    assert stands_closed(desk)


def test_after_closing_the_window_is_opened_anew_on_the_same_day(desk):
    close(desk)
    opened(desk)
    assert stands_open(desk)
    opened(desk)
    assert kinds(desk, 99).count("window.open") == 2


@pytest.mark.parametrize("line", ["live", "cut"])
def test_somebody_at_the_window_keeps_it_open(desk, line):
    take(desk)
    play(desk, calling.call_next(desk, VISIT))
    if line == "cut":
        cut(desk)
    error = refused(desk)
    assert (error.code, error.values) == ("closing_called", {"no": "A001"})
    assert lights(desk)["serving"] == ("red", "called")
    play(desk, calling.start(desk, VISIT))
    assert refused(desk).code == "closing_serving"
    assert lights(desk)["serving"] == ("red", "there")
    play(desk, calling.finish(desk, VISIT))
    assert close(desk).left.ticket == ""


def test_a_certificate_on_its_sheet_keeps_it_open():
    desk = opened(printing_desk())
    case = decided(desk, a_grant())
    issue(desk, case)
    error = refused(desk)
    assert (error.code, error.values) == ("closing_sheets", {"count": 1})
    assert lights(desk)["sheets"] == ("red", "some")


def test_calling_is_paused_with_its_reason_and_others_are_called_elsewhere(desk):
    take(desk), take(desk)
    assert play(desk, look_at_hall(desk)) == 2
    play(desk, calling.call_next(desk, VISIT))
    play(desk, calling.hold(desk, VISIT, "复印"))
    assert lights(desk)["held"] == ("yellow", "some")
    closed = close(desk)
    assert closed.left.held == ("A001",)
    assert desk.county.hall.log[-1] == CallingPaused("收窗")
    assert desk.county.hall.open == set()


def test_with_the_line_cut_all_of_it_works_and_the_hall_is_not_known(desk):
    serve(desk)
    play(desk, calling.finish(desk, VISIT))
    cut(desk)
    assert play(desk, look_at_hall(desk)) is None
    close(desk)
    assert kinds(desk)[:3] == ["session.lock", "window.close", "window.pause"]


def test_what_is_only_noted(desk):
    accepted(desk)
    accepted(desk, receive)
    drafted(desk)
    now = desk.clock.read().wall_ms
    sketch = Sketch(now, person=a_person())
    play(desk, keep_sketch(desk, signed_visit(), sketch))
    told = lights(desk)
    for name in ("drafts", "receipts", "unprinted", "papers", "table"):
        assert told[name] == ("yellow", "some"), name
    left = close(desk).left
    assert (left.drafts, left.receipts, left.papers, left.table) == (1, 1, 2, True)
    assert left.unsent > 0


def test_blanks_of_the_shift_by_serial(desk):
    window = desk.ledger.enrolment().window.id
    acts = (
        bind(35_001),
        confirm(35_001),
        bind(35_002),
        confirm(35_002),
        bind(35_003),
        confirm(35_003),
        spoil(35_003),
        bind(35_004),
        spoil(35_004, "empty"),
        void(35_005),
        bind(35_006),
    )
    for n, did in enumerate(acts, 1):
        desk.ledger.record(op_id(n), lambda _no, did=did: done(did, window=window))
    (use,) = look(desk).figures.blanks
    assert use == BlankUse(
        SERIES,
        (SerialRange(35_001, 35_002),),
        (SerialRange(35_003, 35_003), SerialRange(35_005, 35_005)),
        5,
        35_004,
        (SerialRange(35_006, 35_006),),
    )


def test_a_disk_that_fails_closes_nothing(desk):
    desk.ledger.fail = StoreError("disk_full")
    with pytest.raises(StoreError):
        close(desk)
    assert stands_open(desk)
    assert close(desk).left is not None


def test_nobody_signed_in_closes_nothing(desk):
    with pytest.raises(RuleError, match="not_signed_in"):
        play(desk, close_window(desk, Visit()))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"unsent": 0}, ("green", "none")),
        ({"unsent": 2, "unsent_age_s": 3_600}, ("yellow", "minutes")),
        ({"unsent": 2, "unsent_age_s": 3_601}, ("yellow", "hours")),
        ({"unsent": 2, "unsent_age_s": 86_400}, ("yellow", "hours")),
        ({"unsent": 2, "unsent_age_s": 86_401}, ("yellow", "days")),
        ({"unsent": 2, "parked": 1}, ("yellow", "parked")),
    ],
)
def test_what_the_county_does_not_have_is_told_with_its_age(changes, told):
    found = {each.id: each for each in closing_checks(DayFigures(**changes))}
    assert (found["unsent"].light, found["unsent"].state) == told


@pytest.mark.parametrize(
    ("use", "state"),
    [
        (BlankUse("S", (SerialRange(1, 2),)), "used"),
        (BlankUse("S", (SerialRange(1, 2),), (SerialRange(3, 3),)), "used_void"),
        (BlankUse("S"), "still"),
        (BlankUse("S", (), (SerialRange(3, 3),)), "still_void"),
    ],
)
def test_each_series_has_its_line(use, state):
    assert closing_checks(DayFigures(blanks=(use,)))[-1].state == state


def test_who_waits_in_the_hall():
    assert [waiting_check(each).state for each in (0, 3, None)] == ["none", "some", "unknown"]
