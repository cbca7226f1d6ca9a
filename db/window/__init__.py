"""The window's stores: ledger, cache and journal, each an encrypted SQLite file of the profile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter_app.domain.errors import StoreError
from counter_app.domain.ports import KeyStore
from db.window.cache import SqlCache, open_cache
from db.window.journal import SqlJournal, open_journal
from db.window.keys import store_key
from db.window.ledger import Space, SqlLedger, open_ledger
from db.window.opening import make_private_folder


@dataclass(frozen=True, slots=True)
class Stores:
    """The three open files of a profile; used on the store lane only."""

    ledger: SqlLedger
    cache: SqlCache
    journal: SqlJournal

    def close(self) -> None:
        """Close all three; the lane must be at rest."""
        for each in (self.journal, self.cache, self.ledger):
            each.close()


def open_stores(profile: Path, keystore: KeyStore, space: Space | None = None) -> Stores:
    """
    Open or create the files of a profile; nothing stays open when one of them cannot be.

    Raises:
        StoreError: as ``store_key``, ``open_ledger``, ``open_journal`` and ``open_cache``

    """
    make_private_folder(profile)
    key = store_key(keystore, profile)
    ledger = open_ledger(profile, key, space)
    try:
        journal = open_journal(profile, key)
        try:
            return Stores(ledger, open_cache(profile, key), journal)
        except StoreError:
            journal.close()
            raise
    except StoreError:
        ledger.close()
        raise
