"""Bodies by unified social credit code (GB 32100-2015)."""

from __future__ import annotations

import pytest

from counter_app.domain.body import Body, check_credit_code, has_organisation_check, make_body
from counter_app.domain.errors import RuleError

CODE = "91540400MA6T00012W"


def refusal(code, name="林芝某公司"):
    with pytest.raises(RuleError) as caught:
        make_body(code, name)
    assert code not in str(caught.value) or not code
    return caught.value.code


def test_a_body_from_what_was_typed():
    assert make_body(" 91540400ma6t00012w ", " 林芝测试有限公司 ") == Body(CODE, "林芝测试有限公司")


@pytest.mark.parametrize(
    "code",
    ["", "9154", CODE + "0", "91540400MA6TO0012W", "91540400MA6T0001IW", "9154O400MA6T00012W"],
)
def test_wrong_form(code):
    assert refusal(code) == "credit_code_form"


@pytest.mark.parametrize("last", "0123456789ABCDEFGHJKLMNPQRTUXY")
def test_each_other_check_character_is_refused(last):
    assert refusal(CODE[:17] + last) == "credit_code_check"


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "body_name_missing"), ("名" * 201, "body_name_long")]
)
def test_names(name, code):
    assert refusal(CODE, name) == code


def test_the_organisation_code_inside_is_advice_only():
    assert has_organisation_check(CODE)
    other = "91540400MA6T00022"
    from_other = next(
        other + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if _is_valid(other + last)
    )
    assert not has_organisation_check(from_other)
    assert check_credit_code(from_other) == from_other


def _is_valid(code):
    try:
        return bool(check_credit_code(code))
    except RuleError:
        return False
