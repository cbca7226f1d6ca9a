"""What the device room tells beside the devices: papers printed, the line, what the county refused."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.flow import Flow
from counter_app.domain.records import Instant, Recorded, ServerTime
from counter_app.domain.window_operation import PrintFinished
from counter_app.services.desk import Desk, on_store

RECENT = 200
"""How many of the newest operations are looked through."""
SHOWN = 20
"""How many of each are told, the newest first (F-J2)."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One print of a paper on the printer of ``role``: ``state`` is what is known of it."""

    at_ms: int
    role: str
    state: str
    document: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that the county has and did not take over: ``code`` says why."""

    at_ms: int
    kind: str
    case_no: str
    code: str


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """
    Ages in seconds, None while not known; ``contact_ms`` is the county's own time at the last contact.

    ``refused`` may be fewer than ``parked``: only the newest operations are looked through.
    """

    contact_age_s: int | None
    contact_ms: int | None
    pending: int
    parked: int
    free_mb: int
    printed: tuple[Printed, ...] = ()
    refused: tuple[Refused, ...] = ()


def room_facts(desk: Desk) -> Flow[RoomFacts]:
    """
    Ask the window's own files.

    Raises:
        StoreError: of the ledger or the disk

    """
    found: RoomFacts = yield from on_store(lambda: _facts(desk))
    return found


def _facts(desk: Desk) -> RoomFacts:
    told, count = desk.ledger.server_time(), desk.ledger.outbox_count()
    recent = desk.ledger.recent(RECENT)
    return RoomFacts(
        None if told is None else _age_s(told, desk.clock.read()),
        None if told is None else told.server_ms,
        count.pending,
        count.parked,
        desk.files.free_mb(),
        _prints(recent),
        _refusals(recent),
    )


def _prints(recent: tuple[Recorded, ...]) -> tuple[Printed, ...]:
    found: dict[str, list[Printed]] = {}
    for each in recent:
        did = each.entry.operation
        if isinstance(did, PrintFinished):
            mine = found.setdefault(did.printer, [])
            mine.append(Printed(each.entry.at.wall, did.printer, did.state, did.document))
    return tuple(one for mine in found.values() for one in mine[:SHOWN])


def _refusals(recent: tuple[Recorded, ...]) -> tuple[Refused, ...]:
    parked = (each for each in recent if each.outcome == "parked")
    entries = ((each.entry, each.code) for each in parked)
    found = [
        Refused(entry.at.wall, entry.operation.kind, entry.no or "", code)
        for entry, code in entries
    ]
    return tuple(found[:SHOWN])


def _age_s(told: ServerTime, now: Instant) -> int:
    if told.boot == now.boot and told.mono_ms <= now.mono_ms:
        return (now.mono_ms - told.mono_ms) // 1000
    return max(0, (now.wall_ms - told.server_ms) // 1000)
