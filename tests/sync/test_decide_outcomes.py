"""What an operation does, when a push is held, and what a hello is answered: pure rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.certificate_number import make_certificate_no
from counter_app.domain.chain import GENESIS
from counter_app.domain.county import (
    CaseAt,
    DeviceRow,
    DeviceStatus,
    Judged,
    Known,
    PushedOp,
    ReadOp,
    Recent,
)
from counter_app.domain.numbers import make_case_no, window_code
from counter_app.domain.operation import Locked
from counter_app.domain.window_operation import ConsultationServed
from counter_app.domain.wire import ClockReport, Hello, OpResult
from county_server.sync.greeting import LogMark, greet, pace_for
from county_server.sync.guard import holds
from county_server.sync.judge import absorb, judge, judge_all, needs_of, park
from tests.fakes.builders import accepted, an_entry, received, withdrawn
from tests.fakes.paper_cases import a_case, an_item

NO = make_case_no("540402", 2026, window_code(3, 1), 7)
DEVICE = DeviceRow(
    "d", "w-3", "h-1", "540402", 3, 1, DeviceStatus.ACTIVE, bytes(32), 5, b"h" * 32, 0, NO
)


def reading(operation, seq: int = 1, **changes) -> ReadOp:
    entry = an_entry(operation, no=NO, **changes)
    return ReadOp(PushedOp(seq, seq.to_bytes(16, "big"), b"", b""), entry)


# ---- judge


def test_what_must_be_known_is_asked_in_one_order():
    reads = [
        reading(accepted(), 2, subject="c-2"),
        reading(withdrawn(), 1, subject="c-1", deps=("ff" * 16,)),
        reading(Locked("ciren"), 3, subject="s"),
        ReadOp(PushedOp(4, bytes(16), b"", b""), None, "poison"),
    ]
    needs = needs_of(reads)
    assert needs.cases == ("c-1", "c-2")
    assert needs.numbers == (NO,)
    assert list(needs.op_ids) == sorted(needs.op_ids)
    assert "ff" * 16 in needs.op_ids
    assert len(needs.op_ids) == 5


def test_one_after_the_other_sees_what_was_before():
    reads = [
        reading(received(), 1),
        reading(accepted(), 2, deps=((1).to_bytes(16, "big").hex(),)),
        reading(withdrawn(), 3),
        reading(ConsultationServed("社保"), 4, subject="x"),
    ]
    judged = judge_all(DEVICE, reads, Known())
    assert [(each.result.s, each.result.rev) for each in judged] == [
        ("applied", 1),
        ("applied", 2),
        ("applied", 3),
        ("applied", 0),
    ]
    assert [each.effect.created for each in judged[:3]] == [True, False, False]
    assert judged[3].effect is None


def test_a_case_stays_in_the_hall_that_opened_it():
    known = Known(cases={"c-1": CaseAt(a_case(an_item(), no=NO), "h-1")})
    assert judge(DEVICE, reading(withdrawn()), known).effect.hall == "h-1"
    away = replace(DEVICE, hall="h-2")
    assert judge(away, reading(withdrawn()), known).result.code == "foreign_hall"


def test_a_follow_up_may_leave_the_number_out_but_not_change_it():
    known = Known(cases={"c-1": CaseAt(a_case(an_item(), no=NO), "h-1")})
    silent = replace(reading(withdrawn()), entry=an_entry(withdrawn(), no=None))
    assert judge(DEVICE, silent, known).result.s == "applied"
    other = replace(reading(withdrawn()), entry=an_entry(withdrawn(), no="another"))
    assert judge(DEVICE, other, known).result.code == "case_id_taken"


def test_numbers_of_an_earlier_generation_still_open_cases():
    later = replace(DEVICE, gen=4)
    assert judge(later, reading(accepted()), Known()).result.s == "applied"


@pytest.mark.parametrize(("area", "slot"), [("540421", 3), ("540402", 4)])
def test_numbers_of_another_place_open_none(area, slot):
    elsewhere = replace(DEVICE, area=area, slot=slot)
    assert judge(elsewhere, reading(accepted()), Known()).result.code == "case_no_foreign"


def test_a_text_that_no_bytes_can_hold_is_poison():
    entry = an_entry(withdrawn(reason="\ud800"), no=NO)
    known = Known(cases={"c-1": CaseAt(a_case(an_item(), no=NO), "h-1")})
    assert judge(DEVICE, replace(reading(withdrawn()), entry=entry), known).result.code == "poison"


def test_what_is_absorbed_is_known():
    first = judge(DEVICE, reading(accepted()), Known())
    known = absorb(Known(), first)
    assert known.numbers == {NO: "c-1"}
    assert set(known.cases) == {"c-1"}
    parked = park(reading(accepted(), 2), "poison")
    assert absorb(known, parked).outcomes[(2).to_bytes(16, "big").hex()] == "parked"


# ---- guard


def outcomes(pattern: str) -> list[Judged]:
    """One outcome a letter, oldest first: p is parked."""
    read = reading(accepted())
    applied = Judged(read, OpResult(1, "applied"))
    return [park(read, "x") if each == "p" else applied for each in pattern]


@pytest.mark.parametrize(
    ("recent", "judged", "held"),
    [
        (Recent((), 0), outcomes("p" * 19), False),
        (Recent((), 0), outcomes("p" * 20), True),
        (Recent((True,) * 19, 19), outcomes("p"), True),
        (Recent((True,) * 19, 19), outcomes(".p"), False),
        (Recent((True,) * 19, 19), outcomes("p."), False),
        (Recent((True,) * 400, 400), outcomes("."), False),
        (Recent((False, True) * 19, 19), outcomes("p"), False),
        (Recent((False, True) * 20, 0), outcomes("p"), True),
        (Recent((False,) * 380 + (True,) * 20, 0), outcomes("p"), False),
        (Recent((False,) * 379 + (True,) * 21, 0), outcomes("p"), True),
        (Recent((), 19), outcomes("p"), False),
        (Recent((), 20), outcomes("p"), True),
    ],
)
def test_a_push_is_held_when_too_much_would_be_parked(recent, judged, held):
    assert holds(recent, judged) is held


# ---- hello


def hello(**changes) -> Hello:
    said = Hello(
        proto=(1,),
        app="0.1.0",
        device="d",
        gen=1,
        epoch="e",
        next_seq=6,
        acked=5,
        secured=0,
        chain=(b"h" * 32).hex(),
        clock=ClockReport(0, 0, "b"),
        pending=0,
        free_mb=1,
        hiwater=NO,
    )
    return replace(said, **changes)


MARK = LogMark(5, {5: b"h" * 32, 3: b"3" * 32, 2: b"2" * 32})


def said(greeting):
    return [(each.do, each.seq, each.gen) for each in greeting.todo]


def test_who_is_up_to_date_goes_on():
    greeting = greet(DEVICE, "e", hello(), MARK)
    assert said(greeting) == [("go", 0, 0)]
    assert (greeting.seq_high, greeting.chain) == (5, b"h" * 32)
    assert (greeting.fork, greeting.renew, greeting.rebase) == (False, False, False)


def test_who_has_more_goes_on_too():
    assert said(greet(DEVICE, "e", hello(next_seq=9, chain="ab" * 32), MARK)) == [("go", 0, 0)]


def test_the_very_first_hello_goes_on():
    fresh = replace(DEVICE, last_seq=0, chain=GENESIS, hiwater="")
    first = hello(next_seq=1, acked=0, chain=GENESIS.hex(), hiwater="")
    greeting = greet(fresh, "e", first, LogMark(0, {}))
    assert said(greeting) == [("go", 0, 0)]
    assert greeting.chain == GENESIS


def test_another_epoch_sends_again_and_reads_again():
    greeting = greet(DEVICE, "new", hello(), MARK)
    assert said(greeting) == [("rewind", 6, 0), ("reset", 0, 0), ("go", 0, 0)]
    assert greeting.todo[1].scopes == DEVICE.scopes()


def test_what_was_acked_and_is_gone_is_sent_again():
    greeting = greet(DEVICE, "e", hello(next_seq=9, acked=8), MARK)
    assert said(greeting) == [("rewind", 6, 0), ("go", 0, 0)]


def test_an_unknown_protocol_is_to_be_upgraded():
    assert said(greet(DEVICE, "e", hello(proto=(2, 3)), MARK)) == [("upgrade", 0, 0)]
    assert said(greet(DEVICE, "e", hello(proto=(1, 2)), MARK)) == [("go", 0, 0)]


@pytest.mark.parametrize("status", [DeviceStatus.FORKED, DeviceStatus.RETIRED])
def test_a_stopped_device_stays_stopped(status):
    greeting = greet(replace(DEVICE, status=status), "e", hello(), MARK)
    assert said(greeting) == [("fork", 5, 0)]
    assert not greeting.fork


def test_a_generation_that_never_was_is_a_fork():
    assert said(greet(DEVICE, "e", hello(gen=2), MARK)) == [("fork", 5, 0)]


def test_another_operation_in_the_same_place_is_a_fork():
    assert greet(DEVICE, "e", hello(chain="ab" * 32), MARK).fork
    assert greet(DEVICE, "e", hello(next_seq=4, acked=3, chain="ab" * 32), MARK).fork


def test_an_older_image_is_renewed_after_its_own_end():
    old = hello(next_seq=4, acked=3, chain=(b"3" * 32).hex())
    greeting = greet(DEVICE, "e", old, MARK)
    assert said(greeting) == [("renew_gen", 3, 2)]
    assert (greeting.seq_high, greeting.chain, greeting.renew) == (3, b"3" * 32, True)


def test_an_emptied_ledger_is_renewed_from_the_beginning():
    empty = hello(next_seq=1, acked=0, chain=GENESIS.hex(), hiwater="")
    greeting = greet(DEVICE, "e", empty, MARK)
    assert said(greeting) == [("renew_gen", 0, 2)]


def test_higher_numbers_than_any_operation_carried_renew():
    later = make_case_no("540402", 2026, window_code(3, 1), 8)
    assert greet(DEVICE, "e", hello(hiwater=later), MARK).renew
    more = hello(hiwater=later, next_seq=7, chain="ab" * 32)
    assert said(greet(DEVICE, "e", more, MARK)) == [("go", 0, 0)]


def test_higher_certificate_numbers_than_any_operation_carried_renew():
    newest = make_certificate_no("540402", 2026, window_code(3, 1), 8)
    assert greet(DEVICE, "e", hello(certificate_hiwater=newest), MARK).renew
    known = replace(DEVICE, certificate_hiwater=newest)
    assert said(greet(known, "e", hello(certificate_hiwater=newest), MARK)) == [("go", 0, 0)]


def test_a_window_that_asks_is_renewed_once_all_it_has_is_here():
    greeting = greet(DEVICE, "e", hello(renew=True), MARK)
    assert said(greeting) == [("renew_gen", 5, 2)]
    more = hello(renew=True, next_seq=7, chain="ab" * 32)
    assert said(greet(DEVICE, "e", more, MARK)) == [("go", 0, 0)]


def test_a_ledger_of_the_generation_before_is_told_the_new_one():
    device = replace(DEVICE, gen=2, last_seq=0, hiwater="")
    greeting = greet(device, "e", hello(next_seq=9, chain="ab" * 32), MARK)
    assert said(greeting) == [("renew_gen", 5, 2)]
    assert (greeting.seq_high, greeting.chain, greeting.rebase) == (5, b"h" * 32, True)
    behind = greet(device, "e", hello(next_seq=4, acked=3, chain=(b"3" * 32).hex()), MARK)
    assert (said(behind), behind.chain) == ([("renew_gen", 3, 2)], b"3" * 32)


def test_a_parted_ledger_of_the_generation_before_keeps_what_was_acked_to_it():
    device = replace(DEVICE, gen=2, last_seq=0)
    greeting = greet(device, "e", hello(acked=2, chain="ab" * 32), MARK)
    assert said(greeting) == [("renew_gen", 2, 2)]
    assert greeting.chain == b"2" * 32


def test_a_generation_in_use_is_not_put_on_another_chain():
    device = replace(DEVICE, gen=2, last_seq=4)
    assert not greet(device, "e", hello(), MARK).rebase


def test_windows_are_spread_by_how_many_there_are():
    assert (pace_for(0).slot_ms, pace_for(64).slot_ms, pace_for(50_000).slot_ms) == (
        0,
        640,
        500_000,
    )
