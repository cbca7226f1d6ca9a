"""What every Journal does, and that the one on disk leaves nothing behind."""

from __future__ import annotations

import os

import pytest

from counter_app.domain.errors import StoreError
from db.window.journal import open_journal
from tests.fakes.journal import FakeJournal
from tests.store.samples import KEY


class SqlHolder:
    def __init__(self, profile):
        self.profile = profile
        self.journal = open_journal(profile, KEY)

    def reopen(self):
        self.journal.close()
        self.journal = open_journal(self.profile, KEY)
        return self.journal

    def close(self):
        self.journal.close()


class FakeHolder:
    def __init__(self):
        self.journal = FakeJournal()

    def reopen(self):
        return self.journal

    def close(self):
        pass


@pytest.fixture(params=["memory", "sqlcipher"])
def holder(request, tmp_path):
    made = FakeHolder() if request.param == "memory" else SqlHolder(tmp_path)
    yield made
    made.close()


def test_a_draft_is_kept_as_last_changed(holder):
    assert holder.journal.load("d1") is None
    holder.journal.save("d1", b"one")
    holder.journal.save("d1", b"\x00two")
    assert holder.reopen().load("d1") == b"\x00two"


def test_drafts_come_newest_change_first(holder):
    for draft in ("d1", "d2", "d3", "d1"):
        holder.journal.save(draft, b"")
    assert holder.reopen().drafts() == ("d1", "d3", "d2")


def test_a_cleared_draft_is_gone_and_clearing_again_changes_nothing(holder):
    holder.journal.save("d1", b"one")
    holder.journal.save("d2", b"two")
    holder.journal.clear("d2")
    holder.journal.clear("d2")
    assert holder.journal.drafts() == ("d1",)
    assert holder.reopen().load("d2") is None


def test_what_was_cleared_is_cut_from_the_log(tmp_path):
    journal = open_journal(tmp_path, KEY)
    journal.save("d1", os.urandom(50_000))
    journal.clear("d1")
    log = tmp_path / "journal.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    journal.close()


def test_a_spoilt_journal_is_refused_and_left_as_it_is(tmp_path):
    journal = open_journal(tmp_path, KEY)
    journal.save("d1", os.urandom(50_000))
    journal.close()
    path = tmp_path / "journal.db"
    spoilt = bytearray(path.read_bytes())
    spoilt[20_000:20_100] = bytes(100)
    path.write_bytes(spoilt)
    with pytest.raises(StoreError, match=r"store_damaged file=journal\.db"):
        open_journal(tmp_path, KEY)
    assert path.read_bytes() == spoilt


def test_a_journal_of_a_newer_program_is_refused(tmp_path):
    journal = open_journal(tmp_path, KEY)
    with journal._database.transaction() as connection:
        connection.exec_driver_sql("pragma user_version = 2")
    journal.close()
    with pytest.raises(StoreError, match=r"store_newer file=journal\.db"):
        open_journal(tmp_path, KEY)
