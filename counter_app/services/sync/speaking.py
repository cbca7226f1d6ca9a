"""The effects of ``step`` on the line; all of it runs on the sync lane, no transaction is open."""

from __future__ import annotations

import base64
import math

import counter_app
from counter_app.domain.chain import head_message
from counter_app.domain.errors import CountyError
from counter_app.domain.records import Enrolment, Instant
from counter_app.domain.wire import PROTOCOL, ClockReport, Hello, PushHead, PushLine
from counter_app.services.sync.messages import (
    Failed,
    Fault,
    HelloAnswered,
    LineEffect,
    LineEvent,
    Pulled,
    Pushed,
    SendHello,
    SendPush,
)
from counter_app.services.sync.ports import SyncDesk


def speak(desk: SyncDesk, enrolment: Enrolment, effect: LineEffect) -> LineEvent:
    """Send one request and return the answer, or the failure, as an event."""
    asked = desk.clock.read()
    try:
        desk.county.aim(enrolment.server, enrolment.device)
        return _ask(desk, enrolment.device, asked, effect)
    except CountyError as error:
        return Failed(effect.request, desk.clock.read().mono_ms, fault_of(error))


def fault_of(error: CountyError) -> Fault:
    """Return ``error`` as a value; a wait is rounded up to whole milliseconds."""
    retry_s = error.retry_after_s
    retry_ms = None if retry_s is None else max(0, math.ceil(retry_s * 1000))
    return Fault(error.code, error.reachable, retry_ms, tuple(error.values.items()))


def _ask(desk: SyncDesk, device: str, asked: Instant, effect: LineEffect) -> LineEvent:
    match effect:
        case SendHello():
            greeting = desk.county.hello(_hello(desk, device, asked, effect))
            now = desk.clock.read().mono_ms
            return HelloAnswered(effect.request, now, asked.mono_ms, greeting)
        case SendPush():
            taken = desk.county.push(_head(desk, device, effect), _lines(effect))
            return Pushed(effect.request, desk.clock.read().mono_ms, taken)
        case _:
            page = desk.county.pull(effect.scope, effect.cursor, wait_s=0, limit=effect.limit)
            return Pulled(effect.request, desk.clock.read().mono_ms, page)


def _hello(desk: SyncDesk, device: str, now: Instant, effect: SendHello) -> Hello:
    chain = effect.chain
    return Hello(
        proto=(PROTOCOL,),
        app=counter_app.__version__,
        device=device,
        gen=chain.gen,
        epoch=chain.epoch,
        next_seq=chain.next_seq,
        acked=chain.acked,
        secured=chain.secured,
        chain=chain.chain.hex(),
        clock=ClockReport(now.wall_ms, now.mono_ms, now.boot),
        pending=chain.next_seq - 1 - chain.acked,
        free_mb=desk.files.free_mb(),
        hiwater=chain.hiwater,
        renew=chain.renew,
        certificate_hiwater=chain.certificate_hiwater,
    )


def _head(desk: SyncDesk, device: str, effect: SendPush) -> PushHead:
    chain, last = effect.chain, effect.rows[-1]
    signature = desk.signer.sign(head_message(device, chain.gen, last.seq, last.h))
    return PushHead(
        device, chain.gen, chain.epoch, effect.rows[0].seq, len(effect.rows), signature.hex()
    )


def _lines(effect: SendPush) -> tuple[PushLine, ...]:
    return tuple(
        PushLine(row.seq, row.op_id.hex(), _base64url(row.body), row.h.hex()) for row in effect.rows
    )


def _base64url(body: bytes) -> str:
    return base64.urlsafe_b64encode(body).rstrip(b"=").decode()
