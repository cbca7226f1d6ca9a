"""出证 on the real widgets: the keystroke budget, and what each key does where it is pressed."""

from __future__ import annotations

from counter_app.domain.certificate import CertificateState
from counter_app.services.cases import case_of
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import FIRST, a_grant, a_window_desk, decided
from tests.fakes.counter_window import CounterClerk

TAIL = f"{FIRST}"[-3:]


def at_the_window(qtbot, *grants, **how):
    desk = a_window_desk(reader=FakeCardReader())
    cases = [decided(desk, each) for each in (grants or (a_grant(),))]
    return CounterClerk(qtbot, desk, **how), cases


def test_the_next_ready_one_is_printed_on_the_offered_blank_and_confirmed_in_six_keys(qtbot):
    clerk, (case,) = at_the_window(qtbot)
    clerk.press("F10")
    clerk.type(TAIL)
    clerk.press("Enter")
    done = case_of(clerk.desk, case.id).certificates[0]
    assert (done.state, done.sheet.serial) == (CertificateState.PRINTED, FIRST)
    assert clerk.keys <= 6


def test_enter_alone_confirms_nothing(qtbot):
    clerk, (case,) = at_the_window(qtbot)
    clerk.press("F10", "Enter", "Enter")
    assert case_of(clerk.desk, case.id).certificates[0].state is CertificateState.BOUND
    assert clerk.focused == "last3"
    assert clerk.view.fields.editor("last3").accessibleDescription()
