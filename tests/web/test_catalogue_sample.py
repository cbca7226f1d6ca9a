"""The sample catalogue: its size, its codes, its honesty, and that it holds one of each kind."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from counter_app.domain.body import check_credit_code, has_organisation_check
from counter_app.domain.item import DayUnit, Necessity, ProjectType, Source
from counter_app.domain.item_feed import item_body, read_item_body
from counter_app.paths import resources
from county_server.catalogue.pinyin import load_pinyin
from county_server.catalogue.sample import read_sample
from county_server.catalogue.sheets import Catalogue

CATALOGUE = resources() / "catalogue"
SAMPLE = read_sample(CATALOGUE / "sample")
ITEMS = SAMPLE.items if isinstance(SAMPLE, Catalogue) else ()
DAY = date(2026, 11, 16)


def names(test):
    return {each.name for each in ITEMS if test(each)}


def test_it_passes_the_checks_of_a_workbook():
    assert isinstance(SAMPLE, Catalogue), SAMPLE
    assert SAMPLE.warnings == ()


def test_forty_items_of_twelve_departments():
    assert len({each.code for each in ITEMS}) == len({each.name for each in ITEMS}) == 40
    assert len({each.dept_code for each in ITEMS}) == len({each.dept_name for each in ITEMS}) == 12


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_an_item_is_marked_and_claims_nothing(item):
    assert item.sample
    assert {item.by_law, *(fee.by_law for fee in item.fees)} == {"示例，依据待核"}
    assert "示例" in item.address
    assert "示例" in item.hours
    assert re.fullmatch(r"0894-00000\d\d", item.phone)
    assert re.fullmatch(r"0894-00000\d\d", item.complaint_phone)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_the_codes_are_built_as_the_facts_say(item):
    assert check_credit_code(item.dept_code) == item.dept_code
    assert has_organisation_check(item.dept_code)
    assert item.code == item.dept_code + item.use_level + item.catalog_code
    assert item.catalog_code[:4] == "54" + item.task_type


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_an_item_is_complete(item):
    assert item.materials
    assert not item.promised.exceeds(item.statutory)
    assert {each.unit for each in (item.promised, item.statutory)} == {DayUnit.WORKING}
    for situation in item.situations or (None,):
        asked = item.materials_for(situation.id if situation else None)
        assert any(each.necessity is Necessity.REQUIRED for each in asked)
    for material in item.materials:
        assert material.originals + material.copies > 0
        assert not material.shared or material.source is Source.GOVERNMENT


def test_there_is_one_of_each_kind():
    assert names(lambda each: each.quantity_limit) >= {"河道采砂许可", "林木采伐许可"}
    assert names(lambda each: each.promise_allowed) >= {"公共场所卫生许可"}
    assert names(lambda each: not each.licence_needed) == {"销售食用农产品（无需取得许可）"}
    assert names(lambda each: each.must_appear) == {"教师资格认定"}
    assert names(lambda each: each.withdrawn_on) == {"占用挖掘公路审批"}
    assert names(lambda each: each.visits == 0) >= {"生育登记"}
    assert names(lambda each: each.fees) >= {"不动产抵押登记", "社会保障卡申领"}
    assert names(lambda each: each.use_level == "3" and each.accept_org != each.decide_org) >= {
        "特种设备使用登记",
        "不动产抵押登记",
    }
    assert names(lambda each: each.serves_persons() and not each.serves_bodies())
    assert names(lambda each: each.serves_bodies() and not each.serves_persons())
    kinds = Counter(each.project_type for each in ITEMS)
    assert kinds[ProjectType.IMMEDIATE] >= 10
    assert kinds[ProjectType.PROMISED] >= 20
    necessities = Counter(part.necessity for each in ITEMS for part in each.materials)
    assert min(necessities[each] for each in Necessity) >= 10


def test_the_item_to_be_withdrawn_is_open_until_its_day():
    (item,) = (each for each in ITEMS if each.withdrawn_on)
    assert item.is_open_on(item.withdrawn_on)
    assert not item.is_open_on(item.withdrawn_on + timedelta(days=1))
    assert all(each.is_open_on(DAY) for each in ITEMS)


def test_the_index_travels_in_the_feed():
    pinyin = load_pinyin(CATALOGUE / "readings.toml")
    for indexed in pinyin.index(ITEMS):
        assert read_item_body(item_body(indexed)) == indexed


def test_a_damaged_sample_names_sheet_row_and_column(tmp_path):
    (tmp_path / "a.toml").write_text(
        '[defaults]\ndept_name = "甲局"\n[[item]]\ntask_code = "1"\n', encoding="utf-8"
    )
    columns = {each.column for each in read_sample(tmp_path)}
    assert "task_name" in columns
    assert "dept_name" not in columns
