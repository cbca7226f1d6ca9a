"""
Whether a push is taken: epoch, generation, signature, duplicates, fork, gap, chain (pure).

What is taken is stored whatever it says (``county_server.sync.judge`` decides its effect); what is
refused here has not been looked into at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from counter_app.domain.chain import GENESIS, next_hash
from counter_app.domain.county import DeviceRow, DeviceStatus, Logged, Push, PushedOp
from counter_app.domain.wire import OpResult, Refusal


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What to do with a push.

    ``refusal`` set: nothing is stored but, when it is a ``fork``, a copy of what came, and the
    device stops. Otherwise ``duplicates`` are answered as logged and ``fresh`` are stored.
    """

    refusal: Refusal | None = None
    duplicates: tuple[OpResult, ...] = ()
    fresh: tuple[PushedOp, ...] = ()

    @property
    def forked(self) -> bool:
        """Whether the same sequence number came with another content."""
        return self.refusal is not None and self.refusal.error == "fork"


def decide(device: DeviceRow, epoch: str, push: Push, logged: Mapping[int, Logged]) -> Decision:
    """
    Decide on a push of ``device`` as its row stands, locked.

    Args:
        device: the row of the device that signed the request
        epoch: the county's epoch now
        push: what came
        logged: by sequence number, the log of the push's generation as far as the push names it

    """
    refusal = _standing(device, epoch, push)
    if refusal is not None:
        return Decision(refusal)
    old = [op for op in push.ops if op.seq <= device.last_seq]
    for op in old:
        if logged[op.seq].h != op.h:
            return Decision(Refusal("fork", seq=op.seq))
    fresh = push.ops[len(old) :]
    if fresh and fresh[0].seq > device.last_seq + 1:
        return Decision(Refusal("gap", seq_high=device.last_seq))
    broken = _broken_link(device, push, len(old))
    if broken:
        return Decision(Refusal("fork", seq=broken))
    duplicates = tuple(replace(logged[op.seq].result, s="duplicate") for op in old)
    return Decision(None, duplicates, fresh)


def _standing(device: DeviceRow, epoch: str, push: Push) -> Refusal | None:
    if device.status is not DeviceStatus.ACTIVE:
        return Refusal("fork", seq=device.last_seq)
    if push.epoch != epoch:
        return Refusal("epoch", seq_high=device.last_seq)
    if push.gen != device.gen:
        return Refusal("gen", seq_high=device.last_seq)
    return None if push.signed else Refusal("signature")


def _broken_link(device: DeviceRow, push: Push, skip: int) -> int:
    """Return the first sequence number that does not follow the chain, or 0."""
    previous = device.chain
    for op in push.ops[skip:]:
        if next_hash(previous, push.gen, op.seq, op.op_id, op.body) != op.h:
            # A ledger on a new disk has never seen the head of the generation before it.
            fresh_disk = op.seq == 1 and next_hash(GENESIS, push.gen, 1, op.op_id, op.body) == op.h
            if not fresh_disk:
                return op.seq
        previous = op.h
    return 0
