"""
Certificates that lie on paper, or soon will, and that nobody has answered for (F-E4).

Read from what was recorded, not from the printer: a crash at any step leaves the sheet in this list
until a person has said what became of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.domain.issue_operation import (
    CertificateBound,
    CertificateConfirmed,
    CertificateSpoiled,
)
from counter_app.domain.records import Recorded
from counter_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """
    A certificate on its sheet; ``serial`` is 0 on plain paper.

    ``state`` is the print job's: ``queued``, nothing was sent and the print goes on by itself; any
    other is a question to a person.
    """

    job: str
    case_no: str
    number: str
    series: str
    serial: int
    state: str


def open_sheets(desk: Desk, recent: Sequence[Recorded]) -> tuple[OpenSheet, ...]:
    """Return the open sheets among operations that stand newest first (store lane)."""
    ended: set[tuple[str, str, int]] = set()
    found = []
    for each in recent:
        did = each.entry.operation
        if isinstance(did, CertificateConfirmed | CertificateSpoiled):
            ended.add((did.job, did.series, did.serial))
        if isinstance(did, CertificateBound) and (did.job, did.series, did.serial) not in ended:
            ended.add((did.job, did.series, did.serial))
            found.append(_open(desk, each, did))
    return tuple(reversed(found))


def _open(desk: Desk, recorded: Recorded, did: CertificateBound) -> OpenSheet:
    job = desk.ledger.job(did.job)
    state = job.state if job is not None else "queued"
    number, case_no = did.number, recorded.entry.no or ""
    return OpenSheet(did.job, case_no, number, did.series, did.serial, state)
