"""
A certificate that two windows printed: the hall's rule is that who bound a sheet first owns it.

The feed tells most of it before anything is printed (``certificate_elsewhere``). With the line cut
both may print; the county parks the second one with an alarm, and its sheet is made void here.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.blank import BlankState
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.ids import uuid7
from counter_app.domain.issue_operation import CertificateBound, CertificateSpoiled
from counter_app.domain.operation import Entry
from counter_app.services.cases import case_by_no
from counter_app.services.certificate_steps import ROLES, Held, held, step_time
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.visit import Visit, signed_in

_ON_PAPER = (BlankState.BOUND, BlankState.USED)


@dataclass(frozen=True, slots=True)
class DoubledSheet:
    """A sheet of this drawer that is not the certificate's; ``job`` printed ``number`` on it."""

    series: str
    serial: int
    job: str
    number: str


def doubled_sheet(desk: Desk, found: Held) -> DoubledSheet | None:
    """Return the sheet bound here although the certificate is on another one (store lane)."""
    grant = found.certificate.grant.id
    for each in reversed(desk.ledger.entries(found.case.id)):
        did = each.entry.operation
        if not isinstance(did, CertificateBound) or did.certificate != grant or not did.series:
            continue
        blank = desk.ledger.blank(did.series, did.serial)
        here = blank is not None and blank.certificate == grant and blank.state in _ON_PAPER
        if here and (did.series, did.serial) != found.sheet:
            return DoubledSheet(did.series, did.serial, did.job, did.number)
    return None


def void_doubled(
    desk: Desk, visit: Visit, case_no: str, certificate: str, reason: str
) -> Flow[DoubledSheet]:
    """
    Make the doubled sheet void; the certificate stays with the window that was first.

    Raises:
        RuleError: ``certificate_not_doubled`` or ``sheet_reason_missing``

    """
    signed_in(visit, *ROLES)
    if not reason.strip():
        raise RuleError("sheet_reason_missing")
    return (yield from on_store(lambda: _void(desk, visit, (case_no, certificate), reason.strip())))


def _void(desk: Desk, visit: Visit, which: tuple[str, str], reason: str) -> DoubledSheet:
    case_no, certificate = which
    found = held(desk, case_by_no(desk, case_no).id, certificate)
    sheet = doubled_sheet(desk, found)
    if sheet is None:
        raise RuleError("certificate_not_doubled", name=found.certificate.grant.name)
    did = CertificateSpoiled(
        found.case.id, certificate, sheet.job, "void", reason, sheet.series, sheet.serial
    )
    time = step_time(desk, visit)
    user, window = signed_in(visit).name, enrolled(desk).window.id
    entry = Entry(did, time.moment, user, window, found.case.id, found.case.no)
    desk.ledger.record(uuid7(time.moment.wall, desk.random(10)), lambda _no: entry)
    return sheet
