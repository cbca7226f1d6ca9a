from __future__ import annotations

import pytest

from counter_app.domain.errors import RuleError
from counter_app.domain.operation import encode
from counter_app.domain.window_operation import FieldCopied, PersonalDataShown
from counter_app.services.looks import copy_field, may_reveal, show_field
from counter_app.services.visit import User, Visit
from tests.fakes.desk import CLERK, a_desk, play, signed_visit
from tests.fakes.paper_cases import a_person

DESK_ROLES = ("clerk", "certificate_clerk", "back_office")
OTHER_ROLES = ("supervisor", "list_editor", "administrator", "auditor")


@pytest.mark.parametrize(
    ("act", "kind"), [(show_field, PersonalDataShown), (copy_field, FieldCopied)]
)
def test_a_look_is_an_operation_of_the_case_and_names_the_field_only(act, kind):
    desk, visit = a_desk(), signed_visit(person=a_person())
    play(desk, act(desk, visit, "number", "c-1"))
    entry = desk.ledger.recent(1)[0].entry
    assert (entry.operation, entry.by, entry.subject) == (kind("number", "c-1"), "ciren", "c-1")
    assert visit.person.number.encode() not in encode(entry)


def test_without_a_case_it_stands_under_the_person_who_looked():
    desk = a_desk()
    play(desk, show_field(desk, signed_visit(), "phone"))
    assert desk.ledger.entries("user:ciren")[-1].entry.operation == PersonalDataShown("phone")


@pytest.mark.parametrize("role", DESK_ROLES)
def test_who_handles_cases_may_look(role):
    desk, user = a_desk(), User("pubu", "普布", (role,))
    play(desk, copy_field(desk, Visit(user=user), "number"))
    assert may_reveal(user)


@pytest.mark.parametrize("role", OTHER_ROLES)
def test_everybody_else_sees_stars_and_leaves_no_entry(role):
    desk, user = a_desk(), User("pubu", "普布", (role,))
    with pytest.raises(RuleError, match="role_missing"):
        play(desk, show_field(desk, Visit(user=user), "number"))
    assert not may_reveal(user)
    assert desk.ledger.recent(9) == ()


def test_nobody_signed_in_looks_at_nothing():
    desk = a_desk()
    with pytest.raises(RuleError, match="not_signed_in"):
        play(desk, copy_field(desk, Visit(), "number"))


def test_the_clerk_may():
    assert may_reveal(CLERK)
