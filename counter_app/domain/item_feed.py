"""
The body of an item's feed row (kind ``item``, v 1, id the item code), written and read here alone.

``{"item": <plain Item>, "terms": [[text, weight], ...]}``: terms are lists since a guide of 3,000
items has 200,000 of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter_app.domain.codec import ShapeError, from_plain, to_plain
from counter_app.domain.item import Item
from counter_app.domain.search import IndexedItem, Term

KIND = "item"
VERSION = 1


def item_body(indexed: IndexedItem) -> dict[str, object]:
    """Return the plain body of an item and its terms."""
    return {
        "item": to_plain(indexed.item),
        "terms": [[each.text, int(each.weight)] for each in indexed.terms],
    }


def read_item_body(body: Mapping[str, Any]) -> IndexedItem:
    """
    Read a body back; names that this version does not know are passed over.

    Raises:
        ShapeError: not the body of an item in this version

    """
    item = from_plain(Item, body.get("item"))
    terms = body.get("terms")
    if not isinstance(terms, list):
        raise ShapeError("IndexedItem.terms: not a list")
    return IndexedItem(item, tuple(_term(each) for each in terms))


def _term(pair: object) -> Term:
    match pair:
        case [str(text), int(weight)]:
            return Term(text, weight)
        case _:
            raise ShapeError("IndexedItem.terms: not a text and a weight")
