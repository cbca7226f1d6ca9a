"""``cache.db``: the Cache port on SQLCipher; everything in it can be pulled again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, select, union
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.errors import StoreError
from counter_app.domain.item import Item, ItemHit
from counter_app.domain.item_feed import KIND, read_item_body
from counter_app.domain.wire import FeedRow, PullAnswer
from db.window import item_index
from db.window.cache_tables import LAYOUT, PARTIES, STATE, cursor, metadata, row, unknown
from db.window.engine import Database, Rules
from db.window.feed_rows import feed_row, replay, store_rows
from db.window.opening import make_private_folder, open_checked, remove_database

FILE = "cache.db"
_RULES = Rules(durable=False, page_cache_mb=64)
_BROKEN = frozenset({"store_not_database", "store_truncated", "store_damaged"})
_LIVE = row.c.op == "put"


def open_cache(profile: Path, key: bytes) -> SqlCache:
    """
    Open the cache of a profile; one that cannot be read or has another layout starts empty.

    Raises:
        StoreError: the disk is full, failing or read-only, or another program has the file open

    """
    return SqlCache(profile / FILE, key)


class SqlCache:
    """The Cache port; used on the store lane only."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._database = self._open()
        with self._transaction() as connection:
            replay(connection)
        self._database.hand_over()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def cursor(self, scope: str) -> str:
        """The feed cursor of a scope, empty at the start."""
        query = select(cursor.c.cursor).where(cursor.c.scope == scope)
        with self._transaction() as connection:
            return connection.execute(query).scalar() or ""

    def apply(self, scope: str, answer: PullAnswer) -> None:
        """
        Store a page and its cursor in one transaction; a row of an older rev changes nothing.

        An item in a shape that this version cannot read is kept raw and read after an upgrade;
        until then the version known before stays visible.
        """
        with self._transaction() as connection:
            store_rows(connection, scope, answer.rows)
            added = insert(cursor).values(scope=scope, epoch=answer.epoch, cursor=answer.cursor)
            told = {"epoch": answer.epoch, "cursor": answer.cursor, "digest": None}
            connection.execute(
                added.on_conflict_do_update(index_elements=[cursor.c.scope], set_=told)
            )

    def reset(self, scope: str) -> None:
        """Forget a scope's rows and cursor."""
        with self._transaction() as connection:
            item_index.remove_scope(connection, scope)
            for table in (row, unknown, cursor):
                connection.execute(delete(table).where(table.c.scope == scope))

    def scopes(self) -> tuple[str, ...]:
        """Scopes that have a cursor, by name."""
        with self._transaction() as connection:
            query = select(cursor.c.scope).order_by(cursor.c.scope)
            return tuple(connection.execute(query).scalars())

    def row(self, kind: str, entity: str) -> FeedRow | None:
        """One live entity, its newest revision when several scopes hold it."""
        newest = select(row).where(row.c.k == kind, row.c.id == entity, _LIVE)
        with self._transaction() as connection:
            found = connection.execute(newest.order_by(row.c.rev.desc()).limit(1)).one_or_none()
        return feed_row(found) if found is not None else None

    def rows(self, kind: str, *states: str) -> tuple[FeedRow, ...]:
        """All live entities of a kind, by id; only those in any of ``states`` if some are given."""
        query = select(row).where(row.c.k == kind, _LIVE).order_by(row.c.id, row.c.rev)
        if states:
            # by id: another scope may hold a newer revision, in another state
            found_in = select(row.c.id).where(row.c.k == kind, STATE.in_(states))
            query = query.where(row.c.id.in_(found_in))
        with self._transaction() as connection:
            newest = {found.id: found for found in connection.execute(query)}
        rows = (feed_row(found) for found in newest.values())
        return tuple(each for each in rows if not states or each.body.get("state") in states)

    def cases_about(self, number: str) -> tuple[str, ...]:
        """Ids of live cases that ``counter_app.domain.parties`` finds by that number."""
        found = (
            select(row.c.id).where(row.c.k == "case", each == number, _LIVE) for each in PARTIES
        )
        with self._transaction() as connection:
            return tuple(connection.execute(union(*found)).scalars())

    def item(self, code: str) -> Item | None:
        """The newest version of an item."""
        found = self.row(KIND, code)
        return read_item_body(found.body).item if found is not None else None

    def find_items(self, text: str, limit: int) -> tuple[ItemHit, ...]:
        """Search as ``counter_app.domain.search`` defines it, best first."""
        with self._transaction() as connection:
            return item_index.find_items(connection, text, limit)

    def _open(self) -> Database:
        make_private_folder(self._path.parent)
        try:
            database = open_checked(self._path, self._key, _RULES)
        except StoreError as failure:
            if failure.code not in _BROKEN:
                raise
            remove_database(self._path)
            database = open_checked(self._path, self._key, _RULES)
        if database.layout() not in (0, LAYOUT):
            database.close()
            remove_database(self._path)
            database = open_checked(self._path, self._key, _RULES)
        database.create(metadata, LAYOUT)
        return database

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One transaction; damage met in it empties the cache, so that the next pull fills it."""
        try:
            with self._database.transaction() as connection:
                yield connection
        except StoreError as failure:
            if failure.code != "store_damaged":
                raise
            self._database.close()
            remove_database(self._path)
            self._database = self._open()
            raise StoreError("cache_rebuilt") from failure
