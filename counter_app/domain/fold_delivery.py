"""
The delivery of a case: the steps of ``counter_app.domain.fold`` from authorisation to receipt.

What a parcel's state does not allow is refused (RuleError ``delivery_state``), wherever it comes
from. A decision may be withdrawn while its certificate is on the road: the courier's word is still
taken, and what comes back then is void.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from counter_app.domain.case import Case, CaseState
from counter_app.domain.certificate import CertificateState
from counter_app.domain.delivery import Delivery, DeliveryState, Parcel, Sent
from counter_app.domain.delivery_operation import (
    DeliveryAuthorised,
    DeliveryCancelled,
    ParcelBatched,
    ParcelOperation,
    ParcelReturned,
    ParcelSigned,
    ParcelTracked,
    WaybillScanned,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.fold_issue import delivered_if_all

if TYPE_CHECKING:
    from counter_app.domain.operation import Entry, Operation

_LIES_HERE = frozenset({CaseState.READY, CaseState.DENIED})
_UNDECIDED = frozenset({CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS, CaseState.GRANTED})
_ON_THE_WAY = _LIES_HERE | _UNDECIDED
ALLOWED: dict[type[Operation], frozenset[CaseState]] = {
    DeliveryAuthorised: _ON_THE_WAY | {CaseState.RECEIVED},
    DeliveryCancelled: _ON_THE_WAY | {CaseState.RECEIVED, CaseState.CORRECTING},
    ParcelBatched: _LIES_HERE,
    WaybillScanned: _ON_THE_WAY,
    ParcelTracked: _ON_THE_WAY,
    ParcelSigned: _ON_THE_WAY,
    ParcelReturned: _ON_THE_WAY,
}


def _authorise(case: Case, _entry: Entry, did: DeliveryAuthorised) -> Case:
    if case.delivery is not None and case.delivery.is_open:
        raise RuleError("delivery_authorised")
    return replace(_chosen(case, "courier"), delivery=Delivery(did.order))


def _cancel(case: Case, _entry: Entry, did: DeliveryCancelled) -> Case:
    cancelled = _ordered(case, did).moved(DeliveryState.CANCELLED)
    return replace(_chosen(case, "pickup"), delivery=cancelled)


def _batch(case: Case, _entry: Entry, did: ParcelBatched) -> Case:
    ordered = _ordered(case, did)
    if case.certificate_held:
        raise RuleError("certificate_held", names="、".join(e.name for e in case.open_gaps()))
    parcel = Parcel(did.batch, did.no, did.courier, did.batched_on, did.contents)
    out = ordered.moved(DeliveryState.BATCHED, parcel)
    for each in did.contents:
        case = _put(case, each, CertificateState.PRINTED, CertificateState.SENT)
    return replace(case, delivery=out)


def _waybill(case: Case, _entry: Entry, did: WaybillScanned) -> Case:
    there, parcel = _out(case, did)
    numbered = replace(parcel, waybill=did.waybill, handed_on=did.handed_on)
    return replace(case, delivery=there.moved(DeliveryState.HANDED, numbered))


def _track(case: Case, _entry: Entry, did: ParcelTracked) -> Case:
    there, parcel = _out(case, did)
    told = replace(parcel, news=did.news, news_on=did.told_on)
    return replace(case, delivery=there.moved(DeliveryState(did.state), told))


def _sign(case: Case, _entry: Entry, did: ParcelSigned) -> Case:
    there, parcel = _out(case, did)
    signed = replace(parcel, signed_on=did.signed_on, signed_by=did.signed_by)
    served = replace(case, delivery=there.moved(DeliveryState.SIGNED, signed))
    return delivered_if_all(served) if case.state in _LIES_HERE else served


def _return(case: Case, _entry: Entry, did: ParcelReturned) -> Case:
    there, parcel = _out(case, did)
    back = there.moved(DeliveryState.RETURNED, replace(parcel, reason=did.reason))
    given = {each.id for each in case.decision.grants} if case.decision is not None else set()
    for each in parcel.contents:
        lawful = each.certificate in given
        now = CertificateState.PRINTED if lawful else CertificateState.VOID
        case = _put(case, each, CertificateState.SENT, now)
    return replace(_chosen(case, "pickup"), delivery=back)


def _chosen(case: Case, way: str) -> Case:
    return replace(case, application=replace(case.application, delivery=way))


def _ordered(case: Case, did: ParcelOperation) -> Delivery:
    there = case.delivery
    if there is None or there.order.id != did.order:
        raise RuleError("delivery_none")
    return there


def _out(case: Case, did: ParcelOperation) -> tuple[Delivery, Parcel]:
    there = _ordered(case, did)
    if there.parcel is None:
        raise RuleError("delivery_state", state=f"@delivery.{there.state.value}")
    return there, there.parcel


def _put(case: Case, sent: Sent, before: CertificateState, after: CertificateState) -> Case:
    """Put what lies in a parcel into another state; a decision has none."""
    if not sent.certificate:
        return case
    there = case.certificate(sent.certificate)
    if there is None:
        raise RuleError("certificate_unknown")
    if there.state is not before:
        raise RuleError(
            "certificate_state", name=there.grant.name, state=f"@certificate.{there.state.value}"
        )
    changed = replace(there, state=after)
    return replace(
        case, certificates=tuple(changed if each is there else each for each in case.certificates)
    )


STEPS: dict[type[Operation], Callable[..., Case]] = {
    DeliveryAuthorised: _authorise,
    DeliveryCancelled: _cancel,
    ParcelBatched: _batch,
    WaybillScanned: _waybill,
    ParcelTracked: _track,
    ParcelSigned: _sign,
    ParcelReturned: _return,
}
