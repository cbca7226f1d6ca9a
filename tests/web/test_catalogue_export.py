"""A catalogue goes out as a workbook and comes back."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl

from counter_app.paths import resources
from county_server.catalogue.columns import COLUMNS
from county_server.catalogue.sample import read_sample
from county_server.catalogue.sheets import Catalogue
from county_server.catalogue.workbook import read_workbook, write_workbook
from tests.fakes.guide_workbook import CODE, one

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
