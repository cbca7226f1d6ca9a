"""From the bytes of a push to operations: what cannot be read is marked to be parked, never refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from counter_app.domain.codec import ShapeError
from counter_app.domain.county import PushedOp, ReadOp
from counter_app.domain.operation import UnknownOperation, decode

_LAST_WALL_MS = 253_402_300_799_999  # the end of year 9999, beyond which no date can be made
_LAST_VERSION = 2**31 - 1
_KIND = re.compile(r"[a-z0-9_.]{1,64}", re.ASCII)
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_NO = re.compile(r"[0-9A-Z]{1,32}", re.ASCII)


def read_op(op: PushedOp) -> ReadOp:
    """
    Decode one operation.

    Code ``unknown``: well-formed, of a kind or version that this server does not know. Code
    ``poison``: anything else that cannot be an operation, however it was made.
    """
    head = _head(op.body)
    kind, v = _text(head.get("kind"), _KIND), _whole(head.get("v"), _LAST_VERSION)
    no, wall = _text(head.get("no"), _NO), _wall(head)
    try:
        entry = decode(op.body)
    except UnknownOperation as newer:
        return ReadOp(op, None, "unknown", str(newer)[:80], kind, v, no, wall)
    except (ShapeError, RecursionError) as wrong:
        # Only the place of the fault: the rest of the message may hold what a person typed.
        place = str(wrong).partition(":")[0][:80]
        return ReadOp(op, None, "poison", place, kind, v, no, wall)
    if entry.at.wall != wall:
        return ReadOp(op, None, "poison", "Moment.wall", kind, v, no, 0)
    if _NUL.search(op.body):
        # The database would refuse it, and its log would quote the text around it.
        return ReadOp(op, None, "poison", "NUL", kind, v, no, wall)
    return ReadOp(op, entry, kind=kind, v=v, no=no, at_wall=wall)


def _head(body: bytes) -> Mapping[str, object]:
    try:
        head = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return head if isinstance(head, dict) else {}


def _wall(head: Mapping[str, object]) -> int:
    at = head.get("at")
    return _whole(at.get("wall"), _LAST_WALL_MS) if isinstance(at, dict) else 0


def _text(value: object, form: re.Pattern[str]) -> str:
    return value if isinstance(value, str) and form.fullmatch(value) else ""


def _whole(value: object, last: int) -> int:
    return value if isinstance(value, int) and 0 <= value <= last else 0
