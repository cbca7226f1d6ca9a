"""Statements that more than one module sends, and rows that more than one reads."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from counter_app.domain.county import DeviceRow, DeviceStatus

# Hash of system identifier, timeline and the nonce that a restore renews (design/sync.md 1.3).
EPOCH = """
    SELECT left(encode(sha256(convert_to(concat_ws('/',
        (SELECT system_identifier FROM pg_control_system()),
        (SELECT timeline_id FROM pg_control_checkpoint()), nonce), 'UTF8')), 'hex'), 16)
    FROM epoch
"""

DEVICE = """
    SELECT d.id, d.window_id, w.hall, w.area, w.slot, d.gen, d.status, d.public_key,
           d.last_seq, d.chain, d.secured, d.hiwater, d.skew_ms, d.certificate_hiwater
    FROM device d JOIN window_ w ON w.id = d.window_id
    WHERE d.id = %s
"""

# One row per entity, moved to the end when it changes; an older revision changes nothing.
PUBLISH = """
    INSERT INTO feed (scope, k, id, rev, op, v, body, xid)
    SELECT scope, k, id, rev, 'put', 1, body, pg_current_xact_id()
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %b::bytea[])
        AS new(scope, k, id, rev, body)
    ON CONFLICT (scope, k, id) DO UPDATE
    SET rev = EXCLUDED.rev, op = EXCLUDED.op, v = EXCLUDED.v, body = EXCLUDED.body,
        xid = EXCLUDED.xid, seq = EXCLUDED.seq, at = EXCLUDED.at
    WHERE feed.rev < EXCLUDED.rev
"""


def device_row(row: tuple[Any, ...]) -> DeviceRow:
    """Return a row of ``DEVICE`` as a value."""
    values = dict(zip((each.name for each in fields(DeviceRow)), row, strict=True))
    return DeviceRow(**values | {"status": DeviceStatus(values["status"])})
