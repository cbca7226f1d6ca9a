"""The number's second place: an older image of the ledger gives no number again (INV-18)."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import parse_case_no
from db.window.highwater import MarkFile, Marks, YearMark, key_id
from db.window.numbering import disagree
from tests.store.samples import ENROLMENT, KEY, SqlLedgerHolder, making, op_id

YEAR = 2026
NAME = key_id(KEY)


def marks(gen=1, **years):
    return Marks(NAME, gen, tuple(YearMark(int(y[1:]), seq) for y, seq in years.items()))


@pytest.mark.parametrize(
    ("held", "noted", "wrong"),
    [
        ({}, marks(), False),
        ({2026: 7}, marks(y2026=7), False),
        ({2026: 8}, marks(y2026=7), False),
        ({2027: 1}, marks(y2026=0), False),
        ({2026: 6}, marks(y2026=7), True),
        ({}, marks(y2026=1), True),
        ({2026: 9}, marks(y2026=7), True),
        ({2026: 8, 2027: 1}, marks(y2026=7), True),
        ({2026: 8}, marks(gen=0, y2026=9), False),
        ({2026: 8}, marks(gen=2), True),
        ({}, None, True),
        ({2021: 50, 2026: 3}, marks(y2026=3), False),
    ],
)
def test_which_pairs_cannot_both_be_the_newest(held, noted, wrong):
    assert disagree(1, held, noted) is wrong


@pytest.fixture
def holder(tmp_path):
    made = SqlLedgerHolder(tmp_path / "profile")
    made.ledger.enrol(ENROLMENT, 1, "epoch-1")
    yield made
    made.close()


def draw(holder, *ns):
    return [holder.ledger.record(op_id(n), making(n), number_year=YEAR).entry.no for n in ns]


def noted(holder):
    return MarkFile(holder.profile / "ledger.mark").read()


def restore_older_image(holder, *, then):
    """Put the ledger (not the small file) back to what it is now, after ``then`` has run."""
    holder.ledger.close()
    image = shutil.copytree(holder.profile, holder.profile.with_name("image"))
    holder.ledger = holder._open()
    then()
    holder.ledger.close()
    shutil.copy(image / "ledger.db", holder.profile / "ledger.db")
    holder.ledger = holder._open()


def test_each_number_is_noted_before_it_can_be_printed(holder):
    draw(holder, 1, 2)
    assert noted(holder).as_map() == {YEAR: 2}


def test_an_older_image_numbers_nothing_until_a_new_generation(holder):
    draw(holder, 1)
    lost = []
    restore_older_image(holder, then=lambda: lost.extend(draw(holder, 2, 3)))
    state = holder.ledger.chain_state()
    assert (state.renew, state.hiwater) == (True, lost[-1])
    with pytest.raises(StoreError, match="ledger_image_old"):
        draw(holder, 4)
    holder.ledger.record(op_id(5), making(5))
    holder.reopen()
    with pytest.raises(StoreError, match="ledger_image_old"):
        draw(holder, 4)
    holder.ledger.renew_generation(2, 1, "epoch-1")
    (first,) = draw(holder, 4)
    assert parse_case_no(first).generation == 2
    assert not holder.reopen().chain_state().renew


def test_an_image_of_an_older_generation_numbers_nothing(holder):
    draw(holder, 1)
    restore_older_image(
        holder, then=lambda: holder.ledger.renew_generation(2, 0, "epoch-1") or draw(holder, 2)
    )
    assert holder.ledger.chain_state().renew
    with pytest.raises(StoreError, match="ledger_image_old"):
        draw(holder, 3)


@pytest.mark.parametrize("spoil", ["lost", "overwritten"])
def test_without_a_readable_small_file_nothing_is_numbered(holder, spoil):
    (no,) = draw(holder, 1)
    file = holder.profile / "ledger.mark"
    if spoil == "lost":
        file.unlink()
    else:
        file.write_bytes(b"\xff" * 1024)
    state = holder.reopen().chain_state()
    assert (state.renew, state.hiwater) == (True, no)
    holder.ledger.renew_generation(2, 1, "epoch-1")
    draw(holder, 2)
    assert not holder.reopen().chain_state().renew


def test_a_crash_between_the_two_writes_is_no_disagreement(holder):
    draw(holder, 1)
    before = (holder.profile / "ledger.mark").read_bytes()
    draw(holder, 2)
    (holder.profile / "ledger.mark").write_bytes(before)
    assert not holder.reopen().chain_state().renew
    assert noted(holder).as_map() == {YEAR: 2}
    assert parse_case_no(draw(holder, 3)[0]).seq == 3


def test_a_small_file_two_numbers_behind_is_a_disagreement(holder):
    draw(holder, 1)
    before = (holder.profile / "ledger.mark").read_bytes()
    (*_, newest) = draw(holder, 2, 3)
    (holder.profile / "ledger.mark").write_bytes(before)
    state = holder.reopen().chain_state()
    assert (state.renew, state.hiwater) == (True, newest)


def test_a_crash_between_the_two_writes_of_a_renewal_is_no_disagreement(holder):
    draw(holder, 1)
    before = (holder.profile / "ledger.mark").read_bytes()
    holder.ledger.renew_generation(2, 0, "epoch-1")
    (holder.profile / "ledger.mark").write_bytes(before)
    assert not holder.reopen().chain_state().renew
    assert noted(holder).gen == 2


def test_a_torn_write_leaves_the_marks_before_it(tmp_path):
    file = MarkFile(tmp_path / "marks")
    first = file.write(marks(y2026=1))
    second = file.write(first.noting(2026, 2))
    content = bytearray((tmp_path / "marks").read_bytes())
    slot = second.turn % 2 * 512
    content[slot + 20 : slot + 40] = bytes(20)
    (tmp_path / "marks").write_bytes(content)
    assert file.read() == first
    assert file.write(first.noting(2026, 3)).turn == first.turn + 1


def test_a_slot_of_another_shape_is_passed_over(tmp_path):
    file = MarkFile(tmp_path / "marks")
    stored = file.write(marks())
    foreign = b'{"gen":"one"}'
    digest = hashlib.sha256(foreign).hexdigest()[:16].encode()
    content = bytearray((tmp_path / "marks").read_bytes().ljust(1024))
    at = (stored.turn + 1) % 2 * 512
    content[at : at + 512] = (digest + foreign).ljust(512)
    (tmp_path / "marks").write_bytes(content)
    assert file.read() == stored


def test_only_the_newest_years_are_kept(tmp_path):
    kept = marks()
    for year in range(2026, 2033):
        kept = kept.noting(year, 5)
    assert sorted(kept.as_map()) == [2029, 2030, 2031, 2032]


def test_the_name_of_a_key_tells_nothing_of_it():
    assert key_id(KEY) != key_id(bytes(32))
    assert KEY.hex()[:8] not in key_id(KEY)
    assert len(key_id(KEY)) == 16
