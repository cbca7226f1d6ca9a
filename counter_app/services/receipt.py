"""What a person who takes a result checks before he signs for it: no more than that, masked."""

from __future__ import annotations

from counter_app.domain.case import Case
from counter_app.domain.certificate import CertificateState
from counter_app.domain.masking import mask_number
from counter_app.services.confirmation import Row, Sheet, content_of
from counter_app.services.paper_handover import Collector


def receipt_of(case: Case, collector: Collector) -> Sheet:
    """Return the lines to check: the item, for whom, which certificates, and who takes them."""
    about = case.application
    printed = [each for each in case.certificates if each.state is CertificateState.PRINTED]
    names = [f"{each.grant.name} {each.number}" for each in printed]
    decision = [case.decision.no] if case.decision is not None else []
    rows = (
        Row("item", about.item.name),
        Row("applicant", about.applicant_name()),
        Row("certificates", "、".join(names or decision)),
        Row("collector", collector.person.name),
        Row("collector_number", mask_number(collector.person.number)),
        Row("relation", collector.relation_words()),
    )
    return Sheet(case.id, rows, content_of(about))
