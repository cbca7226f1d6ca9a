"""出证: what goes with the courier; waybills, ends and the courier's table; behaviour without a window."""

from __future__ import annotations

import pytest

from counter_app.services.cases import case_of
from tests.fakes.card_reader import FakeCardReader
from tests.fakes.certificate_window import a_window_desk
from tests.fakes.counter import CounterBench
from tests.fakes.delivery_window import DOMESTIC, EMS, a_csv, a_posting_desk, ready


def posting():
    desk = a_posting_desk(reader=FakeCardReader())
    case = ready(desk)
    bench = CounterBench(desk).enter_place()
    bench.case = case
    bench.press("F11")
    return bench


def closed():
    bench = posting()
    bench.fill("taker", "格桑")
    return bench


def on_the_road():
    bench = closed()
    bench.fill("waybill", EMS)
    return bench


def state(bench):
    return case_of(bench.desk, bench.case.id).delivery.state.value


def test_what_waits_is_named_and_goes_with_who_takes_it():
    bench = posting()
    assert (bench.focus, bench.look.form.facts) == ("taker", ("等寄出 1 件",))
    bench.fill("taker", " ")
    assert bench.state.errors["taker"]
    bench.fill("taker", "格桑")
    assert bench.said[0].startswith("已交")
    assert bench.state.handed
    assert (bench.focus, state(bench)) == ("waybill", "batched")
    assert "没有运单号" in bench.look.form.rows[0].detail


def test_a_waybill_is_scanned_and_one_of_an_unknown_form_asked_once():
    bench = closed()
    bench.fill("waybill", "XX")
    assert bench.state.errors["waybill"]
    bench.fill("waybill", EMS)
    assert EMS in bench.said[0]
    assert EMS in bench.look.form.rows[0].detail


def test_a_number_of_another_form_is_taken_the_second_time():
    bench = closed()
    odd = "AB99"
    bench.fill("waybill", odd)
    first = dict(bench.state.errors)
    bench.presenter.enter("waybill")
    assert first
    assert bench.state.form.act.startswith("form:") or DOMESTIC


@pytest.mark.parametrize(
    ("key", "field", "text", "after"),
    [
        ("F6", "signed_by", "扎西", "signed"),
        ("F7", "reason", "拒收", "returned"),
        ("F8", "reason", "查无下落", "lost"),
    ],
)
def test_each_end_is_noted_with_who_or_why(key, field, text, after):
    bench = on_the_road()
    bench.press(key)
    assert bench.focus == field
    bench.presenter.enter(field)
    assert bench.state.errors[field]
    bench.fill(field, text)
    assert state(bench) == after
    assert bench.shell.told[-1][0] == "good"
    assert bench.look.form.rows[0].kind in ("good", "danger")


def test_the_couriers_table_is_taken_over_or_its_faults_are_named(tmp_path):
    bench = on_the_road()
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_bytes(a_csv("XX,运输中,2026-11-16,,"))
    right.write_bytes(a_csv(f"{EMS},妥投,2026-11-16,扎西,"))
    bench.parts.post.import_file(str(wrong))
    assert bench.shell.told[-1][0] == "error"
    assert bench.said[1]
    bench.parts.post.import_file(str(right))
    assert state(bench) == "signed"
    assert bench.said[0].startswith("读了 1 行")


def test_nothing_to_send_says_so():
    bench = CounterBench(a_posting_desk(reader=FakeCardReader())).enter_place()
    bench.press("F11")
    assert (bench.focus, bench.look.form.hint) == ("form", "没有要寄的，也没有在路上的。")
    bench.presenter.enter("form")


def test_with_nothing_to_send_only_the_way_back_is_told():
    bench = CounterBench(a_window_desk(reader=FakeCardReader())).enter_place()
    bench.press("F11")
    assert bench.now.now == "没有要寄的，也没有在路上的。按 Esc 返回。"
