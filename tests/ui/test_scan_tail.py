"""What a scanner typed, told from what a clerk types."""

from __future__ import annotations

from counter_app.domain.numbers import make_case_no
from counter_app.ui.intake.scan import ScanTail
from tests.fakes.intake import CREDIT_CODE

CASE = make_case_no("540402", 2026, "ADAB", 7)


def test_a_case_number_is_known_by_its_last_character_behind_whatever_was_typed():
    tail = ScanTail()
    assert [tail.feed(each) for each in "spjy" + CASE][-1] == CASE
    assert tail.enter() == ("", True)
    assert tail.enter() == ("", False)


def test_a_wrong_case_number_is_only_text():
    tail = ScanTail()
    wrong = CASE[:-1] + str((int(CASE[-1]) + 1) % 10)
    assert not any(tail.feed(each) for each in wrong)


def test_a_credit_code_counts_whole_and_with_enter():
    tail = ScanTail()
    for each in CREDIT_CODE:
        tail.feed(each)
    assert tail.enter() == (CREDIT_CODE, True)
    for each in "A" + CREDIT_CODE:
        tail.feed(each)
    assert tail.enter() == ("", False)


def test_a_resident_number_is_no_credit_code_and_a_step_begins_anew():
    tail = ScanTail()
    for each in "540402199001010018":
        tail.feed(each)
    assert tail.enter() == ("", False)
    for each in CREDIT_CODE[:9]:
        tail.feed(each)
    tail.erase()
    tail.clear()
    for each in CREDIT_CODE[9:]:
        tail.feed(each)
    assert tail.enter() == ("", False)
