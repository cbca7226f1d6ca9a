"""
The hash chain over a window's operations (design/sync.md 3.2).

``h = SHA-256(h_prev ‖ gen ‖ seq ‖ op_id ‖ body)`` with integers of 8 bytes, big-endian. The first
operation of a generation follows the head of the one before; the very first follows ``GENESIS``.
"""

from __future__ import annotations

import hashlib

GENESIS = bytes(32)


def next_hash(previous: bytes, gen: int, seq: int, op_id: bytes, body: bytes) -> bytes:
    """Return the chain hash (32 bytes) of one operation that follows ``previous``."""
    numbers = gen.to_bytes(8, "big") + seq.to_bytes(8, "big")
    return hashlib.sha256(previous + numbers + op_id + body).digest()


def head_message(device: str, gen: int, seq: int, head: bytes) -> bytes:
    """Return what a device signs for a push: its chain head at ``seq``, bound to its identity."""
    numbers = gen.to_bytes(8, "big") + seq.to_bytes(8, "big")
    return b"counter-chain-head\0" + device.encode() + b"\0" + numbers + head
