"""Bodies of requests, from bytes to wire values; the limits of a push (design/sync.md 3.2)."""

from __future__ import annotations

import base64
import binascii
from typing import TypeVar

import msgspec
import zstandard

from counter_app.domain.chain import head_message
from counter_app.domain.county import DeviceRow, Push, PushedOp
from counter_app.domain.hall import HallAct, LeaseWish
from counter_app.domain.wire import (
    PUSH_MAX_BYTES,
    PUSH_MAX_OPS,
    EnrolRequest,
    Hello,
    LeaseRequest,
    PushHead,
    PushLine,
)
from county_server.auth import verifies

T = TypeVar("T")

REQUEST_MAX_BYTES = 4 * 1024 * 1024
"""A body as it comes, and as it is unpacked: one single operation may exceed PUSH_MAX_BYTES."""
_LAST_GEN = 2**31 - 1
_LAST_SEQ = 2**63 - PUSH_MAX_OPS
_LAST_MS = 2**53
_KEY_BYTES, _OP_ID_BYTES, _HASH_BYTES = 32, 16, 32
_line_decoder = msgspec.json.Decoder(PushLine)


class MalformedError(Exception):
    """The body is not what this request asks for."""


class TooLargeError(Exception):
    """The body, or a push, is beyond the limits."""


def unpack(body: bytes, encoding: str) -> bytes:
    """Undo ``Content-Encoding`` (none, identity or zstd); MalformedError or TooLargeError."""
    if encoding in ("", "identity"):
        return body
    if encoding != "zstd":
        raise MalformedError("encoding")
    try:
        with zstandard.ZstdDecompressor().stream_reader(body) as stream:
            plain = stream.read(REQUEST_MAX_BYTES + 1)
    except zstandard.ZstdError as wrong:
        raise MalformedError("zstd") from wrong
    if len(plain) > REQUEST_MAX_BYTES:
        raise TooLargeError
    return plain


def read_enrol(body: bytes) -> tuple[EnrolRequest, bytes]:
    """Return the request and its public key (32 bytes)."""
    request = _decode(body, EnrolRequest)
    return request, _hex(request.public_key, _KEY_BYTES)


def read_hello(body: bytes) -> Hello:
    """Return a hello whose numbers are in range."""
    hello = _decode(body, Hello)
    _hex(hello.chain, _HASH_BYTES)
    in_range = (
        0 < hello.gen <= _LAST_GEN
        and 0 < hello.next_seq <= _LAST_SEQ
        and 0 <= hello.acked < hello.next_seq
        and 0 <= hello.clock.wall <= _LAST_MS
    )
    if not in_range:
        raise MalformedError("range")
    return hello


def read_lease(body: bytes) -> LeaseRequest:
    """Return what a window asks for."""
    return _decode(body, LeaseRequest)


def read_hall_act(body: bytes) -> tuple[HallAct, bytes]:
    """Return an act on the queue and its id (16 bytes)."""
    act = _decode(body, HallAct)
    return act, _hex(act.op_id, _OP_ID_BYTES)


def read_lease_wish(body: bytes) -> LeaseWish:
    """Return how many tickets a window asks to be lent."""
    return _decode(body, LeaseWish)


def read_push(body: bytes, device: DeviceRow) -> Push:
    """
    Return the push in NDJSON ``body``, with its head's signature checked against ``device``.

    Raises:
        MalformedError: not NDJSON of a push, of another device, or its numbers have a hole
        TooLargeError: more operations or bytes than one push may have

    """
    first, *rest = body.rstrip(b"\n").split(b"\n")
    head = _decode(first, PushHead)
    if len(rest) > PUSH_MAX_OPS:
        raise TooLargeError
    ops = tuple(_op(line) for line in rest)
    if not _fits(head, ops, device):
        raise MalformedError("head")
    if len(ops) > 1 and sum(len(op.body) for op in ops) > PUSH_MAX_BYTES:
        raise TooLargeError
    last = ops[-1]
    message = head_message(head.device, head.gen, last.seq, last.h)
    signed = verifies(device.public_key, _hex(head.signature, 64), message)
    return Push(head.gen, head.epoch, head.first, ops, signed)


def _fits(head: PushHead, ops: tuple[PushedOp, ...], device: DeviceRow) -> bool:
    if head.device != device.id or not ops or head.n != len(ops):
        return False
    if not (0 < head.first <= _LAST_SEQ and 0 < head.gen <= _LAST_GEN):
        return False
    return all(op.seq == seq for seq, op in enumerate(ops, head.first))


def _op(line: bytes) -> PushedOp:
    try:
        pushed = _line_decoder.decode(line)
        body = base64.b64decode(pushed.body + "=" * (-len(pushed.body) % 4), b"-_", validate=True)
    except (msgspec.DecodeError, binascii.Error, ValueError) as wrong:
        raise MalformedError("line") from wrong
    return PushedOp(pushed.seq, _hex(pushed.op_id, _OP_ID_BYTES), body, _hex(pushed.h, _HASH_BYTES))


def _decode(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise MalformedError(kind.__name__) from wrong


def _hex(text: str, size: int) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError as wrong:
        raise MalformedError("hex") from wrong
    if len(value) != size or len(text) != 2 * size:
        raise MalformedError("hex")
    return value
