"""The 办件 screen's presenter: masking, copying, steps back."""

from __future__ import annotations

import pytest

from counter_app.services.visit import Visit
from tests.fakes.intake import CIREN, CREDIT_CODE, PHONE, IntakeBench


@pytest.fixture
def bench():
    return IntakeBench()


# ---- masking and copying
def test_numbers_are_masked_until_they_are_asked_for_and_again_after_half_a_minute(bench):
    bench.ready()
    assert bench.look.people[0].number == "5*************0018"
    bench.press("Alt+V")
    assert bench.look.people[0].number == "540402199001010018"
    assert bench.look.fields["phone"].note.startswith(PHONE)
    case_id = bench.state.visit.draft.application.case_id
    assert bench.notes == [("reveal", "numbers", case_id)]
    bench.timers.advance(30_000)
    assert bench.look.people[0].number == "5*************0018"
    bench.press("Alt+V", "Alt+V")
    assert not bench.state.revealed
    bench.press("Alt+V", "Esc")
    assert not bench.state.revealed


def test_revealing_takes_a_right(bench):
    bench.parts.board.put(visit=Visit())
    bench.press("Alt+V")
    assert bench.said[0] == bench.words("reveal_right")
    assert bench.notes == []


def test_leaving_the_place_masks_and_closes(bench):
    bench.ready()
    bench.press("Alt+V", "F4")
    bench.presenter.leave()
    assert not bench.state.revealed
    assert not bench.look.popup


def test_an_amended_value_is_masked_too(bench):
    bench.accepted()
    bench.press("Alt+V", "Alt+E")
    assert bench.look.sheet.rows[0].detail == PHONE


def test_fields_are_copied_one_after_the_other_logged_and_cleared(bench):
    bench.press("Alt+C")
    assert bench.said[0] == bench.words("copy_nothing")
    bench.ready()
    bench.press("Alt+C")
    assert bench.view.clipboard == "扎西"
    bench.press("Alt+C")
    assert bench.view.clipboard == "540402199001010018"
    assert [each[:2] for each in bench.notes] == [("copy", "name"), ("copy", "number")]
    assert bench.look.copy_line
    assert "申请人号码（2/6）" in bench.said[0]
    bench.timers.advance(30_000)
    assert bench.view.clipboard == ""
    for _ in range(5):
        bench.press("Alt+C")
    assert bench.view.clipboard == "扎西"


def test_agent_guardian_and_body_can_be_copied_too(bench):
    bench.fill("number", CREDIT_CODE)
    bench.fill("body_name", "林芝示例小吃店")
    bench.lay(CIREN)
    assert [each[0] for each in bench.parts.privacy.fields()] == [
        "name",
        "number",
        "agent_name",
        "agent_number",
    ]


# ---- steps back
def test_esc_goes_back_one_step_and_loses_nothing(bench):
    bench.type("search", "spjy")
    bench.press("Esc")
    assert not bench.look.popup
    assert bench.state.text("search") == "spjy"
    bench.presenter.step_back()
    assert bench.state.text("search") == "spjy"


def test_an_unbound_enter_does_nothing(bench):
    bench.presenter.enter("amend_value")
    assert bench.look.page == "empty"
    bench.parts.applicants.place_laid("agent")
    bench.parts.acts.give_reason()
    assert bench.state.visit.case is None


def test_the_caret_is_followed(bench):
    bench.presenter.at("phone")
    assert bench.focus == "phone"
    bench.presenter.type_text("name", "扎")
    assert bench.focus == "name"
