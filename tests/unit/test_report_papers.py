"""A report on paper and in a spreadsheet: every text is a text, every number a number."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import openpyxl
import pypdf
import pytest

from counter_app.documents.report import render_report
from counter_app.domain.report import Cell, Column, Report, Row, Table
from counter_app.domain.report_operation import subject_of_day
from counter_app.services.figure_export import file_name
from counter_app.services.report_sheets import report_book
from counter_app.words import Words

COLUMNS = (Column("窗口", 3), Column("数", 1, "right"), Column("数", 1, "right"))
WHO = "导出：巴桑，2026-11-24 17:05"


def a_report(*rows, title="比较", tables=1, note="口径", empty=""):
    table = Table("t", "每个：窗口[受理]/" + "长" * 40, COLUMNS, tuple(rows), note, empty)
    return Report(
        "r", title, ("范围：大厅",), (table,) * tables, ("没有报全",), "2026-11", "hall:h"
    )


def a_row(name, number, places=2):
    return Row((Cell(name), Cell("x", number, places), Cell("—")), "分子 ÷ 分母")


def book(report):
    return openpyxl.load_workbook(io.BytesIO(report_book(Words(), report, WHO)))


def text_of(report):
    content = render_report(report, WHO, Words())
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("name", ["=1+1", "+86", "@SUM(A1)", "-2", "'x"])
def test_no_text_becomes_a_formula(name):
    sheet = book(a_report(a_row(name, Fraction(1))))
    cell = sheet.worksheets[1]["A2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_numbers_are_numbers_with_their_decimals_and_a_dash_is_a_text():
    sheet = book(a_report(a_row("w", Fraction(117, 100)), a_row("w", Fraction(-3), 0)))
    page = sheet.worksheets[1]
    assert [page["B2"].value, page["B3"].value, page["C2"].value] == [1.17, -3, "—"]
    assert page["B3"].data_type == "n"
    assert page["D2"].value == "分子 ÷ 分母"
    assert [cell.value for cell in page[1]] == ["窗口", "数", "数 3", "口径"]
    assert page["A5"].value == "口径"


def test_a_spreadsheet_says_of_what_and_by_whom_and_its_sheets_have_names_of_their_own():
    sheet = book(a_report(a_row("w", Fraction(1)), tables=3, note=""))
    about = [row[0].value for row in sheet["说明"].iter_rows()]
    assert about == ["说明", "比较", "范围：大厅", WHO, "没有报全"]
    assert len(set(sheet.sheetnames)) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]/:*?") for name in sheet.sheetnames)


def test_a_page_says_who_when_and_which_page_and_repeats_the_head():
    pages = text_of(a_report(*(a_row(f"窗口{at}", Fraction(at)) for at in range(60))))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert WHO in page
        assert f"第 {number} 页 / 共 {len(pages)} 页" in page
        assert "窗口" in page
    assert "分子 ÷ 分母" in pages[0]


def test_a_table_without_rows_says_so_and_a_heading_goes_across():
    (page,) = text_of(a_report(note=""))
    assert "没有内容。" in page
    (page,) = text_of(a_report(Row((Cell("三张清单"),), heading=True), a_row("w", Fraction(1))))
    assert "三张清单" in page
    (page,) = text_of(a_report(empty="两个期间都没有办件。"))
    assert "两个期间都没有办件。" in page


def test_a_name_of_a_file_holds_nothing_that_no_disk_takes():
    report = Report("r", 'a/b:c*?"<>|', (), (), span="2026-10..2026-11 / x")
    assert file_name(report, "pdf") == "a b c 2026-10..2026-11 x.pdf"


def test_the_subject_of_a_day():
    assert subject_of_day("hall-1", date(2026, 11, 24)) == "day:hall-1/2026-11-24"
