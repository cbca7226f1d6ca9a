"""Item rows by the terms a clerk types: equal to ``counter_app.domain.search.search_in_memory``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, union_all

from counter_app.domain.item import ItemCode, ItemHit, ProjectType
from counter_app.domain.search import IndexedItem, normalise, prefix_range
from db.window.cache_tables import item_entry, item_term


def add_items(connection: Connection, scope: str, items: Sequence[IndexedItem]) -> None:
    """Make items findable; none of them may be in the index."""
    if not items:
        return
    first = connection.execute(select(func.coalesce(func.max(item_entry.c.entry), 0))).scalar_one()
    numbered = list(enumerate(items, first + 1))
    connection.execute(insert(item_entry), [_entry(scope, *each) for each in numbered])
    terms = [values for entry, each in numbered for values in _terms(entry, each)]
    if terms:
        connection.execute(insert(item_term), terms)


def remove_items(connection: Connection, scope: str, terms: Mapping[str, Sequence[str]]) -> None:
    """Take items out of the index: by code, the texts each was added with."""
    query = select(item_entry.c.code, item_entry.c.entry).where(
        item_entry.c.scope == scope, item_entry.c.code.in_(list(terms))
    )
    entries = {found.code: found.entry for found in connection.execute(query)}
    gone = [
        {"own": entry, "text": text}
        for code, entry in entries.items()
        for text in dict.fromkeys(terms[code])
    ]
    if gone:
        own = (item_term.c.entry == bindparam("own"), item_term.c.term == bindparam("text"))
        connection.execute(delete(item_term).where(*own), gone)
    connection.execute(delete(item_entry).where(item_entry.c.entry.in_(list(entries.values()))))


def remove_scope(connection: Connection, scope: str) -> None:
    """Take all items of a scope out of the index."""
    own = select(item_entry.c.entry).where(item_entry.c.scope == scope)
    connection.execute(delete(item_term).where(item_term.c.entry.in_(own)))
    connection.execute(delete(item_entry).where(item_entry.c.scope == scope))


def find_items(connection: Connection, text: str, limit: int) -> tuple[ItemHit, ...]:
    """Return the best ``limit`` items for a query, best first; an empty query has none."""
    words = normalise(text)
    if not words or limit < 1:
        return ()
    hits = union_all(*(_hits(word) for word in words)).subquery()
    points = func.sum(hits.c.best).label("points")
    scored = select(hits.c.entry, points).group_by(hits.c.entry)
    if len(words) > 1:
        scored = scored.having(func.count() == len(words))
    found = scored.subquery()
    query = (
        select(item_entry.c.code, item_entry.c.name, item_entry.c.department, item_entry.c.kind)
        .join(found, found.c.entry == item_entry.c.entry)
        .order_by(found.c.points.desc(), item_entry.c.letters, item_entry.c.name, item_entry.c.code)
        .limit(limit)
    )
    return tuple(
        ItemHit(ItemCode(each.code), each.name, each.department, ProjectType(each.kind))
        for each in connection.execute(query)
    )


def _hits(word: str) -> Select[int, int]:
    low, high = prefix_range(word)
    best = func.max(item_term.c.weight).label("best")
    return (
        select(item_term.c.entry, best)
        .where(item_term.c.term >= low, item_term.c.term < high)
        .group_by(item_term.c.entry)
    )


def _entry(scope: str, entry: int, indexed: IndexedItem) -> dict[str, object]:
    item = indexed.item
    return {
        "entry": entry,
        "scope": scope,
        "code": item.code,
        "name": item.name,
        "letters": len(item.name),
        "department": item.dept_name,
        "kind": item.project_type.value,
    }


def _terms(entry: int, indexed: IndexedItem) -> list[dict[str, object]]:
    best: dict[str, int] = {}
    for each in indexed.terms:
        best[each.text] = max(best.get(each.text, 0), each.weight)
    return [{"term": text, "entry": entry, "weight": weight} for text, weight in best.items()]
