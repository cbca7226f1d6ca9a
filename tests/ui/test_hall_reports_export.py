"""Pages of reports: what leaves the house, and the keys on the real widgets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from counter_app.domain.errors import StoreError
from counter_app.domain.report_operation import FiguresExported
from counter_app.services.export_file import fill, reserve
from tests.fakes.report_bench import ReportBench


@pytest.fixture
def make(qtbot):
    def made(name, county=None, **changes):
        bench = ReportBench(name, county, **changes)
        qtbot.addWidget(bench.place.view)
        return bench

    return made


def test_an_export_is_a_new_file_and_an_operation(make, tmp_path):
    bench = make("compare")
    target = tmp_path / "比较.xlsx"
    bench.hands.export_to("")
    bench.hands.export_to(str(target))
    assert bench.told()[:2] == ("good", f"已导出：{target}")
    assert bench.exported() == [
        FiguresExported(
            "compare.window",
            "xlsx",
            81,
            "2026-10-01..2026-10-16 / 2026-11-01..2026-11-16",
            "hall:h-1",
        )
    ]
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:2] == ["说明", "受理"]
    assert [cell.value for cell in book["受理"][2]][:5] == ["综合窗口01", 80, 120, 40, 50]
    assert book["每分钟办件"]["B2"].value == pytest.approx(0.01)

    before = target.read_bytes()
    bench.hands.export_to(str(target))
    assert "没有覆盖" in bench.told()[1]
    assert target.read_bytes() == before
    assert len(bench.exported()) == 1


def test_a_list_behind_a_figure_is_exported_as_pdf(make, tmp_path):
    bench = make("close")
    bench.press("F11")
    bench.hands.open(2, 3)
    bench.hands.export_to(str(tmp_path / "清单.pdf"))
    assert (tmp_path / "清单.pdf").read_bytes().startswith(b"%PDF")
    (did,) = bench.exported()
    assert (did.what, did.rows, did.span, did.scope) == ("lines", 3, "2026-11-16", "hall:hall-1")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone/x.xlsx", "找不到文件夹"),
        ("x.docx", "不是能导出的格式"),
        ("file/x.pdf", "找不到文件夹"),
    ],
)
def test_a_place_that_cannot_be_written_is_said(make, tmp_path, path, said):
    bench = make("year")
    (tmp_path / "file").write_text("")
    bench.hands.export_to(str(tmp_path / path))
    assert said in bench.told()[1]
    assert bench.exported() == []


def test_what_the_ledger_cannot_record_does_not_leave_the_house(make, tmp_path):
    bench = make("year")

    def refuse(*_each, **_named):
        raise StoreError("disk_full")

    ledger = bench.desk.ledger
    bench.hands.board.desk = replace(bench.desk, ledger=_Refusing(ledger, refuse))
    bench.hands.export_to(str(tmp_path / "年.xlsx"))
    assert bench.told()[0] == "error"
    assert list(tmp_path.iterdir()) == []


class _Refusing:
    """A ledger whose disk is full."""

    def __init__(self, real, record):
        self._real, self.record = real, record

    def __getattr__(self, name):
        return getattr(self._real, name)


# ---- the view


def test_the_keys_walk_through_the_table_and_enter_opens(make, qtbot):
    bench = make("close")
    view = bench.page.view
    view.resize(1200, 700)
    view.show()
    bench.press("F11")
    table = view.focusWidget()
    assert table.model().rowCount() == 5
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert bench.state.row == 2
    assert "受理通知书" in view.note.text.text()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert bench.county.asked[-1].what == "open.acceptances"
    assert (
        bench.page.view.fields.editor("day").isHidden() or not view.fields.editor("day").isVisible()
    )
    view.tabs.buttons[0].click()
    bench.press("Esc")
    view.tabs.buttons[0].click()
    assert bench.state.table == 0
    view.grab()


def test_a_period_is_typed_into_its_field(make, qtbot):
    bench = make("year")
    view = bench.page.view
    view.show()
    bench.press("F4")
    editor = view.fields.editor("period")
    editor.selectAll()
    QTest.keyClicks(editor, "2026-09")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert bench.state.report.title == "年度指标 2026-09"


def test_where_to_is_asked_with_a_name_that_says_what_it_is(make, qtbot, tmp_path):
    bench = make("year")
    bench.press("F7")
    (picker,) = bench.page.view.findChildren(QFileDialog)
    assert Path(picker.selectedFiles()[0]).name == "年度指标 2026 2026-01-01..2026-11-16.pdf"
    picker.fileSelected.emit(str(tmp_path / "年.pdf"))
    assert bench.exported()[0].form == "pdf"
    picker.close()
    bench.press("F6")


def test_a_full_or_forbidden_disk_is_said_and_leaves_no_file(tmp_path):
    target = tmp_path / "x.pdf"
    target.symlink_to("/dev/full")
    with pytest.raises(StoreError) as full:
        fill(target, b"x")
    assert full.value.code == "export_full"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError) as forbidden:
        reserve(Path("/sys/x.pdf"))
    assert forbidden.value.code == "export_refused"
