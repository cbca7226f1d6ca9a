"""A hello from request to answer: one transaction on the device's row."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from counter_app.domain.county import DeviceRow
from counter_app.domain.wire import PROTOCOL, Hello, HelloAnswer, Pace
from county_server.auth import DeniedError
from county_server.sync.greeting import MIN_APP, Greeting, LogMark, greet
from county_server.sync.store import CountyStore, PushTurn

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """A hello, the county's time when it came, and whether it had not come before."""

    hello: Hello
    now_ms: int
    first: bool


async def take_hello(store: CountyStore, device: str, heard: Heard, pace: Pace) -> HelloAnswer:
    """
    Answer a hello; a generation renewed by it is committed before the window hears of it.

    One that came before is answered as long as nothing follows from it.

    Raises:
        StoreError: ``county_store_busy``
        DeniedError: ``replay``

    """
    hello, now_ms = heard.hello, heard.now_ms
    async with store.turn(device) as turn:
        row, epoch = turn.device, turn.epoch
        greeting = greet(row, epoch, hello, await _mark(turn, hello))
        if heard.first:
            await _carry_out(turn, greeting)
            await turn.note_skew(hello.clock.wall - now_ms)
        elif greeting.changes:
            raise DeniedError("replay")
        leases = await turn.leases(row.window)
    return replace(_answer(row, hello, epoch, greeting, now_ms), pace=pace, leases=leases)


async def _mark(turn: PushTurn, hello: Hello) -> LogMark:
    high = await turn.high(hello.gen)
    hashes: dict[int, bytes] = {}
    for seq in {high, hello.next_seq - 1, hello.acked}:
        logged = await turn.logged(hello.gen, seq, seq)
        hashes |= {at: each.h for at, each in logged.items()}
    return LogMark(high, hashes)


async def _carry_out(turn: PushTurn, greeting: Greeting) -> None:
    device = turn.device
    if greeting.fork:
        logger.error("device forked device=%s gen=%d", device.id, device.gen)
        await turn.stop(())
    elif greeting.renew:
        logger.warning("generation renewed device=%s gen=%d", device.id, device.gen + 1)
        await turn.renew(greeting.chain)
    elif greeting.rebase:
        await turn.advance(0, greeting.chain, device.hiwater)


def _answer(
    row: DeviceRow, hello: Hello, epoch: str, greeting: Greeting, now_ms: int
) -> HelloAnswer:
    return HelloAnswer(
        proto=PROTOCOL,
        epoch=epoch,
        gen=hello.gen,
        seq_high=greeting.seq_high,
        chain_at_high=greeting.chain.hex(),
        secured=row.secured if hello.gen == row.gen else 0,
        server_time=now_ms,
        min_app=MIN_APP,
        scopes=row.scopes(),
        pace=Pace(),
        todo=greeting.todo,
        hiwater=row.hiwater,
    )
