"""此人的事 in 办件: listed on a card, opened by Alt+M, and the keys that go with it."""

from __future__ import annotations

from counter_app.domain.case import CaseState
from counter_app.services.desk import Changes
from counter_app.services.matters import Due, PersonMatter, PersonMatters
from tests.fakes.clerk import Clerk
from tests.fakes.intake import CIREN, ZHAXI, IntakeBench


def with_correction():
    bench = IntakeBench()
    bench.ready()
    bench.press("Alt+Q", "F7")
    bench.press("F2")
    bench.desk.reader.remove()
    return bench


def test_a_card_lists_what_is_due_and_alt_m_opens_it():
    bench = with_correction()
    bench.press("Alt+M")
    assert bench.said[0].startswith("请先读卡")
    bench.lay(ZHAXI)
    (row,) = bench.look.due
    assert row.title.startswith("▲ 补正待交")
    assert "Alt+M" in bench.look.due_title
    bench.press("Alt+M")
    assert bench.state.visit.case.state is CaseState.CORRECTING


def test_somebody_without_anything_due_is_told_so():
    bench = with_correction()
    bench.lay(CIREN)
    assert (bench.look.due, bench.look.due_title) == ((), "此人的事：没有待办的")
    bench.press("Alt+M")
    assert bench.said[0].startswith("这位群众现在没有")


def test_a_draft_is_resumed_and_the_one_on_the_table_is_not_listed():
    bench = IntakeBench()
    bench.lay(ZHAXI)
    bench.fill("phone", "13800000831")
    bench.open_item()
    draft = bench.state.visit.draft.application.case_id
    bench.timers.advance(1_000)
    bench.press("F2")
    bench.timers.advance(1_000)
    bench.desk.reader.remove()
    bench.lay(ZHAXI)
    assert [each.due for each in bench.state.due.rows] == [Due.DRAFT]
    bench.press("Alt+M")
    assert bench.state.visit.draft.application.case_id == draft
    bench.parts.due.look(ZHAXI.__class__(**{f: getattr(ZHAXI, f) for f in ZHAXI.__slots__}))
    assert bench.state.due.rows == () or ZHAXI.source != "card"


def test_a_result_is_fetched_at_the_certificate_window():
    bench = IntakeBench()
    row = PersonMatter(Due.FETCH, "c1", "540402260A1A0000197", "食品经营", "许可证")
    bench.parts.board.put(due=PersonMatters((row,)))
    bench.press("Alt+M")
    assert bench.shell.went == [("certificates", row.case_no)]
    bench.shell.shut = ("certificates",)
    bench.press("Alt+M")
    assert "出证窗口" in bench.said[0]


def test_what_has_moved_is_not_due_any_more():
    bench = IntakeBench()
    row = PersonMatter(Due.GAP, "c1", "no", "食品经营", "平面图")
    bench.parts.due.moved(("c1",))
    bench.parts.board.put(due=PersonMatters((row,)))
    bench.parts.due.moved(())
    assert bench.state.due.rows
    bench.parts.due.moved(("c1",))
    assert bench.state.due.rows == ()


def test_typed_papers_are_no_card():
    from dataclasses import replace  # noqa: PLC0415  only here

    bench = IntakeBench()
    bench.parts.due.look(replace(ZHAXI, source="typed"))
    assert bench.state.due is None


def test_it_stands_in_the_left_column_of_the_window(qtbot):
    clerk = Clerk(qtbot)
    bench = IntakeBench(clerk.desk)
    bench.ready()
    bench.press("Alt+Q", "F7")
    clerk.desk.reader.remove()
    clerk.lay(ZHAXI)
    clerk.press("F2", "F3")
    assert clerk.view.left.due.isVisible()
    clerk.place.changed(Changes(cases=(bench.state.visit.case.id,)))
    assert clerk.state.due.rows == ()
    clerk.desk.reader.remove()
    clerk.lay(ZHAXI)
    clerk.press("F2", "F3", "Alt+M")
    assert clerk.visit.case.state is CaseState.CORRECTING
