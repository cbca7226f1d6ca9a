"""出证: 此人的事, and the card that brings it; behaviour without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.window_operation import MattersShown
from counter_app.services.certificates import Group
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import (
    a_grant,
    a_window_desk,
    decided,
    finished,
)
from tests.fakes.counter import CounterBench
from tests.fakes.handing import OTHER, bench_with_one
from tests.fakes.paper_cases import a_person


# ---- 此人的事
def test_a_card_lists_what_is_due_and_alt_m_opens_it():
    bench = bench_with_one()
    bench.parts.lists.press_tab("print")
    bench.press("Alt+M")
    assert bench.said[0].startswith("请先读卡")
    bench.lay(a_person())
    assert bench.look.matters[0].title.startswith("■ 证照可领")
    assert bench.state.tab == "fetch"
    shown = [
        each.entry.operation
        for each in bench.desk.ledger.recent(9)
        if isinstance(each.entry.operation, MattersShown)
    ]
    assert shown == [MattersShown((bench.case.id,))]
    bench.press("Alt+M")
    assert bench.state.form.kind == "hand_over"
    assert bench.state.person == a_person()


def test_what_lies_ready_is_shown_before_what_is_still_to_be_printed():
    desk = a_window_desk(reader=FakeCardReader())
    case = decided(desk, a_grant(1), a_grant(2))
    bench = CounterBench(desk).enter_place()
    finished(desk, case)
    bench.parts.lists.look()
    bench.lay(a_person())
    assert (bench.state.tab, bench.state.line().group) == ("fetch", Group.TO_FETCH)
    bench.parts.lists.press_tab("print")
    bench.press("Alt+M")
    assert (bench.state.tab, bench.state.form.kind) == ("fetch", "hand_over")


def test_nothing_due_is_said_and_recorded_as_nothing():
    bench = bench_with_one()
    bench.lay(OTHER)
    assert (bench.look.matters, bench.look.matters_title) == ((), "此人的事：没有待办的")
    bench.press("Alt+M")
    assert bench.said[0].startswith("这位群众现在没有")


def test_what_is_not_done_here_is_opened_where_it_is():
    from counter_app.services.matters import Due, PersonMatter, PersonMatters  # noqa: PLC0415

    bench = bench_with_one()
    rows = tuple(
        PersonMatter(due, f"{due.value}", "no" if due is not Due.DRAFT else "", "事项", "")
        for due in (Due.CORRECTION, Due.DRAFT, Due.FETCH)
    )
    bench.parts.board.put(matters=PersonMatters(rows))
    bench.press("Alt+M")
    assert bench.shell.went == [("intake", "no")]
    bench.parts.people.open_matter(1)
    assert bench.said[0].startswith("“事项”要到办件页办")
    bench.parts.people.open_matter(2)
    assert bench.said[0].startswith("办件 no")
    bench.parts.people.open_matter(9)
    send = replace(rows[0], due=Due.SEND, id=bench.case.id)
    bench.press("Alt+B")
    bench.parts.board.put(matters=PersonMatters((send,)))
    bench.press("Alt+M")
    assert (bench.state.form.kind, bench.state.tab) == ("", "fetch")


def test_a_second_card_while_one_is_awaited_is_not_asked_for_and_the_next_person_starts_clean():
    bench = bench_with_one()
    bench.runner.hold = True
    bench.press("F3", "F3")
    assert bench.runner.held == 1
    assert "读卡器" in bench.now.now
    bench.runner.hold = False
    bench.desk.reader.lay(a_person())
    bench.runner.release()
    bench.press("F2")
    assert (bench.state.person, bench.state.matters) == (None, None)


def test_an_answer_about_the_person_before_is_not_shown():
    bench = bench_with_one()
    bench.desk.reader.lay(a_person())
    bench.runner.hold = True
    bench.press("F3")
    bench.runner.release(1)
    bench.press("F2")
    bench.runner.hold = False
    bench.runner.release()
    assert bench.state.matters is None


@pytest.mark.parametrize("key", ["Alt+O", "Alt+T", "Alt+Z"])
def test_keys_of_the_hand_over_do_nothing_outside_it(key):
    bench = bench_with_one()
    bench.press(key)
    assert (bench.state.form.kind, bench.state.handing) == ("", None)
    bench.parts.handing.sign()
    bench.parts.handing.mark()
    bench.parts.handing.choose()
    bench.parts.handing.enter("authorisation")


def test_a_decision_that_is_itself_the_result_has_no_page():
    from counter_app.domain.decision import DecisionKind  # noqa: PLC0415  only here
    from tests.fakes.certificate_window import accepted, decide  # noqa: PLC0415

    desk = a_window_desk(reader=FakeCardReader())
    decide(desk, accepted(desk), kind=DecisionKind.DENIED)
    bench = CounterBench(desk).enter_place()
    bench.parts.lists.press_tab("fetch")
    assert bench.look.page.note.startswith("决定书本身")
    assert not bench.keys()["F7"].enabled
    bench.press("F8")
    assert bench.state.form.kind == "hand_over"
    assert a_grant().name
