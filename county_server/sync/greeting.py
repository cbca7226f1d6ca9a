"""
Hello: what the county has of a window, and what the window has to do (design/sync.md 1.7, 3.2).

``seq_high`` and ``chain_at_high`` speak of the generation that the window named: with ``renew_gen``
they say above which of its operations everything goes under the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counter_app.domain.county import DeviceRow, DeviceStatus
from counter_app.domain.wire import PROTOCOL, PUSH_MAX_OPS, Hello, Pace, Todo

MIN_APP = "0.1.0"
WANTED_PER_S = 100


@dataclass(frozen=True, slots=True)
class LogMark:
    """
    The log of the generation that a hello names.

    ``high`` is its newest sequence number (0: none). ``hashes`` hold at least those of ``high``,
    of the window's own newest operation and of the newest one it knows as acked, if logged.
    """

    high: int
    hashes: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Greeting:
    """
    What is to be done.

    ``renew``: the county begins a new generation that follows ``chain``; ``rebase``: the newest
    one, still empty, follows ``chain``; ``fork``: the device stops.
    """

    todo: tuple[Todo, ...]
    seq_high: int
    chain: bytes
    renew: bool = False
    rebase: bool = False
    fork: bool = False

    @property
    def changes(self) -> bool:
        """Whether the county is another one after it."""
        return self.renew or self.rebase or self.fork


def greet(device: DeviceRow, epoch: str, hello: Hello, mark: LogMark) -> Greeting:
    """Decide on a hello (pure)."""
    chain = mark.hashes.get(mark.high, device.chain)
    if PROTOCOL not in hello.proto:
        return Greeting((Todo("upgrade"),), mark.high, chain)
    if device.status is not DeviceStatus.ACTIVE or hello.gen > device.gen:
        return Greeting((Todo("fork", seq=mark.high),), mark.high, chain)
    if hello.gen < device.gen:
        return _renewed_elsewhere(device, hello, mark)
    if _differs(hello, mark):
        return Greeting((Todo("fork", seq=mark.high),), mark.high, chain, fork=True)
    if _is_old_image(device, hello, mark):
        head = hello.next_seq - 1
        renewal = Todo("renew_gen", seq=head, gen=device.gen + 1)
        return Greeting((renewal,), head, bytes.fromhex(hello.chain), renew=True)
    return Greeting(_catch_up(device, epoch, hello), mark.high, chain)


def _renewed_elsewhere(device: DeviceRow, hello: Hello, mark: LogMark) -> Greeting:
    """Answer a ledger that is still in a generation before the device's."""
    high = hello.acked if _differs(hello, mark) else min(hello.next_seq - 1, mark.high)
    chain = mark.hashes.get(high, device.chain)
    renewal = Todo("renew_gen", seq=high, gen=device.gen)
    return Greeting((renewal,), high, chain, rebase=device.last_seq == 0)


def _differs(hello: Hello, mark: LogMark) -> bool:
    """Whether the window's newest operation is not the one logged in its place."""
    logged = mark.hashes.get(hello.next_seq - 1)
    return logged is not None and logged.hex() != hello.chain


def _is_old_image(device: DeviceRow, hello: Hello, mark: LogMark) -> bool:
    """Whether the window's ledger has fewer operations, or fewer numbers, than it once had."""
    head = hello.next_seq - 1
    later = hello.hiwater > device.hiwater or hello.certificate_hiwater > device.certificate_hiwater
    evident = hello.renew or later
    return head < mark.high or (head == mark.high and evident)


def _catch_up(device: DeviceRow, epoch: str, hello: Hello) -> tuple[Todo, ...]:
    todo = []
    if hello.acked > device.last_seq or hello.epoch != epoch:
        todo.append(Todo("rewind", seq=device.last_seq + 1))
    if hello.epoch != epoch:
        todo.append(Todo("reset", scopes=device.scopes()))
    return (*todo, Todo("go"))


def pace_for(windows: int) -> Pace:
    """Return the time over which so many windows spread when all come back at once: 100 a second."""
    return Pace(slot_ms=windows * 1_000 // WANTED_PER_S, batch=PUSH_MAX_OPS)
