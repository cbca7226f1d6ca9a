"""A file that cannot be trusted is named for what it is, and never replaced by a new one."""

from __future__ import annotations

import os
import stat
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from counter_app.domain.errors import StoreError
from db.window import open_stores
from db.window.engine import Database, Rules
from db.window.opening import open_checked
from tests.fakes.keystore import FakeKeyStore
from tests.store.samples import ENROLMENT, KEY, SqlLedgerHolder, entry, making, op_id

PAGE = 4096
OTHER_KEY = bytes(32)


@pytest.fixture
def profile(tmp_path):
    """A profile whose ledger has 40 operations."""
    holder = SqlLedgerHolder(tmp_path / "profile")
    holder.ledger.enrol(ENROLMENT, 1, "epoch-1")
    for n in range(1, 41):
        holder.ledger.record(op_id(n), making(n, topic=os.urandom(700).hex()), number_year=2026)
    holder.close()
    return holder.profile


def contents(profile):
    return {each.name: each.read_bytes() for each in sorted(profile.iterdir())}


def open_ledger(profile):
    return SqlLedgerHolder(profile).ledger


def overwrite(path, at, content):
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def cut(path, size):
    os.truncate(path, size)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: overwrite(path, 5 * PAGE + 100, b"\xff" * 32), "store_damaged"),
        (lambda path: overwrite(path, 200, b"\xff" * 32), "store_not_database"),
        (lambda path: path.write_bytes(b"not a database\n" * 1000), "store_not_database"),
        (lambda path: cut(path, 8 * PAGE), "store_truncated"),
        (lambda path: cut(path, path.stat().st_size - 100), "store_damaged"),
        (lambda path: cut(path, 1000), "store_truncated"),
        (lambda path: cut(path, 0), "store_truncated"),
        (lambda path: path.unlink(), "ledger_missing"),
    ],
    ids=["page", "first-page", "foreign", "half", "last-page", "head", "empty", "gone"],
)
def test_a_spoilt_ledger_is_refused_and_left_as_it_is(profile, spoil, code):
    spoil(profile / "ledger.db")
    before = contents(profile)
    with pytest.raises(StoreError) as refused:
        open_ledger(profile)
    assert refused.value.code == code
    assert refused.value.values["file"] == "ledger.db"
    assert contents(profile) == before


def test_another_key_is_told_from_a_damaged_file(profile):
    before = contents(profile)
    with pytest.raises(StoreError, match="key_wrong"):
        open_stores(profile, FakeKeyStore(store=OTHER_KEY))
    assert contents(profile) == before


def test_a_missing_key_makes_no_new_ledger(profile):
    before = contents(profile)
    keys = FakeKeyStore()
    with pytest.raises(StoreError, match="key_missing"):
        open_stores(profile, keys)
    assert contents(profile) == before
    assert keys.secrets == {}


def test_a_key_of_another_length_is_refused(tmp_path):
    with pytest.raises(StoreError, match="key_wrong"):
        open_stores(tmp_path, FakeKeyStore(store=b"short"))


def test_a_new_profile_gets_a_key_and_files_only_for_this_user(tmp_path):
    keys = FakeKeyStore()
    stores = open_stores(tmp_path / "profile", keys)
    assert stores.ledger.enrolment() is None
    assert stores.journal.drafts() == ()
    assert stores.cache.scopes() == ()
    stores.close()
    assert len(keys.secrets["store"]) == 32
    profile = tmp_path / "profile"
    assert stat.S_IMODE(profile.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in profile.iterdir()} == {0o600}


def test_a_creation_that_was_cut_off_is_finished(tmp_path):
    (tmp_path / "ledger.db").touch()
    stores = open_stores(tmp_path, FakeKeyStore(store=KEY))
    stores.ledger.enrol(ENROLMENT, 1, "epoch-1")
    stores.close()


def test_nothing_readable_lies_in_the_files(profile):
    holder = SqlLedgerHolder(profile)
    holder.ledger.record(op_id(99), making(99, topic="绝密的话题 plain words"))
    stored = b"".join(contents(profile).values())
    assert len(stored) > 10 * PAGE
    for secret in ("绝密的话题".encode(), b"plain words", b"SQLite format 3", b"outbox", KEY):
        assert secret not in stored
    holder.close()


def test_a_second_program_is_told_that_the_file_is_in_use(profile):
    holder = SqlLedgerHolder(profile)
    with pytest.raises(StoreError, match="store_in_use"):
        open_ledger(profile)
    assert holder.ledger.find(op_id(1)) is not None
    holder.close()


def test_when_one_file_cannot_be_opened_the_others_are_closed_again(tmp_path):
    keys = FakeKeyStore()
    open_stores(tmp_path, keys).close()
    (tmp_path / "journal.db").write_bytes(b"x" * 5 * PAGE)
    for _ in range(2):
        with pytest.raises(StoreError, match=r"store_not_database file=journal\.db"):
            open_stores(tmp_path, keys)
    (tmp_path / "journal.db").unlink()
    holder = Database(tmp_path / "cache.db", keys.secrets["store"], Rules(durable=False))
    for _ in range(2):
        with pytest.raises(StoreError, match=r"store_in_use file=cache\.db"):
            open_stores(tmp_path, keys)
    holder.close()
    open_stores(tmp_path, keys).close()


def test_the_store_stays_on_the_thread_that_used_it_first(profile):
    holder = SqlLedgerHolder(profile)
    caught = []

    def use():
        assert holder.ledger.find(op_id(1)) is not None

    lane = threading.Thread(target=use)
    lane.start()
    lane.join()
    try:
        use()
    except AssertionError as refused:
        caught.append(str(refused))
    assert caught == ["ledger.db is used on two threads; use the store lane"]
    holder.close()


def test_a_page_damaged_while_open_stops_recording_until_reopened(profile):
    holder = SqlLedgerHolder(profile)
    path = profile / "ledger.db"
    for page in range(2, path.stat().st_size // PAGE):
        overwrite(path, page * PAGE + 100, b"\xff" * 32)
    with pytest.raises(StoreError, match="store_damaged"):
        holder.ledger.verify()
    with pytest.raises(StoreError, match=r"store_damaged|ledger_stopped"):
        holder.ledger.record(op_id(77), making(77))
    holder.close()
    with pytest.raises(StoreError, match="store_damaged"):
        open_ledger(profile)


def test_a_changed_operation_is_found_by_the_chain(profile):
    holder = SqlLedgerHolder(profile)
    holder.ledger.verify()
    holder.close()
    raw = open_checked(profile / "ledger.db", KEY, Rules(durable=True))
    with raw.transaction() as connection:
        connection.execute(text("update outbox set body = x'00' where seq = 7"))
    raw.close()
    holder = SqlLedgerHolder(profile)
    with pytest.raises(StoreError, match="ledger_chain_broken gen=1 seq=7"):
        holder.ledger.verify()
    holder.close()


def test_an_operation_of_a_newer_program_is_kept_and_sent_but_not_read(profile):
    raw = open_checked(profile / "ledger.db", KEY, Rules(durable=True))
    newer = '{"kind":"case.fly","v":1,"at":{"wall":1,"mono":1,"boot":"b","clock":"pc"},"by":"x",'
    newer += '"window":"w","subject":"s","data":{},"deps":[]}'
    with raw.transaction() as connection:
        change = text("update outbox set body = :body where seq = 40")
        connection.execute(change, {"body": newer.encode()})
    raw.close()
    holder = SqlLedgerHolder(profile)
    with pytest.raises(StoreError, match="store_newer"):
        holder.ledger.find(op_id(40))
    assert holder.ledger.outbox(39, 1, 1)[0].body == newer.encode()
    holder.close()


def test_a_wrong_statement_is_a_bug_and_not_dressed_up(tmp_path):
    database = open_checked(tmp_path / "any.db", KEY, Rules(durable=True))
    with pytest.raises(DBAPIError, match="no such table"), database.transaction() as connection:
        connection.execute(text("select * from absent"))
    database.close()


def test_a_key_of_another_length_is_a_bug(tmp_path):
    with pytest.raises(AssertionError, match="32 bytes"):
        Database(tmp_path / "any.db", b"short", Rules(durable=True))


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_how_a_file_is_written(tmp_path, durable, level):
    database = open_checked(tmp_path / "any.db", KEY, Rules(durable, erase=durable))
    with database.transaction() as connection:
        told = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.close()
    assert told == {
        "journal_mode": "wal",
        "synchronous": level,
        "foreign_keys": 1,
        "secure_delete": int(durable),
    }


def test_the_ledger_is_durable_and_the_journal_too(tmp_path):
    stores = open_stores(tmp_path, FakeKeyStore())
    levels = []
    for store in (stores.ledger, stores.journal, stores.cache):
        with store._database.transaction() as connection:
            levels.append(connection.exec_driver_sql("pragma synchronous").scalar())
    stores.close()
    assert levels == [2, 2, 1]


def test_an_entry_survives_reopening(profile):
    holder = SqlLedgerHolder(profile)
    holder.ledger.record(op_id(50), lambda _: entry(50))
    assert holder.reopen().find(op_id(50)).entry == entry(50)
    holder.close()


def test_a_ledger_of_a_newer_program_is_refused_and_closed_again(profile):
    raw = open_checked(profile / "ledger.db", KEY, Rules(durable=True))
    with raw.transaction() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    raw.close()
    for _ in range(2):
        with pytest.raises(StoreError, match=r"store_newer file=ledger\.db"):
            open_ledger(profile)


def test_a_purged_body_leaves_the_chain_whole(profile):
    raw = open_checked(profile / "ledger.db", KEY, Rules(durable=True))
    with raw.transaction() as connection:
        connection.execute(text("update outbox set body = null where seq in (1, 20)"))
    raw.close()
    holder = SqlLedgerHolder(profile)
    holder.ledger.verify()
    assert [each.seq for each in holder.ledger.outbox(18, 2, 10**6)] == [19, 21]
    holder.close()
