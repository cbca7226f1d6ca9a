"""A character that no font has: Alt+P prints the paper with a blank, and that is on record."""

from __future__ import annotations

import pytest

from counter_app.documents.renderer import TemplateRenderer
from counter_app.domain.document import HANDWRITTEN
from counter_app.domain.window_operation import PrintFinished
from tests.fakes.intake import FOOD, IntakeBench, a_searchable_desk
from tests.fakes.paper_cases import a_person

RARE = a_person("扎西\U000323b0")
"""CJK Extension H: in Unicode, in the name of a person, in none of our fonts."""


@pytest.fixture
def bench():
    return IntakeBench(a_searchable_desk(FOOD, renderer=TemplateRenderer()))


@pytest.fixture
def lacking(bench):
    bench.accepted(person=RARE)
    return bench


def ends(bench):
    """Each print of a paper, by its kind: how it ended and what was left to the pen."""
    case = bench.state.visit.case.id
    done = [each.entry.operation for each in bench.desk.ledger.entries(case)]
    return [
        (each.document.split("-")[1], each.state, each.by_hand)
        for each in done
        if isinstance(each, PrintFinished)
    ]


def test_nothing_is_printed_and_the_line_says_which_key_leaves_a_blank(lacking):
    assert {each.state for each in lacking.state.papers} == {"failed"}
    assert "U+323B0" in lacking.look.papers[0].remedy
    assert lacking.look.papers_title == lacking.words("papers_by_hand")
    assert lacking.desk.tickets.printed == lacking.desk.documents.printed == []


def test_alt_p_prints_with_a_blank_and_that_is_an_operation(lacking):
    lacking.press("Alt+P")
    assert [each.state for each in lacking.state.papers] == ["device_done", "device_done"]
    assert len(lacking.desk.tickets.printed) == len(lacking.desk.documents.printed) == 1
    assert ends(lacking)[2:] == [
        ("W01", "device_done", ("applicant",)),
        ("W02", "device_done", ("applicant",)),
    ]
    assert lacking.words("written_by_hand") in lacking.look.papers[0].remedy
    assert lacking.look.papers_title == lacking.words("papers")


def test_the_case_keeps_the_name(lacking):
    lacking.press("Alt+P")
    case = lacking.state.visit.case
    assert case.application.person.name == RARE.name
    assert HANDWRITTEN not in str(case.documents)


def test_a_copy_for_a_reason_has_its_blank_too(lacking):
    lacking.press("Alt+P", "Alt+P")
    lacking.fill("reprint_reason", "群众丢失")
    assert ends(lacking)[-1] == ("W01", "device_done", ("applicant",))


def test_a_name_that_prints_leaves_no_blank(bench):
    bench.accepted()
    assert {each.by_hand for each in bench.state.papers} == {False}
    assert {by_hand for _, _, by_hand in ends(bench)} == {()}
