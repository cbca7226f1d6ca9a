"""A window's computer is lost: its device is shut out and its word ends."""

from __future__ import annotations

from datetime import date

from counter_app.domain.errors import RuleError
from db.county.engine import session

_RETIRE = "UPDATE device SET status = 'retired' WHERE window_id = %s RETURNING id, gen"
_REVOKE = """
    INSERT INTO revoked_device (device, gen, since, reason) VALUES (%s, %s, %s, %s)
    ON CONFLICT (device, gen) DO UPDATE
    SET since = least(revoked_device.since, EXCLUDED.since), reason = EXCLUDED.reason
"""


def revoke_device(url: str, window: str, since: date, reason: str) -> int:
    """
    Retire a window's device and revoke its generations up to the present one, which is returned.

    A later enrolment of the window gives the device its next generation, which counts again.
    RuleError ``window_not_enrolled``.
    """
    with session(url) as opened:
        row = opened.execute(_RETIRE, [window]).fetchone()
        if row is None:
            raise RuleError("window_not_enrolled", window=window)
        opened.execute(_REVOKE, [row[0], row[1], since, reason])
    return int(row[1])
