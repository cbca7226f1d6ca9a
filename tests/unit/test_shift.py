"""交班: frozen, signed by both, one operation, nothing half."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.serial_range import SerialRange
from counter_app.domain.shift import BlankUse
from counter_app.domain.shift_operation import ShiftHandedOver
from counter_app.domain.window_operation import UserChanged
from counter_app.services.blanks import hand_over
from counter_app.services.closing import look_to_close
from counter_app.services.second_person import Second
from counter_app.services.shift import hand_over_shift, look_to_hand_over
from counter_app.services.slips import serve_consultation
from counter_app.services.sync.flow import sync_turn
from tests.fakes.builders_blank import SERIES, bind, confirm, done, hand
from tests.fakes.certificate_window import a_grant, decided, issue
from tests.fakes.day import (
    HERS,
    VISIT,
    cut,
    day_desk,
    kinds,
    name_of,
    opened,
    printing_desk,
    serve,
)
from tests.fakes.desk import play, signed_visit
from tests.store.samples import op_id

ZHUOMA = Second("zhuoma", HERS)


@pytest.fixture
def desk():
    return opened(day_desk())


def snapshot(desk, visit=VISIT, devices=()):
    return play(desk, look_to_hand_over(desk, visit, devices))


def over(desk, second=ZHUOMA, shown=None, visit=VISIT):
    return play(desk, hand_over_shift(desk, visit, shown or snapshot(desk), second))


def refused(desk, second=ZHUOMA, shown=None):
    before = desk.ledger.chain_state()
    shown = shown or snapshot(desk)
    with pytest.raises(RuleError) as caught:
        over(desk, second, shown)
    assert desk.ledger.chain_state() == before
    return caught.value.code


def keep(desk, first, last, n=90):
    """Let 次仁 keep sheets of the drawer."""
    window = desk.ledger.enrolment().window.id
    did = hand(first, last, giver="zhuoma", taker="ciren")
    desk.ledger.record(op_id(n), lambda _no: done(did, window=window, by="zhuoma"))


@pytest.mark.parametrize("line", ["live", "cut"])
def test_both_sign_and_the_receiver_sits_there(desk, line):
    if line == "cut":
        cut(desk)
    shown = snapshot(desk, devices=(("tickets", "paper_out"),))
    done_over = over(desk, shown=shown)
    assert (name_of(done_over.visit), done_over.left) == ("zhuoma", shown.left)
    changed, handed = (each.entry for each in desk.ledger.recent(2))
    assert handed.operation == ShiftHandedOver("ciren", "zhuoma", shown.left)
    assert (handed.by, handed.operation.left.devices) == ("ciren", (("tickets", "paper_out"),))
    assert changed.operation == UserChanged("zhuoma", "ciren")


def test_the_blanks_that_the_giver_keeps_are_the_receivers_in_the_same_operation(desk):
    keep(desk, 35_002, 35_004)
    keep(desk, 35_007, 35_007, 91)
    shown = snapshot(desk)
    kept = (SerialRange(35_002, 35_004), SerialRange(35_007, 35_007))
    assert shown.left.blanks[0].kept == kept
    assert (shown.checks[-1].id, dict(shown.checks[-1].values)["count"]) == ("kept", 4)
    over(desk, shown=shown)
    assert desk.ledger.kept_blanks(SERIES, "zhuoma") == kept
    assert desk.ledger.kept_blanks(SERIES, "ciren") == ()
    assert desk.ledger.blank(SERIES, 35_001).keeper == ""
    assert kinds(desk, 2) == ["session.change", "shift.hand_over"]


def test_a_kill_between_signature_and_record_leaves_nothing_half(desk):
    keep(desk, 35_002, 35_004)
    shown = snapshot(desk)
    before = kinds(desk, 99)
    desk.ledger.fail = StoreError("disk_full")
    with pytest.raises(StoreError):
        over(desk, shown=shown)
    assert kinds(desk, 99) == before
    assert desk.ledger.blank(SERIES, 35_002).keeper == "ciren"
    assert name_of(over(desk, shown=shown).visit) == "zhuoma"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (Second("ciren", "right"), "second_same"),
        (Second("", ""), "second_missing"),
        (Second("nobody", "x"), "sign_in_unknown"),
        (Second("zhuoma", "wrong"), "sign_in_refused"),
        (Second("back", "back too"), "second_role"),
    ],
)
def test_who_cannot_take_over(desk, second, code):
    assert refused(desk, second) == code


def test_a_receiver_who_is_locked_out_takes_nothing_over(desk):
    wrong = Second("zhuoma", "wrong")
    assert [refused(desk, wrong) for _ in range(5)][-1] == "sign_in_locked"
    assert refused(desk) == "sign_in_locked"


def test_a_print_in_the_air_is_answered_first():
    desk = opened(printing_desk())
    issue(desk, decided(desk, a_grant()))
    assert refused(desk) == "shift_sheets"


def test_what_changed_since_it_was_read_out_is_read_out_again(desk):
    shown = snapshot(desk)
    play(desk, hand_over(desk, VISIT, SERIES, SerialRange(35_001, 35_002), ZHUOMA))
    assert refused(desk, shown=shown) == "shift_changed"
    assert name_of(over(desk).visit) == "zhuoma"


def test_what_the_line_does_by_itself_changes_nothing(desk):
    shown = snapshot(desk)
    play(desk, serve_consultation(desk, VISIT, "社保"))
    play(desk, sync_turn(desk, 30.0))
    assert over(desk, shown=shown).left.unsent != shown.left.unsent


def test_what_another_person_read_out_does_not_count(desk):
    shown = snapshot(desk, signed_visit(user=over(desk).visit.user))
    assert refused(desk, shown=shown) == "shift_changed"


def test_the_ticket_at_the_window_stays_with_the_window(desk):
    serve(desk)
    shown = snapshot(desk)
    (serving,) = (each for each in shown.checks if each.id == "serving")
    assert (serving.light, serving.state) == ("yellow", "there_over")
    assert over(desk, shown=shown).left.ticket == "A001"


def test_the_next_shift_counts_its_own_blanks(desk):
    window = desk.ledger.enrolment().window.id
    desk.ledger.record(op_id(1), lambda _no: done(bind(35_001), window=window))
    desk.ledger.record(op_id(2), lambda _no: done(confirm(35_001), window=window))
    first = over(desk)
    assert first.left.blanks[0].used == (SerialRange(35_001, 35_001),)
    found = play(desk, look_to_close(desk, first.visit))
    assert found.figures.blanks[0] == BlankUse(SERIES, (), (), 9, 35_002)


def test_a_clock_set_back_during_the_shift_stops_nothing(desk):
    play(desk, serve_consultation(desk, VISIT, "社保"))
    desk.clock.reboot()
    desk.clock.set_wall(desk.clock.read().wall_ms - 3 * 86_400_000)
    assert name_of(over(desk).visit) == "zhuoma"
    assert desk.ledger.recent(2)[1].entry.at.clock == "confirmed"
