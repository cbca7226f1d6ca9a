"""The rows of the feed as they came, a page at a time; item rows are indexed beside them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.codec import ShapeError, from_plain, to_plain
from counter_app.domain.item_feed import KIND, VERSION, read_item_body
from counter_app.domain.search import IndexedItem, Term
from counter_app.domain.wire import FeedRow
from db.window import item_index
from db.window.cache_tables import row, unknown

_Key = tuple[str, str]


def store_rows(connection: Connection, scope: str, told: Iterable[FeedRow]) -> None:
    """
    Store what is newer than what is here, by revision alone (INV-11).

    An item in a shape that this version cannot read goes to ``unknown``; what was known of it stays.
    """
    newest: dict[_Key, FeedRow] = {}
    for each in told:
        before = newest.get((each.k, each.id))
        if before is None or each.rev > before.rev:
            newest[each.k, each.id] = each
    known = _revs(connection, row, scope, newest)
    raw = _revs(connection, unknown, scope, newest)
    fresh = [
        each for key, each in newest.items() if each.rev > max(known.get(key, 0), raw.get(key, 0))
    ]
    items = {each.id: found for each in fresh if (found := _indexed(each)) is not None}
    unread = [each for each in fresh if _is_item(each) and each.id not in items]
    read = [each for each in fresh if not _is_item(each) or each.id in items]
    _reindex(connection, scope, [each for each in read if each.k == KIND], items, known)
    _put_rows(connection, scope, read)
    _put_unknown(connection, scope, unread)
    _forget_unknown(connection, scope, [key for each in read if (key := (each.k, each.id)) in raw])


def replay(connection: Connection) -> None:
    """Read what an older version of the program could not read."""
    waiting: dict[str, list[FeedRow]] = {}
    for found in connection.execute(select(unknown)):
        told = from_plain(FeedRow, json.loads(found.raw))
        if _indexed(told) is not None:
            waiting.setdefault(found.scope, []).append(told)
    for scope, rows in waiting.items():
        _forget_unknown(connection, scope, [(each.k, each.id) for each in rows])
        store_rows(connection, scope, rows)


def feed_row(found: Any) -> FeedRow:
    """Return a row of table ``row`` as it came."""
    return FeedRow(found.k, found.id, found.rev, found.op, found.v, json.loads(found.body))


def _revs(
    connection: Connection, table: Table, scope: str, keys: Collection[_Key]
) -> dict[_Key, int]:
    ids = sorted({entity for _, entity in keys})
    query = select(table.c.k, table.c.id, table.c.rev).where(
        table.c.scope == scope, table.c.id.in_(ids)
    )
    return {(found.k, found.id): found.rev for found in connection.execute(query)}


def _is_item(told: FeedRow) -> bool:
    return told.k == KIND and told.op == "put"


def _indexed(told: FeedRow) -> IndexedItem | None:
    if not _is_item(told) or told.v != VERSION:
        return None
    try:
        return read_item_body(told.body)
    except ShapeError:
        return None


def _reindex(
    connection: Connection,
    scope: str,
    told: Sequence[FeedRow],
    items: dict[str, IndexedItem],
    known: Collection[_Key],
) -> None:
    codes = [each.id for each in told if (KIND, each.id) in known]
    old = select(row.c.id, row.c.body).where(
        row.c.scope == scope, row.c.k == KIND, row.c.op == "put", row.c.id.in_(codes)
    )
    terms = {
        found.id: [Term(text, weight) for text, weight in json.loads(found.body)["terms"]]
        for found in connection.execute(old)
    }
    item_index.remove_items(connection, scope, terms)
    item_index.add_items(connection, scope, list(items.values()))


def _put_rows(connection: Connection, scope: str, told: Sequence[FeedRow]) -> None:
    added = insert(row)
    changed = {name: added.excluded[name] for name in ("rev", "op", "v", "body")}
    values = [
        {
            "scope": scope,
            "k": each.k,
            "id": each.id,
            "rev": each.rev,
            "op": each.op,
            "v": each.v,
            "body": _text(each.body),
        }
        for each in told
    ]
    if values:
        connection.execute(added.on_conflict_do_update(set_=changed), values)


def _put_unknown(connection: Connection, scope: str, told: Sequence[FeedRow]) -> None:
    added = insert(unknown)
    changed = {name: added.excluded[name] for name in ("rev", "raw")}
    values = [
        {"scope": scope, "k": each.k, "id": each.id, "rev": each.rev, "raw": _text(to_plain(each))}
        for each in told
    ]
    if values:
        connection.execute(added.on_conflict_do_update(set_=changed), values)


def _forget_unknown(connection: Connection, scope: str, keys: Sequence[_Key]) -> None:
    own = (unknown.c.k == bindparam("kind"), unknown.c.id == bindparam("entity"))
    values = [{"kind": kind, "entity": entity} for kind, entity in keys]
    if values:
        connection.execute(delete(unknown).where(unknown.c.scope == scope, *own), values)


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
