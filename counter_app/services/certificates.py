"""
The lists of the certificate window 出证, from what was done here over what the county has told.

To print, to answer for (a sheet is out and nobody has said what came of it), to fetch, to send, held
because of open gaps, to be made void, and those that another window of the hall has taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from counter_app.domain.case import Case, CaseState
from counter_app.domain.certificate import Certificate, CertificateState
from counter_app.domain.flow import Flow
from counter_app.domain.fold_issue import OPEN
from counter_app.domain.issue_operation import (
    CaseDecided,
    CertificateBound,
    CertificateSpoiled,
    DecisionWithdrawn,
)
from counter_app.domain.records import PrintJob
from counter_app.services import print_jobs
from counter_app.services.cases import case_of
from counter_app.services.certificate_doubles import doubled_sheet
from counter_app.services.certificate_steps import ROLES, Held
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.visit import Visit, signed_in

_DECIDED = (CaseState.GRANTED, CaseState.READY, CaseState.DENIED)
_WITHDRAWN = (CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS)
_KINDS = (CaseDecided, CertificateBound, CertificateSpoiled, DecisionWithdrawn)
REACH = 200
"""Newest operations looked at for what the county knows and its feed has not yet brought back."""


class Group(Enum):
    """Which list a line belongs to, in the order of urgency."""

    TO_VOID = "to_void"
    TO_ANSWER = "to_answer"
    TO_PRINT = "to_print"
    HELD = "held"
    TO_FETCH = "to_fetch"
    TO_SEND = "to_send"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One certificate, or a decision that is itself the result (``certificate`` is empty then).

    ``holder`` is a name and unmasked. ``job`` and ``job_state`` are of the bound sheet; ``serial`` is
    0 without one. ``why``: the names of open gaps, or the window that has taken it.
    """

    group: Group
    case_id: str
    case_no: str
    item: str
    holder: str
    name: str
    certificate: str = ""
    type_code: str = ""
    number: str = ""
    series: str = ""
    serial: int = 0
    job: str = ""
    job_state: str = ""
    prints: int = 0
    deliver_by: date | None = None
    why: str = ""


def certificate_lines(desk: Desk, visit: Visit) -> Flow[tuple[Line, ...]]:
    """Return every line of every list, the most urgent group and the earliest day first."""
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _lines(desk)))


def lines_of(desk: Desk, case: Case) -> tuple[Line, ...]:
    """Return the lines of one case (store lane)."""
    lines = [each for found in case.certificates if (each := _line(desk, Held(case, found)))]
    return (*lines, *_decision(case))


def _lines(desk: Desk) -> tuple[Line, ...]:
    ids = dict.fromkeys((*_of_the_hall(desk), *_of_this_window(desk)))
    cases = (case_of(desk, each) for each in ids)
    lines = [line for case in cases if case is not None for line in lines_of(desk, case)]
    order = list(Group)
    return tuple(
        sorted(
            lines,
            key=lambda each: (
                order.index(each.group),
                each.deliver_by or date.max,
                each.case_no,
            ),
        )
    )


def _of_the_hall(desk: Desk) -> Iterator[str]:
    """Yield the cases that the county tells of: decided ones, and voided certificates on paper."""
    for row in desk.cache.rows("case", *(each.value for each in _DECIDED)):
        yield row.id
    for row in desk.cache.rows("case", *(each.value for each in _WITHDRAWN)):
        if row.body.get("certificates"):
            yield row.id


def _of_this_window(desk: Desk) -> Iterator[str]:
    kinds = tuple(each.kind for each in _KINDS)
    yield from desk.ledger.unsettled(*kinds)
    for each in desk.ledger.recent(REACH):
        if each.entry.operation.kind in kinds:
            yield each.entry.subject


def _decision(case: Case) -> Iterator[Line]:
    """Yield the decision where nothing else is handed over."""
    live = [each for each in case.certificates if each.state is not CertificateState.VOID]
    decision = case.decision
    if decision is None or live or case.state not in (CaseState.READY, CaseState.DENIED):
        return
    if case.delivery is not None and case.delivery.is_out:
        return
    about = case.application
    yield Line(
        group=_ready(case),
        case_id=case.id,
        case_no=case.no,
        item=about.item.name,
        holder=about.applicant_name(),
        name=decision.no,
        deliver_by=case.deliver_by,
        why="、".join(each.name for each in case.open_gaps()),
    )


def _ready(case: Case) -> Group:
    if case.certificate_held:
        return Group.HELD
    there = case.delivery
    return Group.TO_SEND if there is not None and there.is_open else Group.TO_FETCH


def _line(desk: Desk, found: Held) -> Line | None:
    case, certificate = found.case, found.certificate
    job, double = _job(desk, certificate), doubled_sheet(desk, found)
    group = Group.TO_VOID if double is not None else _group(desk, case, certificate, job)
    if group is None:
        return None
    series, serial = found.sheet if double is None else (double.series, double.serial)
    return Line(
        group=group,
        case_id=case.id,
        case_no=case.no,
        item=case.application.item.name,
        holder=certificate.grant.holder,
        name=certificate.grant.name,
        certificate=certificate.grant.id,
        type_code=certificate.grant.type_code,
        number=certificate.number if double is None else double.number,
        series=series,
        serial=serial,
        job=(job.job if job is not None else "") if double is None else double.job,
        job_state=job.state if job is not None else "",
        prints=certificate.prints,
        deliver_by=case.deliver_by,
        why=_why(group, case, certificate),
    )


def _job(desk: Desk, certificate: Certificate) -> PrintJob | None:
    """Return the job of the bound sheet; without a sheet one that nobody has answered for."""
    if certificate.job:
        return desk.ledger.job(certificate.job)
    jobs = desk.ledger.jobs_of(certificate.number) if certificate.number else ()
    return next((each for each in jobs if each.state in print_jobs.UNANSWERED), None)


def _group(desk: Desk, case: Case, certificate: Certificate, job: PrintJob | None) -> Group | None:
    state = certificate.state
    if state is CertificateState.PRINTED:
        return _ready(case)
    if state is CertificateState.VOID:
        return Group.TO_VOID if certificate.job else None
    if state not in OPEN:
        return None
    if state is CertificateState.BOUND and certificate.window != enrolled(desk).window.id:
        return Group.ELSEWHERE
    # no job noted with a bound sheet: a crash came before it could be, so nothing was sent
    if job is not None and job.state not in print_jobs.NOT_SENT:
        return Group.TO_ANSWER
    return Group.HELD if case.certificate_held else Group.TO_PRINT


def _why(group: Group, case: Case, certificate: Certificate) -> str:
    if group is Group.HELD:
        return "、".join(each.name for each in case.open_gaps())
    return certificate.window if group is Group.ELSEWHERE else ""
