"""What the clerk sees of the line, the clock, the papers and the devices at a glance (F-I2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.operation import documents_of
from counter_app.domain.ports import PagePrinter, TicketPrinter
from counter_app.domain.records import PrintJob
from counter_app.services.desk import Desk
from counter_app.services.papertime import clock_skew_s
from counter_app.services.sketch import draft_ids

RECENT = 200
"""How many of the newest operations are searched for papers that nobody has seen printed."""
DeviceRole = Literal["reader", "tickets", "documents"]
DEVICE_ROLES: tuple[DeviceRole, ...] = ("reader", "tickets", "documents")
NOT_ON_PAPER = ("none", "queued", "unknown", "failed")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was recorded and of which no print is known."""

    document: str
    kind: str
    case_no: str | None
    state: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One role: ``state`` is the device's own word, ``not_set`` when the settings name none."""

    role: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Ages in seconds; ``clock_skew_s`` is None while the county's time is not known."""

    pending: int
    acked: int
    secured: int
    parked: int
    oldest_age_s: int | None
    clock_skew_s: int | None
    drafts: tuple[str, ...]
    unprinted: tuple[Paper, ...]
    devices: tuple[DeviceLine, ...] = ()


def status(desk: Desk) -> Flow[Status]:
    """Ask the stores, then each device on its own lane."""
    known: Status = yield Hop("store", lambda: stored_status(desk))
    reader = yield from probe(desk, "reader")
    tickets = yield from probe(desk, "tickets")
    documents = yield from probe(desk, "documents")
    return replace(known, devices=(reader, tickets, documents))


def probe(desk: Desk, role: DeviceRole) -> Flow[DeviceLine]:
    """Ask one device on its own lane."""
    call = {
        "reader": lambda: _reader(desk),
        "tickets": lambda: _printer("tickets", desk.tickets),
        "documents": lambda: _printer("documents", desk.documents),
    }[role]
    found: DeviceLine = yield Hop(role, call)
    return found


def stored_status(desk: Desk) -> Status:
    """Return what the stores know, without the devices (store lane)."""
    count = desk.ledger.outbox_count()
    age_s = None
    if count.oldest_wall_ms is not None:
        age_s = max(0, (desk.clock.read().wall_ms - count.oldest_wall_ms) // 1000)
    return Status(
        pending=count.pending,
        acked=count.acked,
        secured=count.secured,
        parked=count.parked,
        oldest_age_s=age_s,
        clock_skew_s=clock_skew_s(desk),
        drafts=draft_ids(desk),
        unprinted=_unprinted(desk),
    )


def _unprinted(desk: Desk) -> tuple[Paper, ...]:
    papers = [
        each
        for recorded in reversed(desk.ledger.recent(RECENT))
        for each in documents_of(recorded.entry.operation)
    ]
    jobs: dict[str, str] = {}
    for job in desk.ledger.jobs_of(*(each.id for each in papers)):
        jobs[job.document.id] = _better(jobs.get(job.document.id), job)
    return tuple(
        Paper(each.id, each.kind, each.case_no, jobs.get(each.id, "none"))
        for each in papers
        if jobs.get(each.id, "none") in NOT_ON_PAPER
    )


def _better(known: str | None, job: PrintJob) -> str:
    return known if known is not None and known not in NOT_ON_PAPER else job.state


def _reader(desk: Desk) -> DeviceLine:
    if desk.reader is None:
        return DeviceLine("reader", "not_set")
    found = desk.reader.probe()
    return DeviceLine("reader", found.state, found.sam_id or found.detail)


def _printer(role: str, printer: TicketPrinter | PagePrinter | None) -> DeviceLine:
    if printer is None:
        return DeviceLine(role, "not_set")
    found = printer.probe()
    return DeviceLine(role, found.state, found.cause or "")
