"""
The delivery authorisation 免费寄递委托书 (W14, F-G1): offered, signed, taken back.

An address comes from an earlier authorisation of the same applicant or is typed; never from a card
that was not asked for it (personal information law art. 6). It works with the line cut.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from counter_app.domain.case import Case
from counter_app.domain.codec import ShapeError, from_plain
from counter_app.domain.delivery import Delivery, DeliveryOrder, Sent
from counter_app.domain.delivery_offer import check_offer
from counter_app.domain.delivery_operation import DeliveryAuthorised, DeliveryCancelled, Signing
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.handwriting import Strokes
from counter_app.domain.item import Item
from counter_app.domain.postal import Address, check_address
from counter_app.services import paper_delivery
from counter_app.services.acts import Act, record_act
from counter_app.services.cases import case_by_no
from counter_app.services.certificate_steps import ROLES, step_time
from counter_app.services.confirmation import proof_of
from counter_app.services.delivery_steps import on_table, record_on
from counter_app.services.desk import Changes, Desk, on_store
from counter_app.services.recollection import number_of
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, signed_in

KNOWN_MOST = 3
"""How many earlier addresses of one applicant are offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Whether a delivery may be offered; an empty ``code`` says yes, else it says why not.

    ``known``: where this applicant had results sent before, the last one first. ``delivery``: what
    was authorised already.
    """

    case_no: str
    contents: tuple[Sent, ...] = ()
    known: tuple[Address, ...] = ()
    delivery: Delivery | None = None
    code: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether it may be offered."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Authorising:
    """
    Where to, and how it is signed.

    With a pen on the ``paper``, by ``touch`` with ``strokes``, or by ``fingerprint`` before
    ``witness``.
    """

    case_no: str
    to: Address
    manner: Signing = "paper"
    strokes: Strokes = ()
    witness: str = ""


def delivery_offer(desk: Desk, visit: Visit, case_no: str) -> Flow[Offer]:
    """
    Return whether the result of a case may be sent, and where to it was sent before.

    Raises:
        RuleError: ``case_not_here``, ``item_unknown`` or ``clock_doubtful``

    """
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _offer(desk, visit, case_no)))


def authorise(desk: Desk, visit: Visit, given: Authorising) -> Flow[Done]:
    """
    Record the authorisation and word W14.

    Raises:
        RuleError: as ``delivery_offer.check_offer``, ``postal.check_address`` and
            ``confirmation.proof_of``
        StoreError: of the ledger; nothing was recorded

    """
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _authorise(desk, visit, given)))


def cancel_delivery(desk: Desk, visit: Visit, case_no: str, reason: str) -> Flow[Done]:
    """
    Take an authorisation back: the result is fetched at the window.

    Raises:
        RuleError: ``reason_missing``, ``delivery_none`` or ``delivery_state``

    """
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _cancel(desk, visit, case_no, reason.strip())))


def _offer(desk: Desk, visit: Visit, case_no: str) -> Offer:
    case = case_by_no(desk, case_no)
    item = _item(desk, visit, case)
    contents = paper_delivery.contents_of(case, item)
    offer = Offer(case.no, contents, _known(desk, case), case.delivery)
    try:
        check_offer(case, item, step_time(desk, visit).day)
    except RuleError as closed:
        if closed.code == "clock_doubtful":
            raise
        return replace(offer, code=closed.code, values=closed.values)
    return offer


def _known(desk: Desk, case: Case) -> tuple[Address, ...]:
    """Return earlier addresses of the same applicant: of this window, else what the hall was told."""
    applicant = number_of(case.application)
    found = tuple(_known_here(desk, applicant)) or tuple(_known_of_hall(desk, applicant))
    return tuple(dict.fromkeys(found))[:KNOWN_MOST]


def _known_here(desk: Desk, applicant: str) -> Iterator[Address]:
    for each in reversed(desk.ledger.of_kinds(DeliveryAuthorised.kind)):
        did = each.entry.operation
        if isinstance(did, DeliveryAuthorised) and did.order.applicant == applicant:
            yield did.order.to


def _known_of_hall(desk: Desk, applicant: str) -> Iterator[Address]:
    for each in desk.cache.cases_about(applicant):
        row = desk.cache.row("case", each)
        plain = row.body.get("delivery") if row is not None else None
        order = plain.get("order") if isinstance(plain, Mapping) else None
        if isinstance(order, Mapping) and order.get("applicant") == applicant:
            with suppress(ShapeError):  # the county is newer than this window
                yield from_plain(DeliveryOrder, order).to


def _authorise(desk: Desk, visit: Visit, given: Authorising) -> Done:
    case = case_by_no(desk, given.case_no)
    item = _item(desk, visit, case)
    time = step_time(desk, visit)
    check_offer(case, item, time.day)
    to = check_address(given.to)
    strokes, witness = _proof(given)
    contents = paper_delivery.contents_of(case, item)
    number = number_of(case.application)
    order = DeliveryOrder(desk.random(16).hex(), number, to, contents, time.day)
    did = DeliveryAuthorised(
        case_id=case.id,
        order=order,
        manner=given.manner,
        documents=(),
        witness=witness,
        picture=hashlib.sha256(strokes).hexdigest() if strokes else "",
        strokes=strokes,
    )
    papers = paper_delivery.authorised(item, to, contents, witnessed=bool(witness))
    after = record_act(desk, visit, Act(case.id, case, did, papers), time)
    new = after.documents[len(case.documents) :]
    return Done(on_table(visit, after).with_papers(*new), after, new, Changes(cases=(case.id,)))


def _proof(given: Authorising) -> tuple[bytes, str]:
    if given.manner == "paper":
        return b"", ""
    return proof_of(given.manner, given.strokes, given.witness)


def _cancel(desk: Desk, visit: Visit, case_no: str, reason: str) -> Done:
    if not reason:
        raise RuleError("reason_missing")
    case = case_by_no(desk, case_no)
    if case.delivery is None:
        raise RuleError("delivery_none")
    day = step_time(desk, visit).day
    did = DeliveryCancelled(case.id, case.delivery.order.id, day, reason)
    return record_on(desk, visit, case, did)


def _item(desk: Desk, visit: Visit, case: Case) -> Item:
    """Return the item as the case was opened under it, as far as this window still has it."""
    if visit.draft is not None and visit.draft.application.case_id == case.id:
        return visit.draft.item
    item = desk.cache.item(case.application.item.code)
    if item is None:
        raise RuleError("item_unknown", code=case.application.item.code)
    return item
