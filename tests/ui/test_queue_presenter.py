"""What a clerk does in 叫号, on fakes."""

from __future__ import annotations

import pytest

from counter_app.domain.ticket import TicketClass
from tests.fakes.queue_bench import QueueBench


@pytest.fixture
def bench():
    made = QueueBench()
    made.hall.take(TicketClass.ORDINARY, TicketClass.ORDINARY, TicketClass.ORDINARY)
    made.line.watch.look()
    return made


@pytest.fixture
def called(bench):
    bench.line.press_next()
    return bench


@pytest.fixture
def served(called):
    called.line.sits()
    return called


def test_the_next_and_why_stand_there_in_words(bench):
    bench.hall.wait(24 * 60)
    bench.line.watch.look()
    look = bench.look
    assert (look.ahead.number, look.ahead.lines[0]) == ("A001", "A001 等了 24 分钟")
    assert look.ahead.lines[1] == "综合业务 · 普通 · 1 人"
    assert look.ahead.state.word == bench.words("waiting_count", count=3)
    assert bench.now == bench.words("now.paused"), "nobody was called yet today"


def test_who_waits_stands_by_line_and_class(bench):
    bench.hall.take(TicketClass.DISABLED, people=2)
    bench.hall.take(line="B")
    bench.line.watch.look()
    rows = [(row.name, row.own, row.total, row.classes) for row in bench.look.waiting]
    assert rows == [
        ("A 综合业务", True, 4, (3, 0, 1, 0, 0)),
        ("B 不动产", False, 1, (1, 0, 0, 0, 0)),
    ]


def test_called_he_is_awaited_and_served_he_sits(called):
    assert called.look.here.number == "A001"
    assert called.look.here.state.word == called.words("here_called", lasts="00:00")
    assert called.now == called.words("now.called", no="A001")
    called.line.press_recall()
    assert called.look.here.lines[-1] == called.words("recalled", count=1)
    called.line.sits()
    assert called.look.here.state.word == called.words("here_serving", lasts="00:00")
    assert called.now == called.words("now.serving", no="A001")


def test_a_typed_number_is_called(bench):
    bench.type("ticket_no", "a3")
    bench.enter("ticket_no")
    assert bench.ticket == ("A003", "called")
    assert bench.shown.text("ticket_no") == ""


def test_a_wrong_number_is_said_under_the_field_and_can_be_mended(bench):
    bench.type("ticket_no", "17")
    bench.enter("ticket_no")
    assert bench.look.fields["ticket_no"].error.startswith("票号应是一个字母和数字")
    assert bench.shown.focus.field == "ticket_no"
    bench.type("ticket_no", "A2")
    assert bench.look.fields["ticket_no"].error == ""
    bench.press("Esc")
    assert bench.shown.text("ticket_no") == ""


def test_enter_in_an_empty_field_calls_nobody(bench):
    bench.enter("ticket_no")
    assert (bench.ticket, bench.said) == (None, ("", ""))


def test_skipped_he_lies_aside_and_can_be_taken_back(called):
    called.press("F6")
    assert called.ticket is None
    assert [(row.no, row.state) for row in called.look.aside] == [("A001", "跳过")]
    assert called.said[0] == called.words("told.did_skip", no="A001")
    called.press("Alt+Z")
    assert called.ticket == ("A001", "called")
    called.press("Alt+Z")
    assert called.said[0] == called.words("why.undo")


def test_enter_calls_the_chosen_one_of_those_aside(called):
    called.press("F6")
    called.line.press_next()
    called.press("F6")
    rows = called.look.aside
    assert [row.no for row in rows] == ["A001", "A002"]
    assert called.shown.chosen == rows[0].id
    called.presenter.choose(rows[1].id)
    called.enter("aside")
    assert called.ticket == ("A002", "called")
    called.enter("aside")
    assert called.said[0] == called.desk.words.error_of("queue_open", {"no": "A002"})[0]


def test_enter_on_no_row_calls_nobody(bench):
    bench.enter("aside")
    assert bench.ticket is None


def test_held_with_a_reason_of_the_list_or_typed(served):
    served.press("F7")
    assert served.look.form.title == served.words("hold.title", no="A001")
    assert served.now == served.words("now.hold")
    served.presenter.move_row(1)
    served.enter("form")
    assert served.shown.form.kind == ""
    assert served.hall.at("A001").state.value == "held"
    assert served.hall.hall.log[-1].operation.reason == "回去取材料"
    assert served.table.cleared == 2
    served.line.press_next()
    served.press("F7")
    served.type("reason", " 找人 ")
    served.enter("reason")
    assert served.hall.hall.log[-1].operation.reason == "找人"
    served.press("Alt+Z")
    assert served.ticket == ("A002", "called")


def test_a_no_show_is_asked_first_since_it_is_final(called):
    called.press("F9")
    assert called.look.form.rows[0].title == called.words("no_show.row", no="A001")
    called.press("Esc")
    assert called.ticket == ("A001", "called")
    called.press("F9")
    called.enter("form")
    assert called.hall.at("A001").state.value == "no_show"
    assert not called.keys()["Alt+Z"].enabled


def test_a_transfer_lists_windows_and_lines(served):
    served.hall.other("resume")
    served.hall.other("pause", window="w-9")
    served.hall.hall.names["w-9"] = "出证窗口"
    served.line.watch.look()
    served.press("F8")
    rows = [(row.title, row.detail, row.kind) for row in served.look.form.rows]
    assert rows == [
        ("8号窗口", served.words("transfer.free"), "good"),
        ("出证窗口", served.words("transfer.closed"), "quiet"),
        ("业务 A 综合业务", "等候 2 人", "good"),
        ("业务 B 不动产", "等候 0 人", "good"),
    ]


def test_a_closed_window_is_refused_by_its_name(served):
    served.hall.other("pause", window="w-8")
    served.line.watch.look()
    served.press("F8")
    served.enter("form")
    what, remedy = served.desk.words.error_of("transfer_closed", {"window": "8号窗口"})
    assert served.said == (what, remedy)
    assert (served.shown.form.kind, served.ticket) == ("transfer", ("A001", "serving"))


def test_a_window_that_closed_a_moment_ago_is_refused_by_its_name(served):
    served.hall.other("resume")
    served.line.watch.look()
    served.press("F8")
    served.hall.other("pause")
    served.enter("form")
    assert served.said[0] == served.desk.words.error_of("transfer_closed", {"window": "8号窗口"})[0]
    assert served.ticket == ("A001", "serving")


def test_sent_to_a_window_that_is_busy(served):
    (late,) = served.hall.take()
    served.hall.other("call_one", ticket=late.id)
    served.line.watch.look()
    served.press("F8")
    assert served.look.form.rows[0].detail == served.words("transfer.busy", no="A004")
    served.enter("form")
    assert served.hall.at("A001").target == "w-8"
    assert served.said[0] == served.words("told.did_transfer", no="A001", where="8号窗口")
    assert not served.keys()["Alt+Z"].enabled, "only that window may send him back"


def test_sent_to_a_line_and_taken_back(served):
    served.line.watch.look()
    served.press("F8")
    served.presenter.move_row(2)
    served.enter("form")
    assert served.hall.at("A001").line == "B"
    served.press("Alt+Z")
    assert served.ticket == ("A001", "called")


def test_no_row_is_sent_nowhere(served):
    served.press("F8")
    served.presenter.move_row(9)
    served.enter("form")
    assert served.ticket == ("A001", "serving")


def test_paused_with_a_reason_and_resumed(called):
    called.line.press_leave()
    called.press("F10")
    assert called.now == called.words("now.pause")
    called.enter("form")
    assert called.look.status.word == called.words("paused_for", reason="午休")
    assert called.now == called.words("now.paused")
    assert called.keys()["F10"].text == "恢复"
    called.press("F10")
    assert called.look.status.word == called.words("calling")
    called.press("F10")
    called.enter("form")
    called.press("Alt+Z")
    assert called.look.status.word == called.words("calling")
    called.press("F10")
    called.enter("form")
    called.line.press_next()
    assert called.look.status.word == called.words("calling"), "F2 calls again by itself"


def test_paused_before_this_program_began_it_says_so(bench):
    assert bench.look.status.word == bench.words("paused")


def test_keys_that_are_closed_say_why(bench):
    nobody = bench.words("why.nobody_called")
    assert [bench.keys()[key].why for key in ("F6", "F7", "F8", "F9")] == [nobody] * 4
    bench.line.press_next()
    bench.line.sits()
    serving = bench.words("why.serving", no="A001")
    assert [bench.keys()[key].why for key in ("F6", "F7", "F8", "F9")] == [
        serving,
        "",
        "",
        serving,
    ]


def test_a_form_goes_with_the_ticket_it_was_about(called):
    called.press("F7")
    called.line.press_leave()
    assert called.look.form is None


def test_f4_goes_to_the_number_from_anywhere(called):
    called.press("F7")
    called.press("F4")
    assert (called.shown.form.kind, called.shown.focus.field) == ("", "ticket_no")


def test_where_the_clerk_went_is_remembered(bench):
    bench.presenter.at("aside")
    bench.presenter.left("ticket_no")
    assert bench.shown.focus.field == "aside"
