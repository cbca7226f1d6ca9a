"""The signed code on a certificate's sheet: made here with the line cut, kept in the operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from counter_app.domain.certificate_code import code_of, write_code
from counter_app.domain.device_certificate import read_device
from counter_app.domain.issue_operation import CertificateBound
from counter_app.services.certificate_steps import Held
from counter_app.services.desk import Desk, enrolled


def code_writer(desk: Desk, found: Held, job: str, day: date) -> Callable[[CertificateBound], str]:
    """
    Return what writes the text of the QR code for a sheet that is bound on ``day`` (store lane).

    It writes nothing where the county's word for this window's key is missing or does not cover the
    day: the code then shows the bare identifier. ``job``: a print that is told of under another
    sheet, whose code stands on the paper already.

    Raises:
        StoreError: ``device_key_missing``, by what is returned

    """
    credential, printed = enrolled(desk).credential, _printed(desk, found.case.id, job)

    def write(bound: CertificateBound) -> str:
        if printed is not None:
            return printed
        sealed = b"" if credential is None else bytes.fromhex(credential.certificate)
        if credential is None or not _covers(sealed, day):
            return ""
        numbered = replace(
            found.certificate,
            number=bound.number,
            identifier=bound.identifier,
            issued_on=bound.issued_on,
        )
        code = code_of(numbered, day, found.certificate.prints + 1)
        return write_code(code, sealed, desk.signer.sign, credential.page)

    return write


def _printed(desk: Desk, case_id: str, job: str) -> str | None:
    """Return the code of an earlier binding under the same print job."""
    for each in reversed(desk.ledger.entries(case_id) if job else ()):
        did = each.entry.operation
        if isinstance(did, CertificateBound) and did.job == job:
            return did.qr
    return None


def _covers(sealed: bytes, day: date) -> bool:
    device = read_device(sealed)
    return device.valid_from <= day <= device.valid_to
