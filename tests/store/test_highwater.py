"""The number's second place: an older image of the ledger gives no number again (INV-18)."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace

import pytest

from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import parse_case_no
from db.window.highwater import MarkFile, Marks, YearMark, key_id
from db.window.numbering import disagree
from tests.store.samples import ENROLMENT, KEY, SqlLedgerHolder, making, numbering, op_id

YEAR = 2026
NAME = key_id(KEY)


def marks(gen=1, **years):
    of = {
        letter: tuple(YearMark(int(y[1:]), seq) for y, seq in years.items() if y[0] == letter)
        for letter in "yc"
    }
    return Marks(NAME, gen, of["y"], certificates=of["c"])


def held(**years):
    """Newest numbers of cases by ``y2026`` and of certificates by ``c2026``."""
    series = {"y": "case", "c": "certificate"}
    return {(series[key[0]], int(key[1:])): seq for key, seq in years.items()}


@pytest.mark.parametrize(
    ("held_now", "noted", "wrong"),
    [
        ({}, marks(), False),
        (held(y2026=7), marks(y2026=7), False),
        (held(y2026=8), marks(y2026=7), False),
        (held(y2027=1), marks(y2026=0), False),
        (held(y2026=6), marks(y2026=7), True),
        ({}, marks(y2026=1), True),
        (held(y2026=9), marks(y2026=7), True),
        (held(y2026=8, y2027=1), marks(y2026=7), True),
        (held(y2026=8), marks(gen=0, y2026=9), False),
        (held(y2026=8), marks(gen=2), True),
        ({}, None, True),
        (held(y2021=50, y2026=3), marks(y2026=3), False),
        (held(y2026=7, c2026=4), marks(y2026=7, c2026=4), False),
        (held(y2026=7, c2026=5), marks(y2026=7, c2026=4), False),
        (held(y2026=8, c2026=5), marks(y2026=7, c2026=4), True),
        (held(y2026=7, c2026=3), marks(y2026=7, c2026=4), True),
        (held(y2026=7), marks(y2026=7, c2026=1), True),
        (held(c2021=50, c2026=1, y2026=1), marks(c2026=1, y2026=1), False),
    ],
)
def test_which_pairs_cannot_both_be_the_newest(held_now, noted, wrong):
    assert disagree(1, held_now, noted) is wrong


@pytest.fixture
def holder(tmp_path):
    made = SqlLedgerHolder(tmp_path / "profile")
    made.ledger.enrol(ENROLMENT, 1, "epoch-1")
    yield made
    made.close()


def draw(holder, *ns):
    return [holder.ledger.record(op_id(n), making(n), number_year=YEAR).entry.no for n in ns]


def draw_certificate(holder, n, year=YEAR):
    made = holder.ledger.record(op_id(n), numbering(n), number_year=year, series="certificate")
    return made.entry.operation.number


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
    assert noted(holder).as_map() == held(y2026=2)


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


def test_an_older_image_gives_no_certificate_number_again(holder):
    draw(holder, 1)
    lost = []
    restore_older_image(holder, then=lambda: lost.append(draw_certificate(holder, 2)))
    state = holder.ledger.chain_state()
    assert (state.renew, state.certificate_hiwater) == (True, lost[-1])
    with pytest.raises(StoreError, match="ledger_image_old"):
        draw_certificate(holder, 3)
    holder.ledger.renew_generation(2, 1, "epoch-1")
    assert draw_certificate(holder, 3)[9:13] != lost[-1][9:13]


def test_a_crash_after_a_certificate_number_is_followed_by_the_small_file(holder):
    draw_certificate(holder, 1)
    before = (holder.profile / "ledger.mark").read_bytes()
    draw_certificate(holder, 2)
    (holder.profile / "ledger.mark").write_bytes(before)
    assert not holder.reopen().chain_state().renew
    assert noted(holder).as_map() == held(c2026=2)


def test_the_small_file_of_the_version_before_certificates_is_read(tmp_path):
    file = MarkFile(tmp_path / "marks")
    content = b'{"gen":1,"key_id":"%s","turn":4,"years":[{"seq":7,"year":2026}]}' % NAME.encode()
    digest = hashlib.sha256(content).hexdigest()[:16].encode()
    (tmp_path / "marks").write_bytes((digest + content).ljust(512))
    assert file.read() == replace(marks(y2026=7), turn=4)


def test_the_widest_marks_fit_their_slot(tmp_path):
    file = MarkFile(tmp_path / "marks")
    wide = {(series, 2090 + n): 99_999 for series in ("case", "certificate") for n in range(9)}
    widest = replace(marks(), turn=10**9).of_generation(575, wide)
    stored = file.write(widest)
    assert file.read() == stored
    assert (tmp_path / "marks").stat().st_size <= 1024


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
    assert noted(holder).as_map() == held(y2026=2)
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
    second = file.write(first.noting(("case", 2026), 2))
    content = bytearray((tmp_path / "marks").read_bytes())
    slot = second.turn % 2 * 512
    content[slot + 20 : slot + 40] = bytes(20)
    (tmp_path / "marks").write_bytes(content)
    assert file.read() == first
    assert file.write(first.noting(("case", 2026), 3)).turn == first.turn + 1


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
        kept = kept.noting(("case", year), 5)
    assert sorted(kept.as_map()) == [("case", year) for year in (2029, 2030, 2031, 2032)]


def test_the_name_of_a_key_tells_nothing_of_it():
    assert key_id(KEY) != key_id(bytes(32))
    assert KEY.hex()[:8] not in key_id(KEY)
    assert len(key_id(KEY)) == 16
