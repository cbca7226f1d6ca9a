"""A catalogue workbook: what is refused cell by cell, and the words for it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from counter_app.spreadsheet import CellError
from counter_app.words import Words
from county_server.catalogue.cells import shown
from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.workbook import read_workbook
from tests.fakes.guide_workbook import CODE, ITEM, MATERIAL, book_of, faults, read, saved, told

OPTIONAL_FOR_ONE = {"limit_scene_explain"}
MUST = [name for name, column in COLUMNS["items"].items() if column.must]


def test_what_must_be_there_is_what_the_facts_say():
    assert set(MUST) == set(ITEM) - OPTIONAL_FOR_ONE


@pytest.mark.parametrize("column", MUST)
def test_an_empty_cell_that_must_be_filled(column):
    assert ("items", 2, column, "catalogue_cell_missing") in faults({column: None})
    assert ("items", 2, column, "catalogue_cell_missing") in faults({column: "  "})


@pytest.mark.parametrize("column", MUST)
def test_a_column_that_must_be_there(column):
    row = {key: value for key, value in ITEM.items() if key != column}
    assert read([row]) == (CellError("items", 1, column, "catalogue_column_missing"),)


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"promise_day": 21}, "promise_day", "promise_too_long"),
        (
            {"promise_day": 15, "anticipate_day": 15, "anticipate_type": "自然日"},
            "promise_day",
            "promise_too_long",
        ),
        ({"promise_day": 700, "promise_type": "小时"}, "promise_day", "promise_too_long"),
        ({"limit_scene_explain": None}, "limit_scene_explain", "visits_unexplained"),
        ({"limit_scene_num": 0, "handle_type": "窗口"}, "limit_scene_num", "no_visit_no_way"),
        ({"limit_scene_num": 0, "is_online": "否"}, "limit_scene_num", "no_visit_no_way"),
        ({"limit_scene_num": -1}, "limit_scene_num", "cell_not_number"),
        ({"promise_day": 1.5}, "promise_day", "cell_not_number"),
        ({"promise_day": "八"}, "promise_day", "cell_not_number"),
        ({"anticipate_day": "二十"}, "anticipate_day", "cell_not_number"),
        ({"promise_day": "²"}, "promise_day", "cell_not_number"),
        ({"task_version": 0}, "task_version", "cell_too_small"),
        ({"plan_cancel_date": "2026-02-30"}, "plan_cancel_date", "cell_not_date"),
        ({"plan_cancel_date": "明年"}, "plan_cancel_date", "cell_not_date"),
        (
            {"plan_effective_date": "2026-02-01", "plan_cancel_date": "2026-01-31"},
            "plan_cancel_date",
            "dates_reversed",
        ),
        ({"task_name": "名" * 1001}, "task_name", "cell_too_long"),
        ({"catalog_code": "5401310010001"}, "catalog_code", "cell_too_long"),
        ({"task_type": "许可证"}, "task_type", "cell_unknown_word"),
        ({"promise_type": "2"}, "promise_type", "cell_unknown_word"),
        ({"project_type": "3"}, "project_type", "cell_unknown_word"),
        ({"server_type": "自然人,火星人"}, "server_type", "cell_unknown_word"),
        ({"use_level": "8"}, "use_level", "cell_unknown_word"),
        ({"dept_type": "4"}, "dept_type", "cell_unknown_word"),
        ({"task_state": "也许"}, "task_state", "cell_unknown_word"),
        ({"is_fee": "也许"}, "is_fee", "cell_unknown_word"),
        ({"is_fee": "是"}, "is_fee", "fee_unstated"),
        ({"is_fee": "否", "fee_name": "工本费"}, "is_fee", "fee_unexpected"),
        ({"reading": "shi pin"}, "reading", "reading_length"),
        ({"dept_code": 115404020000000000000}, "dept_code", "cell_rounded"),
        ({"local_task_code": 1.154040211111111e30}, "local_task_code", "cell_rounded"),
        ({"task_name": "食品\x7f许可"}, "task_name", "cell_control_character"),
        ({"promise_day": "#N/A"}, "promise_day", "cell_error_value"),
    ],
)
def test_a_wrong_item_cell(changes, column, code):
    assert faults(changes) == [("items", 2, column, f"catalogue_{code}")]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"material_name": None}, "material_name", "cell_missing"),
        ({"material_name": "名" * 201}, "material_name", "cell_too_long"),
        ({"task_code": None}, "task_code", "cell_missing"),
        ({"task_code": "11"}, "task_code", "item_missing"),
        ({"is_need": "看情况"}, "is_need", "cell_unknown_word"),
        ({"source_type": "天上"}, "source_type", "cell_unknown_word"),
        ({"material_type": "抄件"}, "material_type", "cell_unknown_word"),
        ({"material_format": "石板"}, "material_format", "cell_unknown_word"),
        ({"page_num": "两份"}, "page_num", "cell_not_number"),
        ({"situations": "new"}, "situations", "situation_unknown"),
    ],
)
def test_a_wrong_material_cell(changes, column, code):
    assert faults(material=changes) == [("materials", 2, column, f"catalogue_{code}")]


def test_a_deferrable_material_of_an_item_without_deferral():
    wrong = faults({"deferral_allowed": "否"}, {"is_need": "容缺后补"})
    assert wrong == [("materials", 2, "is_need", "catalogue_deferral_closed")]


def test_a_promise_is_for_items_that_take_one():
    assert faults(material={"is_promise": "是"}) == [
        ("materials", 2, "is_promise", "catalogue_promise_closed")
    ]
    taken = read([ITEM | {"promise_allowed": "是"}], [MATERIAL | {"is_promise": "是"}])
    assert taken.items[0].materials[0].promisable


def test_only_an_immediate_item_is_delegated():
    wrong = faults({"delegated_basis": "示例委托书", "project_type": "2"})
    assert wrong == [("items", 2, "delegated_basis", "catalogue_delegation_not_immediate")]
    taken = read([ITEM | {"delegated_basis": "示例委托书", "project_type": "1"}])
    assert taken.items[0].delegated_basis == "示例委托书"


@pytest.mark.parametrize("code", ["11540402MB9990012G11", "11540402mb9990012g011", "证照" * 10])
def test_a_certificate_type_has_its_form(code):
    wrong = faults({"certificate_types": f"11540402MB9990012G011;{code}"})
    assert wrong == [("items", 2, "certificate_types", "catalogue_certificate_type")]


def test_doubled_codes_and_ids():
    result = read([ITEM, ITEM])
    assert result == (CellError("items", 3, "task_code", "catalogue_item_doubled", (("row", 2),)),)
    named = {**MATERIAL, "material_id": "a"}
    (wrong,) = read(materials=[named, named])
    assert (wrong.row, wrong.column, wrong.code) == (3, "material_id", "catalogue_material_doubled")
    situation = {"task_code": CODE, "situation_id": "a", "situation_name": "甲"}
    (wrong,) = read(situations=[situation, situation])
    assert (wrong.sheet, wrong.row, wrong.code) == ("situations", 3, "catalogue_situation_doubled")


@pytest.mark.parametrize("sheet", ["items", "materials"])
def test_a_missing_sheet(sheet):
    sheets = {"items": [ITEM], "materials": [MATERIAL]}
    del sheets[sheet]
    (wrong,) = told(read_workbook(book_of(**sheets)))
    assert (wrong.sheet, wrong.row, wrong.code) == (sheet, 1, "catalogue_sheet_missing")


def test_unknown_and_doubled_columns():
    assert faults({"colour": "red"}) == [("items", 1, "colour", "catalogue_column_unknown")]
    doubled = faults({"TASK_NAME": "又名"})
    assert doubled == [("items", 1, "task_name", "catalogue_column_doubled")]


def test_all_errors_of_all_sheets_come_at_once_in_the_order_of_the_file():
    result = read(
        [ITEM, {**ITEM, "task_code": "2", "task_name": None, "promise_day": "x"}],
        [MATERIAL, {**MATERIAL, "task_code": "3"}],
    )
    assert [(each.sheet, each.row, each.column) for each in result] == [
        ("items", 3, "task_name"),
        ("items", 3, "promise_day"),
        ("materials", 3, "task_code"),
    ]


def test_no_items_at_all():
    empty = dict.fromkeys(ITEM)
    assert read([empty], [dict.fromkeys(MATERIAL)]) == (
        CellError("items", 1, "task_code", "catalogue_empty"),
    )


def test_a_formula_counts_by_its_saved_result_only():
    assert faults({"task_name": '="食品"&"许可"'}) == [
        ("items", 2, "task_name", "catalogue_formula_without_value"),
    ]
    alone = read([ITEM, {"task_name": "=A1"}])
    assert [(each.row, each.code) for each in alone] == [(3, "catalogue_formula_without_value")]


def test_a_cell_outside_the_named_columns():
    book = openpyxl.load_workbook(io.BytesIO(book_of(items=[ITEM], materials=[MATERIAL])))
    book["items"].cell(2, len(ITEM) + 3, "多余")
    assert told(read_workbook(saved(book))) == (
        CellError("items", 2, "", "catalogue_cell_without_column"),
    )


def test_an_error_is_said_in_words():
    wrong = read([{**ITEM, "promise_type": "@页"}])[0]
    said = wrong.described(Words())
    assert (said["sheet"], said["row"], said["column"]) == ("items", 2, "promise_type")
    assert said["what"] == "“@页”不在可选范围内。"
    assert shown("长" * 50) == f"“{'长' * 40}…”"
