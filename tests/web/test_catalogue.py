"""A catalogue workbook: what is taken, what is refused cell by cell, and the way out and back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from counter_app.paths import resources
from counter_app.words import Words
from county_server.catalogue.cells import shown
from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.sample import read_sample
from county_server.catalogue.sheets import Catalogue, CellError
from county_server.catalogue.workbook import read_workbook, write_workbook

CODE = "11540402MB9990012G4540131001000"
ITEM = {
    "catalog_code": "540131001000",
    "task_code": CODE,
    "task_name": "食品经营许可",
    "task_type": "01",
    "task_version": 1,
    "task_state": "1",
    "use_level": "4",
    "dept_name": "巴宜区市场监督管理局",
    "dept_code": "11540402MB9990012G",
    "dept_type": "1",
    "by_law": "示例，依据待核",
    "accept_condition": "有固定场所",
    "anticipate_day": 20,
    "anticipate_type": "工作日",
    "promise_day": 8,
    "promise_type": "工作日",
    "project_type": "2",
    "server_type": "1,2",
    "limit_scene_num": 1,
    "limit_scene_explain": "核验原件",
    "is_fee": "0",
    "handle_flow": "受理—审查—决定",
    "transact_addr": "政务服务中心",
    "transact_time": "工作日",
    "link_way": "0894-0000011",
    "supervise_way": "0894-0000099",
    "result_type": "出证",
    "result_name": "食品经营许可证",
}
MATERIAL = {"task_code": CODE, "material_name": "申请书"}
OPTIONAL_FOR_ONE = {"limit_scene_explain"}


def book_of(**sheets):
    """Build a file: each sheet a list of rows (dicts), the header being all their keys."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        header = list(dict.fromkeys(key for row in rows for key in row))
        page.append(header)
        for row in rows:
            page.append([row.get(key) for key in header])
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


WORDS = (Words("zh"), Words("en"))


def told(result):
    """Return a reading after saying each of its errors and warnings in both languages."""
    for each in result.warnings if isinstance(result, Catalogue) else result:
        zh, en = (each.described(words) for words in WORDS)
        assert zh["what"] != en["what"]
        assert {**zh, "what": ""} == {**en, "what": ""}
    return result


def read(items=(ITEM,), materials=(MATERIAL,), **others):
    return told(read_workbook(book_of(items=items, materials=materials, **others)))


def one(changes=None, material=None, **others):
    """Read one item with changed cells and return it; errors fail the test."""
    result = read([{**ITEM, **(changes or {})}], [{**MATERIAL, **(material or {})}], **others)
    assert isinstance(result, Catalogue), result
    return result.items[0]


def faults(changes=None, material=None, **others):
    """Read one item with changed cells and return its errors as (sheet, row, column, code)."""
    result = read([{**ITEM, **(changes or {})}], [{**MATERIAL, **(material or {})}], **others)
    assert isinstance(result, tuple), "nothing was refused"
    return [(each.sheet, each.row, each.column, each.code) for each in result]


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


def hand_made(row):
    """Build a file as other programs write it: no styles, inline strings, a formula with its result."""
    cells = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' for value in row
    )
    return _zipped(
        f'<row r="1">{"".join(_text(each) for each in ITEM)}</row><row r="2">{cells}</row>'
    )


def _text(value):
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _zipped(items):
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/a.xml" ContentType="{TYPES}.worksheet+xml"/>'
            f'<Override PartName="/xl/b.xml" ContentType="{TYPES}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="items" sheetId="1" r:id="r1"/>'
            '<sheet name="materials" sheetId="2" r:id="r2"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="a.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}/worksheet" Target="b.xml"/></Relationships>'
        ),
        "xl/a.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{items}</sheetData></worksheet>',
        "xl/b.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{_text("task_code")}'
            f'{_text("material_name")}</row><row r="2"><c t="str"><f>"x"</f><v>{CODE}</v></c>'
            f"{_text('申请书')}</row></sheetData></worksheet>"
        ),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return stream.getvalue()


def test_a_file_of_another_program_is_read():
    result = read_workbook(hand_made(ITEM.values()))
    assert isinstance(result, Catalogue), result
    assert result.items[0].materials[0].name == "申请书"
    assert result.items[0].promised == Limit(8)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"not a workbook", "task_code,task_name".encode("utf-16")],
)
def test_a_file_that_is_no_workbook(content):
    (wrong,) = told(read_workbook(content))
    assert wrong.code == "catalogue_unreadable"


def test_a_zip_of_something_else():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "x")
    assert read_workbook(stream.getvalue())[0].code == "catalogue_unreadable"


def test_a_file_that_unpacks_to_too_much():
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/a.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(401):
            part.write(b"\0" * 1_000_000)
    assert told(read_workbook(stream.getvalue()))[0].code == "catalogue_too_large"


WORKBOOK = book_of(items=[ITEM], materials=[MATERIAL])


@given(st.integers(0, len(WORKBOOK) - 1), st.integers(1, 255), st.booleans())
def test_a_damaged_file_is_refused_or_read_and_never_crashes(at, flip, cut):
    damaged = (
        WORKBOOK[:at] if cut else WORKBOOK[:at] + bytes([WORKBOOK[at] ^ flip]) + WORKBOOK[at + 1 :]
    )
    result = read_workbook(damaged)
    assert isinstance(result, Catalogue) or result


SAMPLE = read_sample(resources() / "catalogue" / "sample")


def test_the_sample_goes_out_and_comes_back():
    again = read_workbook(write_workbook(SAMPLE))
    assert again == SAMPLE


def test_every_attribute_goes_out_and_comes_back():
    item = one(
        {
            **dict.fromkeys(
                ("is_express", "promise_allowed", "licence_needed", "must_appear"), "是"
            ),
            "task_state": "2",
            "deferral_allowed": "否",
            "is_sample": "是",
            "is_fee": "是",
            "fee_basis": "文件",
            "plan_effective_date": "2024-01-01",
            "plan_cancel_date": "2030-01-01",
            "limit_explain": "5个",
            "aliases": "甲;乙",
            "task_name_bo": "ཟས་རིགས།",
            "reading": "shi pin jing ying xu ke",
            "domain_tag": "市场准入",
            "accept_org": "甲局",
            "decide_org": "乙局",
            "person_fields": "address",
            "power_source": "1",
            "anticipate_type": "自然日",
            "promise_type": "小时",
            "task_type": 12,
            "handle_flow": "一\r\n二",
        },
        {
            "material_format": "电子",
            "is_need": "非必要",
            "source_type": "其他",
            "form_guid": "f-1",
            "page_format": "A3",
            "situations": "s",
        },
        situations=[{"task_code": CODE, "situation_id": "s", "situation_name": "情形"}],
    )
    assert item.task_type == "12"
    assert item.handle_flow == "一\n二"
    catalogue = Catalogue((replace(item, accept_org="=1+1", by_law="=HYPERLINK(1)"),))
    assert read_workbook(write_workbook(catalogue)) == catalogue


def test_an_export_names_all_columns_and_keeps_long_codes_as_text():
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SAMPLE)))
    assert book.sheetnames == ["items", "materials", "situations", "fees", "questions"]
    for name in book.sheetnames:
        assert [cell.value for cell in book[name][1]] == list(COLUMNS[name])
    assert all(cell.data_type != "f" for page in book for row in page for cell in row)
    code = book["items"]["B2"]
    assert (code.value, code.data_type) == (SAMPLE.items[0].code, "s")


def test_an_error_is_said_in_words():
    wrong = read([{**ITEM, "promise_type": "@页"}])[0]
    said = wrong.described(Words())
    assert (said["sheet"], said["row"], said["column"]) == ("items", 2, "promise_type")
    assert said["what"] == "“@页”不在可选范围内。"
    assert shown("长" * 50) == f"“{'长' * 40}…”"
