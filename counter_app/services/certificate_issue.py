"""
Issuing a certificate: a sheet is bound and recorded, then printed, then a person says what came out.

Nothing is bound that cannot be drawn, and nothing is sent to a printer before the ledger has the
sheet and the number (facts/devices.md C5; design/sync.md 3.4). A print that was cut off before the
printer was called goes on under its job and on its sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain.case import Case
from counter_app.domain.certificate import Certificate, CertificateState, Sheet
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.placement import UNMOVED, Placement
from counter_app.domain.ports_paper import CertificatePaper
from counter_app.domain.printing import PrintOutcome, Trouble, check_paper
from counter_app.domain.records import PrintJob
from counter_app.services import blank_stock, print_jobs
from counter_app.services.cases import case_by_no
from counter_app.services.certificate_binding import (
    BY_HAND,
    Binding,
    bind,
    draw,
    first_job,
    job_of_bound,
    with_sample_number,
)
from counter_app.services.certificate_steps import ROLES, Held, held, refuse_other_window
from counter_app.services.desk import Desk, configured, on_store
from counter_app.services.placements import placement_to_print
from counter_app.services.visit import Visit, signed_in


@dataclass(frozen=True, slots=True)
class Order:
    """
    What the clerk asks for.

    ``certificate``: the grant's id, empty for the next one of the case. ``serial``: the number on the
    sheet in the tray, None for the one that is offered; ``skip``: it is so although others come
    before it. ``reason``: why a further sheet is needed. ``by_hand``: written by hand, because a
    character cannot be printed (facts/domain.md 6.3).
    """

    case_no: str
    certificate: str = ""
    serial: int | None = None
    skip: bool = False
    reason: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate on its sheet, and what is known of the print; ``job`` is to be answered for."""

    case: Case
    certificate: Certificate
    job: str
    state: str
    trouble: Trouble | None = None
    warning: Trouble | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """How a certificate gets on paper: its type's paper, where it is put, on which printer."""

    paper: CertificatePaper
    placement: Placement
    role: str


def issue_certificate(desk: Desk, visit: Visit, order: Order) -> Flow[Issued]:
    """
    Bind the next sheet to a certificate and print it; or go on with a print that was cut off.

    Raises:
        RuleError: ``certificate_unknown``, ``certificate_none_to_print``, ``certificate_state``,
            ``certificate_held``, ``certificate_elsewhere``, ``decision_withdrawn``,
            ``print_unanswered``, ``reissue_reason``, ``by_hand_reason``, those of the blank (``blank_stock``) and of the
            drawing (``ports_paper``: ``glyph_missing`` opens ``by_hand``), ``placement_untried``
        DeviceError: ``device_not_set``; nothing is bound
        StoreError: nothing is bound

    """
    signed_in(visit, *ROLES)
    found: Held = yield Hop("store", lambda: _to_issue(desk, order))
    grant = found.certificate.grant
    paper: CertificatePaper = yield Hop("paper", lambda: desk.forms.paper(grant.type_code))
    if order.by_hand:
        return (yield from _write_by_hand(desk, visit, order, paper))
    way = yield from _way(desk, paper)
    if found.certificate.state is CertificateState.TO_PRINT:
        sample = with_sample_number(found.certificate, paper)
        yield Hop("paper", lambda: draw(desk, sample, way.placement))
        found = yield Hop("store", lambda: _bind(desk, visit, order, way))
    job: PrintJob = yield Hop("store", lambda: job_of_bound(desk, found, way.role))
    return (yield from _print(desk, visit, found, job, way))


def _to_issue(desk: Desk, order: Order) -> Held:
    case = case_by_no(desk, order.case_no)
    found = held(desk, case.id, order.certificate or _next(case))
    check_issuable(desk, found, order)
    return found


def _next(case: Case) -> str:
    """Return the certificate that is printed next: one that is bound before one that is not."""
    for state in (CertificateState.BOUND, CertificateState.TO_PRINT):
        for each in case.certificates:
            if each.state is state:
                return each.grant.id
    raise RuleError("certificate_none_to_print", case_no=case.no)


def check_issuable(desk: Desk, found: Held, order: Order) -> None:
    """Refuse what may not be printed now (store lane); RuleErrors as ``issue_certificate``."""
    case, certificate = found.case, found.certificate
    name, state = certificate.grant.name, certificate.state
    if state is CertificateState.VOID:
        raise RuleError("decision_withdrawn", name=name)
    refuse_other_window(desk, certificate)
    if case.certificate_held:
        names = "、".join(each.name for each in case.open_gaps())
        raise RuleError("certificate_held", names=names)
    if state is CertificateState.BOUND:
        _check_cut_off(desk, certificate)
    elif state is not CertificateState.TO_PRINT:
        raise RuleError("certificate_state", name=name, state=f"@certificate.{state.value}")
    elif certificate.prints and not order.reason.strip():
        raise RuleError("reissue_reason", name=name)
    elif certificate.number and _unanswered(desk, certificate.number):
        raise RuleError("print_unanswered", name=name)


def _check_cut_off(desk: Desk, certificate: Certificate) -> None:
    """Only a job of which nothing can be on paper goes on by itself."""
    job = desk.ledger.job(certificate.job)
    if job is not None and job.state not in print_jobs.NOT_SENT:
        raise RuleError("print_unanswered", name=certificate.grant.name)


def _unanswered(desk: Desk, number: str) -> bool:
    return any(each.state in print_jobs.UNANSWERED for each in desk.ledger.jobs_of(number))


def _way(desk: Desk, paper: CertificatePaper) -> Flow[_Way]:
    if not paper.preprinted:
        check_paper("document", configured(desk.documents, "documents").paper)
        return _Way(paper, UNMOVED, "documents")
    check_paper("certificate", configured(desk.certificates, "certificates").paper)
    placement = yield from placement_to_print(desk, paper)
    return _Way(paper, placement, "certificates")


def _bind(desk: Desk, visit: Visit, order: Order, way: _Way) -> Held:
    found = _to_issue(desk, order)
    sheet = _sheet(desk, visit, order, way.paper)
    bound, op_id = bind(desk, visit, found, Binding(way.paper, sheet, reason=order.reason.strip()))
    desk.ledger.save_job(first_job(bound, op_id, way.role))
    return bound


def _sheet(desk: Desk, visit: Visit, order: Order, paper: CertificatePaper) -> Sheet | None:
    if not paper.preprinted:
        return None
    user = signed_in(visit).name
    if order.serial is None:
        return blank_stock.next_blank(desk, paper.series, user)
    return blank_stock.sheet_of(desk, paper.series, order.serial, user, skip=order.skip)


def _write_by_hand(desk: Desk, visit: Visit, order: Order, paper: CertificatePaper) -> Flow[Issued]:
    found: Held = yield Hop("store", lambda: _to_issue(desk, order))
    sample = with_sample_number(found.certificate, paper)
    why = yield Hop("paper", lambda: _why_by_hand(desk, sample, order))
    return (
        yield from on_store(lambda: _bind_by_hand(desk, visit, replace(order, reason=why), paper))
    )


def _why_by_hand(desk: Desk, sample: Certificate, order: Order) -> str:
    """Return why no printer is used: the clerk's reason, or what cannot be drawn."""
    if order.reason.strip():
        return order.reason.strip()
    try:
        draw(desk, sample, UNMOVED)
    except RuleError as refused:
        return refused.code
    raise RuleError("by_hand_reason", name=sample.grant.name)


def _bind_by_hand(desk: Desk, visit: Visit, order: Order, paper: CertificatePaper) -> Issued:
    found = _to_issue(desk, order)
    sheet = _sheet(desk, visit, order, paper)
    binding = Binding(paper, sheet, reason=order.reason, by_hand=True)
    bound, op_id = bind(desk, visit, found, binding)
    desk.ledger.save_job(replace(first_job(bound, op_id, BY_HAND), state="sent"))
    return Issued(bound.case, bound.certificate, bound.certificate.job, "sent")


def _print(desk: Desk, visit: Visit, found: Held, job: PrintJob, way: _Way) -> Flow[Issued]:
    pdf: bytes = yield Hop("paper", lambda: draw(desk, found.certificate, way.placement))
    yield Hop("store", lambda: print_jobs.set_out(desk, job))
    outcome: PrintOutcome = yield Hop(way.role, lambda: print_jobs.send(_sending(desk, job, pdf)))
    ended = replace(job, state=_state(outcome))
    yield Hop("store", lambda: print_jobs.note_end(desk, visit, ended, found.case.id))
    return Issued(
        found.case, found.certificate, job.job, ended.state, outcome.error, outcome.warning
    )


def _sending(desk: Desk, job: PrintJob, pdf: bytes) -> Callable[[], PrintOutcome]:
    on_blanks = job.printer == "certificates"
    printer = configured(desk.certificates if on_blanks else desk.documents, job.printer)
    return lambda: printer.print_pdf(pdf, job.job, 1)


def _state(outcome: PrintOutcome) -> str:
    """Return how the job stands: where ink may be on a numbered sheet, only a person knows."""
    return (
        "unknown" if outcome.state == "failed" and outcome.printed != "nothing" else outcome.state
    )
