"""
The queue ticket on paper (W18, facts/domain.md 2.5): what it says, and printing it once.

Its job is written down before the printer is called, like every other (``print_jobs``), so that a
number whose paper did not come out is still known after a restart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.documents.filling import match
from counter_app.documents.library import current_template
from counter_app.documents.template import speaks_tibetan
from counter_app.domain import localtime
from counter_app.domain.document import Document
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.hall import QueueLine
from counter_app.domain.printing import PrintOutcome, Trouble
from counter_app.domain.records import PrintJob
from counter_app.domain.ticket import Ticket
from counter_app.domain.wire import WindowInfo
from counter_app.services import phrasing, print_jobs
from counter_app.services.desk import Desk, configured, enrolled
from counter_app.services.phrasing import say
from counter_app.services.ticketing import AT_KIOSK, queue_info
from counter_app.services.visit import User, Visit

NOBODY = Visit(user=User(AT_KIOSK, "", ()))
"""Who prints where nobody is signed in."""


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """A ticket's paper: ``job`` as it stands now, ``trouble`` says why it is not simply out."""

    job: PrintJob
    trouble: Trouble | None = None

    @property
    def is_out(self) -> bool:
        """Whether the paper came out, as far as the printer can tell."""
        return self.job.state in ("sent", "device_done", "confirmed")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands beside the number: where, of which business, how many before it."""

    window: WindowInfo
    line: QueueLine
    ahead: int | None
    language: str


def ticket_document(ticket: Ticket, sheet: Sheet) -> Document:
    """Return what the ticket's paper says; nobody's name or number is on it."""
    window, line = sheet.window, sheet.line
    values = {
        "body": window.hall_name,
        "ticket_no": ticket.no,
        "business": line.name,
        "business_bo": line.name_bo if speaks_tibetan(sheet.language) else "",
        "priority": say(f"ticket_{ticket.ticket_class.value}")
        if ticket.ticket_class.comes_first
        else "",
        "people": say("ticket_people", count=ticket.people) if ticket.people > 1 else "",
        "ahead": _ahead(sheet.ahead),
        "taken_at": phrasing.moment(ticket.taken_ms),
        "expiry": say("ticket_expiry"),
        "date": phrasing.day(ticket.day),
        "phone": window.phone,
        "complaint_phone": window.complaint_phone,
        "qr": ticket.no,
    }
    document = Document(
        kind="W18",
        id=document_of(ticket),
        template_version=current_template("W18").version,
        language=sheet.language,
        values=tuple((key, value) for key, value in values.items() if value),
        rows=(),
        copies=1,
        signatures=(),
        form="slip",
    )
    return match(document).document


def document_of(ticket: Ticket) -> str:
    """Return the 文书编号 of a ticket's paper."""
    return f"W18-{ticket.day:%Y%m%d}-{ticket.no}"


def queue_paper(desk: Desk, ticket: Ticket, ahead: int | None) -> PrintJob:
    """Write a ticket's print job down (store lane)."""
    window = enrolled(desk).window
    lines = {each.letter: each for each in queue_info(desk).lines}
    line = lines.get(ticket.line) or QueueLine(ticket.line, ticket.line)
    sheet = Sheet(window, line, ahead, desk.settings.paper_language)
    document = ticket_document(ticket, sheet)
    job = PrintJob(print_jobs.new_job(desk), document, "", "tickets", "queued")
    desk.ledger.save_job(job)
    return job


def print_queued(desk: Desk, job: PrintJob) -> Flow[TicketPaper]:
    """
    Print a job that was written down; every trouble is in the answer.

    Raises:
        RuleError: ``print_running``

    """
    try:
        send = yield Hop("paper", lambda: _prepare(desk, job))
    except CounterError as refused:
        return TicketPaper(job, Trouble.of(refused))
    yield Hop("store", lambda: print_jobs.set_out(desk, job))
    outcome: PrintOutcome = yield Hop("tickets", lambda: print_jobs.send(send))
    ended = replace(job, state=outcome.state)
    yield Hop("store", lambda: print_jobs.note_end(desk, NOBODY, ended, None))
    return TicketPaper(ended, outcome.error)


def print_again(desk: Desk, job: PrintJob) -> Flow[TicketPaper]:
    """
    Print a ticket's paper again, marked as printed again if the printer was called before.

    Raises:
        RuleError: ``print_running``

    """
    again: PrintJob = yield Hop("store", lambda: _again(desk, job))
    return (yield from print_queued(desk, again))


def papers_missing(desk: Desk, since_ms: int) -> tuple[tuple[Ticket, PrintJob | None], ...]:
    """
    Return tickets taken here since then (UTC ms) whose paper did not come out, the newest last.

    Store lane. Without a job the printer was never asked.
    """
    today = localtime.day(desk.clock.read().wall_ms)
    own = [each for each in desk.ledger.own_tickets(since_ms) if each.day == today]
    jobs = {job.document.id: job for job in desk.ledger.jobs_of(*map(document_of, own))}
    found = ((each, jobs.get(document_of(each))) for each in own)
    return tuple((each, job) for each, job in found if job is None or not TicketPaper(job).is_out)


def _again(desk: Desk, job: PrintJob) -> PrintJob:
    newest = print_jobs.job_of(desk, job.job)
    if newest.state == "queued":
        return newest
    marked = newest.document.reprinted(say("ticket_reprint"))
    again = PrintJob(print_jobs.new_job(desk), marked, "", "tickets", "queued")
    desk.ledger.save_job(again)
    return again


def _prepare(desk: Desk, job: PrintJob) -> Callable[[], PrintOutcome]:
    printer = configured(desk.tickets, "tickets")
    slip = desk.renderer.render_slip(job.document)
    return lambda: printer.print_slip(slip, job.job)


def _ahead(ahead: int | None) -> str:
    if ahead is None:
        return say("ticket_ahead_unknown")
    return say("ticket_ahead", count=ahead) if ahead else say("ticket_ahead_none")
