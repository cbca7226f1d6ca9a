"""Item rows by the terms a clerk types: equal to ``counter_app.domain.search.search_in_memory``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
)

from counter_app.domain.item import ItemCode, ItemHit, ProjectType
from counter_app.domain.search import IndexedItem, Term, Weight, normalise, prefix_range
from db.window.cache_tables import item_entry, item_term

_BEST_FIRST = tuple(sorted((int(each) for each in Weight), reverse=True))
_RANK = (item_entry.c.letters, item_entry.c.name, item_entry.c.code)
_HIT = (item_entry.c.code, item_entry.c.name, item_entry.c.department, item_entry.c.kind)


def add_items(connection: Connection, scope: str, items: Sequence[IndexedItem]) -> None:
    """Make items findable; none of them may be in the index."""
    if not items:
        return
    first = connection.execute(select(func.coalesce(func.max(item_entry.c.entry), 0))).scalar_one()
    numbered = list(enumerate(items, first + 1))
    connection.execute(insert(item_entry), [_entry(scope, *each) for each in numbered])
    terms = [values for entry, each in numbered for values in _term_rows(entry, each.terms)]
    if terms:
        connection.execute(insert(item_term), terms)


def remove_items(connection: Connection, scope: str, terms: Mapping[str, Sequence[Term]]) -> None:
    """Take items out of the index: by code, the terms each was added with."""
    query = select(item_entry.c.code, item_entry.c.entry).where(
        item_entry.c.scope == scope, item_entry.c.code.in_(list(terms))
    )
    entries = {found.code: found.entry for found in connection.execute(query)}
    gone = [values for code, entry in entries.items() for values in _term_rows(entry, terms[code])]
    if gone:
        own = (each == bindparam(f"old_{each.name}") for each in item_term.c)
        values = [{f"old_{name}": value for name, value in each.items()} for each in gone]
        connection.execute(delete(item_term).where(*own), values)
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
    if len(words) == 1:
        return _find_one(connection, words[0], limit)
    return _find_all(connection, words, limit)


def _find_one(connection: Connection, word: str, limit: int) -> tuple[ItemHit, ...]:
    """
    Find by one word: weight after weight, until there are enough.

    A first letter is in every item's terms, but hits of the best weight are few.
    """
    found: dict[int, ItemHit] = {}
    values = _ranges([word])
    for weight in _BEST_FIRST:
        values |= {"weight": weight, "limit": limit + len(found)}
        for each in connection.execute(_one_word(), values):
            found.setdefault(each.entry, _hit(each))
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def _find_all(connection: Connection, words: Sequence[str], limit: int) -> tuple[ItemHit, ...]:
    """Find by several words, each of which must hit; the score is the sum of their best weights."""
    values = {**_ranges(words), "limit": limit}
    return tuple(_hit(each) for each in connection.execute(_all_words(len(words)), values))


def _ranges(words: Sequence[str]) -> dict[str, str | int]:
    values: dict[str, str | int] = {}
    for at, word in enumerate(words):
        values[f"low_{at}"], values[f"high_{at}"] = prefix_range(word)
    return values


@cache
def _one_word() -> Select[Any]:
    """Hits of one word in one weight; built once, since building costs more than running."""
    query = select(item_term.c.entry).where(item_term.c.weight == bindparam("weight"))
    own = query.where(*_in_range(0)).distinct().subquery()
    hits = select(item_entry.c.entry, *_HIT).join(own, own.c.entry == item_entry.c.entry)
    return hits.order_by(*_RANK).limit(bindparam("limit"))


@cache
def _all_words(count: int) -> Select[Any]:
    best = func.max(item_term.c.weight).label("best")
    in_weights = item_term.c.weight.in_([literal_column(str(each)) for each in _BEST_FIRST])
    words = (
        select(item_term.c.entry, best)
        .where(in_weights, *_in_range(at))
        .group_by(item_term.c.entry)
        for at in range(count)
    )
    hits = union_all(*words).subquery()
    points = func.sum(hits.c.best).label("points")
    scored = select(hits.c.entry, points).group_by(hits.c.entry)
    found = scored.having(func.count() == count).subquery()
    query = select(*_HIT).join(found, found.c.entry == item_entry.c.entry)
    return query.order_by(found.c.points.desc(), *_RANK).limit(bindparam("limit"))


def _in_range(at: int) -> tuple[ColumnElement[bool], ...]:
    term = item_term.c.term
    return term >= bindparam(f"low_{at}"), term < bindparam(f"high_{at}")


def _hit(found: Any) -> ItemHit:
    return ItemHit(ItemCode(found.code), found.name, found.department, ProjectType(found.kind))


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


def _term_rows(entry: int, terms: Sequence[Term]) -> list[dict[str, object]]:
    best: dict[str, int] = {}
    for each in terms:
        best[each.text] = max(best.get(each.text, 0), each.weight)
    return [{"weight": best[text], "term": text, "entry": entry} for text in best]
