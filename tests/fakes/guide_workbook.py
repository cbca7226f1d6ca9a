"""Catalogue workbooks with one invented item, and what reading them gives."""

from __future__ import annotations

import io

import openpyxl

from counter_app.words import Words
from county_server.catalogue.sheets import Catalogue
from county_server.catalogue.workbook import read_workbook

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
