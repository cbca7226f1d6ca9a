"""
What a person says of the sheet in hand, after a certificate was printed (facts/devices.md C5).

Came out right: confirmed by the last three digits on the sheet, never by Enter alone. Another number
stops and asks which sheet came out. Spoiled: void with a reason, and the next sheet takes the same
certificate number. Empty: the sheet goes back to the drawer. A reprint after the confirmation is a
void sheet with a reason; it is counted and stands in the log, never on the certificate.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.blank import TAIL_DIGITS, check_tail
from counter_app.domain.certificate import CertificateState
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.issue_operation import CertificateConfirmed, CertificateSpoiled
from counter_app.domain.ports_paper import CertificatePaper
from counter_app.domain.records import PrintJob
from counter_app.services import blank_stock, print_jobs
from counter_app.services.certificate_binding import BY_HAND, Binding, bind
from counter_app.services.certificate_steps import (
    KIND,
    ROLES,
    Held,
    of_job,
    record_step,
    refuse_other_window,
    spoil,
)
from counter_app.services.desk import Desk, on_store
from counter_app.services.print_answers import (
    Answer,
    Answered,
    PrintFate,
    answer_document,
    check_answerable,
    state_after,
)
from counter_app.services.visit import Visit, signed_in

OTHER_SHEET = "other_sheet"
"""Why a sheet was bound and not used, in the log: another one came out of the printer."""


def confirm_print(desk: Desk, visit: Visit, answer: Answer) -> Flow[Answered]:
    """
    Write down what the clerk saw of a job's paper, a document's or a certificate's.

    Raises:
        RuleError: ``print_job_unknown``, ``print_not_sent``, ``print_answered``; for a certificate
            ``blank_tail_form``, ``blank_tail_other``, ``blank_tail_unknown``,
            ``certificate_tail_wrong``, ``sheet_reason_missing``, ``decision_withdrawn``,
            ``certificate_elsewhere`` or those of the sheet that came out
        StoreError: of the ledger

    """
    signed_in(visit)
    job: PrintJob = yield Hop("store", lambda: print_jobs.job_of(desk, answer.job))
    if job.document.kind != KIND:
        return (yield from answer_document(desk, visit, answer))
    signed_in(visit, *ROLES)
    found: Held = yield Hop("store", lambda: of_job(desk, job))
    type_code = found.certificate.grant.type_code
    paper: CertificatePaper = yield Hop("paper", lambda: desk.forms.paper(type_code))
    return (yield from on_store(lambda: _answer(desk, visit, answer, paper)))


def _answer(desk: Desk, visit: Visit, answer: Answer, paper: CertificatePaper) -> Answered:
    job = print_jobs.job_of(desk, answer.job)
    found = of_job(desk, job)
    refuse_other_window(desk, found.certificate)
    if answer.fate is PrintFate.UNKNOWN:
        check_answerable(job, answer.fate)
    elif answer.fate is PrintFate.GOOD:
        found = _came_out(desk, visit, found, paper, (job, answer))
    else:
        found = _did_not(desk, visit, found, (job, answer))
    ended = replace(job, state=state_after(answer.fate), reason=answer.reason.strip())
    desk.ledger.save_job(ended)
    lost = _lost_sheet(desk, job) if answer.fate is PrintFate.LOST else None
    return Answered(job.job, ended.state, job.document.id, found.certificate, lost)


Asked = tuple[PrintJob, Answer]
"""A job and what was said of it."""


def _came_out(desk: Desk, visit: Visit, found: Held, paper: CertificatePaper, asked: Asked) -> Held:
    job, answer = asked
    certificate = found.certificate
    if certificate.state is CertificateState.VOID:
        raise RuleError("decision_withdrawn", name=certificate.grant.name)
    current = certificate.job == job.job
    if certificate.state is CertificateState.PRINTED and current:
        return found  # told twice, or cut off before the job was noted
    check_answerable(job, answer.fate)
    unbound = certificate.state is CertificateState.TO_PRINT and paper.preprinted
    if not unbound and not (certificate.state is CertificateState.BOUND and current):
        raise RuleError("print_answered")
    tail, found = _seen(desk, visit, found, paper, asked)
    did = CertificateConfirmed(found.case.id, certificate.grant.id, job.job, *found.sheet, tail)
    return record_step(desk, visit, found, lambda _number: did)[0]


def _seen(
    desk: Desk, visit: Visit, found: Held, paper: CertificatePaper, asked: Asked
) -> tuple[str, Held]:
    """Return the digits on the sheet in hand, and the certificate bound to that sheet."""
    _, answer = asked
    if not paper.preprinted:
        return _tail_of_number(found, answer.last3), found
    bound = found.sheet[1]
    serial = bound if answer.serial is None else answer.serial
    if not serial:
        raise RuleError("print_sheet_missing", name=found.certificate.grant.name)
    others = blank_stock.candidates(desk, paper.series, answer.last3.strip())
    tail = check_tail(serial, answer.last3, others)
    if serial != bound:
        found = _other_sheet(desk, visit, found, paper, (asked, serial))
    return tail, found


def _tail_of_number(found: Held, typed: str) -> str:
    """On plain paper there is no other number than the certificate's own."""
    tail = typed.strip()
    if tail != found.certificate.number[-TAIL_DIGITS:]:
        raise RuleError("certificate_tail_wrong")
    return tail


def _other_sheet(
    desk: Desk, visit: Visit, found: Held, paper: CertificatePaper, came: tuple[Asked, int]
) -> Held:
    """
    The bound sheet goes back, the one that came out is bound: both stand in the log.

    Cut off between the two, the certificate has no sheet and its job is still to be answered.
    """
    (job, answer), serial = came
    sheet = blank_stock.sheet_of(desk, paper.series, serial, signed_in(visit).name, skip=True)
    reason = answer.reason.strip() or OTHER_SHEET
    by_hand = job.printer == BY_HAND
    if found.certificate.state is CertificateState.BOUND:
        found = spoil(desk, visit, found, "empty", reason)
    binding = Binding(paper, sheet, job.job, reason, by_hand)
    return bind(desk, visit, found, binding)[0]


def _did_not(desk: Desk, visit: Visit, found: Held, asked: Asked) -> Held:
    job, answer = asked
    certificate, reason = found.certificate, answer.reason.strip()
    if certificate.state is CertificateState.TO_PRINT and job.state in print_jobs.UNANSWERED:
        return found  # the sheet was told of already, cut off before the job was noted
    if certificate.job != job.job:
        raise RuleError("print_answered")
    if answer.fate is PrintFate.BLANK:
        if certificate.state is CertificateState.PRINTED:
            raise RuleError("print_answered")
        return spoil(desk, visit, found, "empty", reason)
    if not reason:
        raise RuleError("sheet_reason_missing")
    return spoil(desk, visit, found, "void", reason)


def _lost_sheet(desk: Desk, job: PrintJob) -> tuple[str, int] | None:
    """Return the sheet that a job lost, by the newest operation that says so."""
    for each in reversed(desk.ledger.entries(job.document.value_map()["case_id"])):
        did = each.entry.operation
        if isinstance(did, CertificateSpoiled) and did.job == job.job and did.series:
            return did.series, did.serial
    return None
