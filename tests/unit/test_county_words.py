from __future__ import annotations

import pytest

from counter_app.county_client.answers import BY_STATUS, REFUSALS
from counter_app.domain.errors import CountyError
from counter_app.services.sync.step import GREET_AGAIN, HOPELESS
from counter_app.words import Words, placeholders, texts

LINE = {"unreachable", "dns", "timeout", "cut", "tls", "portal", "redirect", "address", "insecure"}
NO_VALUES = {f"county_{each}" for each in LINE | {"malformed", "upgrade"} | REFUSALS}
STATUS_ONLY = set(BY_STATUS.values()) | {"county_failed", "county_rejected"}
CODES = NO_VALUES | STATUS_ONLY | GREET_AGAIN | HOPELESS


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_fault_of_the_line_has_two_sentences_in_its_own_language(language, code):
    own = {name for name in texts(language) if name.startswith(f"error.{code}.")}
    assert own == {f"error.{code}.what", f"error.{code}.remedy"}
    values = {} if code in NO_VALUES else {"status": 500}
    what, remedy = Words(language).error(CountyError(code, **values))
    assert what
    assert remedy
    assert "!" not in what + remedy
    assert "！" not in what + remedy


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_asks_for_a_value_that_its_error_has_not(language):
    for name, text in texts(language).items():
        code = name.split(".")[1]
        if name.startswith("error.county_") and code in CODES:
            allowed = {"status"} if code in STATUS_ONLY - NO_VALUES else set()
            assert placeholders(text) <= allowed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_closing_program_says_so(language):
    assert "error.lane_closing.what" in texts(language)
