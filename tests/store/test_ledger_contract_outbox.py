"""What every Ledger does with its outbox: batches, answers, marks, generations."""

from __future__ import annotations

import pytest

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.operation import decode, encode
from counter_app.domain.records import ChainState, OutboxCount
from counter_app.domain.wire import OpResult
from tests.store.samples import WALL_MS, YEAR, bodies, entry, op_id, record


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


def test_the_count_tells_pending_acked_secured_and_parked(ledger_holder, ledger):
    record(ledger, 1, 2, 3, 4)
    ledger.settle(3, 1, [OpResult(1, "applied"), OpResult(2, "parked", "item_unknown")])
    count = ledger_holder.reopen().outbox_count()
    assert count == OutboxCount(1, 3, 1, 1, WALL_MS + 4, WALL_MS + 4)


def test_the_oldest_pending_is_told_by_order_not_by_clock(ledger):
    record(ledger, 9, 2)
    assert ledger.outbox_count().oldest_wall_ms == WALL_MS + 9
    assert ledger.outbox_count().newest_wall_ms == WALL_MS + 2


def test_an_answer_settles_what_it_names(ledger_holder, ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(2, 1, [OpResult(1, "applied"), OpResult(2, "parked", "item_unknown")])
    ledger = ledger_holder.reopen()
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


def test_an_answer_above_this_ledger_shows_an_old_image_and_stops_numbering(ledger_holder, ledger):
    record(ledger, 1)
    ledger.settle(5, 5, [])
    ledger = ledger_holder.reopen()
    assert (ledger.chain_state().acked, ledger.chain_state().renew) == (1, True)
    with pytest.raises(StoreError, match="ledger_image_old"):
        record(ledger, 2, number_year=YEAR)
    record(ledger, 3)
    ledger.renew_generation(2, 5, "epoch-1")
    (made,) = record(ledger, 2, number_year=YEAR)
    assert parse_case_no(made.entry.no).generation == 2


def test_a_restored_county_gets_everything_above_again(ledger_holder, ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(3, 3, [OpResult(n, "applied") for n in (1, 2, 3)])
    ledger.rewind(1, "epoch-2")
    ledger = ledger_holder.reopen()
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


def test_a_new_generation_takes_the_unsent_operations_along(ledger_holder, ledger):
    record(ledger, 1, 2, 3)
    ledger.settle(2, 1, [OpResult(1, "applied"), OpResult(2, "parked")])
    head = ledger.outbox(1, 1, 1)[0].h
    moved = bodies(ledger)[2]
    ledger.renew_generation(2, 2, "epoch-2")
    ledger = ledger_holder.reopen()
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
