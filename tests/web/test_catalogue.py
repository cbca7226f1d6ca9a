"""A catalogue workbook: what is taken from its sheets and columns."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from counter_app.domain.item import (
    DayUnit,
    Fee,
    GuideField,
    Limit,
    Necessity,
    ProjectType,
    Question,
    ServedKind,
    Situation,
    Source,
    TaskState,
)
from counter_app.spreadsheet import CellError
from county_server.catalogue.workbook import read_workbook
from tests.fakes.guide_workbook import CODE, ITEM, MATERIAL, book_of, one, read


def test_the_fewest_sheets_and_columns_give_an_item():
    item = one()
    assert (item.code, item.name, item.version) == (CODE, "食品经营许可", 1)
    assert item.statutory == Limit(20, DayUnit.WORKING)
    assert item.promised == Limit(8, DayUnit.WORKING)
    assert item.project_type is ProjectType.PROMISED
    assert item.served == (ServedKind.PERSON, ServedKind.ENTERPRISE)
    assert item.accept_org == item.decide_org == item.dept_name
    assert (item.fees, item.quantity_limit, item.sample) == ((), "", False)
    assert (item.deliverable, item.deferral_allowed, item.licence_needed) == (True, True, True)
    assert item.guide == (GuideField("dept_type", "1"),)
    (material,) = item.materials
    assert (material.id, material.name, material.paper_form) == ("M01", "申请书", "A4")
    assert (material.necessity, material.source) == (Necessity.REQUIRED, Source.APPLICANT)
    assert (material.originals, material.copies) == (1, 0)


def test_words_and_codes_of_other_systems_are_taken():
    words = {
        "task_type": 1,
        "task_state": "在用",
        "use_level": "市级、县级",
        "dept_type": "法定机关",
        "anticipate_type": "W",
        "promise_type": "g",
        "project_type": "承诺件",
        "server_type": "自然人；企业法人",
        "is_fee": "否",
        "task_version": 3.0,
        "anticipate_day": "20.0",
        "promise_day": " 8 ",
        "is_express": False,
        "promise_allowed": "是",
        "handle_type": "窗口/快递申请",
        "person_fields": "住址、民族",
    }
    item = one(words)
    assert (item.task_type, item.use_level, item.version) == ("01", "3,4", 3)
    assert item.served == (ServedKind.PERSON, ServedKind.ENTERPRISE)
    assert item.promised == Limit(8)
    assert (item.deliverable, item.promise_allowed) == (False, True)
    assert item.person_fields == ("address", "ethnicity")
    assert GuideField("handle_type", "1,4") in item.guide


def test_any_legal_person_stands_for_four_kinds():
    kinds = one({"server_type": "自然人,法人"}).served
    assert [kind.value for kind in kinds] == ["1", "2", "3", "4", "5"]


def test_columns_named_as_the_exchange_library_spells_them():
    row = {key: value for key, value in ITEM.items() if key != "promise_type"}
    result = read([{**row, " Promise_Day_Type ": "自然日", "promise_day_explain": "快办"}])
    assert result.items[0].promised == Limit(8, DayUnit.CALENDAR)
    assert GuideField("promise_explain", "快办") in result.items[0].guide


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 1, 31),
        datetime.fromisoformat("2026-01-31"),
        20260131,
        "2026-01-31",
        "2026/1/31",
        "2026年1月31日",
        "2026.01.31",
        "2026-01-31 00:00:00",
    ],
)
def test_dates_as_cells_and_as_text(value):
    assert one({"plan_effective_date": value}).effective_on == date(2026, 1, 31)


def test_an_item_may_be_in_force_for_one_day():
    item = one({"plan_effective_date": "2026-11-16", "plan_cancel_date": "2026-11-16"})
    assert item.effective_on == item.withdrawn_on == date(2026, 11, 16)


@pytest.mark.parametrize("word", ["无", "不限", "无数量限制", "/"])
def test_a_word_for_no_limit_is_no_quantity_limit(word):
    assert one({"limit_explain": word}).quantity_limit == ""
    assert one({"limit_explain": "每年5个点位"}).quantity_limit == "每年5个点位"


def test_states_and_dates_close_an_item():
    day = date(2026, 11, 16)
    assert one().is_open_on(day)
    assert one({"task_state": "暂停"}).state is TaskState.SUSPENDED
    assert not one({"task_state": "取消"}).is_open_on(day)
    assert not one({"plan_cancel_date": "2026-11-15"}).is_open_on(day)


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ({"material_type": "原件", "page_num": 2}, (2, 0, False)),
        ({"material_type": "复印件", "page_num": 3}, (0, 3, False)),
        ({"material_type": "原件和复印件"}, (1, 1, False)),
        ({"material_type": "原件", "original_num": 1, "copy_num": 2}, (1, 2, False)),
        ({"material_format": "电子"}, (0, 0, True)),
        ({"material_format": "纸质/电子"}, (1, 0, True)),
    ],
)
def test_counts_of_a_material(cells, counts):
    material = one(material=cells).materials[0]
    assert (material.originals, material.copies, material.electronic) == counts


def test_material_words():
    cells = {"is_need": "容缺后补", "source_type": "政府部门核发", "is_share": "是", "remark": "注"}
    material = one(material=cells).materials[0]
    assert (material.necessity, material.source) == (Necessity.DEFERRABLE, Source.GOVERNMENT)
    assert (material.shared, material.guide) == (True, (GuideField("remark", "注"),))


def test_optional_sheets_give_situations_fees_and_questions():
    item = one(
        {"is_fee": "是", "fee_basis": "文件"},
        {"situations": "new;变更"},
        situations=[
            {"task_code": CODE, "situation_id": "change", "situation_name": "变更", "order_num": 2},
            {"task_code": CODE, "situation_id": "new", "situation_name": "新办", "order_num": 1},
        ],
        fees=[
            {
                "task_code": CODE,
                "fee_name": "工本费",
                "fee_stand": "20元",
                "by_law": "依据",
                "is_desc": "是",
                "desc_explain": "低保免收",
            }
        ],
        questions=[{"task_code": CODE, "question": "能网办吗", "answer": "能"}],
    )
    assert item.situations == (Situation("new", "新办"), Situation("change", "变更"))
    assert item.materials[0].situations == ("new", "change")
    assert item.fees == (
        Fee("工本费", "20元", "依据", reducible=True, reduction_explain="低保免收"),
    )
    assert item.questions == (Question("能网办吗", "能"),)


@pytest.mark.parametrize(
    ("cells", "fee"),
    [
        ({"fee_basis": "文件"}, Fee("收费", "见收费依据", "文件")),
        ({"fee_name": "工本费", "fee_stand": "5元"}, Fee("工本费", "5元", "")),
    ],
)
def test_a_fee_may_stand_in_the_row_of_the_item(cells, fee):
    assert one({"is_fee": 1, **cells}).fees == (fee,)


def test_the_basis_of_no_fee_is_no_fee():
    assert one({"is_fee": 0, "fee_basis": "不收费"}).fees == ()


def test_materials_come_in_their_order_and_empty_rows_do_not_count():
    rows = [
        {**MATERIAL, "material_name": "乙", "order_num": 2},
        {},
        {"material_name": " ", "task_code": None},
        {**MATERIAL, "material_name": "甲", "order_num": 1},
        {},
        {},
    ]
    assert [each.name for each in read(materials=rows).items[0].materials] == ["甲", "乙"]


def test_an_item_without_materials_and_a_sheet_of_notes():
    result = read_workbook(
        book_of(
            Items=[ITEM], materials=[{"task_code": None, "material_name": None}], 说明=[{"a": 1}]
        )
    )
    assert result.items[0].materials == ()


def test_a_local_code_is_taken_with_a_warning():
    result = read([{**ITEM, "task_code": "540131-001"}], [{**MATERIAL, "task_code": "540131-001"}])
    assert result.items[0].code == "540131-001"
    assert result.warnings == (CellError("items", 2, "task_code", "catalogue_code_unusual"),)
    assert read().warnings == ()
