"""Verbs of the queue, as a stranger meets them."""

from __future__ import annotations

from tests.fakes.county import LineFault
from tests.fakes.kiosk import NUMBER, booked
from tests.fakes.script import SIGN_IN, desk_with, last, refused, run


def take(**wanted):
    return {"do": "take_ticket", "business": "A", **wanted}


def test_a_ticket_is_taken_called_served_and_finished():
    desk = desk_with()
    told = run(
        desk,
        SIGN_IN,
        take(),
        take(people=3, **{"class": "elderly"}),
        {"do": "call_next"},
        {"do": "start"},
        {"do": "finish"},
    )
    assert all(each["ok"] for each in told), told
    assert (told[1]["ticket"]["no"], told[1]["ahead"], told[1]["live"]) == ("A001", 0, True)
    assert told[3]["reason"] == "A002 是老年人，优先"
    assert told[3]["waiting"] == 1
    assert [each["ticket"]["state"] for each in told[3:]] == ["called", "serving", "done"]


def test_what_follows_a_call():
    desk = desk_with()
    told = run(
        desk,
        SIGN_IN,
        take(),
        {"do": "call_next"},
        {"do": "recall"},
        {"do": "hold_ticket", "reason": "复印"},
        {"do": "call_one", "ticket": "a1"},
        {"do": "skip_ticket"},
        {"do": "call_one", "ticket": "A001"},
        {"do": "transfer_ticket", "business": "A"},
        {"do": "call_next"},
        {"do": "no_show"},
        {"do": "pause_window", "reason": "午休"},
        {"do": "resume_window"},
        {"do": "renew_leases"},
        {"do": "hall_state"},
    )
    assert all(each["ok"] for each in told), told
    assert told[-2]["leases"] == 0
    assert told[-1]["hall"]["calls"][0]["no"] == "A001"


def test_a_closed_window_is_told():
    desk = desk_with()
    run(desk, SIGN_IN, take(), {"do": "call_next"})
    assert refused(desk, SIGN_IN, {"do": "transfer_ticket", "window": "w-9"}) == "transfer_closed"
    assert last(desk, take())["ticket"]["class"] == "ordinary"


def test_an_appointment_is_checked_in_at_a_window_by_code_or_number():
    desk = desk_with()
    booked(desk, line="A", number=NUMBER)
    told = run(
        desk,
        {"do": "check_in", "code": "471147"},
        SIGN_IN,
        {"do": "check_in", "number": NUMBER},
    )
    assert [each["ok"] for each in told] == [True, True, True], told
    assert (told[0]["ticket"]["class"], told[0]["ticket"]["people"]) == ("appointment", 2)
    assert told[2]["ticket"]["no"] == told[0]["ticket"]["no"]
    assert refused(desk, {"do": "check_in"}) == "appointment_unknown"
    desk.county.standing = LineFault.CUT
    assert refused(desk, {"do": "check_in", "number": NUMBER}) == "appointment_cut"
