"""Feed rows of the county's own things, whose revision counts their changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from counter_app.domain.codec import to_bytes

Session = psycopg.Connection[tuple[Any, ...]]

_PUBLISH = """
    INSERT INTO feed (scope, k, id, rev, op, v, body, xid)
    SELECT %s, %s, id, 1, 'put', %s, body, pg_current_xact_id()
    FROM unnest(%s::text[], %b::bytea[]) AS new(id, body)
    ON CONFLICT (scope, k, id) DO UPDATE
    SET rev = feed.rev + 1, op = EXCLUDED.op, v = EXCLUDED.v, body = EXCLUDED.body,
        xid = EXCLUDED.xid, seq = EXCLUDED.seq, at = EXCLUDED.at
    WHERE (feed.op, feed.v, feed.body) <> (EXCLUDED.op, EXCLUDED.v, EXCLUDED.body)
"""
_AUDIT = "INSERT INTO audit (actor, act, subject) VALUES ('console', %s, %s)"


def publish(
    opened: Session, scope: str, kind: str, bodies: Sequence[tuple[str, object]], version: int = 1
) -> int:
    """Put (id, body) rows into ``scope``; return how many are new or changed."""
    ids = [entity for entity, _ in bodies]
    plain = [to_bytes(body) for _, body in bodies]
    return opened.execute(_PUBLISH, [scope, kind, version, ids, plain]).rowcount


def note_act(opened: Session, act: str, subject: str) -> None:
    """Write what was done at the console into the audit."""
    opened.execute(_AUDIT, [act, subject])
