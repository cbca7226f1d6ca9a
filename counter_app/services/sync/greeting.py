"""What a hello's answer makes a window do: go on, send again, take a new generation, or stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.domain.device_certificate import is_device
from counter_app.domain.records import ChainState
from counter_app.domain.wire import HelloAnswer, Todo
from counter_app.services.sync.messages import (
    ApplyAck,
    Effect,
    HelloAnswered,
    RememberTime,
    RenewGeneration,
    ResetScope,
    Rewind,
    StoreRead,
    SyncState,
    TakeCredential,
    TakeLeases,
)

LATEST_MS = 253_402_300_800_000
"""The year 10000."""


def takes_hello(
    state: SyncState, stored: StoreRead, event: HelloAnswered
) -> tuple[SyncState, tuple[Effect, ...], str]:
    """
    Return the state, what the store is to do, and the code of a fault instead of the rest.

    ``county_malformed``: a time that no clock shows. ``county_fork``: this outbox and the county's
    copy have parted, or the county has more of it than was ever written here. ``county_gen``: of
    another generation, and no new one was given.
    """
    answer = event.answer
    if not 0 < answer.server_time < LATEST_MS:
        return state, (), "county_malformed"
    todo = {each.do: each for each in answer.todo}
    upgrade = "upgrade" in todo
    state = replace(
        state,
        pace=answer.pace,
        contact_ms=answer.server_time,
        greeted=True,
        scopes=() if upgrade else answer.scopes,
        upgrade=upgrade,
    )
    heard_ms = (event.asked_mono_ms + event.mono_ms) // 2
    told: tuple[Effect, ...] = (RememberTime(answer.server_time, heard_ms),)
    outbox, fault = _outbox_effects(stored, answer, todo)
    if fault:
        return state, told, fault
    resets = _resets(stored, answer)
    state = replace(state, users_new=state.users_new or bool(resets))
    return state, (*told, *outbox, *resets, *_given(answer)), ""


def _given(answer: HelloAnswer) -> Iterator[Effect]:
    """Yield what the county gives the window to work with while the line is cut."""
    if answer.leases is not None:
        yield TakeLeases(answer.leases)
    if answer.credential is not None and is_device(answer.credential.certificate):
        yield TakeCredential(answer.credential)


def _outbox_effects(
    stored: StoreRead, answer: HelloAnswer, todo: dict[str, Todo]
) -> tuple[tuple[Effect, ...], str]:
    chain = stored.chain
    if "fork" in todo:
        return (), "county_fork"
    if "renew_gen" in todo:
        return _renewal(stored, answer, todo["renew_gen"].gen), ""
    if answer.gen != chain.gen:
        return (), "county_gen"
    if answer.seq_high >= chain.next_seq or _parted(stored, answer):
        return (), "county_fork"
    if answer.epoch != chain.epoch or answer.seq_high < chain.acked or "rewind" in todo:
        return (Rewind(min(chain.acked, answer.seq_high), answer.epoch),), ""
    return secured_effects(chain, answer.secured), ""


def secured_effects(chain: ChainState, secured: int) -> tuple[Effect, ...]:
    """
    Return the effect of a ``secured`` told beside something else than a push.

    Only the answer to a push says which operations are the county's: there it has compared their
    hashes. Elsewhere its high mark may count those of a clone of this disk, so ``acked`` stays and
    bounds ``secured``.
    """
    known = min(secured, chain.acked)
    return (ApplyAck(chain.acked, known, ()),) if known > chain.secured else ()


def _renewal(stored: StoreRead, answer: HelloAnswer, gen: int) -> tuple[Effect, ...]:
    """What both have stays where it is, and is acked; the rest goes under the new generation."""
    chain, above = stored.chain, _common(stored, answer)
    renew = RenewGeneration(gen, above, answer.epoch)
    if above <= chain.acked:
        return (renew,)
    return ApplyAck(above, chain.secured, ()), renew


def _hash_at(stored: StoreRead, seq: int) -> bytes | None:
    if seq == stored.chain.next_seq - 1:
        return stored.chain.chain
    return next((row.h for row in stored.batch if row.seq == seq), None)


def _parted(stored: StoreRead, answer: HelloAnswer) -> bool:
    ours = _hash_at(stored, answer.seq_high) if answer.seq_high else None
    return ours is not None and ours.hex() != answer.chain_at_high


def _common(stored: StoreRead, answer: HelloAnswer) -> int:
    """
    Return up to where both certainly have the same operations of the old generation.

    The county says up to where it has some under that name; where they are not ours (a clone
    sent them) ours are sent from the last common one on, and the county sees the difference.
    """
    ours = _hash_at(stored, answer.seq_high)
    if ours is not None and ours.hex() == answer.chain_at_high:
        return answer.seq_high
    return min(stored.chain.acked, answer.seq_high)


def _resets(stored: StoreRead, answer: HelloAnswer) -> tuple[Effect, ...]:
    """Empty what the county asks, and every scope that this window is no longer granted."""
    asked = {scope for each in answer.todo if each.do == "reset" for scope in each.scopes}
    return tuple(
        ResetScope(scope)
        for scope, _ in stored.cursors
        if scope in asked or scope not in answer.scopes
    )
