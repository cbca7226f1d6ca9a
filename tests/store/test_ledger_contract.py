"""What every Ledger does, the one in memory and the one on SQLCipher."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.operation import decode, encode
from counter_app.domain.records import ChainState, OutboxCount, ServerTime, UserRecord
from counter_app.domain.wire import OpResult
from tests.store.samples import (
    ENROLMENT,
    WALL_MS,
    WINDOW,
    FakeLedgerHolder,
    SqlLedgerHolder,
    entry,
    job,
    making,
    op_id,
)

YEAR = 2026


@pytest.fixture(params=["memory", "sqlcipher"])
def holder(request, tmp_path):
    made = FakeLedgerHolder() if request.param == "memory" else SqlLedgerHolder(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ledger(holder):
    holder.ledger.enrol(ENROLMENT, 1, "epoch-1")
    return holder.ledger


def record(ledger, *ns, number_year=None, **told):
    return [ledger.record(op_id(n), making(n, **told), number_year=number_year) for n in ns]


def bodies(ledger):
    return [(each.gen, each.seq, each.op_id, each.body) for each in ledger.outbox(0, 1000, 10**9)]


def test_before_enrolment_nothing_can_be_recorded_and_the_refusal_says_so(holder):
    assert holder.ledger.enrolment() is None
    for act in (
        lambda: holder.ledger.record(op_id(1), making()),
        lambda: holder.ledger.record(op_id(1), making(), number_year=YEAR),
        holder.ledger.chain_state,
        lambda: holder.ledger.outbox(0, 1, 1),
        lambda: holder.ledger.set_window(WINDOW),
    ):
        with pytest.raises(StoreError, match="ledger_not_enrolled"):
            act()
    assert holder.ledger.outbox_count() == OutboxCount(0, 0, 0, 0, None, None)


def test_enrolment_is_kept_and_another_device_is_refused(holder):
    holder.ledger.enrol(ENROLMENT, 1, "epoch-1")
    with pytest.raises(StoreError, match="ledger_other_device"):
        holder.ledger.enrol(replace(ENROLMENT, device="device-2"), 1, "epoch-1")
    ledger = holder.reopen()
    assert ledger.enrolment() == ENROLMENT
    assert ledger.chain_state() == ChainState(1, "epoch-1", 1, 0, 0, GENESIS)


def test_enrolling_the_same_device_again_keeps_its_operations(ledger):
    record(ledger, 1)
    ledger.enrol(replace(ENROLMENT, server="https://other.example"), 1, "epoch-1")
    assert ledger.enrolment().server == "https://other.example"
    assert ledger.chain_state().next_seq == 2


def test_the_countys_news_of_the_window_is_kept(holder, ledger):
    ledger.set_window(replace(WINDOW, name="三号综合窗口"))
    assert holder.reopen().enrolment().window.name == "三号综合窗口"


def test_an_operation_comes_back_as_it_was_made(holder, ledger):
    (made,) = record(ledger, 1)
    assert (made.gen, made.seq, made.op_id, made.entry) == (1, 1, op_id(1), entry(1))
    assert (made.acked, made.outcome, made.code) == (False, "", "")
    assert holder.reopen().find(op_id(1)) == made


def test_an_unknown_id_is_not_found(ledger):
    assert ledger.find(op_id(9)) is None
    assert ledger.entries("case-9") == ()
    assert ledger.subject_of("540402260000000000000") is None


def test_each_operation_is_chained_to_the_one_before(ledger):
    record(ledger, 1, 2, 3)
    previous = GENESIS
    for row in ledger.outbox(0, 10, 10**6):
        assert row.h == next_hash(previous, row.gen, row.seq, row.op_id, row.body)
        previous = row.h
    assert ledger.chain_state() == ChainState(1, "epoch-1", 4, 0, 0, previous)


def test_recording_the_same_operation_twice_changes_nothing(ledger):
    (made,) = record(ledger, 1, number_year=YEAR)
    before = ledger.chain_state()

    def never(no):
        raise AssertionError("made again")

    assert ledger.record(op_id(1), never, number_year=YEAR) == made
    assert ledger.chain_state() == before


def test_numbers_rise_by_one_and_carry_window_and_generation(holder, ledger):
    made = record(ledger, 1, 2, number_year=YEAR)
    made += record(holder.reopen(), 3, number_year=YEAR)
    parts = [parse_case_no(each.entry.no) for each in made]
    assert [each.seq for each in parts] == [1, 2, 3]
    assert {(each.area, each.year, each.slot, each.generation) for each in parts} == {
        ("540402", 2026, 3, 1)
    }
    assert holder.ledger.chain_state().hiwater == made[-1].entry.no


def test_each_year_has_numbers_of_its_own(ledger):
    record(ledger, 1, number_year=YEAR)
    (other,) = record(ledger, 2, number_year=YEAR + 1)
    (again,) = record(ledger, 3, number_year=YEAR)
    assert parse_case_no(other.entry.no).seq == 1
    assert parse_case_no(again.entry.no).seq == 2


def test_without_a_year_no_number_is_drawn(ledger):
    (made,) = record(ledger, 1)
    assert made.entry.no is None
    assert ledger.chain_state().hiwater == ""


def test_a_failing_make_uses_no_number_and_leaves_nothing(ledger):
    before = ledger.chain_state()

    def closed(no):
        raise RuleError("materials_missing")

    with pytest.raises(RuleError):
        ledger.record(op_id(1), closed, number_year=YEAR)
    assert ledger.chain_state() == before
    assert ledger.find(op_id(1)) is None
    (made,) = record(ledger, 2, number_year=YEAR)
    assert parse_case_no(made.entry.no).seq == 1


def test_an_entry_that_drops_its_number_is_a_bug_and_leaves_nothing(ledger):
    with pytest.raises(AssertionError, match="number"):
        ledger.record(op_id(1), lambda no: entry(1), number_year=YEAR)
    assert ledger.find(op_id(1)) is None


def test_a_year_that_no_number_can_name_is_refused(ledger):
    with pytest.raises(RuleError, match="case_no_year"):
        record(ledger, 1, number_year=1999)
    assert ledger.chain_state().next_seq == 1


def test_below_the_floor_no_number_is_drawn_but_other_operations_go_on(holder, ledger):
    holder.set_free_mb(199)
    with pytest.raises(StoreError, match="disk_low free_mb=199 floor_mb=200"):
        record(ledger, 1, number_year=YEAR)
    record(ledger, 2)
    holder.set_free_mb(200)
    (made,) = record(ledger, 1, number_year=YEAR)
    assert parse_case_no(made.entry.no).seq == 1


def test_below_the_floor_a_recorded_operation_is_still_found(holder, ledger):
    (made,) = record(ledger, 1, number_year=YEAR)
    holder.set_free_mb(0)
    assert record(ledger, 1, number_year=YEAR) == [made]


def test_operations_of_a_subject_come_oldest_first(ledger):
    record(ledger, 1, 3, subject="case-1")
    record(ledger, 2, subject="case-2")
    assert [each.op_id for each in ledger.entries("case-1")] == [op_id(1), op_id(3)]
    assert [each.op_id for each in ledger.entries("case-2")] == [op_id(2)]


def test_the_newest_operations_come_first(ledger):
    record(ledger, 1, 2)
    ledger.renew_generation(2, 1, "epoch-1")
    record(ledger, 3)
    assert [each.op_id for each in ledger.recent(2)] == [op_id(3), op_id(2)]
    assert [each.op_id for each in ledger.recent(9)] == [op_id(3), op_id(2), op_id(1)]


def test_a_case_is_found_by_its_number(ledger):
    (made,) = record(ledger, 1, number_year=YEAR, subject="case-7")
    ledger.record(op_id(2), lambda _: entry(2, subject="print-1", no=made.entry.no))
    assert ledger.subject_of(made.entry.no) == "case-7"


def test_a_batch_keeps_within_its_limits_but_is_never_empty(ledger):
    record(ledger, 1, 2, 3, 4)
    size = len(encode(entry(1)))
    assert [each.seq for each in ledger.outbox(0, 3, 10**6)] == [1, 2, 3]
    assert [each.seq for each in ledger.outbox(2, 200, 10**6)] == [3, 4]
    assert [each.seq for each in ledger.outbox(0, 200, 2 * size)] == [1, 2]
    assert [each.seq for each in ledger.outbox(0, 200, 1)] == [1]
    assert ledger.outbox(4, 200, 10**6) == ()


def test_the_bytes_to_send_are_those_written(ledger):
    record(ledger, 1)
    (row,) = ledger.outbox(0, 1, 1)
    assert row.body == encode(entry(1))
    assert decode(row.body) == entry(1)


def test_the_count_tells_pending_acked_secured_and_parked(holder, ledger):
    record(ledger, 1, 2, 3, 4)
    ledger.settle(3, 1, [OpResult(1, "applied"), OpResult(2, "parked", "item_unknown")])
    count = holder.reopen().outbox_count()
    assert count == OutboxCount(1, 3, 1, 1, WALL_MS + 4, WALL_MS + 4)


def test_the_oldest_pending_is_told_by_order_not_by_clock(ledger):
    record(ledger, 9, 2)
    assert ledger.outbox_count().oldest_wall_ms == WALL_MS + 9
    assert ledger.outbox_count().newest_wall_ms == WALL_MS + 2


def test_an_answer_settles_what_it_names(holder, ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(2, 1, [OpResult(1, "applied"), OpResult(2, "parked", "item_unknown")])
    ledger = holder.reopen()
    first, second, third = (ledger.find(op_id(n)) for n in (1, 2, 3))
    assert (first.acked, first.outcome, first.code) == (True, "applied", "")
    assert (second.acked, second.outcome, second.code) == (True, "parked", "item_unknown")
    assert (third.acked, third.outcome) == (False, "")
    assert (ledger.chain_state().acked, ledger.chain_state().secured) == (2, 1)


def test_marks_never_fall_and_a_repeated_answer_changes_nothing(ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(3, 2, [OpResult(2, "parked", "late")])
    before = ledger.chain_state(), ledger.find(op_id(2))
    ledger.settle(1, 0, [OpResult(2, "duplicate")])
    assert (ledger.chain_state(), ledger.find(op_id(2))) == before


def test_a_first_answer_may_be_duplicate(ledger):
    record(ledger, 1)
    ledger.settle(1, 0, [OpResult(1, "duplicate")])
    assert ledger.find(op_id(1)).outcome == "duplicate"


def test_secured_is_never_above_acked(ledger):
    record(ledger, 1, 2)
    ledger.settle(1, 2, [])
    assert (ledger.chain_state().acked, ledger.chain_state().secured) == (1, 1)
    assert ledger.outbox_count().secured == 1


def test_an_answer_above_this_ledger_shows_an_old_image_and_stops_numbering(holder, ledger):
    record(ledger, 1)
    ledger.settle(5, 5, [])
    ledger = holder.reopen()
    assert (ledger.chain_state().acked, ledger.chain_state().renew) == (1, True)
    with pytest.raises(StoreError, match="ledger_image_old"):
        record(ledger, 2, number_year=YEAR)
    record(ledger, 3)
    ledger.renew_generation(2, 5, "epoch-1")
    (made,) = record(ledger, 2, number_year=YEAR)
    assert parse_case_no(made.entry.no).generation == 2


def test_a_restored_county_gets_everything_above_again(holder, ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(3, 3, [OpResult(n, "applied") for n in (1, 2, 3)])
    ledger.rewind(1, "epoch-2")
    ledger = holder.reopen()
    state = ledger.chain_state()
    assert (state.epoch, state.acked, state.secured, state.next_seq) == ("epoch-2", 1, 1, 4)
    assert [each.seq for each in ledger.outbox(1, 10, 10**6)] == [2, 3]
    assert ledger.outbox_count().pending == 2
    assert (ledger.find(op_id(2)).acked, ledger.find(op_id(2)).outcome) == (False, "")
    assert ledger.find(op_id(1)).outcome == "applied"


def test_a_rewind_above_the_marks_raises_nothing(ledger):
    record(ledger, 1, 2)
    ledger.settle(1, 0, [])
    ledger.rewind(2, "epoch-2")
    assert ledger.chain_state().acked == 1


def test_a_new_generation_takes_the_unsent_operations_along(holder, ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(2, 1, [OpResult(1, "applied"), OpResult(2, "parked")])
    head = ledger.outbox(1, 1, 1)[0].h
    moved = bodies(ledger)[2]
    ledger.renew_generation(2, 2, "epoch-2")
    ledger = holder.reopen()
    assert bodies(ledger) == [(2, 1, moved[2], moved[3])]
    state = ledger.chain_state()
    chain = next_hash(head, 2, 1, moved[2], moved[3])
    assert state == ChainState(2, "epoch-2", 2, 0, 0, chain)
    assert ledger.find(op_id(2)).gen == 1
    assert ledger.find(op_id(2)).acked
    assert ledger.outbox_count().pending == 1


def test_what_the_county_has_stays_and_is_pending_no_more(ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(1, 0, [])
    ledger.renew_generation(2, 2, "epoch-1")
    assert ledger.find(op_id(2)).acked
    assert (ledger.outbox_count().pending, ledger.outbox_count().acked) == (1, 2)
    ledger.settle(1, 0, [])
    assert ledger.outbox_count().pending == 0


def test_what_the_county_lost_moves_too_and_its_answers_are_forgotten(ledger):
    record(ledger, 1, 2)
    ledger.settle(2, 2, [OpResult(1, "applied"), OpResult(2, "applied")])
    ledger.renew_generation(2, 0, "epoch-2")
    assert [(gen, seq) for gen, seq, _, _ in bodies(ledger)] == [(2, 1), (2, 2)]
    assert ledger.outbox(0, 1, 1)[0].h == next_hash(GENESIS, 2, 1, *bodies(ledger)[0][2:])
    assert (ledger.find(op_id(1)).acked, ledger.find(op_id(1)).outcome) == (False, "")
    assert ledger.outbox_count().pending == 2


def test_a_generation_may_be_renewed_again_and_again(ledger):
    record(ledger, 1, 2)
    ledger.renew_generation(2, 1, "epoch-1")
    record(ledger, 3)
    ledger.renew_generation(3, 0, "epoch-1")
    assert [(gen, seq, one) for gen, seq, one, _ in bodies(ledger)] == [
        (3, 1, op_id(2)),
        (3, 2, op_id(3)),
    ]
    first, second = ledger.find(op_id(1)), ledger.find(op_id(2))
    assert (first.gen, second.gen) == (1, 3)


def test_a_chain_begins_anew_when_the_county_knows_more_than_this_ledger(ledger):
    record(ledger, 1)
    ledger.renew_generation(2, 4, "epoch-1")
    assert ledger.chain_state() == ChainState(2, "epoch-1", 1, 0, 0, GENESIS)


def test_numbers_begin_again_in_a_new_generation_and_stay_unique(ledger):
    (old,) = record(ledger, 1, number_year=YEAR)
    ledger.renew_generation(2, 0, "epoch-1")
    assert ledger.chain_state().hiwater == ""
    (new,) = record(ledger, 2, number_year=YEAR)
    parts = parse_case_no(new.entry.no)
    assert (parts.generation, parts.seq) == (2, 1)
    assert ledger.find(op_id(1)).entry.no == old.entry.no != new.entry.no


def test_the_same_generation_again_changes_nothing_and_an_older_one_is_refused(ledger):
    ledger.renew_generation(3, 0, "epoch-1")
    record(ledger, 1)
    before = ledger.chain_state()
    ledger.renew_generation(3, 0, "epoch-9")
    with pytest.raises(StoreError, match="generation_not_newer"):
        ledger.renew_generation(2, 0, "epoch-9")
    assert ledger.chain_state() == before


def test_the_countys_time_is_kept(holder, ledger):
    assert ledger.server_time() is None
    ledger.set_server_time(ServerTime(1, 2, "boot-1"))
    ledger.set_server_time(ServerTime(3, 4, "boot-1"))
    assert holder.reopen().server_time() == ServerTime(3, 4, "boot-1")


def test_users_are_replaced_and_failures_of_known_ones_stay(holder, ledger):
    zhang = UserRecord("zhang", "张", "$argon2id$a", ("clerk",), 10)
    li = UserRecord("li", "李", "$argon2id$b", ("clerk", "chief"), 10)
    ledger.replace_users([zhang, li])
    ledger.save_user(replace(zhang, failures=2, failed_boot="boot-1", failed_mono_ms=5))
    renewed = replace(zhang, verifier="$argon2id$c", valid_until_ms=20, roles=())
    ledger.replace_users([renewed])
    ledger = holder.reopen()
    assert ledger.user("li") is None
    assert ledger.user("zhang") == replace(
        renewed, failures=2, failed_boot="boot-1", failed_mono_ms=5
    )


def test_an_empty_list_of_users_lets_nobody_in(ledger):
    ledger.save_user(UserRecord("zhang", "张", "$argon2id$a", (), 10))
    ledger.replace_users([])
    assert ledger.user("zhang") is None


def test_print_jobs_keep_their_place_when_their_state_changes(holder, ledger):
    for each in (job(2), job(1), job(3, "sent")):
        ledger.save_job(each)
    ledger.save_job(replace(job(2), state="failed", reason="paper_out"))
    ledger = holder.reopen()
    assert ledger.jobs() == (
        replace(job(2), state="failed", reason="paper_out"),
        job(1),
        job(3, "sent"),
    )
    assert ledger.jobs("sent", "queued") == (job(1), job(3, "sent"))
    assert ledger.jobs("confirmed") == ()
    assert ledger.jobs_of("doc-3", "doc-1") == (job(1), job(3, "sent"))
    assert ledger.jobs_of("another") == ()
