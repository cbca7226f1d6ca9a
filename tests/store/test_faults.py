"""Disks that fail: what is told, and that a ledger stops before it could give a number twice."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from counter_app.domain.errors import StoreError
from counter_app.domain.numbers import parse_case_no
from db.window.faults import file_error, file_errors, free_mb, store_error
from tests.store.samples import ENROLMENT, SqlLedgerHolder, making, op_id

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2026


@pytest.fixture
def holder(tmp_path):
    made = SqlLedgerHolder(tmp_path)
    made.ledger.enrol(ENROLMENT, 1, "epoch-1")
    yield made
    made.close()


def draw(holder, n):
    return holder.ledger.record(op_id(n), making(n), number_year=YEAR)


def database_error(code):
    failure = dbapi2.OperationalError("as the driver says it")
    failure.sqlite_errorcode = code
    return failure


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (5, "store_in_use"),
        (8, "store_damaged"),
        (10, "disk_failed"),
        (1034, "disk_failed"),
        (11, "store_damaged"),
        (13, "disk_full"),
        (14, "disk_failed"),
        (26, "store_not_database"),
    ],
)
def test_what_sqlite_says_on_a_disk_that_can_be_written(tmp_path, code, told):
    assert store_error(database_error(code), tmp_path / "ledger.db").code == told


@pytest.mark.skipif(not Path("/proc/sys").exists(), reason="needs a place nobody can write")
@pytest.mark.parametrize("code", [8, 14])
def test_what_sqlite_says_on_a_disk_that_can_only_be_read(code):
    """A file of the kernel stands for it: not even root may write there."""
    told = store_error(database_error(code), Path("/proc/sys/kernel/ostype"))
    assert told.code == "disk_read_only"


@pytest.mark.parametrize("code", [0, 1, 19])
def test_a_bug_stays_a_bug(tmp_path, code):
    assert store_error(database_error(code), tmp_path / "ledger.db") is None


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "disk_read_only"),
        (errno.EACCES, "profile_forbidden"),
        (errno.EIO, "disk_failed"),
        (None, "disk_failed"),
    ],
)
def test_what_the_system_says_of_a_file(number, told):
    failure = OSError() if number is None else OSError(number, os.strerror(number))
    assert file_error(failure, Path("keys.json")).values == {"file": "keys.json"}
    with pytest.raises(StoreError, match=told), file_errors(Path("keys.json")):
        raise failure


def test_free_space_of_a_folder_that_is_not_there(tmp_path):
    assert free_mb(tmp_path) > 0
    with pytest.raises(StoreError, match="disk_failed"):
        free_mb(tmp_path / "absent")


def test_when_the_number_cannot_be_noted_the_case_stands_and_numbering_stops(holder, tmp_path):
    mark, aside = tmp_path / "ledger.mark", tmp_path / "aside"
    draw(holder, 1)
    mark.rename(aside)
    mark.mkdir()
    assert parse_case_no(draw(holder, 2).entry.no).seq == 2
    with pytest.raises(StoreError, match="ledger_stopped"):
        draw(holder, 3)
    holder.ledger.record(op_id(4), making(4))
    mark.rmdir()
    aside.rename(mark)
    holder.reopen()
    assert parse_case_no(draw(holder, 3).entry.no).seq == 3


FAILING = """
import json, resource, sys
from pathlib import Path
from counter_app.domain.errors import StoreError
from tests.store.samples import ENROLMENT, SqlLedgerHolder, making, op_id

holder = SqlLedgerHolder(Path(sys.argv[1]))
holder.ledger.enrol(ENROLMENT, 1, "epoch-1")
said = []

def record(n):
    try:
        said.append(holder.ledger.record(op_id(n), making(n), number_year=2026).entry.no)
    except StoreError as refused:
        said.append(refused.code)

record(1)
log = (Path(sys.argv[1]) / "ledger.db-wal").stat().st_size
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (log + 5000, hard))
record(2)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
record(3)
record(1)
print(json.dumps(said + [len(holder.ledger.outbox(0, 10, 10**6))]))
holder.reopen()
said.clear()
record(2)
holder.ledger.verify()
print(json.dumps(said + [len(holder.ledger.outbox(0, 10, 10**6)), holder.ledger.chain_state().renew]))
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on file sizes")
def test_after_a_write_that_failed_nothing_is_recorded_until_reopened(tmp_path):
    """A limit on the size of files makes the system refuse a write in the middle of a commit."""
    done = subprocess.run(
        [sys.executable, "-c", FAILING, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    failing, reopened = (json.loads(line) for line in done.stdout.splitlines())
    first, failed, stopped, again, kept = failing
    assert (failed, stopped, kept) == ("disk_failed", "ledger_stopped", 1)
    assert again == first
    second, kept, renew = reopened
    assert (parse_case_no(second).seq, kept, renew) == (2, 2, False)
