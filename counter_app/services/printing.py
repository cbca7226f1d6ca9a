"""
Printing one document once, and telling what is known of the paper (F-E4).

A job is written down before the device is called and its end is an operation, so that after a
crash ``status`` names what was recorded and not printed. Nothing is ever sent twice by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from counter_app.domain.document import Document
from counter_app.domain.errors import CounterError, DeviceError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.ids import uuid7
from counter_app.domain.operation import Entry, PrintFinished
from counter_app.domain.printing import PrintOutcome, Trouble, check_paper
from counter_app.domain.records import PrintJob
from counter_app.services.cases import case_by_no, case_of
from counter_app.services.desk import Desk, configured, enrolled
from counter_app.services.papertime import paper_time
from counter_app.services.visit import Visit, signed_in

Role = Literal["tickets", "documents"]
PRINTED = ("sent", "device_done", "confirmed", "unknown")


@dataclass(frozen=True, slots=True)
class PrintReport:
    """What became of a job: ``trouble`` says why it is not simply done, ``warning`` what is near."""

    job: str
    state: str
    document: Document
    trouble: Trouble | None = None
    warning: Trouble | None = None


def print_document(
    desk: Desk, visit: Visit, document_id: str, role: str = "", reason: str = ""
) -> Flow[PrintReport]:
    """
    Print a document on the printer of a role, by default the one its kind belongs to.

    Raises:
        RuleError: ``document_unknown``, ``reprint_reason`` (it may be on paper already),
            ``printer_role``, ``glyph_missing`` or ``document_to_blanks``
        DeviceError: ``device_not_set``

    """
    signed_in(visit)
    job: PrintJob = yield Hop("store", lambda: _queue(desk, visit, document_id, role, reason))
    try:
        send = yield Hop("paper", lambda: _prepare(desk, job))
    except CounterError as refused:
        nothing = PrintOutcome.nothing(Trouble.of(refused))
        yield Hop("store", lambda: _finish(desk, visit, job, nothing))
        raise
    outcome: PrintOutcome = yield Hop(job.printer, lambda: _send(send))
    yield Hop("store", lambda: _finish(desk, visit, job, outcome))
    return PrintReport(job.job, outcome.state, job.document, outcome.error, outcome.warning)


def unprinted(desk: Desk) -> tuple[PrintJob, ...]:
    """Return jobs that a crash left without an end: it is not known what came out (store lane)."""
    return desk.ledger.jobs("queued")


def default_role(document: Document) -> Role:
    """Return where a document is printed unless the clerk says otherwise."""
    return "tickets" if document.form == "slip" else "documents"


def find_document(desk: Desk, visit: Visit, document_id: str) -> tuple[Document, str | None]:
    """
    Return a document by its 文书编号 and the id of its case (store lane).

    Raises:
        RuleError: ``document_unknown``

    """
    papers = {each.id: each for each in visit.documents}
    if found := papers.get(document_id):
        case = case_by_no(desk, found.case_no) if found.case_no else None
        return found, case.id if case else None
    case_no, dash, _ = document_id.partition("-")
    case = case_by_no(desk, case_no) if dash else None
    for each in reversed(case.documents if case else ()):
        if each.id == document_id:
            return each, case.id if case else None
    raise RuleError("document_unknown", document=document_id)


def _queue(desk: Desk, visit: Visit, document_id: str, role: str, reason: str) -> PrintJob:
    document, _ = find_document(desk, visit, document_id)
    chosen = role or default_role(document)
    if chosen not in ("tickets", "documents"):
        raise RuleError("printer_role", role=role)
    earlier = [each for each in desk.ledger.jobs() if each.document.id == document.id]
    on_paper = [each for each in earlier if each.state in PRINTED and each.printer == chosen]
    if on_paper and not reason.strip():
        raise RuleError("reprint_reason", document=document.id)
    if on_paper:
        document = replace(document, reprint=len(on_paper), reprint_reason=reason.strip())
    job = uuid7(desk.clock.read().wall_ms, desk.random(10)).hex()
    queued = PrintJob(job, document, "", chosen, "queued", reason.strip())
    desk.ledger.save_job(queued)
    return queued


def _prepare(desk: Desk, job: PrintJob) -> Callable[[], PrintOutcome]:
    if job.printer == "tickets":
        tickets = configured(desk.tickets, "tickets")
        slip = desk.renderer.render_slip(job.document)
        return lambda: tickets.print_slip(slip, job.job)
    pages = configured(desk.documents, "documents")
    check_paper("document", pages.paper)
    pdf = desk.renderer.render_pdf(job.document)
    return lambda: pages.print_pdf(pdf, job.job, job.document.copies)


def _send(send: Callable[[], PrintOutcome]) -> PrintOutcome:
    try:
        return send()
    except DeviceError as fault:
        return PrintOutcome("unknown", "unknown", Trouble.of(fault))


def _finish(desk: Desk, visit: Visit, job: PrintJob, outcome: PrintOutcome) -> None:
    desk.ledger.save_job(replace(job, state=outcome.state))
    user = signed_in(visit)
    moment = paper_time(desk, confirmed=True).moment
    case_id = _case_id(desk, job.document)
    did = PrintFinished(job.job, job.document.id, job.printer, outcome.state, job.reason, case_id)
    subject = case_id or f"document:{job.document.id}"
    window = enrolled(desk).window.id
    entry = Entry(did, moment, user.name, window, subject, job.document.case_no)
    desk.ledger.record(uuid7(moment.wall, desk.random(10)), lambda _no: entry)


def _case_id(desk: Desk, document: Document) -> str | None:
    if document.case_no is None:
        return None
    case_id = desk.ledger.subject_of(document.case_no)
    if case_id is not None:
        return case_id
    found = case_by_no(desk, document.case_no)
    return found.id if case_of(desk, found.id) else None
