"""A certificate bound to its sheet: number, identifier, operation and print job."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter_app.domain.certificate import Certificate, Sheet, make_identifier
from counter_app.domain.certificate_number import SAMPLE_NO, VERSION
from counter_app.domain.issue_operation import CertificateBound
from counter_app.domain.placement import Placement
from counter_app.domain.ports_paper import CertificatePaper
from counter_app.domain.records import PrintJob
from counter_app.services import print_jobs
from counter_app.services.certificate_code import code_writer
from counter_app.services.certificate_steps import Held, job_paper, record_step, step_time
from counter_app.services.desk import Desk
from counter_app.services.visit import Visit

SAMPLE_CODE = "A" * 300
"""As long as the signed text of a code gets."""
BY_HAND = "hand"
"""In place of a printer's role: the sheet is written by a person."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a certificate is bound to; ``job`` is empty for a new one."""

    paper: CertificatePaper
    sheet: Sheet | None
    job: str = ""
    reason: str = ""
    by_hand: bool = False


def bind(desk: Desk, visit: Visit, found: Held, binding: Binding) -> tuple[Held, str]:
    """
    Record that a sheet is bound to a certificate, numbered now if it has no number (store lane).

    Return it with the id of the operation (hex).
    """
    certificate = found.certificate
    day = step_time(desk, visit).day
    sheet = binding.sheet or Sheet("", 0, 0)
    job = binding.job or print_jobs.new_job(desk)

    def make(drawn: str) -> CertificateBound:
        number = certificate.number or drawn
        return CertificateBound(
            case_id=found.case.id,
            certificate=certificate.grant.id,
            number=number,
            identifier=certificate.identifier or identifier_of(binding.paper, number),
            issued_on=certificate.issued_on or day,
            job=job,
            series=sheet.series,
            serial=sheet.serial,
            fence=sheet.fence,
            by_hand=binding.by_hand,
            reason=binding.reason,
        )

    write = code_writer(desk, found, binding.job, day)

    def signed(drawn: str) -> CertificateBound:
        made = make(drawn)
        return made if binding.by_hand else replace(made, qr=write(made))

    return record_step(desk, visit, found, signed, None if certificate.number else day.year)


def with_sample_number(certificate: Certificate, paper: CertificatePaper) -> Certificate:
    """Return it with a number as wide as any, so that what cannot be drawn costs no blank."""
    return replace(
        certificate,
        number=SAMPLE_NO,
        identifier=identifier_of(paper, SAMPLE_NO),
        qr=SAMPLE_CODE,
        issued_on=certificate.issued_on or certificate.grant.valid_from,
    )


def identifier_of(paper: CertificatePaper, number: str) -> str:
    """Return the identifier of a certificate's first version."""
    return make_identifier(paper.type_code, paper.issuer_code, number, VERSION)


def draw(desk: Desk, certificate: Certificate, placement: Placement) -> bytes:
    """Draw what goes to the printer (paper lane); RuleErrors of ``ports_paper``."""
    return desk.forms.render(certificate, qr_of(certificate), placement)


def qr_of(certificate: Certificate) -> str:
    """Return what the code on a certificate says."""
    return certificate.code


def first_job(bound: Held, op_id: str, role: str) -> PrintJob:
    """Return the queued job of a certificate that was bound by an operation (hex)."""
    certificate = bound.certificate
    document = job_paper(bound.case, certificate)
    return PrintJob(certificate.job, document, op_id, role, "queued")


def job_of_bound(desk: Desk, found: Held, role: str) -> PrintJob:
    """Return the job of a bound certificate; written now when a crash came before it could be."""
    known = desk.ledger.job(found.certificate.job)
    if known is not None:
        return known
    bound_by = next(
        each.op_id.hex()
        for each in reversed(desk.ledger.entries(found.case.id))
        if isinstance(each.entry.operation, CertificateBound)
    )
    made = first_job(found, bound_by, role)
    desk.ledger.save_job(made)
    return made
