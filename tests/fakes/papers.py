"""The golden set: every paper of a window for one applicant, and its pages as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2

from counter_app.documents.library import current_template, templates_folder, templates_in
from counter_app.documents.preview import specimen
from counter_app.domain.case import CaseState, MaterialState, RefusalKind
from counter_app.domain.document import Document
from counter_app.domain.item import SituationId
from counter_app.domain.person import Person
from counter_app.services import paper
from tests.fakes.paper_cases import a_case, an_issuer, an_item, paid_item, with_fault, with_gap

ALL = tuple(kind for kind, older in templates_in(templates_folder()) if older is None)
PAGES = tuple(kind for kind in ALL if current_template(kind).parts)
SLIPS = tuple(kind for kind in ALL if current_template(kind).slip)
# What an intake hands out, made by the services; the others are filled with specimens.
KINDS = ("W01", "W01S", "W02", "W03", "W04", "W05", "W06", "W16", "W17")
# Wherever the name of a person may stand.
NAMES = (
    "applicant",
    "receiver",
    "collector",
    "addressee",
    "alternative",
    "payer",
    "handler",
    "proxy",
    "signed_by",
    "officers",
    "approver",
    "handed_by",
)
NAME_COLUMNS = ("申请人", "持证人")
# A field that only decides what is printed, or is printed as a code.
UNSEEN = ("qr", "granted", "denied")


def golden_papers(person: Person) -> dict[str, Document]:
    """Return one paper of each kind for ``person``."""
    specimens = {kind: _named(kind, person.name) for kind in ALL if kind not in KINDS}
    return {**specimens, **intake_papers(person)}


def intake_papers(person: Person) -> dict[str, Document]:
    """Return the papers of ``KINDS`` for ``person``, as the services make them."""
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


def _named(kind: str, name: str) -> Document:
    """Return the specimen of ``kind`` with ``name`` wherever a name may stand."""
    template = current_template(kind)
    plain = specimen(template).value_map()
    document = specimen(template, **{key: name for key in NAMES if key in plain})
    labels = {each.key: [column.label.zh for column in each.columns] for each in template.tables}
    rows = tuple(
        (
            key,
            tuple(
                tuple(
                    name if label in NAME_COLUMNS else cell
                    for label, cell in zip(labels[key], row, strict=True)
                )
                for row in table
            ),
        )
        for key, table in document.rows
    )
    return replace(document, rows=rows)


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
