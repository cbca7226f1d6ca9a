"""好差评 in 大厅: figures, clerks, tickets and the acts on them by keys; on the real place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.rating_desk import TicketsWish, TicketWish
from counter_app.domain.rating_figures import ClerkRatings, RatingCounts
from counter_app.domain.rating_operation import CallResult, Verdict
from counter_app.domain.rating_ticket import Stage
from counter_app.services.visit import User
from counter_app.ui.hall.look_ratings import look
from counter_app.ui.hall.tour_ratings import SampleRatings
from tests.fakes.county import LineFault
from tests.fakes.hall_page import SUPERVISOR
from tests.fakes.rating_server import remembered_ratings
from tests.fakes.report_bench import ReportBench

FIRST = "0000000000000001"
ZHUOMA = User("zhuoma", "卓玛", ("supervisor",))


class Bench(ReportBench):
    @property
    def look(self):
        return look(self.desk.words, self.state)

    def fill(self, **texts):
        for name, text in texts.items():
            self.hands.type_text(name, text)
        self.hands.enter_field(list(texts)[-1])

    @property
    def stage(self):
        return self.state.ticket().ticket.stage


@pytest.fixture
def make(qtbot):
    def made(county=None, user=SUPERVISOR):
        bench = Bench("ratings", county or SampleRatings(), user=user)
        qtbot.addWidget(bench.place.view)
        return bench

    return made


@pytest.fixture
def at_county(make):
    """The page before a county with the real rules: one bad rating of ciren."""
    with remembered_ratings() as rated:
        yield make(rated.county, ZHUOMA)


# ---- figures


def test_four_figures_stand_with_what_they_are_made_of(make):
    bench = make()
    cards = {each.id: each for each in bench.look.cards}
    assert (cards["rating_good"].value, cards["rating_good"].unit) == ("98.0", "%")
    assert "293 条 ÷ 真实评价 299 条" in cards["rating_good"].note
    assert list(cards) == ["rating_good", "rating_part", "rating_fixed", "rating_called"]
    assert "默认评价 61 条" in bench.look.apart
    assert "2026-11-01 至 2026-11-16" in bench.look.facts
    assert bench.county.asked[-1] == TicketsWish(date(2026, 11, 1), date(2026, 11, 16), "basang")


def test_where_nobody_rated_the_reason_stands_and_the_formula(make):
    bench = make(SampleRatings((), RatingCounts(), ()))
    good = bench.look.cards[0]
    assert (good.value, good.known) == ("—", False)
    assert good.note.startswith("这段时间没有可以计算的记录。好评率 =")
    assert "没有差评工单" in bench.look.empty
    assert not bench.keys()["F6"].enabled
    bench.hands.press("assign")
    assert bench.state.form is None
    bench.press("F11")
    assert "到昨天为止" in bench.look.empty


def test_clerks_are_told_of_from_five_ratings_up(make):
    few = RatingCounts(9, (5, 0, 0, 0, 0))
    bench = make(SampleRatings(clerks=(ClerkRatings("deji", None), ClerkRatings("ciren", few))))
    bench.press("F11")
    deji, ciren = bench.look.clerks
    assert (deji.shares[0], deji.why, deji.orders[0]) == ("—", "真实评价不到 5 条", -1.0)
    assert ciren.shares == ("100.0%（5/5）", "55.6%（5/9）", "—", "—")
    assert "昨天及以前" in bench.look.note
    assert bench.place.now().now.startswith("这里是各人员")
    assert bench.keys()["F6"].why == "先选一条差评工单。"
    bench.press("F11")
    assert bench.state.table == "tickets"


def test_periods_are_typed_and_turned_and_none_is_ahead(make):
    bench = make()
    bench.press("PgUp")
    assert bench.county.asked[-1].first == date(2026, 10, 1)
    bench.press("PgDn", "PgDn", "F4")
    assert (bench.state.text("period"), bench.state.focus.field) == ("2026-11", "period")
    asked = len(bench.county.asked)
    bench.fill(period="冬天")
    bench.press("PgUp")
    assert "期间看不懂" in bench.state.errors["period"]
    assert len(bench.county.asked) == asked
    bench.fill(period="2026 Q3")
    assert bench.county.asked[-1].last == date(2026, 9, 30)
    assert bench.state.focus.field == "table"


# ---- tickets


def test_tickets_say_how_they_stand(make):
    rows = {each.rating[-1]: each for each in make().look.tickets}
    late = rows["1"]
    assert (late.state, late.kind, late.age) == ("已核实 · 逾期", "danger", "7 天")
    assert (late.due, late.due_kind, late.level) == ("11月12日", "danger", "不满意")
    assert late.tags == "没有提供材料样本、窗口人员业务不熟练"
    assert [rows[at].kind for at in "2345"] == ["note", "note", "danger", "warning"]
    assert (rows["4"].item, rows["4"].due) == ("件还在路上", "—")


def test_enter_opens_the_course_and_esc_closes_it(make):
    bench = make()
    bench.hands.open(FIRST)
    said = "\n".join(bench.look.course)
    for part in ("原话：没有样表", "接通", "核实：属实", "3 个工作日", "可以再评价一次"):
        assert part in said
    bench.hands.open("0000000000000004")
    said = "\n".join(bench.look.course)
    for part in ("匿名", "还不知道", "还在路上", "没有可以回访"):
        assert part in said
    bench.press("Esc")
    assert bench.look.course == ()


def test_the_whole_way_by_keys(at_county):
    bench = at_county
    assert bench.look.tickets[0].state == "待指派"
    bench.press("F6")
    assert bench.state.text("owner") == "zhuoma"
    bench.fill(owner="gesang")
    assert bench.told()[:2] == ("good", "已指派。")
    bench.press("F7")
    bench.fill(result="reached")
    assert bench.state.focus.field == "note"
    bench.fill(note="已致歉")
    assert bench.stage is Stage.CALLED
    bench.press("F8")
    bench.fill(verdict="true", grounds="属实", days="3", again="yes")
    assert bench.state.ticket().ticket.fix_by == date(2026, 11, 19)
    bench.press("F9")
    bench.fill(done="补上样表", reply="已答复")
    assert bench.told() == ("good", "整改已记下。", "请另一位主管确认办结。")
    bench.press("F10")
    bench.fill(note="同意")
    assert bench.told()[1] == "整改的人不能自己确认办结。"
    bench.county.act_on_rating(bench.state.chosen, "confirm", TicketWish("dawa"))
    bench.press("F3")
    assert (bench.stage, bench.state.form, bench.look.tickets[0].kind) == (
        Stage.CLOSED,
        None,
        "good",
    )
    assert "确认办结" in bench.look.course[-1]
    assert bench.keys()["F6"].why == "差评工单现在是“已办结”，不能做这一步。"


def test_what_is_missing_is_said_under_its_field(at_county):
    bench = at_county
    bench.press("F6")
    bench.fill(owner="nobody")
    assert "nobody" in bench.state.errors["owner"]
    bench.fill(owner="ciren")
    assert bench.told()[1] == "被评价的人不能承办、核实或办结自己的差评。"
    bench.fill(owner="gesang")
    bench.press("F7")
    bench.hands.enter_field("note")
    assert bench.state.errors["result"] == "请选一项。"
    bench.press("F8")
    bench.hands.enter_field("again")
    assert "核实情况没有写" in bench.state.errors["grounds"]
    bench.fill(grounds="属实", again="no")
    assert bench.state.errors["verdict"] == "请选一项。"
    for days in ("16", "三", "0"):
        bench.fill(verdict="true", days=days, again="no")
        assert "1 到 15 个工作日" in bench.state.errors["days"]
    bench.fill(days="", again="no")
    assert bench.told()[1] == "群众留有联系方式，还没有回访。"


def test_what_was_typed_stays_for_its_ticket_alone(make):
    bench = make()
    bench.press("F9")
    bench.hands.type_text("done", "补上")
    bench.press("Esc", "F9")
    assert bench.state.text("done") == "补上"
    bench.hands.move("0000000000000005")
    assert bench.state.form is None
    bench.press("F6", "Esc")
    bench.hands.move(FIRST)
    bench.press("F9")
    assert bench.state.text("done") == ""
    bench.hands.enter_field("done")
    bench.hands.at("reply")
    assert bench.state.focus.field == "reply"
    assert bench.place.now().now.startswith("填好后")


def test_an_appeal_stands_in_the_course(make):
    sample = SampleRatings()
    first = sample.tickets[0]
    appealed = replace(first.ticket, stage=Stage.APPEALED, appeal="样表在", verdict=Verdict.PARTLY)
    bench = make(replace(sample, tickets=(replace(first, late="", ticket=appealed),)))
    bench.hands.open(FIRST)
    assert "本人申诉：样表在" in "\n".join(bench.look.course)
    assert bench.look.tickets[0].kind == "warning"
    assert bench.keys()["F8"].enabled


# ---- the line, and who looks


def test_with_the_line_cut_it_says_so_and_nothing_is_done(make):
    bench = make(SampleRatings(cut=True))
    assert bench.look.empty.startswith("连不上县服务器。")
    assert bench.keys()["F6"].why == "连不上县服务器。"
    assert bench.place.now().now.startswith("看不到评价")
    bench.hands.enter_field("owner")
    bench.county.cut = False
    bench.press("F3")
    assert bench.look.tickets


def test_an_act_that_was_not_heard_reads_the_tickets_again(at_county):
    bench = at_county
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


def test_an_act_that_another_did_meanwhile_is_not_asked_for_any_more(at_county):
    bench = at_county
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


def test_one_thing_at_a_time(make):
    bench = make()
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


def test_who_is_no_supervisor_sees_nothing_and_nothing_stays_for_the_next(make):
    bench = make(user=User("ciren", "次仁", ("clerk",)))
    assert (bench.state.book, bench.county.asked) == (None, [])
    bench = make()
    bench.place.user_changed(None)
    assert (bench.state.book, bench.look.tickets) == (None, ())
    assert "正在" in bench.look.empty


def test_a_rating_that_is_gone_is_not_the_chosen_one(make):
    bench = make()
    bench.hands.move("0000000000000005")
    bench.county.tickets = bench.county.tickets[:2]
    bench.press("F3")
    assert bench.state.chosen == FIRST


# ---- on the screen


def test_the_keys_walk_sorting_keeps_the_choice_and_enter_opens(make, qtbot):
    bench = make()
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


def test_an_act_is_typed_on_real_fields(make, qtbot):
    bench = make()
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
