"""What the clerk sees of the line, the clock, the papers and the devices at a glance (F-I2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counter_app.domain.blank import BlankLease
from counter_app.domain.document import Document
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.operation import documents_of
from counter_app.domain.ports import PagePrinter, TicketPrinter
from counter_app.domain.records import PrintJob, Recorded
from counter_app.services.desk import Desk
from counter_app.services.open_sheets import OpenSheet, open_sheets
from counter_app.services.papertime import clock_skew_s
from counter_app.services.sketch import draft_ids

RECENT = 200
"""How many of the newest operations are searched for papers that nobody has seen printed."""
DeviceRole = Literal["reader", "tickets", "documents", "certificates"]
DEVICE_ROLES: tuple[DeviceRole, ...] = ("reader", "tickets", "documents")
"""What every window has; the printer of certificates stands at few (``device_roles``)."""
NOT_ON_PAPER = ("none", "queued", "unknown", "failed")


@dataclass(frozen=True, slots=True)
class Paper:
    """
    A document that was recorded and of which no print is known; ``job`` is its newest print job.

    ``state`` ``unknown``: somebody has to say whether it came out (``confirm_print`` of the job).
    """

    document: str
    kind: str
    case_no: str | None
    state: str
    job: str = ""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One role: ``state`` is the device's own word, ``not_set`` when the settings name none."""

    role: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """
    What is known of line, clock, papers and devices.

    Ages in seconds; ``clock_skew_s`` is None while the county's time is not known. ``sheets`` are
    certificates on paper of which nobody has said what became, ``leases`` the ranges of numbered blanks
    that this window may use with the line cut.
    """

    pending: int
    acked: int
    secured: int
    parked: int
    oldest_age_s: int | None
    clock_skew_s: int | None
    drafts: tuple[str, ...]
    unprinted: tuple[Paper, ...]
    devices: tuple[DeviceLine, ...] = ()
    sheets: tuple[OpenSheet, ...] = ()
    leases: tuple[BlankLease, ...] = ()


def device_roles(desk: Desk) -> tuple[DeviceRole, ...]:
    """Return the devices of this window: the certificate printer only where the settings name one."""
    if not desk.settings.devices.certificates:
        return DEVICE_ROLES
    return (*DEVICE_ROLES, "certificates")


def status(desk: Desk) -> Flow[Status]:
    """Ask the stores, then each device on its own lane."""
    known: Status = yield Hop("store", lambda: stored_status(desk))
    reader = yield from probe(desk, "reader")
    tickets = yield from probe(desk, "tickets")
    documents = yield from probe(desk, "documents")
    certificates = yield from probe(desk, "certificates")
    return replace(known, devices=(reader, tickets, documents, certificates))


def probe(desk: Desk, role: DeviceRole) -> Flow[DeviceLine]:
    """Ask one device on its own lane."""
    call = {
        "reader": lambda: _reader(desk),
        "tickets": lambda: _printer("tickets", desk.tickets),
        "documents": lambda: _printer("documents", desk.documents),
        "certificates": lambda: _printer("certificates", desk.certificates),
    }[role]
    found: DeviceLine = yield Hop(role, call)
    return found


def stored_status(desk: Desk) -> Status:
    """Return what the stores know, without the devices (store lane)."""
    count = desk.ledger.outbox_count()
    age_s = None
    if count.oldest_wall_ms is not None:
        age_s = max(0, (desk.clock.read().wall_ms - count.oldest_wall_ms) // 1000)
    recent = desk.ledger.recent(RECENT)
    return Status(
        pending=count.pending,
        acked=count.acked,
        secured=count.secured,
        parked=count.parked,
        oldest_age_s=age_s,
        clock_skew_s=clock_skew_s(desk),
        drafts=draft_ids(desk),
        unprinted=_unprinted(desk, recent),
        sheets=open_sheets(desk, recent),
        leases=desk.ledger.blank_leases(),
    )


def _unprinted(desk: Desk, recent: Sequence[Recorded]) -> tuple[Paper, ...]:
    papers = [
        each for recorded in reversed(recent) for each in documents_of(recorded.entry.operation)
    ]
    jobs: dict[str, PrintJob] = {}
    for job in desk.ledger.jobs_of(*(each.id for each in papers)):
        jobs[job.document.id] = _better(jobs.get(job.document.id), job)
    return tuple(found for each in papers if (found := _paper(each, jobs.get(each.id))))


def _paper(document: Document, job: PrintJob | None) -> Paper | None:
    """Return what is to be told of a document, nothing once it is on paper."""
    state = job.state if job is not None else "none"
    if state not in NOT_ON_PAPER:
        return None
    of_job = job.job if job is not None else ""
    return Paper(document.id, document.kind, document.case_no, state, of_job)


def _better(known: PrintJob | None, job: PrintJob) -> PrintJob:
    return known if known is not None and known.state not in NOT_ON_PAPER else job


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
