"""The golden set: every paper of a window for one applicant, and its pages as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2

from counter_app.domain.case import CaseState, MaterialState, RefusalKind
from counter_app.domain.document import Document
from counter_app.domain.item import SituationId
from counter_app.domain.person import Person
from counter_app.services import paper
from tests.fakes.paper_cases import a_case, an_issuer, an_item, paid_item, with_fault, with_gap

KINDS = ("W01", "W01S", "W02", "W03", "W04", "W05", "W06", "W16", "W17")


def golden_papers(person: Person) -> dict[str, Document]:
    """Return one paper of each kind for ``person``."""
    item, at = an_item(), an_issuer()
    closed = {
        "closing_reason": "该事项由其他机关办理",
        "competent_body": "林芝市卫生健康委员会",
        "person": person,
    }
    refused = a_case(item, CaseState.NOT_ACCEPTED, **closed)
    gap = with_gap(item, person=person)
    promise = paper.deferral(gap, item, at)
    brought = tuple(replace(each, state=MaterialState.RECEIVED) for each in gap.open_gaps())
    supplied = a_case(item, person=person, documents=(promise,))
    return {
        "W01": paper.receipt(a_case(item, CaseState.RECEIVED, person=person), item, at),
        "W01S": paper.supplement_receipt(supplied, item, brought, at),
        "W02": paper.acceptance(with_gap(paid_item(), person=person), paid_item(), at),
        "W03": paper.correction(with_fault(item, person=person), item, at),
        "W04": paper.refusal(refused, item, RefusalKind.NOT_COMPETENT, at),
        "W05": paper.refusal(refused, item, RefusalKind.NOT_NEEDED, at),
        "W06": promise,
        "W16": paper.withdrawal(a_case(item, CaseState.WITHDRAWN, **closed), item, at),
        "W17": paper.notice_slip(item, SituationId("s1"), at, person.name),
    }


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page as PDFium reads it back, without line ends."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [text.replace("\r", "").replace("\n", "") for text in texts]


def page_images(pdf: bytes, dpi: int = 200) -> Iterator[Any]:
    """Yield each page as a grey picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=dpi / 72).to_pil().convert("L")
