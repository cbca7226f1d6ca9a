"""One contract for the county's own acts: who may decide, and what a decision must have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.case import CaseState
from counter_app.domain.decision import DecisionKind
from counter_app.domain.issue_operation import CaseDecided
from counter_app.domain.item import ProjectType
from county_server.desk.acts import decide, undecide
from tests.fakes.builders import (
    accepted,
    an_application,
    received,
)
from tests.fakes.builders_issue import decided, undecided
from tests.fakes.county_bench import enrolled, outcomes, pushed
from tests.fakes.county_desk import (
    DENY,
    GRANT,
    a_case,
    accepted_by,
    case_in_feed,
    hand,
    refused,
    wanted,
)
from tests.fakes.paper_cases import an_item


@pytest.mark.parametrize(
    ("user", "code"),
    [("gesang", "decide_own_case"), ("zhuoma", "decide_role"), ("nobody", "user_unknown")],
)
def test_who_accepted_and_who_is_not_of_the_back_office_cannot_decide(desk_bench, user, code):
    async def scenario(store, desk):
        window, entry = await a_case(store, desk_bench, "gesang")
        wrong = await refused(decide(desk, hand(user), wanted(entry.no)))
        back = await refused(undecide(desk, hand(user), entry.no, "误发"))
        return wrong, back, await case_in_feed(store, window)

    wrong, back, case = desk_bench.decide(scenario)
    assert wrong.code == back.code == code
    assert case.state is CaseState.ACCEPTED


def test_who_only_received_it_cannot_decide_either(desk_bench):
    async def scenario(store, desk):
        window = await enrolled(store, desk_bench, "w-1")
        entry = window.accept()
        about = entry.operation.application
        window.record(replace(entry, operation=received(about), by="gesang"))
        window.record(replace(entry, by="ciren"))
        await pushed(store, window)
        return await refused(decide(desk, hand(), wanted(entry.no)))

    assert desk_bench.decide(scenario).code == "decide_own_case"


@pytest.mark.parametrize(
    ("ruling", "code"),
    [
        (replace(GRANT, officers=("格桑",)), "decision_two_officers"),
        (replace(DENY, reason=""), "decision_reason"),
        (replace(GRANT, values=(("colour", "红"),)), "grant_value_unknown"),
    ],
)
def test_what_the_law_asks_for_is_asked_for(desk_bench, ruling, code):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        return await refused(decide(desk, hand(), wanted(entry.no, ruling)))

    assert desk_bench.decide(scenario).code == code


def test_one_officer_suffices_for_papers_only(desk_bench):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        one = replace(GRANT, officers=("格桑",), no="示例〔2026〕7号", valid_to=date(2031, 1, 1))
        return await decide(desk, hand(), wanted(entry.no, one, papers_only=True))

    case = desk_bench.decide(scenario)
    assert case.decision.no == "示例〔2026〕7号"
    assert case.certificates[0].grant.valid_to == date(2031, 1, 1)


def test_a_case_that_is_not_here_or_a_wrong_number(desk_bench):
    async def scenario(store, desk):
        window = await enrolled(store, desk_bench, "w-1")
        unsent = accepted_by(window)
        return (
            await refused(decide(desk, hand(), wanted(unsent.no))),
            await refused(decide(desk, hand(), wanted("540402"))),
            await refused(undecide(desk, hand(), unsent.no, " ")),
        )

    assert [each.code for each in desk_bench.decide(scenario)] == [
        "case_not_at_county",
        "case_no_form",
        "case_not_at_county",
    ]


def test_without_the_item_or_a_holiday_table(desk_bench):
    async def scenario(store, desk):
        window = await enrolled(store, desk_bench, "w-1")
        about = an_application(an_item(code="540402000XXXXXX01"))
        strange = window.accept("c-2")
        did = replace(strange.operation, application=replace(about, case_id="c-2"))
        window.record(replace(strange, operation=did))
        entry = accepted_by(window)
        await pushed(store, window)
        unknown = await refused(decide(desk, hand(), wanted(strange.no)))
        late = await decide(desk, hand(now_ms=1_830_000_000_000), wanted(entry.no))
        return unknown, late

    unknown, late = desk_bench.decide(scenario)
    assert unknown.code == "item_unknown"
    assert late.deliver_by is None, "no table of 2027"


# licence law art. 34: a window decides only what was delegated to it
@pytest.mark.parametrize(
    ("kind", "basis", "changes", "outcome"),
    [
        (ProjectType.IMMEDIATE, "示例委托书", {}, ("applied", "")),
        (ProjectType.IMMEDIATE, "", {}, ("parked", "decide_not_here")),
        (ProjectType.PROMISED, "示例委托书", {}, ("parked", "decide_not_here")),
        (
            ProjectType.IMMEDIATE,
            "示例委托书",
            {"kind": DecisionKind.REFERRED, "grants": ()},
            ("parked", "decide_not_here"),
        ),
    ],
)
def test_what_a_window_decided_without_delegation_changes_nothing(
    desk_bench, kind, basis, changes, outcome
):
    async def scenario(store, _desk):
        window = await enrolled(store, desk_bench, "w-1")
        about = replace(an_application(an_item(project_type=kind)), case_id="c-1")
        entry = window.accept("c-1")
        decision = replace(decided().decision, basis=basis, **changes)
        did = CaseDecided("c-1", decision, ())
        window.record(replace(entry, operation=accepted(about)))
        window.record(replace(entry, operation=did), replace(entry, operation=undecided()))
        return outcomes(await pushed(store, window))

    *_, deciding, withdrawing = desk_bench.decide(scenario)
    assert deciding[1:] == outcome
    assert withdrawing[1:] == ("parked", "decide_not_here")


def test_nobody_can_push_as_the_county(desk_bench):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        await decide(desk, hand(), wanted(entry.no))
        async with desk.desk("h-1") as turn:
            return turn.device

    device = desk_bench.decide(scenario)
    assert device.public_key == b""
    assert device.last_seq == 1


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_what_no_operation_may_hold_is_refused_and_not_stored(desk_bench, text):
    async def scenario(store, desk):
        _, entry = await a_case(store, desk_bench)
        wrong = await refused(decide(desk, hand(), wanted(entry.no, replace(GRANT, content=text))))
        return wrong, await decide(desk, hand(), wanted(entry.no))

    wrong, case = desk_bench.decide(scenario)
    assert wrong.code == "decision_refused"
    assert case.state is CaseState.GRANTED
    assert desk_bench.chain("h-1")[0] == [(1, "applied")]
