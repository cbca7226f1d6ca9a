"""What a scanner typed, told from what a clerk types."""

from __future__ import annotations

import pytest

from counter_app.domain.numbers import make_case_no
from counter_app.ui.scanner.burst import GAP_MS, LEAST, Burst, Scan
from tests.fakes.intake import CREDIT_CODE

CASE = make_case_no("540402", 2026, "ADAB", 7)
PERSON = "540402199001010018"
NOTHING = (None, False)


class Typist:
    """Keys so many milliseconds apart; 0: nobody says when."""

    def __init__(self, every_ms=0):
        self.burst, self.every_ms = Burst(), every_ms
        self.at_ms = 1000 if every_ms else 0

    def _later(self):
        self.at_ms += self.every_ms
        return self.at_ms

    def type(self, text):
        return [self.burst.feed(each, self._later()) for each in text]

    def enter(self):
        return self.burst.enter(self._later())


def test_a_case_number_is_known_by_its_last_character_behind_whatever_was_typed():
    typist = Typist()
    assert typist.type("spjy" + CASE)[-1] == Scan("case", CASE)
    assert typist.enter() == (None, True)
    assert typist.enter() == NOTHING


def test_a_wrong_case_number_is_only_text():
    wrong = CASE[:-1] + str((int(CASE[-1]) + 1) % 10)
    typist = Typist()
    assert not any(typist.type(wrong))
    assert typist.enter() == NOTHING


def test_a_credit_code_counts_whole_and_with_enter():
    typist = Typist()
    typist.type(CREDIT_CODE)
    assert typist.burst.peek(0) == (Scan("body", CREDIT_CODE), True)
    assert typist.enter() == (Scan("body", CREDIT_CODE), True)
    typist.type("A" + CREDIT_CODE)
    assert typist.enter() == NOTHING


def test_a_credit_code_behind_what_a_hand_typed_is_told_by_its_pace():
    typist = Typist(200)
    typist.type("sp")
    typist.every_ms = 8
    typist.at_ms += 500
    typist.type(CREDIT_CODE)
    assert typist.enter() == (Scan("body", CREDIT_CODE), True)


def test_a_resident_number_typed_by_hand_is_no_scan_and_a_step_begins_anew():
    typist = Typist()
    typist.type(PERSON)
    assert typist.enter() == NOTHING
    typist.type(CREDIT_CODE[:9])
    typist.burst.erase()
    typist.burst.clear()
    typist.type(CREDIT_CODE[9:])
    assert typist.enter() == NOTHING


@pytest.mark.parametrize(
    ("text", "kind"), [("690123", "unknown"), (PERSON, "person"), (CREDIT_CODE, "body")]
)
def test_whatever_comes_at_a_scanners_pace_is_a_scan(text, kind):
    typist = Typist(GAP_MS)
    typist.type(text)
    assert typist.enter() == (Scan(kind, text), True)


@pytest.mark.parametrize(
    ("text", "every_ms"), [("690123", GAP_MS + 1), ("690123"[: LEAST - 1], GAP_MS), ("690123", 0)]
)
def test_what_a_hand_can_type_is_none(text, every_ms):
    typist = Typist(every_ms)
    typist.type(text)
    assert typist.enter() == NOTHING


def test_an_enter_that_comes_later_is_the_clerks_own():
    typist = Typist(5)
    typist.type("690123")
    typist.at_ms += GAP_MS
    assert typist.enter() == NOTHING


def test_a_backspace_ends_the_pace():
    typist = Typist(5)
    typist.type("690123")
    typist.burst.erase()
    typist.type("4")
    assert typist.enter() == NOTHING
