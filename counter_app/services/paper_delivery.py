"""
What a delivery puts on paper: W14 委托书 and the courier's list W15C (facts/domain.md 2.5).

Pure, beside ``services.paper``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counter_app.documents.filling import match
from counter_app.documents.library import current_template
from counter_app.domain.case import Application, Case
from counter_app.domain.certificate import CertificateState
from counter_app.domain.delivery import Sent
from counter_app.domain.delivery_operation import BatchLine
from counter_app.domain.document import Document, Rows
from counter_app.domain.item import Item
from counter_app.domain.localtime import day as day_of
from counter_app.domain.postal import Address
from counter_app.services import paper_decision, phrasing
from counter_app.services.acts import Papers
from counter_app.services.paper import APPLICANT_AND_OFFICER, Issuer, Sheet
from counter_app.services.phrasing import say

LIST = "W15C"
_DECISION = "W10"
_IN_THE_HOUSE = frozenset(
    {CertificateState.TO_PRINT, CertificateState.BOUND, CertificateState.PRINTED}
)


@dataclass(frozen=True, slots=True)
class CourierList:
    """A list for the courier: ``taker`` is his person; ``applicants`` stand beside ``lines``."""

    batch: str
    courier: str
    taker: str
    lines: tuple[BatchLine, ...]
    applicants: tuple[str, ...]


def contents_of(case: Case, item: Item) -> tuple[Sent, ...]:
    """Return what is sent of a case: its certificates, and the decision unless it was given already."""
    found = case.decision
    if found is None:
        return (Sent(item.result_name or say("delivery_result")),)
    certificates = tuple(
        Sent(each.grant.name, each.number, certificate=each.grant.id)
        for each in case.certificates
        if each.state in _IN_THE_HOUSE
    )
    if certificates and any(each.kind == _DECISION for each in case.documents):
        return certificates
    return (Sent(say(f"result_{found.kind.value}"), found.no), *certificates)


def authorised(item: Item, to: Address, contents: Sequence[Sent], *, witnessed: bool) -> Papers:
    """W14; ``witnessed``: the applicant gives a fingerprint before a witness."""

    def papers(case: Case, at: Issuer) -> tuple[Document, ...]:
        about = case.application
        values = {
            "handler": phrasing.handler(about),
            "applicant_document": _document(about),
            "receiver": to.receiver,
            "receiver_phone": to.phone,
            "region": to.region,
            "address": to.address,
            "postcode": to.postcode,
            "alternative": to.alternative,
            "alternative_phone": to.alternative_phone,
        }
        rows = {"certificates": _rows(contents)}
        signed = replace(at, witnessed=witnessed)
        return (Sheet(case, item, signed).make("W14", values, rows, *APPLICANT_AND_OFFICER),)

    return papers


def batched(case: Case, item: Item, at: Issuer) -> tuple[Document, ...]:
    """W10, which lies in the parcel, where the window has not given it yet."""
    if any(each.kind == _DECISION for each in case.documents):
        return ()
    return (paper_decision.decision(case, item, at),)


def courier_list(about: CourierList, item: Item, at: Issuer) -> Document:
    """
    W15C from the window to the courier; its 文书编号 is ``W15C-`` and the batch.

    A window without telephones of its own names those of ``item``, what is sent first.
    """
    window = at.window
    values = {
        "body": window.hall_name,
        "date": phrasing.day(day_of(at.now_ms)),
        "phone": window.phone or item.phone,
        "complaint_phone": window.complaint_phone or item.complaint_phone,
        "qr": about.batch,
        "batch_no": about.batch,
        "from_post": f"{window.name} {at.officer}",
        "to_post": f"{about.courier} {about.taker}",
        "handed_at": phrasing.moment(at.now_ms),
        "count": str(len(about.lines)),
        "remark": say("courier_list"),
    }
    document = Document(
        kind=LIST,
        id=f"{LIST}-{about.batch}",
        case_no=None,
        template_version=current_template(LIST).version,
        language=at.language,
        values=tuple((key, value) for key, value in values.items() if value),
        rows=(("certificates", _list_rows(about)),),
        copies=len(current_template(LIST).copies),
        signatures=("giver", "receiver"),
    )
    return match(document).document


def _list_rows(about: CourierList) -> Rows:
    rows = [
        (line.case_no, each.name, each.number or say("none"), applicant, str(each.copies))
        for line, applicant in zip(about.lines, about.applicants, strict=True)
        for each in line.contents
    ]
    return tuple((str(number), *row) for number, row in enumerate(rows, start=1))


def _rows(contents: Sequence[Sent]) -> Rows:
    return tuple(
        (str(number), each.name, each.number or say("none"), str(each.copies))
        for number, each in enumerate(contents, start=1)
    )


def _document(about: Application) -> str:
    if about.body is not None:
        return about.body.credit_code
    person = about.person
    assert person is not None  # noqa: S101 - a recorded case has an applicant
    number = phrasing.applicant_number(about)
    return say("collector_document", kind=say(f"id_{person.kind}"), number=number)
