"""
Printing one document once, and telling what is known of the paper (F-E4).

A job is written down before the device is called and its end is an operation, so that after a
crash ``status`` names what was recorded and not printed (``services.print_jobs``). Nothing is ever
sent twice by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from counter_app.documents.handwriting import leave_blank
from counter_app.documents.library import template_for
from counter_app.domain.document import Document
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.operation import documents_of
from counter_app.domain.printing import PrintOutcome, Trouble, check_paper
from counter_app.domain.records import PrintJob
from counter_app.services import print_jobs
from counter_app.services.cases import case_by_no
from counter_app.services.desk import Desk, configured
from counter_app.services.print_jobs import MAYBE_ON_PAPER, NOT_SENT
from counter_app.services.visit import Visit, signed_in

Role = Literal["tickets", "documents"]


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What became of a job: ``trouble`` says why it is not simply done, ``warning`` what is near."""

    job: str
    state: str
    document: Document
    trouble: Trouble | None = None
    warning: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A document, with its case and the operation (hex) that carries it, as far as known here."""

    document: Document
    case_id: str | None = None
    op_id: str = ""


@dataclass(frozen=True, slots=True)
class _Queued:
    job: PrintJob
    case_id: str | None


def print_document(
    desk: Desk,
    visit: Visit,
    document_id: str,
    role: str = "",
    reason: str = "",
    *,
    by_hand: bool = False,
) -> Flow[PrintReport]:
    """
    Print a document on the printer of a role, by default as ``default_role`` says.

    ``by_hand``: with a ruled blank wherever no font has a character (facts/domain.md 6.3); the end
    of the job tells which fields they were.

    Raises:
        RuleError: ``document_unknown``, ``reprint_reason`` (it may be on paper already),
            ``printer_role``, ``document_glyph_missing`` (opens ``by_hand``),
            ``document_to_blanks`` or ``print_running``
        DeviceError: ``device_not_set``

    """
    signed_in(visit)
    queued: _Queued = yield Hop("store", lambda: _queue(desk, document_id, role, reason))
    if by_hand:
        queued = yield Hop("paper", lambda: _blanked(queued))
    job = queued.job
    try:
        send = yield Hop("paper", lambda: _prepare(desk, job))
    except CounterError as refused:
        nothing = PrintOutcome.nothing(Trouble.of(refused))
        yield Hop("store", lambda: _finish(desk, visit, queued, nothing))
        raise
    yield Hop("store", lambda: print_jobs.set_out(desk, job))
    outcome: PrintOutcome = yield Hop(job.printer, lambda: print_jobs.send(send))
    yield Hop("store", lambda: _finish(desk, visit, queued, outcome))
    return PrintReport(job.job, outcome.state, job.document, outcome.error, outcome.warning)


def default_role(desk: Desk, document: Document) -> Role:
    """
    Return where a document is printed unless the clerk says otherwise: by its form.

    A window that has only the other printer uses that; for a page, if there is a slip layout.

    Raises:
        RuleError: as ``documents.library.template_for``

    """
    if document.form == "slip":
        return "documents" if desk.tickets is None and desk.documents is not None else "tickets"
    only_tickets = desk.documents is None and desk.tickets is not None
    template = template_for(document.kind, document.template_version)
    return "tickets" if only_tickets and template.slip else "documents"


def find_document(desk: Desk, document_id: str) -> Found:
    """
    Return a document by its 文书编号 (store lane).

    Raises:
        RuleError: ``document_unknown``

    """
    slip = _carried(desk, print_jobs.subject_of_paper(document_id), document_id)
    if slip is not None:
        return slip
    case_no = document_id.partition("-")[0]
    try:
        case = case_by_no(desk, case_no)
    except RuleError as unknown:
        raise RuleError("document_unknown", document=document_id) from unknown
    if own := _carried(desk, case.id, document_id):
        return replace(own, case_id=case.id)
    for each in case.documents:
        if each.id == document_id:
            return Found(each, case.id)
    raise RuleError("document_unknown", document=document_id)


def _carried(desk: Desk, subject: str, document_id: str) -> Found | None:
    for recorded in desk.ledger.entries(subject):
        for each in documents_of(recorded.entry.operation):
            if each.id == document_id:
                return Found(each, op_id=recorded.op_id.hex())
    return None


def _queue(desk: Desk, document_id: str, role: str, reason: str) -> _Queued:
    found = find_document(desk, document_id)
    document = found.document
    chosen = role or default_role(desk, document)
    if chosen not in ("tickets", "documents"):
        raise RuleError("printer_role", role=role)
    jobs = [each for each in desk.ledger.jobs_of(document.id) if each.printer == chosen]
    earlier = [each for each in jobs if each.state in MAYBE_ON_PAPER]
    if earlier and not reason.strip():
        raise RuleError("reprint_reason", document=document.id)
    if earlier:
        count = document.reprint + len(earlier)
        document = replace(document, reprint=count, reprint_reason=reason.strip())
    unsent = next((each.job for each in reversed(jobs) if each.state in NOT_SENT), "")
    job = unsent or print_jobs.new_job(desk)
    queued = PrintJob(job, document, found.op_id, chosen, "queued", reason.strip())
    desk.ledger.save_job(queued)
    return _Queued(queued, found.case_id)


def _blanked(queued: _Queued) -> _Queued:
    job = queued.job
    return replace(queued, job=replace(job, document=leave_blank(job.document)))


def _prepare(desk: Desk, job: PrintJob) -> Callable[[], PrintOutcome]:
    if job.printer == "tickets":
        tickets = configured(desk.tickets, "tickets")
        slip = desk.renderer.render_slip(job.document)
        return lambda: tickets.print_slip(slip, job.job)
    pages = configured(desk.documents, "documents")
    check_paper("document", pages.paper)
    pdf = desk.renderer.render_pdf(job.document)
    return lambda: pages.print_pdf(pdf, job.job, job.document.copies)


def _finish(desk: Desk, visit: Visit, queued: _Queued, outcome: PrintOutcome) -> None:
    ended = replace(queued.job, state=outcome.state)
    print_jobs.note_end(desk, visit, ended, queued.case_id)
