"""What every Ledger does, the one in memory and the one on SQLCipher: records, numbers, people, jobs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.certificate_number import check_certificate_no
from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.numbers import parse_case_no
from counter_app.domain.records import ChainState, OutboxCount, ServerTime, UserRecord
from counter_app.domain.wire import DeviceCredential, OpResult
from tests.store.samples import (
    ENROLMENT,
    WINDOW,
    YEAR,
    entry,
    job,
    making,
    numbering,
    op_id,
    record,
)


def test_before_enrolment_nothing_can_be_recorded_and_the_refusal_says_so(ledger_holder):
    assert ledger_holder.ledger.enrolment() is None
    for act in (
        lambda: ledger_holder.ledger.record(op_id(1), making()),
        lambda: ledger_holder.ledger.record(op_id(1), making(), number_year=YEAR),
        ledger_holder.ledger.chain_state,
        lambda: ledger_holder.ledger.outbox(0, 1, 1),
        lambda: ledger_holder.ledger.set_window(WINDOW),
    ):
        with pytest.raises(StoreError, match="ledger_not_enrolled"):
            act()
    assert ledger_holder.ledger.outbox_count() == OutboxCount(0, 0, 0, 0, None, None)


def test_enrolment_is_kept_and_another_device_is_refused(ledger_holder):
    ledger_holder.ledger.enrol(ENROLMENT, 1, "epoch-1")
    with pytest.raises(StoreError, match="ledger_other_device"):
        ledger_holder.ledger.enrol(replace(ENROLMENT, device="device-2"), 1, "epoch-1")
    ledger = ledger_holder.reopen()
    assert ledger.enrolment() == ENROLMENT
    assert ledger.chain_state() == ChainState(1, "epoch-1", 1, 0, 0, GENESIS)


def test_enrolling_the_same_device_again_keeps_its_operations(ledger):
    record(ledger, 1)
    ledger.enrol(replace(ENROLMENT, server="https://other.example"), 1, "epoch-1")
    assert ledger.enrolment().server == "https://other.example"
    assert ledger.chain_state().next_seq == 2


def test_the_countys_news_of_the_window_is_kept(ledger_holder, ledger):
    ledger.set_window(replace(WINDOW, name="三号综合窗口"))
    assert ledger_holder.reopen().enrolment().window.name == "三号综合窗口"


def test_an_operation_comes_back_as_it_was_made(ledger_holder, ledger):
    (made,) = record(ledger, 1)
    assert (made.gen, made.seq, made.op_id, made.entry) == (1, 1, op_id(1), entry(1))
    assert (made.acked, made.outcome, made.code) == (False, "", "")
    assert ledger_holder.reopen().find(op_id(1)) == made


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


def test_numbers_rise_by_one_and_carry_window_and_generation(ledger_holder, ledger):
    made = record(ledger, 1, 2, number_year=YEAR)
    made += record(ledger_holder.reopen(), 3, number_year=YEAR)
    parts = [parse_case_no(each.entry.no) for each in made]
    assert [each.seq for each in parts] == [1, 2, 3]
    assert {(each.area, each.year, each.slot, each.generation) for each in parts} == {
        ("540402", 2026, 3, 1)
    }
    assert ledger_holder.ledger.chain_state().hiwater == made[-1].entry.no


def test_each_year_has_numbers_of_its_own(ledger):
    record(ledger, 1, number_year=YEAR)
    (other,) = record(ledger, 2, number_year=YEAR + 1)
    (again,) = record(ledger, 3, number_year=YEAR)
    assert parse_case_no(other.entry.no).seq == 1
    assert parse_case_no(again.entry.no).seq == 2


def test_certificates_are_numbered_apart_from_cases(ledger_holder, ledger):
    record(ledger, 1, 2, number_year=YEAR)
    made = [
        ledger.record(op_id(n), numbering(n), number_year=year, series="certificate")
        for n, year in ((3, YEAR), (4, YEAR), (5, YEAR + 1))
    ]
    numbers = [check_certificate_no(each.entry.operation.number) for each in made]
    assert [(each[7:9], each[13:18]) for each in numbers] == [
        ("26", "00001"),
        ("26", "00002"),
        ("27", "00001"),
    ]
    (case,) = record(ledger, 6, number_year=YEAR)
    assert parse_case_no(case.entry.no).seq == 3
    state = ledger_holder.reopen().chain_state()
    assert (state.hiwater, state.certificate_hiwater) == (case.entry.no, numbers[-1])


def test_a_certificate_that_drops_its_number_is_a_bug_and_leaves_nothing(ledger):
    with pytest.raises(AssertionError, match="number"):
        ledger.record(op_id(1), making(1), number_year=YEAR, series="certificate")
    assert ledger.find(op_id(1)) is None


def test_operations_are_found_by_kind_and_day(ledger):
    record(ledger, 1, subject="a")
    bound = [ledger.record(op_id(n), numbering(n, subject="b")) for n in (2, 3)]
    kind = bound[0].entry.operation.kind
    assert ledger.of_kinds(kind) == tuple(bound)
    assert ledger.of_kinds(kind, since_ms=bound[1].entry.at.wall) == (bound[1],)
    assert [each.entry.subject for each in ledger.of_kinds(kind, "consult.serve")] == [
        "a",
        "b",
        "b",
    ]
    assert ledger.subjects_of(kind, "consult.serve") == ("a", "b")
    assert (ledger.of_kinds("no.such"), ledger.subjects_of("no.such")) == ((), ())


def test_what_the_county_has_not_settled_is_found_by_kind(ledger):
    record(ledger, 1, subject="a")
    for n, subject in ((2, "b"), (3, "b"), (4, "c"), (5, "d")):
        ledger.record(op_id(n), numbering(n, subject=subject))
    kind = "certificate.bind"
    assert ledger.unsettled(kind, "consult.serve") == ("a", "b", "c", "d")
    ledger.settle(4, 0, [OpResult(3, "parked", "certificate_taken"), OpResult(4, "applied")])
    assert ledger.unsettled(kind, "consult.serve") == ("b", "d")
    assert ledger.unsettled("consult.serve") == ()


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


def test_below_the_floor_no_number_is_drawn_but_other_operations_go_on(ledger_holder, ledger):
    ledger_holder.set_free_mb(199)
    with pytest.raises(StoreError, match="disk_low free_mb=199 floor_mb=200"):
        record(ledger, 1, number_year=YEAR)
    record(ledger, 2)
    ledger_holder.set_free_mb(200)
    (made,) = record(ledger, 1, number_year=YEAR)
    assert parse_case_no(made.entry.no).seq == 1


def test_below_the_floor_a_recorded_operation_is_still_found(ledger_holder, ledger):
    (made,) = record(ledger, 1, number_year=YEAR)
    ledger_holder.set_free_mb(0)
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


def test_the_countys_time_is_kept(ledger_holder, ledger):
    assert ledger.server_time() is None
    ledger.set_server_time(ServerTime(1, 2, "boot-1"))
    ledger.set_server_time(ServerTime(3, 4, "boot-1"))
    assert ledger_holder.reopen().server_time() == ServerTime(3, 4, "boot-1")


def test_users_are_replaced_and_failures_of_known_ones_stay(ledger_holder, ledger):
    zhang = UserRecord("zhang", "张", "$argon2id$a", ("clerk",), 10)
    li = UserRecord("li", "李", "$argon2id$b", ("clerk", "chief"), 10)
    ledger.replace_users([zhang, li])
    ledger.save_user(replace(zhang, failures=2, failed_boot="boot-1", failed_mono_ms=5))
    renewed = replace(zhang, verifier="$argon2id$c", valid_until_ms=20, roles=())
    ledger.replace_users([renewed])
    ledger = ledger_holder.reopen()
    assert ledger.user("li") is None
    assert ledger.user("zhang") == replace(
        renewed, failures=2, failed_boot="boot-1", failed_mono_ms=5
    )


def test_an_empty_list_of_users_lets_nobody_in(ledger):
    ledger.save_user(UserRecord("zhang", "张", "$argon2id$a", (), 10))
    ledger.replace_users([])
    assert ledger.user("zhang") is None


def test_print_jobs_keep_their_place_when_their_state_changes(ledger_holder, ledger):
    for each in (job(2), job(1), job(3, "sent")):
        ledger.save_job(each)
    ledger.save_job(replace(job(2), state="failed", reason="paper_out"))
    ledger = ledger_holder.reopen()
    assert ledger.jobs() == (
        replace(job(2), state="failed", reason="paper_out"),
        job(1),
        job(3, "sent"),
    )
    assert ledger.jobs("sent", "queued") == (job(1), job(3, "sent"))
    assert ledger.jobs("confirmed") == ()
    assert (ledger.job("job-3"), ledger.job("job-9")) == (job(3, "sent"), None)
    assert ledger.jobs_of("doc-3", "doc-1") == (job(1), job(3, "sent"))
    assert ledger.jobs_of("another") == ()


def test_the_countys_word_for_the_key_is_kept(ledger_holder, ledger):
    for certificate in ("00aa", "00aa", "00bb"):
        told = DeviceCredential(certificate, "https://zwfw.example.gov.cn")
        ledger.set_credential(told)
        assert ledger_holder.reopen().enrolment() == replace(ENROLMENT, credential=told)
        ledger = ledger_holder.ledger
