"""A Cache in memory: the rows of each scope, and search as the domain defines it."""

from __future__ import annotations

from counter_app.domain.codec import ShapeError
from counter_app.domain.item import Item, ItemHit
from counter_app.domain.item_feed import KIND, VERSION, read_item_body
from counter_app.domain.search import IndexedItem, search_in_memory
from counter_app.domain.wire import FeedRow, PullAnswer

Rows = dict[tuple[str, str], FeedRow]


class FakeCache:
    def __init__(self):
        self._cursors: dict[str, str] = {}
        self._rows: dict[str, Rows] = {}
        self._unknown: dict[str, Rows] = {}

    def cursor(self, scope: str) -> str:
        return self._cursors.get(scope, "")

    def apply(self, scope: str, answer: PullAnswer) -> None:
        known = self._rows.setdefault(scope, {})
        unknown = self._unknown.setdefault(scope, {})
        for row in answer.rows:
            key = (row.k, row.id)
            if row.rev <= max(_rev(known.get(key)), _rev(unknown.get(key))):
                continue
            if row.k == KIND and row.op == "put" and _indexed(row) is None:
                unknown[key] = row
                continue
            unknown.pop(key, None)
            known[key] = row
        self._cursors[scope] = answer.cursor

    def reset(self, scope: str) -> None:
        for part in (self._cursors, self._rows, self._unknown):
            part.pop(scope, None)

    def scopes(self) -> tuple[str, ...]:
        return tuple(sorted(self._cursors))

    def row(self, kind: str, entity: str) -> FeedRow | None:
        return next((each for each in self.rows(kind) if each.id == entity), None)

    def rows(self, kind: str, *states: str) -> tuple[FeedRow, ...]:
        newest: dict[str, FeedRow] = {}
        for rows in self._rows.values():
            for row in rows.values():
                if row.k == kind and row.op == "put" and row.rev > _rev(newest.get(row.id)):
                    newest[row.id] = row
        rows = (newest[entity] for entity in sorted(newest))
        return tuple(each for each in rows if not states or each.body.get("state") in states)

    def cases_about(self, number: str) -> tuple[str, ...]:
        return tuple(each.id for each in self.rows("case") if number in _parties(each.body))

    def item(self, code: str) -> Item | None:
        row = self.row(KIND, code)
        found = _indexed(row) if row is not None else None
        return found.item if found is not None else None

    def find_items(self, text: str, limit: int) -> tuple[ItemHit, ...]:
        found = (_indexed(row) for row in self.rows(KIND))
        return search_in_memory([each for each in found if each is not None], text, limit)


def _parties(body: dict) -> list[str]:
    about = body.get("application", {})
    paths = ("body.credit_code", "person.number", "agent.person.number", "guardian.person.number")
    found = []
    for path in paths:
        value = about
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        found.append(value)
    return [each for each in found if each]


def _rev(row: FeedRow | None) -> int:
    return row.rev if row is not None else 0


def _indexed(row: FeedRow) -> IndexedItem | None:
    if row.v != VERSION:
        return None
    try:
        return read_item_body(row.body)
    except ShapeError:
        return None
