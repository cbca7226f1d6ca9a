"""The service guide: items by version, and the reference scope of the feed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from counter_app.domain import item_feed
from counter_app.domain.calendar import YearTable
from counter_app.domain.codec import from_plain, to_bytes
from counter_app.domain.item import Item
from counter_app.domain.search import IndexedItem
from counter_app.domain.wire import REFERENCE_SCOPE
from db.county.engine import session
from db.county.publishing import Session, note_act, publish

CALENDAR_KIND = "calendar"
_SAVE = """
    INSERT INTO item (code, version, body)
    SELECT code, version, body::jsonb
    FROM unnest(%s::text[], %s::int[], %b::text[]) AS new(code, version, body)
    ON CONFLICT (code) DO UPDATE SET version = EXCLUDED.version, body = EXCLUDED.body
    WHERE item.version <> EXCLUDED.version
"""


@dataclass(frozen=True, slots=True)
class Published:
    """How many feed rows are new or changed."""

    items: int
    calendars: int


def read_items(url: str) -> Mapping[str, Item]:
    """Return every item in its newest version, by code, in the order of the codes."""
    with session(url) as opened:
        return _stored(opened)


def revise_guide(
    url: str,
    revise: Callable[[Mapping[str, Item]], Sequence[IndexedItem]],
    calendars: Sequence[YearTable],
) -> Published:
    """
    Store what ``revise`` makes of the items stored, and holiday tables, and put both into the feed.

    All or nothing, one process at a time.
    """
    with session(url) as opened:
        opened.execute("LOCK TABLE item IN SHARE ROW EXCLUSIVE MODE")
        indexed = revise(_stored(opened))
        items = [each.item for each in indexed]
        plain = [to_bytes(each).decode() for each in items]
        versions = [each.version for each in items]
        opened.execute(_SAVE, [[each.code for each in items], versions, plain])
        bodies = [(each.item.code, item_feed.item_body(each)) for each in indexed]
        changed = publish(opened, REFERENCE_SCOPE, item_feed.KIND, bodies, item_feed.VERSION)
        tables = [(each.id, each) for each in calendars]
        published = Published(changed, publish(opened, REFERENCE_SCOPE, CALENDAR_KIND, tables))
        note_act(opened, "catalogue.load", str(len(items)))
    return published


def _stored(opened: Session) -> Mapping[str, Item]:
    rows = opened.execute("SELECT code, body FROM item ORDER BY code").fetchall()
    return {code: from_plain(Item, body) for code, body in rows}
