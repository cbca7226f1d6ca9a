"""Words of the papers: limits, dates, numbers, forms."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.item import DayUnit, Limit
from counter_app.services import phrasing
from tests.fakes.paper_cases import a_case, a_material, an_item

ITEM = an_item()


def test_nobody_has_no_number():
    assert phrasing.applicant_number(a_case(ITEM, person=None).application) == ""


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (Limit(9), "9 个工作日"),
        (Limit(30, DayUnit.CALENDAR), "30 个自然日"),
        (Limit(2, DayUnit.HOURS), "2 个小时"),
    ],
)
def test_limits_carry_their_unit(limit, wanted):
    assert phrasing.limit(limit) == wanted
    assert phrasing.promise(limit, date(2026, 11, 27)) == f"承诺 {wanted}，2026年11月27日到期"


def test_a_gap_without_a_date_shows_none():
    assert phrasing.until(None) == "—"


def test_electronic_only_materials_say_so():
    assert phrasing.form(a_material(1, "照片", originals=0)) == "不收纸质件"
