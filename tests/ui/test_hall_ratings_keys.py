"""好差评 in 大厅: a cut line, what others did meanwhile, and real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.rating_desk import TicketWish
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.domain.rating_ticket import Stage
from counter_app.services.visit import User
from counter_app.ui.hall.tour_ratings import SampleRatings
from tests.fakes.county import LineFault

FIRST = "0000000000000001"


# ---- the line, and who looks


def test_with_the_line_cut_it_says_so_and_nothing_is_done(ratings_page):
    bench = ratings_page(SampleRatings(cut=True))
    assert bench.look.empty.startswith("连不上县服务器。")
    assert bench.keys()["F6"].why == "连不上县服务器。"
    assert bench.place.now().now.startswith("看不到评价")
    bench.hands.enter_field("owner")
    bench.county.cut = False
    bench.press("F3")
    assert bench.look.tickets


def test_an_act_that_was_not_heard_reads_the_tickets_again(rated_page):
    bench = rated_page
    bench.press("F6")
    bench.county.plan(LineFault.DROP_ANSWER)
    bench.fill(owner="gesang")
    assert bench.told()[0] == "error"
    assert (bench.stage, bench.state.ticket().ticket.owner) == (Stage.ASSIGNED, "gesang")
    bench.press("F7")
    bench.county.standing = LineFault.CUT
    bench.fill(result="reached", note="好")
    assert (bench.state.book, bench.state.form) == (None, None)
    assert bench.keys()["F7"].why


def test_an_act_that_another_did_meanwhile_is_not_asked_for_any_more(rated_page):
    bench = rated_page
    bench.press("F6")
    bench.fill(owner="gesang")
    bench.press("F6")
    rating = bench.state.chosen
    bench.county.act_on_rating(rating, "call", TicketWish("dawa", result=CallResult.REACHED))
    found = TicketWish("dawa", verdict=Verdict.UNTRUE, grounds="不实")
    bench.county.act_on_rating(rating, "verdict", found)
    bench.fill(owner="gesang")
    assert "不能做这一步" in bench.told()[1]
    assert (bench.state.form, bench.state.focus.field) == (None, "table")


def test_one_thing_at_a_time(ratings_page):
    bench = ratings_page()
    bench.press("F9")
    bench.runner.hold = True
    bench.fill(done="补上", reply="答复")
    assert bench.place.now().now == "正在记下……"
    asked = len(bench.county.asked)
    bench.hands.enter_field("reply")
    bench.hands.look()
    bench.hands.press("fix")
    assert len(bench.county.asked) == asked
    bench.runner.release(1)
    assert bench.place.now().now == "正在向县里要评价……"
    bench.runner.release()


def test_who_is_no_supervisor_sees_nothing_and_nothing_stays_for_the_next(ratings_page):
    bench = ratings_page(user=User("ciren", "次仁", ("clerk",)))
    assert (bench.state.book, bench.county.asked) == (None, [])
    bench = ratings_page()
    bench.place.user_changed(None)
    assert (bench.state.book, bench.look.tickets) == (None, ())
    assert "正在" in bench.look.empty


def test_a_rating_that_is_gone_is_not_the_chosen_one(ratings_page):
    bench = ratings_page()
    bench.hands.move("0000000000000005")
    bench.county.tickets = bench.county.tickets[:2]
    bench.press("F3")
    assert bench.state.chosen == FIRST


# ---- on the screen


def test_the_keys_walk_sorting_keeps_the_choice_and_enter_opens(ratings_page, qtbot):
    bench = ratings_page()
    view = bench.page.view
    bench.place.view.resize(1200, 700)
    bench.place.view.show()
    qtbot.waitExposed(bench.place.view)
    QTest.keyClick(view.tickets, Qt.Key.Key_Down)
    assert bench.state.chosen.endswith("2")
    view.tickets.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    row = view.tickets.currentIndex()
    assert (view.tickets.model().row_at(row).rating[-1], row.row()) == ("2", 2)
    QTest.keyClick(view.tickets, Qt.Key.Key_Return)
    assert "已在窗口摆放样表" in view.said
    assert not view.figures.isVisible()
    bench.press("Esc")
    assert view.figures.isVisible()
    view.tabs.buttons[1].click()
    assert bench.state.table == "clerks"
    assert bench.page.title == "好差评"


def test_an_act_is_typed_on_real_fields(ratings_page, qtbot):
    bench = ratings_page()
    view = bench.page.view
    bench.place.view.show()
    bench.hands.move("0000000000000003")
    bench.press("F8")
    assert view.form.isVisible()
    assert not view.tickets.isVisible()
    box = view.fields.editor("verdict")
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert bench.state.text("verdict") == "true"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert bench.state.focus.field == "grounds"
    QTest.keyClicks(view.fields.editor("grounds"), "checked")
    QTest.keyClick(view.fields.editor("days"), Qt.Key.Key_5)
    QTest.keyClick(view.fields.editor("again"), Qt.Key.Key_Return)
    rating, act, wish = next(
        each for each in bench.county.asked if isinstance(each, tuple) and each[1] == "verdict"
    )
    assert (rating[-1], wish.verdict, wish.grounds, wish.days) == ("3", Verdict.TRUE, "checked", 5)
    assert (act, wish.by, wish.again) == ("verdict", "basang", False)
    bench.place.leave()
    bench.place.enter()
