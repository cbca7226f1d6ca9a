"""The 办件 screen's presenter: the table of materials."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.errors import RuleError
from counter_app.ui.intake.presenter_materials import read_day
from tests.fakes.intake import IntakeBench
from tests.fakes.intake_courses import states

TODAY = date(2026, 11, 16)


@pytest.fixture
def bench():
    return IntakeBench()


def test_the_table_says_what_is_asked_and_what_is_there(bench):
    bench.open_item()
    assert states(bench) == ["缺", "共享核验", "缺", "缺"]
    row = bench.look.materials[2]
    assert (row.no, row.originals, row.copies, row.remark) == (3, "1", "1", "可容缺")
    assert bench.look.requirement == "第 1 项要求：填写完整，签字或者盖章"
    bench.open_item("shbzk")
    assert bench.look.materials[1].state == "未交（非必要）"


def test_f6_marks_everything(bench):
    bench.press("F6")
    bench.open_item()
    bench.press("F6")
    assert states(bench) == ["已收", "共享核验", "已收", "已收"]


def test_enter_goes_through_the_states_that_a_material_can_have(bench):
    bench.presenter.enter("materials")
    bench.open_item()
    bench.parts.materials.move(2)
    seen = []
    for _ in range(3):
        bench.presenter.enter("materials")
        seen.append(states(bench)[2])
    assert seen == ["容缺至11月27日", "已收", "缺"]
    bench.parts.materials.move(1)
    bench.presenter.enter("materials")
    assert states(bench)[1] == "已收"


def test_a_state_that_a_material_cannot_have_is_refused_in_words(bench):
    bench.press("Alt+S")
    bench.open_item()
    bench.press("Alt+R")
    assert "不在可容缺的范围" in bench.said[0]
    bench.press("Alt+G")
    assert "不能用数据共享" in bench.said[0]
    bench.press("Alt+S")
    assert states(bench)[0] == "已收"
    bench.parts.materials.move(99)
    assert bench.look.requirement == ""


def test_a_deferred_material_can_have_an_earlier_day(bench):
    bench.ready()
    bench.presenter.enter("until")
    bench.parts.materials.move(2)
    bench.press("Alt+R")
    assert bench.look.fields["until"].shown
    bench.fill("until", "1125")
    assert states(bench)[2] == "容缺至11月25日"
    assert bench.now.now == bench.words("now.defer", names="经营场所平面布局图", day="11月25日")
    bench.presenter.enter("until")
    assert states(bench)[2] == "容缺至11月27日"
    bench.fill("until", "1131")
    assert bench.look.fields["until"].error
    bench.fill("until", "1201")
    assert "晚于" in bench.said[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1127", date(2026, 11, 27)),
        ("11-27", date(2026, 11, 27)),
        ("11月27日", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("20261127", date(2026, 11, 27)),
        ("105", date(2027, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
    ],
)
def test_a_day_is_read_as_it_is_written(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "x", "1345", "0230"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(RuleError, match="date_form"):
        read_day(text, TODAY)


def test_a_fault_makes_a_material_missing_and_stands_in_the_table(bench):
    bench.presenter.type_text("fault", "没有签字")
    bench.ready()
    bench.presenter.type_text("fault", "没有签字")
    row = bench.look.materials[0]
    assert (row.state, row.remark, row.kind) == ("缺", "没有签字", "danger")
    bench.presenter.type_text("fault", "没有签字和日期")
    bench.presenter.enter("fault")
    assert bench.focus == "materials"
    assert bench.look.fields["fault"].text == "没有签字和日期"
