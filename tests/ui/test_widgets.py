from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui import theme
from counter_app.ui.looks import PersonLook, PillState, PopupRow
from counter_app.ui.widgets.dates import DateText, say_date
from counter_app.ui.widgets.field import FieldLine
from counter_app.ui.widgets.masked import MaskedText
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.person import PersonCard
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.popup import PopupList
from counter_app.ui.widgets.search import SearchField
from counter_app.ui.widgets.table import Column, DataTable, RowsModel
from counter_app.ui.widgets.text import ElidedLabel, Panel, label, rule
from counter_app.ui.widgets.wrapping import WrapLayout
from counter_app.words import Words

LONG_NAME = "བསོད་ནམས་རྒྱ་མཚོ་བསྟན་འཛིན་རྡོ་རྗེ་ཚེ་རིང་ནོར་བུ་ཕུན"


@pytest.fixture
def host(qtbot):
    """A window that widgets stand in."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(900, 600)
    qtbot.addWidget(window)

    def put(*widgets):
        for each in widgets:
            window.layout().addWidget(each)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        QApplication.sendPostedEvents()
        return widgets[0]

    return put


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def compose(field, composing, commit=""):
    event = QInputMethodEvent(composing, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


# ---- text


def test_a_name_is_never_read_as_markup(host):
    shown = host(label("<b>加仓</b>"))

    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_text_that_does_not_fit_ends_in_an_ellipsis_and_is_whole_in_the_tip(host):
    cut = host(ElidedLabel("林芝市巴宜区综合服务大厅" * 6))
    cut.setFixedWidth(200)
    QApplication.sendPostedEvents()

    assert cut.text().endswith("…")
    assert cut.toolTip() == cut.whole == cut.accessibleName() == "林芝市巴宜区综合服务大厅" * 6
    cut.show_text("短")
    assert (cut.text(), cut.toolTip()) == ("短", "")


def test_a_panel_has_its_title_and_a_rule_its_line(host):
    panel = Panel("申请人")
    host(panel, line := rule())

    assert texts(panel) == ["申请人"]
    assert line.height() == 1


# ---- pill, message, person


def test_a_pill_says_its_state_in_word_sign_and_to_a_screen_reader(host):
    pill = host(StatusPill(PillState("danger", "文书 缺纸", "请装纸。")))

    assert (pill.text(), pill.toolTip()) == ("文书 缺纸", "请装纸。")
    assert pill.accessibleName() == "文书 缺纸 请装纸。"
    assert not pill.icon().isNull()


def test_pills_of_different_kinds_have_different_signs(host):
    kinds = ("good", "warning", "danger", "note", "quiet")
    pictures = [
        StatusPill(PillState(kind, "x")).icon().pixmap(16, 16).toImage() for kind in kinds
    ]

    assert all(
        one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :]
    )


def test_a_pill_is_painted_anew_by_another_theme(host, wear):
    pill = host(StatusPill(PillState("good", "已同步")))
    before = pill.icon().pixmap(16, 16).toImage()

    wear("contrast")

    assert pill.icon().pixmap(16, 16).toImage() != before


def test_the_same_state_twice_changes_nothing(host):
    pill = host(StatusPill(PillState("good", "已同步")))
    key = pill.icon().cacheKey()

    pill.show_state(PillState("good", "已同步"))

    assert pill.icon().cacheKey() == key
    assert pill.state == PillState("good", "已同步")


def test_a_message_stands_until_it_is_cleared(host):
    line = host(MessageLine("Esc 收起"))
    assert not line.isVisible()

    line.say("读卡器没有应答。", "请检查连线。", "error")
    assert (line.said, line.isVisible()) == (("读卡器没有应答。", "请检查连线。"), True)
    assert line.accessibleName() == "读卡器没有应答。 请检查连线。"
    line.say("已保存。", kind="good")
    assert texts(line) == ["已保存。", "Esc 收起"]
    line.clear()

    assert (line.said, line.isVisible()) == (("", ""), False)


@pytest.mark.parametrize("scale", [100, 200])
def test_a_name_of_fifty_characters_stands_whole_on_the_card(host, wear, scale):
    wear("light", scale)
    card = host(PersonCard())
    card.setFixedWidth(300)
    look = PersonLook("申请人", LONG_NAME, "1990", "5***0014", "居民身份证")

    card.show_person(look)
    QApplication.sendPostedEvents()

    name = next(each for each in card.findChildren(QLabel) if each.text() == LONG_NAME)
    needed = name.heightForWidth(name.width())
    assert len(LONG_NAME) >= 50
    assert name.height() >= needed > theme.current().metrics.px(60)
    assert card.accessibleName() == f"申请人 {LONG_NAME}"


def test_a_card_shows_flags_and_the_reminder_and_drops_them_again(host):
    card = host(PersonCard())
    flags = (PillState("good", "证件有效"), PillState("note", "代办"))
    card.show_person(PersonLook("经办人", "加仓", flags=flags, reminder="请把证件还给群众"))
    assert pills(card) == ["请把证件还给群众", "证件有效", "代办"]

    card.show_person(PersonLook("经办人", "加仓", flags=flags[:1]))
    assert pills(card) == ["证件有效"]
    card.show_person(PersonLook("经办人", "加仓"))

    assert pills(card) == []
    assert texts(card) == ["经办人", "加仓"]


def pills(card):
    QApplication.sendPostedEvents()
    return [each.text() for each in card.findChildren(StatusPill) if each.isVisible()]


# ---- fields


def test_a_field_has_its_label_as_buddy_and_name(host):
    line = host(FieldLine("电话", hint="11 位手机号", name="phone"))

    assert line.label.buddy() is line.editor
    assert line.editor.accessibleName() == "电话"
    assert line.findChild(QLineEdit, "phone") is line.line
    line.setFocus()
    assert line.editor.hasFocus()


def test_an_error_stands_under_the_field_until_it_is_mended(host):
    line = host(FieldLine("电话"))

    line.show_error("电话号码不对。")
    assert (line.note, line.editor.accessibleDescription()) == ("电话号码不对。",) * 2
    assert line.editor.property("wrong") == "true"
    line.show_note("上次留的号码")
    assert (line.note, line.editor.property("wrong")) == ("上次留的号码", "false")
    line.show_error("")

    assert line.note == ""


def test_the_same_text_moves_no_caret(host):
    line = host(FieldLine("电话"))
    line.show_text("13800000831")
    line.line.setCursorPosition(3)

    line.show_text("13800000831")
    assert line.line.cursorPosition() == 3
    line.show_text("139")

    assert line.line.text() == "139"


def test_a_field_may_hold_another_editor(host):
    line = host(FieldLine("情形", QComboBox()))

    assert line.editor.accessibleName() == "情形"
    with pytest.raises(TypeError):
        _ = line.line


# ---- search and hits


def test_each_key_is_announced_once(host):
    field = host(SearchField())
    heard = []
    field.typed.connect(heard.append)

    QTest.keyClicks(field, "spjy")
    QTest.keyClick(field, Qt.Key.Key_Backspace)

    assert heard == ["s", "sp", "spj", "spjy", "spj"]


def test_what_an_input_method_composes_is_searched_without_its_apostrophes(host):
    field = host(SearchField())
    heard = []
    field.typed.connect(heard.append)

    compose(field, "s")
    compose(field, "s'p")
    compose(field, "s'p jy")
    compose(field, "", "食品经营")

    assert heard == ["s", "sp", "spjy", "食品经营"]
    assert field.text() == field.sought == "食品经营"


def test_what_is_composed_stands_at_the_caret(host):
    field = host(SearchField())
    field.setText("食许可")
    field.setCursorPosition(1)

    compose(field, "p'j")

    assert field.sought == "食pj许可"


def test_an_abandoned_composition_leaves_what_was_committed(host):
    field = host(SearchField())
    field.setText("社保")
    heard = []
    field.typed.connect(heard.append)

    compose(field, "k")
    compose(field, "")

    assert heard == ["社保k", "社保"]


def test_a_text_shown_is_not_announced(host):
    field = host(SearchField())
    heard = []
    field.typed.connect(heard.append)

    field.show_text("社保卡")
    field.show_text("社保卡")

    assert (heard, field.text()) == ([], "社保卡")


def hits(count):
    return tuple(PopupRow(f"事项 {at}", "巴宜区市监局", "最近") for at in range(count))


@pytest.fixture
def search(host):
    field, beside = SearchField(), QLineEdit()
    host(field, beside)
    field.setFocus()
    popup = PopupList(field)
    popup.taken = []
    popup.picked.connect(popup.taken.append)
    return field, popup, beside


def test_hits_open_under_the_field_without_taking_the_focus(search):
    field, popup, _ = search

    popup.show_rows(hits(3))

    below = field.mapTo(field.window(), QPoint(0, field.height()))
    assert popup.isVisible()
    assert popup.y() >= below.y()
    assert popup.width() >= field.width()
    assert field.hasFocus()
    assert popup.current == 0


def test_hits_are_walked_through_by_keys_and_taken_by_enter(search):
    field, popup, _ = search
    popup.show_rows(hits(20))

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(field, key)
    assert popup.current == 9
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert popup.taken == [9]
    assert not popup.isVisible()


def test_walking_stops_at_both_ends(search):
    field, popup, _ = search
    popup.show_rows(hits(2))

    QTest.keyClick(field, Qt.Key.Key_Up)
    assert popup.current == 0
    QTest.keyClick(field, Qt.Key.Key_PageDown)

    assert popup.current == 1


def test_enter_without_hits_takes_nothing(search):
    field, popup, _ = search

    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Down)

    assert (popup.taken, popup.current) == ([], -1)


def test_esc_closes_the_hits_and_keeps_what_was_typed(search):
    field, popup, _ = search
    field.setText("spjy")
    popup.show_rows(hits(2))
    assert field.holds_escape

    QTest.keyClick(field.window().windowHandle(), Qt.Key.Key_Escape)

    assert not popup.isVisible()
    assert (field.text(), field.holds_escape) == ("spjy", False)


def test_hits_close_when_there_are_none_and_when_the_field_is_left(search):
    field, popup, beside = search
    popup.show_rows(hits(2))
    popup.show_rows(())
    assert not popup.isVisible()
    popup.show_rows(hits(2))

    beside.setFocus()

    assert not popup.isVisible()
    assert popup.taken == []


def test_a_click_takes_the_hit_under_it(search):
    _, popup, _ = search
    popup.show_rows(hits(3))
    rows = popup._list
    QApplication.sendPostedEvents()
    at = rows.visualRect(rows.model().index(2)).center()

    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert popup.taken == [2]


def test_the_same_hits_again_start_at_the_first(search):
    field, popup, _ = search
    popup.show_rows(hits(3))
    QTest.keyClick(field, Qt.Key.Key_Down)

    popup.show_rows(hits(3))

    assert popup.current == 0


def test_hits_are_painted_and_named_for_a_screen_reader(search):
    _, popup, _ = search
    popup.show_rows(hits(3))

    shot = popup.grab().toImage()
    accent = theme.current().colour("accent.fill")
    assert shot.pixelColor(10, 20) == accent
    named = popup._model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert named == "事项 1 巴宜区市监局 最近"


def test_hits_stay_inside_the_window_and_follow_the_field(search):
    field, popup, _ = search
    popup.show_rows(hits(30))
    window = field.window()

    window.resize(500, 300)
    QApplication.sendPostedEvents()

    assert popup.geometry().right() <= window.width()
    assert popup.geometry().bottom() <= window.height()


# ---- tables


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
    with qtbot.assertNotEmitted(table.model().dataChanged), qtbot.assertNotEmitted(
        table.model().modelReset
    ):
        table.model().set_rows(ROWS)


@pytest.mark.parametrize(("tall", "scale", "height"), [(False, 100, 36), (True, 100, 44), (True, 200, 88)])
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


# ---- masked values and dates


@pytest.fixture
def masked(host):
    log = []
    made = MaskedText(("查看", "隐藏"), lambda: log.append("revealed"))
    made.log = log
    host(made)
    return made


def reveal(masked):
    masked.findChild(QPushButton).click()


def test_without_the_right_there_is_nothing_to_press(masked):
    masked.show_value("5***0014")

    assert masked.shown == "5***0014"
    assert not masked.findChild(QPushButton).isVisible()


def test_revealing_is_logged_first_and_can_be_undone(masked, qtbot):
    masked.show_value("5***0014", "540402199001010014")
    reveal(masked)
    assert (masked.shown, masked.log) == ("540402199001010014", ["revealed"])

    with qtbot.waitSignal(masked.hidden_again):
        reveal(masked)

    assert (masked.shown, masked.log) == ("5***0014", ["revealed"])


def test_a_reveal_that_cannot_be_logged_shows_nothing(host, qtbot):
    def refuse():
        raise OSError

    made = MaskedText(("查看", "隐藏"), refuse)
    host(made)
    made.show_value("5***0014", "540402199001010014")

    with qtbot.captureExceptions() as caught:
        reveal(made)

    assert (len(caught), made.shown) == (1, "5***0014")


def test_a_revealed_value_is_masked_after_its_time(masked, qtbot):
    masked.show_value("5***0014", "540402199001010014")
    assert masked._timer.interval() == 30_000
    masked._timer.setInterval(20)
    reveal(masked)

    with qtbot.waitSignal(masked.hidden_again):
        pass

    assert masked.shown == "5***0014"


def test_what_is_out_of_sight_is_masked(masked):
    masked.show_value("5***0014", "540402199001010014")
    reveal(masked)

    masked.window().hide()

    assert masked.shown == "5***0014"


def test_another_persons_value_comes_masked(masked):
    masked.show_value("5***0014", "540402199001010014")
    reveal(masked)
    masked.show_value("5***0014", "540402199001010014")
    assert masked.shown == "540402199001010014"

    masked.show_value("5***0022", "540402199001010022")

    assert masked.shown == "5***0022"


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("zh", date(2026, 11, 27), "11月27日"),
        ("zh", date(2027, 1, 4), "2027年1月4日"),
        ("en", date(2026, 11, 27), "27 November"),
        ("en", date(2027, 1, 4), "4 January 2027"),
    ],
)
def test_a_date_is_said_as_it_is_read_aloud(language, day, said):
    assert say_date(Words(language), day, date(2026, 11, 16)) == said


def test_a_date_line_hides_while_there_is_no_date(host):
    line = host(DateText())

    line.show_date("承诺到期", "11月27日", "warning")
    assert texts(line) == ["承诺到期", "11月27日"]
    assert line.accessibleName() == "承诺到期 11月27日"
    line.show_date("承诺到期", "")

    assert not line.isVisible()


# ---- wrapping


def test_what_does_not_fit_goes_to_the_next_line(host):
    box = QWidget()
    wrap = WrapLayout(box, gap=8)
    for _ in range(5):
        each = QWidget()
        each.setFixedSize(QSize(100, 30))
        wrap.addWidget(each)
    host(box)

    assert wrap.sizeHint() == QSize(5 * 100 + 4 * 8, 30)
    assert wrap.minimumSize() == QSize(100, 30)
    assert wrap.heightForWidth(1000) == 30
    assert wrap.heightForWidth(330) == 30 + 8 + 30
    assert wrap.heightForWidth(50) == 5 * 30 + 4 * 8
    assert wrap.itemAt(5) is None
    assert wrap.takeAt(9) is None
    taken = wrap.takeAt(0)
    assert wrap.count() == 4
    wrap.addItem(taken)
