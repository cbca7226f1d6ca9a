"""Calling in the real window: keys from any place, the strip, what stands in the way of F2."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from counter_app.domain.ticket import TicketClass
from tests.fakes.intake import CIREN, PHONE
from tests.fakes.queue_window import CallingClerk


@pytest.fixture
def clerk(qtbot):
    made = CallingClerk(qtbot)
    made.hall.take(TicketClass.ORDINARY, TicketClass.ELDERLY, TicketClass.ORDINARY)
    made.window.calling.watch.look()
    return made


def bar(clerk):
    buttons = clerk.window.key_bar.findChildren(QPushButton)
    return [each.accessibleName() for each in buttons if each.isVisible()]


def open_a_case(clerk):
    clerk.press("F3")
    clerk.type(PHONE)
    clerk.press("Enter")
    clerk.type("spjy")
    clerk.press("Enter")


def test_the_strip_shows_whom_the_window_has_and_who_is_next(clerk):
    assert clerk.strip == ("", "下一位 A002")
    assert clerk.window.strip._ahead.toolTip() == "A002 是老年人，优先"
    clerk.press("F2")
    assert clerk.strip == ("A002 已叫 00:00", "下一位 A001")
    clerk.lay()
    clerk.press("F3")
    assert clerk.strip[0] == "A002 正在办 00:00"
    clerk.hall.wait(200)
    clerk.timers.advance(1_000)
    assert clerk.strip[0] == "A002 正在办 03:20"


def test_f2_works_in_every_place_of_a_clerk(clerk):
    for place, no in (("devices", "A002"), ("queue", "A001"), ("intake", "A003")):
        clerk.window.go(place)
        clerk.press("F2")
        assert clerk.ticket == (no, "called")
        clerk.press("Alt+F2")
        assert clerk.ticket is None


def test_a_held_f2_calls_once(clerk):
    clerk.press("F2", "F3")
    target = clerk.window.focusWidget()
    for _ in range(3):
        none = Qt.KeyboardModifier.NoModifier
        again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F2, none, "", autorep=True)
        QApplication.sendEvent(target, again)
    assert clerk.ticket == ("A002", "called")
    assert clerk.hall.kinds().count("ticket.call") == 1


def test_keys_stand_in_the_order_of_the_keyboard(clerk):
    names = [each.split(" ")[0] for each in bar(clerk)]
    assert names[:6] == ["F1", "F2", "F3", "F4", "F5", "F6"]
    clerk.window.go("queue")
    assert [each.split(" ")[0] for each in bar(clerk)] == [
        "F2",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "F10",
        "Alt+Z",
        "Alt+F2",
    ]


def test_f5_is_the_places_own_until_somebody_called_is_awaited(clerk):
    clerk.window.go("devices")
    clerk.press("F5")
    assert clerk.devices.happened[-1] == "F5"
    clerk.press("F2", "F5")
    assert clerk.calling.ticket.recalls == 1
    clerk.window.go("intake")
    clerk.lay()
    clerk.press("F3", "F5")
    assert clerk.said[0] == clerk.words("why.serving", no="A002")


def test_a_typed_key_starts_as_a_card_does(clerk):
    clerk.press("F2")
    clerk.type("5")
    assert clerk.ticket == ("A002", "serving")


def test_with_nothing_typed_nobody_has_come_yet(clerk):
    clerk.press("F2", "F4", "Esc")
    assert clerk.ticket == ("A002", "called")


def test_in_mid_case_f2_asks_and_enter_goes_back(clerk):
    clerk.press("F2")
    clerk.lay()
    open_a_case(clerk)
    clerk.press("F2")
    assert bar(clerk) == ["Enter 回去接着办", "Alt+Q 留作草稿，叫下一位"]
    clerk.press("F2", "Enter")
    assert clerk.ticket == ("A002", "serving")
    assert clerk.intake.presenter.state.visit.draft is not None
    clerk.press("F2", "Alt+Q")
    assert clerk.ticket == ("A001", "called")
    assert clerk.intake.presenter.state.visit.draft is None
    clerk.press("Alt+D")
    assert len(clerk.intake.presenter.state.waiting) == 1, "nothing that was typed is lost"


def test_once_accepted_f2_asks_nothing_and_the_ticket_counts_its_case(clerk):
    clerk.press("F2")
    clerk.lay()
    open_a_case(clerk)
    clerk.press("F6", "F9", "F2")
    done = clerk.hall.hall.log[-2].operation
    assert (done.kind, len(done.cases), done.consultations) == ("ticket.finish", 1, 0)
    assert clerk.ticket == ("A001", "called")


def test_a_family_on_one_ticket_counts_each_of_its_cases(clerk):
    clerk.press("F2")
    clerk.lay()
    open_a_case(clerk)
    clerk.press("F6", "F9")
    clerk.lay(CIREN)
    clerk.press("Alt+N", "F3", "Enter")
    assert clerk.ticket == ("A002", "serving")
    clerk.type("shb")
    clerk.press("Enter", "F6", "F9", "F2")
    assert len(clerk.hall.hall.log[-2].operation.cases) == 2


def test_held_in_mid_case_the_draft_is_kept_and_the_table_is_free(clerk):
    clerk.press("F2")
    clerk.lay()
    open_a_case(clerk)
    clerk.window.go("queue")
    clerk.press("F7", "Enter")
    assert clerk.hall.at("A002").state.value == "held"
    assert clerk.intake.presenter.state.visit.draft is None
    clerk.window.go("intake")
    clerk.press("Alt+D")
    assert len(clerk.intake.presenter.state.waiting) == 1


def test_alt_f4_names_who_is_being_served(clerk):
    clerk.press("F2")
    clerk.type("5")
    assert not clerk.window.close()
    assert bar(clerk)[0] == "Enter 回去接着办"
    clerk.press("Enter")


def test_where_nobody_takes_numbers_nothing_is_added_but_f2(qtbot):
    clerk = CallingClerk(qtbot, lines=())
    assert clerk.strip == ("", "")
    assert "F5 重呼" not in bar(clerk)
    clerk.lay()
    open_a_case(clerk)
    clerk.press("F2")
    assert clerk.intake.presenter.state.visit.draft is None
    assert clerk.said[0] == clerk.desk.words.say("ui.intake.draft_kept")


def test_at_the_door_nobody_is_called(clerk):
    clerk.window.dismiss()
    clerk.press("F2")
    assert "ticket.call" not in clerk.hall.kinds()
    assert clerk.timers.waiting == 0


def test_what_happens_in_a_place_that_is_not_shown_leaves_the_caret_alone(clerk):
    assert clerk.window.focusWidget() is clerk.intake.view.fields.editor("number")
    clerk.press("F2")
    assert clerk.window.focusWidget() is clerk.intake.view.fields.editor("number")
    clerk.press("Alt+1")
    number = clerk.place.view.fields.editor("ticket_no")
    assert clerk.window.focusWidget() is number
    clerk.press("F2")
    assert clerk.window.focusWidget() is number
    clerk.press("Alt+2")
    assert clerk.window.focusWidget() is clerk.intake.view.fields.editor("number")
