from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter_app.ui import theme
from counter_app.ui.widgets.table import ROOM, Column, DataTable, RowsModel


@dataclass(frozen=True)
class Row:
    name: str
    count: int
    state: str = "good"


COLUMNS = (
    Column("材料", lambda row: row.name, grow=True),
    Column("份", lambda row: str(row.count), width=60, right=True, sort_key=lambda r: r.count),
    Column(
        "证号",
        lambda row: "5***0014",
        kind=lambda row: row.state,
        copy=lambda row: "masked " + row.name,
    ),
)
ROWS = (Row("乙", 2), Row("甲", 10), Row("丙", 9, ""))


@pytest.fixture
def table(host):
    made = DataTable(RowsModel(COLUMNS), "这里会列出材料；请先按 F4 选事项。")
    made.model().set_rows(ROWS)
    host(made)
    made.setFocus()
    return made


def names(table):
    model = table.model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_rows_stand_in_their_own_order_until_somebody_sorts(table):
    assert names(table) == ["乙", "甲", "丙"]

    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(table) == ["乙", "丙", "甲"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["甲", "丙", "乙"]
    table.model().set_rows((*ROWS, Row("丁", 3)))

    assert names(table) == ["甲", "丙", "丁", "乙"]


def test_the_rows_own_order_can_come_back(table):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    table.model().sort(-1)
    table.model().set_rows(ROWS)

    assert names(table) == ["乙", "甲", "丙"]


def test_new_rows_of_the_same_number_keep_the_place_of_the_reader(table):
    table.selectRow(1)

    table.model().set_rows((ROWS[0], Row("甲", 11), ROWS[2]))

    assert table.currentIndex().row() == 1
    assert table.model().row_at(table.currentIndex()) == Row("甲", 11)


def test_the_same_rows_again_change_nothing(table, qtbot):
    with (
        qtbot.assertNotEmitted(table.model().dataChanged),
        qtbot.assertNotEmitted(table.model().modelReset),
    ):
        table.model().set_rows(ROWS)


@pytest.mark.parametrize(
    ("tall", "scale", "height"), [(False, 100, 36), (True, 100, 44), (True, 200, 88)]
)
def test_rows_are_high_enough(host, wear, tall, scale, height):
    wear("light", scale)
    made = DataTable(RowsModel(COLUMNS), "", tall=tall)
    made.model().set_rows(ROWS)

    host(made)

    assert made.rowHeight(0) == height


def test_rows_grow_when_the_scale_does(table, wear):
    wear("light", 150)

    assert table.rowHeight(0) == 54


def test_copying_a_masked_cell_copies_it_masked(table, qtbot):
    table.setCurrentIndex(table.model().index(1, 2))

    with qtbot.waitSignal(table.copied) as told:
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert told.args == ["masked 甲"]
    assert QGuiApplication.clipboard().text() == "masked 甲"


def test_copying_a_plain_cell_copies_its_text(table):
    table.setCurrentIndex(table.model().index(2, 1))

    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "9"


def test_enter_and_double_click_open_the_row(table, qtbot):
    opened = []
    table.activated_row.connect(opened.append)
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    at = table.visualRect(table.model().index(2, 0)).center()

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert opened == [ROWS[1], ROWS[2]]


def test_enter_without_a_row_opens_nothing(host):
    made = DataTable(RowsModel(COLUMNS), "空")
    host(made)
    opened = []
    made.activated_row.connect(opened.append)

    QTest.keyClick(made, Qt.Key.Key_Return)

    assert opened == []


def test_tab_leaves_a_table_instead_of_walking_its_cells(table):
    assert not table.tabKeyNavigation()


def test_a_cell_says_its_state_by_sign_and_colour_and_by_its_text(table):
    model = table.model()
    good, plain = model.index(0, 2), model.index(2, 2)

    assert not good.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert good.data(Qt.ItemDataRole.ForegroundRole) == theme.current().colour("state.good")
    assert plain.data(Qt.ItemDataRole.DecorationRole) is None
    assert good.data(Qt.ItemDataRole.ToolTipRole) == "5***0014"


def test_numbers_stand_right_and_heads_over_them(table):
    model = table.model()
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    across = Qt.Orientation.Horizontal

    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.headerData(1, across, Qt.ItemDataRole.TextAlignmentRole) == right
    assert model.headerData(1, across) == "份"
    assert model.headerData(1, across, Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert (model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (0, 0)


def test_an_empty_table_says_what_will_stand_there(host):
    empty, other = (DataTable(RowsModel(COLUMNS), said) for said in ("这里会列出材料。", ""))
    for each in (empty, other):
        host(each)

    assert empty.viewport().grab().toImage() != other.viewport().grab().toImage()


def test_columns_give_way_where_a_name_would_have_no_room(host):
    columns = (
        Column("材料", lambda row: row.name, grow=True),
        Column("份", lambda row: str(row.count), width=60, spare=1),
        Column("说明", lambda row: row.state, width=200, spare=2),
        Column("状态", lambda row: row.state, width=100),
    )
    made = DataTable(RowsModel(columns), "")
    made.model().set_rows(ROWS)
    host(made)

    def shown(width, also=()):
        made.hide_columns(also)
        made.setFixedWidth(width + made.width() - made.viewport().width())
        QApplication.sendPostedEvents()
        assert made.columnWidth(0) >= min(ROOM, width - 100)
        return [at for at in range(4) if not made.isColumnHidden(at)]

    assert shown(600) == [0, 1, 2, 3]
    assert shown(510) == [0, 1, 2, 3]
    assert made.columnWidth(2) == 130
    assert shown(490) == [0, 1, 3]
    assert shown(330) == [0, 3]
    assert shown(600) == [0, 1, 2, 3]
    assert made.columnWidth(2) == 200
    assert shown(600, [3]) == [0, 1, 2]


def test_a_column_shrinks_before_another_goes(host):
    columns = (
        Column("证照", lambda row: row.name, width=200, grow=True),
        Column("持证人", lambda row: row.name, width=320, spare=1),
        Column("尾号", lambda row: row.name, width=88, spare=2),
        Column("状态", lambda row: row.state, width=100),
    )
    made = DataTable(RowsModel(columns), "")
    host(made)

    def widths(width):
        made.setFixedWidth(width + made.width() - made.viewport().width())
        QApplication.sendPostedEvents()
        return [0 if made.isColumnHidden(at) else made.columnWidth(at) for at in range(4)]

    assert widths(800) == [292, 320, 88, 100]
    assert widths(600) == [200, 212, 88, 100]
    assert widths(500) == [200, 200, 0, 100]
    assert widths(400) == [300, 0, 0, 100]
    assert widths(800) == [292, 320, 88, 100]


def test_columns_have_room_at_another_scale_too(host, wear):
    columns = (
        Column("证照", lambda row: row.name, width=200, grow=True),
        Column("尾号", lambda row: row.name, width=88, spare=1),
    )
    made = DataTable(RowsModel(columns), "")
    host(made)
    made.setFixedWidth(400)

    wear("light", 200)

    assert made.isColumnHidden(1)
