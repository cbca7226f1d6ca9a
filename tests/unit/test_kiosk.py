"""A kiosk's service: one press, one number, and what becomes of its paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.codec import to_bytes
from counter_app.domain.errors import DeviceError, RuleError
from counter_app.domain.flow import Hop
from counter_app.domain.hall import QueueInfo
from counter_app.domain.ticket import TicketClass
from counter_app.domain.window_operation import PrintFinished
from counter_app.services import kiosk
from counter_app.services.checking_in import Claim, check_in, claim_of_card
from counter_app.services.kiosk import PRESS_DRAFT
from counter_app.services.kiosk_staff import prove_staff
from counter_app.services.ticketing import Wish
from tests.fakes.county import LineFault
from tests.fakes.desk import FakeReader, play
from tests.fakes.kiosk import INFO, KIOSK, LINES, NUMBER, a_kiosk_desk, booked, elder, midway
from tests.fakes.paper_cases import a_person, a_window

DAY_MS = 86_400_000


@pytest.fixture
def desk():
    return a_kiosk_desk()


def give(desk, line="B", kind=TicketClass.ORDINARY, people=1):
    return play(desk, kiosk.give_ticket(desk, Wish(line, kind, people)))


def cut(desk):
    desk.county.standing = LineFault.CUT


def slips(desk):
    return [text for _, text in desk.tickets.slips]


def test_the_paper_says_number_business_in_both_scripts_class_and_who_waits(desk):
    give(desk)
    given = give(desk, kind=TicketClass.ELDERLY, people=3)
    assert (given.ticket.no, given.ahead, given.paper.is_out) == ("B002", 1, True)
    said = slips(desk)[1]
    for each in ("B002", "税务", "ཁྲལ", "老年人优先", "3 人", "前面等候 1 人", "巴宜区政务服务中心"):
        assert each in said
    assert "不记姓名和证件号码" in said
    assert "当日有效" in said
    assert "优先类别" not in slips(desk)[0]
    assert "没有人，请留意叫号" in slips(desk)[0]


def test_a_printer_known_not_to_print_takes_no_number(desk):
    for trouble, code in (("paper out", "printer_paper_out"), ("cover open", "printer_cover_open")):
        desk.tickets.trouble = trouble
        with pytest.raises(DeviceError, match=code):
            give(desk)
    assert desk.county.hall.tickets == {}
    none = replace(desk, tickets=None)
    assert play(none, kiosk.printer_trouble(none)).code == "device_not_set"
    desk.tickets.trouble = "paper near"
    assert play(desk, kiosk.printer_trouble(desk)) is None


def test_paper_that_ends_midway_keeps_the_number_and_the_second_print_is_marked(desk):
    given = give(midway(desk))
    assert not given.paper.is_out
    assert given.paper.trouble.code == "printer_paper_out_midway"
    with pytest.raises(DeviceError, match="printer_paper_out"):
        play(desk, kiosk.reprint(desk, given))
    desk.tickets.trouble = "ready"
    again = play(desk, kiosk.reprint(desk, given))
    assert (again.ticket, again.paper.is_out) == (given.ticket, True)
    assert "补打" not in slips(desk)[0]
    assert "补打 第1次" in slips(desk)[1]
    assert len(desk.county.hall.tickets) == 1
    ends = [each.entry.operation for each in desk.ledger.of_kinds("print.finish", since_ms=0)]
    assert [each.state for each in ends if isinstance(each, PrintFinished)] == [
        "unknown",
        "device_done",
    ]


def test_a_slip_that_cannot_be_drawn_leaves_the_number(desk):
    odd = replace(INFO, lines=(replace(LINES[0], name="\U0003fffd"),))
    desk = a_kiosk_desk(odd)
    given = give(desk, "A")
    assert given.paper.trouble.code in ("document_glyph_missing", "glyph_missing")
    assert given.ticket.no == "A001"


def test_cut_off_it_gives_its_own_letter_and_does_not_know_who_waits(desk):
    cut(desk)
    given = give(desk)
    assert (given.ticket.no, given.ahead, given.paper.is_out) == ("Z001", None, True)
    assert "请看大厅显示屏" in slips(desk)[0]


def test_without_a_letter_a_cut_kiosk_says_so():
    desk = a_kiosk_desk(QueueInfo(LINES))
    cut(desk)
    with pytest.raises(RuleError, match="queue_no_letter"):
        give(desk)
    assert desk.journal.load(PRESS_DRAFT) is None


def test_a_hall_killed_after_the_number_does_not_stop_the_paper(desk):
    """The county is gone between taking and printing: printing needs no county."""
    flow = kiosk.give_ticket(desk, Wish("A"))
    hop = next(flow)
    while True:
        answer = hop.call()
        if isinstance(hop, Hop) and hop.lane == "hall":
            cut(desk)
        try:
            hop = flow.send(answer)
        except StopIteration as end:
            given = end.value
            break
    assert (given.ticket.no, given.paper.is_out) == ("A001", True)


def killed_after(desk, lane):
    """The kiosk's process dies right after the first hop on a lane."""
    flow = kiosk.give_ticket(desk, Wish("A"))
    hop = next(flow)
    while hop.lane != lane:
        hop = flow.send(hop.call())
    hop.call()
    flow.close()


def test_killed_between_number_and_paper_it_finds_the_same_number_again(desk):
    killed_after(desk, "hall")
    left = play(desk, kiosk.left_behind(desk))
    assert (left.ticket.no, left.paper.job.state) == ("A001", "queued")
    assert len(desk.county.hall.tickets) == 1, "the same press, not a second number"
    assert slips(desk) == [], "nobody may be there: it is not printed by itself"
    printed = play(desk, kiosk.reprint(desk, left))
    assert printed.paper.is_out
    assert "补打" not in slips(desk)[0], "it was never sent to the printer"
    assert play(desk, kiosk.left_behind(desk)) is None


def test_a_press_whose_person_has_gone_is_forgotten(desk):
    killed_after(desk, "store")
    desk.clock.advance(kiosk.STILL_THERE_MS + 1)
    assert play(desk, kiosk.left_behind(desk)) is None
    assert desk.county.hall.tickets == {}
    desk.journal.save(PRESS_DRAFT, b"{}")
    assert play(desk, kiosk.left_behind(desk)) is None
    desk.journal.save(PRESS_DRAFT, b"\x00")
    assert play(desk, kiosk.left_behind(desk)) is None


def test_a_press_that_got_its_number_is_not_asked_again(desk):
    cut(desk)
    press = kiosk.Press("00" * 16, "A", TicketClass.ORDINARY, 1, "")
    given = give(desk, "A")
    wall = desk.clock.read().wall_ms
    kept = replace(press, op_id=wall.to_bytes(6, "big").hex() + "00" * 10)
    desk.journal.save(PRESS_DRAFT, to_bytes(kept))
    assert play(desk, kiosk.left_behind(desk)) is None
    assert given.ticket.no == "Z001"


def test_an_unprinted_ticket_of_yesterday_is_not_offered(desk):
    give(midway(desk))
    assert play(desk, kiosk.left_behind(desk)).ticket.no == "B001"
    assert [each.ticket.no for each in play(desk, kiosk.missing_papers(desk))] == ["B001"]
    desk.clock.advance(DAY_MS)
    assert play(desk, kiosk.left_behind(desk)) is None
    assert play(desk, kiosk.missing_papers(desk)) == ()


def test_the_staff_sees_missing_papers_longer_than_the_person_waits(desk):
    give(midway(desk))
    desk.clock.advance(kiosk.STILL_THERE_MS + 1)
    assert play(desk, kiosk.left_behind(desk)) is None
    (missing,) = play(desk, kiosk.missing_papers(desk))
    assert missing.ticket.no == "B001"


def test_a_card_leaves_only_its_class_and_a_hash(desk):
    desk = replace(desk, reader=FakeReader(elder(), a_person(), a_person()))
    seen = play(desk, kiosk.see_card(desk, 1.0))
    assert seen.ticket_class is TicketClass.ELDERLY
    assert NUMBER not in repr(seen)
    assert "扎西" not in repr(seen)
    assert len(seen.claim.person) == 64
    assert play(desk, kiosk.see_card(desk, 1.0)).ticket_class is TicketClass.ORDINARY
    cut(desk)
    assert play(desk, kiosk.see_card(desk, 1.0)).claim is None


def test_an_appointment_is_checked_in_by_code_or_card_once(desk):
    booked(desk, number=NUMBER)
    by_card = play(desk, kiosk.give_appointment(desk, play(desk, claim_of_card(desk, NUMBER))))
    by_code = play(desk, kiosk.give_appointment(desk, Claim("471 147")))
    assert by_card.ticket.ticket_class is TicketClass.APPOINTMENT
    assert by_code.ticket.id == by_card.ticket.id
    assert "预约优先" in slips(desk)[0]


def test_what_stops_a_check_in(desk):
    desk.tickets.trouble = "paper out"
    booked(desk)
    with pytest.raises(DeviceError, match="printer_paper_out"):
        play(desk, kiosk.give_appointment(desk, Claim("471147")))
    assert desk.county.hall.tickets == {}
    for claim, code in (
        (Claim("12"), "appointment_code"),
        (Claim("000000"), "appointment_unknown"),
    ):
        with pytest.raises(RuleError, match=code):
            play(desk, check_in(desk, claim))
    cut(desk)
    with pytest.raises(RuleError, match="appointment_cut"):
        play(desk, check_in(desk, Claim("471147")))


def test_a_window_is_no_kiosk_and_a_kiosk_knows_what_is_closed(desk):
    today = kiosk.localtime.day(desk.clock.read().wall_ms)
    shut = replace(INFO, lines=(replace(LINES[0], closed_on=today), LINES[1]))
    desk = a_kiosk_desk(shut)
    place = play(desk, kiosk.kiosk_place(desk))
    assert (place.window, place.closed) == (KIOSK, frozenset({"A"}))
    for _ in range(2):
        with pytest.raises(RuleError, match="queue_line_closed"):
            give(desk, "A")
        cut(desk)
    window = a_kiosk_desk(None, a_window())
    with pytest.raises(RuleError, match="kiosk_not_kiosk"):
        play(window, kiosk.kiosk_place(window))


def test_a_line_that_the_hall_has_taken_away_is_named_by_its_letter(desk):
    desk.county.hall.info = QueueInfo((*LINES, replace(LINES[0], letter="C")))
    given = give(desk, "C")
    assert given.ticket.no == "C001"
    assert dict(given.paper.job.document.values)["business"] == "C"


def test_the_staff_proves_who_it_is(desk):
    assert play(desk, prove_staff(desk, "ciren", "right")) == "次仁"
    with pytest.raises(RuleError, match="sign_in_refused"):
        play(desk, prove_staff(desk, "ciren", "wrong"))
