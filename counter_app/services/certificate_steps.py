"""
One step of one certificate: found, judged by the fold, recorded with its sheet in one transaction.

The ledger moves the numbered blank with the operation (``counter_app.domain.fold_blank``), so a case
and its sheet never part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter_app.domain.case import Case
from counter_app.domain.certificate import Certificate, CertificateState
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import fold
from counter_app.domain.ids import uuid7
from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
)
from counter_app.domain.operation import Entry
from counter_app.domain.records import PrintJob
from counter_app.services.cases import case_of
from counter_app.services.desk import Desk, enrolled
from counter_app.services.papertime import PaperTime, paper_time
from counter_app.services.visit import Visit, signed_in

ROLES = ("certificate_clerk", "clerk")
"""Who issues and hands over: the certificate window, and the clerk who decided on the spot."""
KIND = "certificate"
"""What a print job of a certificate carries in place of a document's kind."""
Step = CertificateBound | CertificateConfirmed | CertificateSpoiled


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate in its case, as known here now."""

    case: Case
    certificate: Certificate

    @property
    def sheet(self) -> tuple[str, int]:
        """Series and serial of the bound sheet, as operations name it."""
        sheet = self.certificate.sheet
        return ("", 0) if sheet is None else (sheet.series, sheet.serial)


def held(desk: Desk, case_id: str, grant: str) -> Held:
    """
    Return a certificate by case and grant (store lane).

    Raises:
        RuleError: ``certificate_unknown``

    """
    case = case_of(desk, case_id)
    found = None if case is None else case.certificate(grant)
    if case is None or found is None:
        raise RuleError("certificate_unknown")
    return Held(case, found)


def step_time(desk: Desk, visit: Visit) -> PaperTime:
    """Return when a step happens (store lane); RuleError ``clock_doubtful``."""
    return paper_time(desk, confirmed=signed_in(visit).clock_confirmed)


def record_step(
    desk: Desk, visit: Visit, at: Held, make: Callable[[str], Step], number_year: int | None = None
) -> tuple[Held, str]:
    """
    Record a step and return the certificate after it and the operation's id in hex (store lane).

    ``make`` gets the number drawn from the certificates' series of ``number_year``, else an empty
    text.

    Raises:
        RuleError: the case, the certificate or the sheet does not allow it; nothing was recorded
        StoreError: nothing was recorded, no number used

    """
    user, window = signed_in(visit).name, enrolled(desk).window.id
    time = step_time(desk, visit)

    def entry(number: str | None) -> Entry:
        made = Entry(make(number or ""), time.moment, user, window, at.case.id, at.case.no)
        fold(at.case, made)
        return made

    op_id = uuid7(time.moment.wall, desk.random(10))
    recorded = desk.ledger.record(op_id, entry, number_year=number_year, series="certificate")
    after = fold(at.case, recorded.entry)
    certificate = None if after is None else after.certificate(at.certificate.grant.id)
    assert after is not None  # noqa: S101 - it folded a moment ago
    assert certificate is not None  # noqa: S101 - no step removes a certificate
    return Held(after, certificate), op_id.hex()


def spoil(desk: Desk, visit: Visit, at: Held, fate: str, reason: str) -> Held:
    """Record that the bound sheet did not become the certificate: ``void`` or ``empty``."""
    grant, job = at.certificate.grant.id, at.certificate.job
    did = CertificateSpoiled(
        at.case.id, grant, job, "empty" if fate == "empty" else "void", reason, *at.sheet
    )
    return record_step(desk, visit, at, lambda _number: did)[0]


def refuse_other_window(desk: Desk, certificate: Certificate) -> None:
    """
    Refuse what another window of the hall has taken: who binds a sheet owns the certificate.

    Raises:
        RuleError: ``certificate_elsewhere`` with the window's id

    """
    bound = certificate.state is CertificateState.BOUND
    if bound and certificate.window not in ("", enrolled(desk).window.id):
        raise RuleError(
            "certificate_elsewhere", name=certificate.grant.name, window=certificate.window
        )


def job_paper(case: Case, certificate: Certificate) -> Document:
    """Return what a print job carries of a certificate: which one, by its number."""
    return Document(
        kind=KIND,
        id=certificate.number,
        case_no=case.no,
        template_version=1,
        language="zh",
        values=(("case_id", case.id), ("certificate", certificate.grant.id)),
        rows=(),
        copies=1,
        signatures=(),
    )


def of_job(desk: Desk, job: PrintJob) -> Held:
    """Return the certificate that a print job prints (store lane); RuleError as ``held``."""
    values = job.document.value_map()
    return held(desk, values["case_id"], values["certificate"])
