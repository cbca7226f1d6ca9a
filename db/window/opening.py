"""
Opening a file of the profile, and naming what is wrong with it.

A wrong key and a foreign file look the same to SQLCipher, a cut file and a damaged one nearly so;
a clerk must be told different things, so they are told apart here.
"""

from __future__ import annotations

import os
from pathlib import Path

from counter_app.domain.errors import StoreError
from db.window.engine import Database, Rules, damaged_pages_of
from db.window.faults import file_errors

PAGE_BYTES = 4096
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user may enter, with its parents."""
    with file_errors(folder):
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def open_checked(path: Path, key: bytes, rules: Rules) -> Database:
    """
    Open or create a file of the profile; a durable one is authenticated page by page (5 ms a MB).

    Raises:
        StoreError: ``store_not_database``, ``store_truncated``, ``store_damaged``,
            ``store_in_use``, ``disk_read_only``, ``disk_full`` or ``disk_failed``

    """
    make_private_folder(path.parent)
    with file_errors(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
    try:
        database = Database(path, key, rules)
    except StoreError as failure:
        raise _named(failure, path, key) from failure
    if rules.durable:
        try:
            _check_pages(database)
        except StoreError:
            database.close()
            raise
    return database


def remove_database(path: Path) -> None:
    """Remove a file that can be rebuilt, with its log."""
    with file_errors(path):
        for each in (path, path.with_name(path.name + "-wal")):
            each.unlink(missing_ok=True)


def _check_pages(database: Database) -> None:
    """
    Authenticate every page, so that damage is met at the start and not at the counter.

    Pages torn in a crash are made good from the log first. When the disk is too full for that, the
    file is opened unchecked: what is in it can still be read and sent.
    """
    try:
        database.empty_log()
    except StoreError as failure:
        if failure.code != "disk_full":
            raise
        return
    if database.damaged_pages():
        raise StoreError("store_damaged", file=database.path.name)


def _named(failure: StoreError, path: Path, key: bytes) -> StoreError:
    with file_errors(path):
        size = path.stat().st_size
    cut = failure.code == "store_not_database" and 0 < size < PAGE_BYTES
    if failure.code == "store_damaged":
        # Each page that is there may be whole: then its first page names more than there are.
        cut = not damaged_pages_of(path, key)
    if cut:
        return StoreError("store_truncated", file=path.name)
    return failure
