"""What a decision must have, and who may take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.deciding import (
    Ruling,
    check_officers,
    check_ruling,
    decision_no,
    holds_from,
    require_decider,
)
from counter_app.domain.decision import DecisionKind
from counter_app.domain.item import ProjectType
from tests.fakes.intake_table import code_of
from tests.fakes.paper_cases import CASE_NO, a_case, an_item

TODAY = date(2026, 11, 16)
GRANT = Ruling(DecisionKind.GRANTED, officers=("格桑", "央金"))
DENY = Ruling(DecisionKind.DENIED, reason="场所不符合要求", officers=("格桑", "央金"))
REFER = Ruling(DecisionKind.REFERRED, officers=("格桑",))


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (replace(DENY, reason="  "), "decision_reason"),
        (replace(DENY, values=(("scope", "零售"),)), "decision_values"),
        (replace(REFER, valid_to=TODAY), "decision_values"),
        (replace(GRANT, valid_to=date(2026, 11, 15)), "decision_valid"),
        (replace(GRANT, valid_from=date(2026, 12, 1), valid_to=TODAY), "decision_valid"),
    ],
)
def test_a_ruling_that_lacks_something_is_refused(ruling, code):
    assert code_of(lambda: check_ruling(ruling, TODAY)) == code


@pytest.mark.parametrize(
    "ruling", [GRANT, DENY, REFER, replace(GRANT, valid_to=TODAY, values=(("scope", "零售"),))]
)
def test_a_lawful_ruling(ruling):
    check_ruling(ruling, TODAY)


# licence law art. 34: two officers where substance is checked
@pytest.mark.parametrize(
    ("ruling", "item", "papers_only", "code"),
    [
        (GRANT, {}, False, ""),
        (DENY, {}, False, ""),
        (replace(GRANT, officers=("格桑", " 格桑 ", "")), {}, False, "decision_two_officers"),
        (replace(DENY, officers=("格桑",)), {}, False, "decision_two_officers"),
        (replace(GRANT, officers=("格桑",)), {}, True, ""),
        (replace(GRANT, officers=("格桑",)), {"project_type": ProjectType.IMMEDIATE}, False, ""),
        (REFER, {}, False, ""),
        (replace(REFER, officers=()), {}, True, "decision_officer"),
    ],
)
def test_officers(ruling, item, papers_only, code):
    case = a_case(an_item(**item))
    if code:
        assert code_of(lambda: check_officers(ruling, case, papers_only=papers_only)) == code
    else:
        named = check_officers(ruling, case, papers_only=papers_only)
        assert named == ruling.officers


def test_from_when_a_grant_holds():
    bare = Ruling(DecisionKind.GRANTED)
    assert holds_from(bare, TODAY, certified=False) is None
    assert holds_from(bare, TODAY, certified=True) == TODAY
    ending = replace(bare, valid_to=date(2031, 1, 1))
    assert holds_from(ending, TODAY, certified=False) == TODAY
    later = replace(bare, valid_from=date(2026, 12, 1))
    assert holds_from(later, TODAY, certified=False) == date(2026, 12, 1)


def test_who_accepts_does_not_decide():
    require_decider("gesang", ("back_office",), {"ciren"})
    assert code_of(lambda: require_decider("ciren", ("clerk",), ())) == "decide_role"
    own = code_of(lambda: require_decider("ciren", ("back_office",), {"ciren", "dawa"}))
    assert own == "decide_own_case"


def test_the_number_is_that_of_the_paper():
    case = a_case(an_item())
    assert decision_no(case) == f"{CASE_NO}-W10-01"
