"""One-time codes: spent once, for one key; the same key may ask again for the same answer."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg

from counter_app.domain.chain import GENESIS
from counter_app.domain.codec import from_plain
from counter_app.domain.wire import EnrolAnswer, WindowInfo
from db.county.sql import EPOCH

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

_CODE = """
    SELECT c.window_id, c.used_key, w.info FROM enrol_code c JOIN window_ w ON w.id = c.window_id
    WHERE c.hash = %s AND c.expires_ms > %s FOR UPDATE OF c
"""
_DEVICE = """
    INSERT INTO device
        (id, window_id, gen, status, public_key, last_seq, chain, secured, hiwater, skew_ms)
    VALUES (%s, %s, 1, 'active', %s, 0, %s, 0, '', 0)
    ON CONFLICT (window_id) DO UPDATE SET gen = device.gen + 1, status = 'active',
        public_key = EXCLUDED.public_key, last_seq = 0, secured = 0, hiwater = '',
        certificate_hiwater = ''
    RETURNING id, gen
"""
_KNOWN_DEVICE = "SELECT id, gen FROM device WHERE window_id = %s AND public_key = %s"


async def spend_code(
    opened: Connection, code_hash: bytes, public_key: bytes, now_ms: int
) -> EnrolAnswer | None:
    """Make the window's device, or renew it under its next generation; None: the code is not valid."""
    code = await (await opened.execute(_CODE, [code_hash, now_ms])).fetchone()
    if code is None:
        return None
    window, used, info = code
    if used is None:
        await opened.execute(
            "UPDATE enrol_code SET used_key = %s WHERE hash = %s", [public_key, code_hash]
        )
        made = await opened.execute(_DEVICE, [uuid4().hex, window, public_key, GENESIS])
    else:
        made = await opened.execute(_KNOWN_DEVICE, [window, public_key])
    device = await made.fetchone()
    epoch = await (await opened.execute(EPOCH)).fetchone()
    if device is None or epoch is None:
        return None
    return EnrolAnswer(device[0], device[1], epoch[0], now_ms, from_plain(WindowInfo, info))
