from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from counter_app.ui import theme
from counter_app.ui.days import say_date
from counter_app.ui.looks import PersonLook, PillState
from counter_app.ui.widgets.dates import DateText
from counter_app.ui.widgets.masked import MaskedText
from counter_app.ui.widgets.message import MessageLine
from counter_app.ui.widgets.person import PersonCard
from counter_app.ui.widgets.pill import StatusPill
from counter_app.ui.widgets.text import ElidedLabel, Panel, label, rule
from counter_app.ui.widgets.wrapping import WrapLayout
from counter_app.words import Words

LONG_NAME = "བསོད་ནམས་རྒྱ་མཚོ་བསྟན་འཛིན་རྡོ་རྗེ་ཚེ་རིང་ནོར་བུ་ཕུན"


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


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


def test_a_pill_says_its_state_in_word_sign_and_to_a_screen_reader(host):
    pill = host(StatusPill(PillState("danger", "文书 缺纸", "请装纸。")))

    assert (pill.text(), pill.toolTip()) == ("文书 缺纸", "请装纸。")
    assert pill.accessibleName() == "文书 缺纸 请装纸。"
    assert not pill.icon().isNull()


def test_pills_of_different_kinds_have_different_signs(host):
    kinds = ("good", "warning", "danger", "note", "quiet")
    pictures = [StatusPill(PillState(kind, "x")).icon().pixmap(16, 16).toImage() for kind in kinds]

    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])


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
    scroll, card = QScrollArea(), PersonCard()
    scroll.setWidgetResizable(True)
    scroll.setWidget(card)
    host(scroll).setFixedWidth(360)
    look = PersonLook("申请人", LONG_NAME, "1990", "5***0014", "居民身份证")

    card.show_person(look)
    QApplication.sendPostedEvents()

    name = next(each for each in card.findChildren(QLabel) if each.text() == LONG_NAME)
    needed = name.heightForWidth(name.width())
    assert len(LONG_NAME) >= 50
    assert name.height() >= needed > theme.current().metrics.px(40)
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

    made.show_value("5***0014", "540402199001010014")
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
