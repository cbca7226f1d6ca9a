"""好差评 in 大厅: figures, clerks, tickets and the acts on them by keys; on the real place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.domain.rating_desk import TicketsWish, TicketWish
from counter_app.domain.rating_figures import ClerkRatings, RatingCounts
from counter_app.domain.rating_operation import Verdict
from counter_app.domain.rating_ticket import Stage
from counter_app.ui.hall.tour_ratings import SampleRatings

FIRST = "0000000000000001"


# ---- figures


def test_four_figures_stand_with_what_they_are_made_of(ratings_page):
    bench = ratings_page()
    cards = {each.id: each for each in bench.look.cards}
    assert (cards["rating_good"].value, cards["rating_good"].unit) == ("98.0", "%")
    assert "293 条 ÷ 真实评价 299 条" in cards["rating_good"].note
    assert list(cards) == ["rating_good", "rating_part", "rating_fixed", "rating_called"]
    assert "默认评价 61 条" in bench.look.apart
    assert "2026-11-01 至 2026-11-16" in bench.look.facts
    assert bench.county.asked[-1] == TicketsWish(date(2026, 11, 1), date(2026, 11, 16), "basang")


def test_where_nobody_rated_the_reason_stands_and_the_formula(ratings_page):
    bench = ratings_page(SampleRatings((), RatingCounts(), ()))
    good = bench.look.cards[0]
    assert (good.value, good.known) == ("—", False)
    assert good.note.startswith("这段时间没有可以计算的记录。好评率 =")
    assert "没有差评工单" in bench.look.empty
    assert not bench.keys()["F6"].enabled
    bench.hands.press("assign")
    assert bench.state.form is None
    bench.press("F11")
    assert "到昨天为止" in bench.look.empty


def test_clerks_are_told_of_from_five_ratings_up(ratings_page):
    few = RatingCounts(9, (5, 0, 0, 0, 0))
    bench = ratings_page(
        SampleRatings(clerks=(ClerkRatings("deji", None), ClerkRatings("ciren", few)))
    )
    bench.press("F11")
    deji, ciren = bench.look.clerks
    assert (deji.shares[0], deji.why, deji.orders[0]) == ("—", "真实评价不到 5 条", -1.0)
    assert ciren.shares == ("100.0%（5/5）", "55.6%（5/9）", "—", "—")
    assert "昨天及以前" in bench.look.note
    assert bench.place.now().now.startswith("这里是各人员")
    assert bench.keys()["F6"].why == "先选一条差评工单。"
    bench.press("F11")
    assert bench.state.table == "tickets"


def test_periods_are_typed_and_turned_and_none_is_ahead(ratings_page):
    bench = ratings_page()
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


def test_tickets_say_how_they_stand(ratings_page):
    rows = {each.rating[-1]: each for each in ratings_page().look.tickets}
    late = rows["1"]
    assert (late.state, late.kind, late.age) == ("已核实 · 逾期", "danger", "7 天")
    assert (late.due, late.due_kind, late.level) == ("11月12日", "danger", "不满意")
    assert late.tags == "没有提供材料样本、窗口人员业务不熟练"
    assert [rows[at].kind for at in "2345"] == ["note", "note", "danger", "warning"]
    assert (rows["4"].item, rows["4"].due) == ("件还在路上", "—")


def test_enter_opens_the_course_and_esc_closes_it(ratings_page):
    bench = ratings_page()
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


def test_the_whole_way_by_keys(rated_page):
    bench = rated_page
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


def test_what_is_missing_is_said_under_its_field(rated_page):
    bench = rated_page
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


def test_what_was_typed_stays_for_its_ticket_alone(ratings_page):
    bench = ratings_page()
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


def test_an_appeal_stands_in_the_course(ratings_page):
    sample = SampleRatings()
    first = sample.tickets[0]
    appealed = replace(first.ticket, stage=Stage.APPEALED, appeal="样表在", verdict=Verdict.PARTLY)
    bench = ratings_page(replace(sample, tickets=(replace(first, late="", ticket=appealed),)))
    bench.hands.open(FIRST)
    assert "本人申诉：样表在" in "\n".join(bench.look.course)
    assert bench.look.tickets[0].kind == "warning"
    assert bench.keys()["F8"].enabled
