"""办件: a promise in place of a proof, and an immediate item decided on the spot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.case import CaseState, MaterialState
from counter_app.domain.item import ProjectType
from counter_app.domain.outcome import OutcomeKind
from tests.fakes.intake import FOOD, IntakeBench, a_searchable_desk

SPOT = tuple(OutcomeKind).index(OutcomeKind.ON_THE_SPOT)
PROMISE = tuple(OutcomeKind).index(OutcomeKind.PROMISE)
IMMEDIATE = replace(
    FOOD,
    project_type=ProjectType.IMMEDIATE,
    delegated_basis="示例委托书",
    promise_allowed=True,
    materials=tuple(replace(each, promisable=each.id == "m4") for each in FOOD.materials),
)


@pytest.fixture
def bench():
    return IntakeBench(a_searchable_desk(IMMEDIATE))


def promised(bench):
    bench.ready()
    bench.parts.materials.move(3)
    bench.press("Alt+F8")


def chosen(bench, row):
    bench.press("Alt+F9")
    bench.parts.sheets.move(row)
    bench.parts.sheets.enter()


def test_a_promise_is_marked_by_its_key_and_accepted_by_f9(bench):
    promised(bench)
    assert bench.look.materials[3].state == "告知承诺"
    assert bench.now.now == (
        "F9 告知承诺受理：食品安全管理制度文本以承诺代替，印告知承诺书，需签字。"
    )
    assert bench.now.closed == ""
    bench.press("F9")
    assert bench.state.visit.case.state is CaseState.ACCEPTED
    assert [each.document.kind for each in bench.state.papers] == ["W01", "W02", "W07"]
    assert bench.look.result.title == "已告知承诺受理"
    assert bench.look.result.aloud == "11月27日前办结"


def test_enter_goes_through_the_promise_where_it_is_lawful(bench):
    bench.ready()
    bench.parts.materials.move(3)
    found = []
    for _ in range(3):
        bench.parts.materials.cycle()
        found.append(bench.state.material().state)
    assert found == [MaterialState.MISSING, MaterialState.PROMISED, MaterialState.RECEIVED]
    bench.parts.materials.move(0)
    bench.press("Alt+F8")
    assert bench.said[0] == "“食品经营许可申请书”不能用告知承诺代替。"


def test_the_promise_is_done_from_the_list_too(bench):
    promised(bench)
    chosen(bench, PROMISE)
    assert bench.state.visit.case.state is CaseState.ACCEPTED


def test_with_a_gap_beside_it_f9_says_that_it_is_a_deferral(bench):
    promised(bench)
    bench.parts.materials.move(2)
    bench.press("Alt+R", "F9")
    assert bench.state.visit.case is None
    bench.press("F8")
    assert bench.state.visit.case.state is CaseState.ACCEPTED_WITH_GAPS


def test_granting_on_the_spot(bench):
    bench.ready()
    chosen(bench, SPOT)
    rows = bench.look.sheet.rows
    assert [each.title for each in rows] == ["准予", "不予"]
    bench.parts.sheets.enter()
    assert bench.state.visit.case.state is CaseState.READY
    assert [each.document.kind for each in bench.state.papers] == ["W10J"]
    assert bench.look.result.title == "已当场办结"
    assert bench.look.result.state.word == "待领取或待寄递"


def test_refusing_on_the_spot_is_written_first(bench):
    bench.ready()
    chosen(bench, SPOT)
    bench.parts.sheets.move(1)
    bench.parts.sheets.enter()
    assert bench.look.sheet.title == "当场办结"
    bench.fill("reason", "")
    assert bench.state.visit.case is None
    bench.fill("reason", "不符合规定条件")
    case = bench.state.visit.case
    assert (case.state, case.decision.reason) == (CaseState.DENIED, "不符合规定条件")


def test_why_it_is_not_decided_here():
    bench = IntakeBench()
    bench.ready()
    chosen(bench, SPOT)
    assert bench.said[0] == "“食品经营许可（新办）”不是即办件，不能当场决定。"
    assert bench.look.sheet.rows[SPOT].who == "能打开它的：审批部门"


def test_a_promise_key_without_a_case_does_nothing(bench):
    bench.press("Alt+F8")
    assert bench.state.visit.draft is None


def test_an_act_overtaken_by_another_mark_is_refused(bench):
    promised(bench)
    bench.parts.materials.move(3)
    bench.press("Alt+S")
    assert bench.parts.acts.accepting() is OutcomeKind.ACCEPT
    assert bench.keys()["F9"].enabled
