from __future__ import annotations

from dataclasses import replace

from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, Moment
from counter_app.domain.window_operation import PrintFinished, SignedIn
from counter_app.domain.wire import OpResult
from counter_app.services.device_room import SHOWN, Printed, room_facts
from counter_app.services.sync.flow import sync_turn
from tests.fakes.desk import a_desk, play
from tests.fakes.files import FakeFiles
from tests.fakes.ledger import FakeLedger


def record(desk, did, no=None):
    now = desk.clock.read()
    moment = Moment(now.wall_ms, now.mono_ms, now.boot)
    entry = Entry(did, moment, "ciren", "w-3", "c-1", no)
    return desk.ledger.record(uuid7(now.wall_ms, desk.random(10)), lambda _no: entry)


def printed(number, role="tickets"):
    return PrintFinished(f"j{number}", f"d{number}", role, "device_done")


def test_the_age_of_the_data_is_that_of_the_last_contact():
    desk = a_desk(files=FakeFiles(free_mb=512))
    play(desk, sync_turn(desk, 5.0))
    told = desk.clock.read().wall_ms
    desk.clock.advance(90_000)

    facts = play(desk, room_facts(desk))

    assert (facts.contact_age_s, facts.contact_ms) == (90, told)
    assert (facts.pending, facts.parked, facts.free_mb) == (0, 0, 512)
    assert facts.printed == facts.refused == ()


def test_after_a_restart_of_the_pc_the_age_is_told_by_the_wall():
    desk = a_desk()
    play(desk, sync_turn(desk, 5.0))
    desk.clock.advance(3_600_000)
    desk.clock.reboot()

    assert play(desk, room_facts(desk)).contact_age_s == 3_600
    desk.clock.set_wall(0)
    assert play(desk, room_facts(desk)).contact_age_s == 0


def test_a_window_that_never_heard_the_county_has_no_age():
    desk = replace(a_desk(), ledger=FakeLedger())
    facts = play(desk, room_facts(desk))
    assert (facts.contact_age_s, facts.contact_ms) == (None, None)


def test_prints_are_told_by_printer_the_newest_first_and_no_more_than_twenty_of_each():
    desk = a_desk()
    for number in range(SHOWN + 5):
        record(desk, printed(number))
    record(desk, printed(100, "documents"))
    record(desk, SignedIn("ciren"))

    facts = play(desk, room_facts(desk))

    now_ms = desk.clock.read().wall_ms
    tickets = [each for each in facts.printed if each.role == "tickets"]
    assert tickets[0] == Printed(now_ms, "tickets", "device_done", f"d{SHOWN + 4}")
    assert len(tickets) == SHOWN
    assert [each.document for each in facts.printed if each.role == "documents"] == ["d100"]
    assert facts.pending == SHOWN + 7


def test_what_the_county_did_not_take_over_is_told_with_its_reason():
    desk = a_desk()
    first = record(desk, printed(1), "540402260A1A0000197")
    second = record(desk, printed(2))
    desk.ledger.settle(
        second.seq,
        second.seq,
        [
            OpResult(first.seq, "parked", "case_no_taken"),
            OpResult(second.seq, "applied"),
        ],
    )

    facts = play(desk, room_facts(desk))

    (refused,) = facts.refused
    assert (refused.kind, refused.case_no, refused.code) == (
        "print.finish",
        "540402260A1A0000197",
        "case_no_taken",
    )
    assert facts.parked == 1
