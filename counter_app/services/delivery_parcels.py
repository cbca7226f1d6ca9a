"""
Parcels after the courier's list: waybills by scan, signed for, back again, lost (F-G1).

It works with the line cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from counter_app.domain.case import Case
from counter_app.domain.delivery import Delivery, DeliveryState, Parcel
from counter_app.domain.delivery_offer import LIES_HERE
from counter_app.domain.delivery_operation import (
    ParcelBatched,
    ParcelOperation,
    ParcelReturned,
    ParcelSigned,
    ParcelTracked,
    WaybillScanned,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.names import normalise_name
from counter_app.domain.postal import check_waybill
from counter_app.services.cases import case_by_no, case_of
from counter_app.services.certificate_steps import ROLES, step_time
from counter_app.services.delivery_batch import finish_last
from counter_app.services.delivery_steps import record_on
from counter_app.services.desk import Desk, on_store
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, signed_in


@dataclass(frozen=True, slots=True)
class Sending:
    """A case with its parcel."""

    case: Case
    delivery: Delivery
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """One parcel of a list; ``state`` is a ``DeliveryState`` value, ``receiver`` an unmasked name."""

    case_id: str
    case_no: str
    batch: str
    no: int
    courier: str
    receiver: str
    region: str
    state: str
    batched_on: date
    waybill: str = ""
    handed_on: date | None = None
    news: str = ""
    signed_on: date | None = None
    signed_by: str = ""
    reason: str = ""


def parcels(desk: Desk, visit: Visit) -> Flow[tuple[ParcelLine, ...]]:
    """Return every parcel known here, the newest list first and each list in its order."""
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _parcels(desk)))


def scan_waybill(
    desk: Desk, visit: Visit, waybill: str, case_no: str = "", *, known_form: bool = False
) -> Flow[ParcelLine]:
    """
    Put a waybill number on a parcel: on that of ``case_no``, else on the next one without.

    Lists are taken from the oldest, each in its order. Named by its case, a parcel that the courier
    has said nothing of yet may get another number. ``known_form``: the clerk has answered that a
    number of an unknown form is right.

    Raises:
        RuleError: ``waybill_characters``, ``waybill_check``, ``waybill_form`` (ask), ``waybill_twice``
            with the other parcel, ``waybill_nothing_waits``, ``delivery_none`` or
            ``delivery_state``

    """
    signed_in(visit, *ROLES)
    number = check_waybill(waybill, desk.settings.courier.waybill_forms, known_form=known_form)
    return (yield from on_store(lambda: _scan(desk, visit, number, case_no)))


def sign_for(
    desk: Desk, visit: Visit, case_no: str, signed_by: str, signed_on: date | None = None
) -> Flow[Done]:
    """
    Note who signed for a parcel and when (today, if None): the result is served.

    Raises:
        RuleError: ``delivery_signer``, ``delivery_day``, ``delivery_none``, ``delivery_state`` or
            of the name

    """
    signed_in(visit, *ROLES)
    if not signed_by.strip():
        raise RuleError("delivery_signer")
    name = normalise_name(signed_by)

    def make(at: Sending, today: date) -> ParcelOperation:
        day = signed_on or today
        check_day(at.parcel, day, today)
        return ParcelSigned(at.case.id, at.delivery.order.id, day, name)

    return (yield from on_store(lambda: _step(desk, visit, case_no, make)))


def take_back(desk: Desk, visit: Visit, case_no: str, reason: str) -> Flow[Done]:
    """
    Take a parcel back into the house: its result is fetched at the window.

    Raises:
        RuleError: ``reason_missing``, ``delivery_none`` or ``delivery_state``

    """
    signed_in(visit, *ROLES)
    why = _reason(reason)

    def make(at: Sending, today: date) -> ParcelOperation:
        return ParcelReturned(at.case.id, at.delivery.order.id, today, why)

    return (yield from on_store(lambda: _step(desk, visit, case_no, make)))


def report_lost(desk: Desk, visit: Visit, case_no: str, reason: str) -> Flow[Done]:
    """
    Note that a parcel counts as lost; one that turns up is signed for or taken back all the same.

    Raises:
        RuleError: ``reason_missing``, ``delivery_none`` or ``delivery_state``

    """
    signed_in(visit, *ROLES)
    why = _reason(reason)

    def make(at: Sending, today: date) -> ParcelOperation:
        return ParcelTracked(at.case.id, at.delivery.order.id, "lost", today, why)

    return (yield from on_store(lambda: _step(desk, visit, case_no, make)))


def sendings(desk: Desk) -> Iterator[Sending]:
    """Yield cases with a parcel (store lane): all of this window, then the hall's that are open."""
    rows = desk.cache.rows("case", *(each.value for each in LIES_HERE))
    told = (row for row in rows if _has_parcel(row.body))
    ids = (*desk.ledger.subjects_of(ParcelBatched.kind), *(row.id for row in told))
    for each in dict.fromkeys(ids):
        found = _sending(case_of(desk, each))
        if found is not None:
            yield found


def check_day(parcel: Parcel, day: date, today: date) -> None:
    """Refuse a day on which a parcel cannot have been signed for: RuleError ``delivery_day``."""
    if not (parcel.handed_on or parcel.batched_on) <= day <= today:
        raise RuleError("delivery_day")


def _has_parcel(body: Mapping[str, object]) -> bool:
    delivery = body.get("delivery")
    return isinstance(delivery, Mapping) and delivery.get("parcel") is not None


def _sending(case: Case | None) -> Sending | None:
    if case is None or case.delivery is None or case.delivery.parcel is None:
        return None
    return Sending(case, case.delivery, case.delivery.parcel)


def _parcels(desk: Desk) -> tuple[ParcelLine, ...]:
    finish_last(desk)
    lines = sorted((_line(each) for each in sendings(desk)), key=lambda each: each.no)
    return tuple(sorted(lines, key=lambda each: (each.batched_on, each.batch), reverse=True))


def _scan(desk: Desk, visit: Visit, number: str, case_no: str) -> ParcelLine:
    finish_last(desk)
    known = tuple(sendings(desk))
    for each in known:
        if each.parcel.waybill == number:
            receiver = each.delivery.order.to.receiver
            raise RuleError(
                "waybill_twice", waybill=number, case_no=each.case.no, receiver=receiver
            )
    at = _held(desk, case_no) if case_no else _next(known)
    day = step_time(desk, visit).day
    did = WaybillScanned(at.case.id, at.delivery.order.id, number, day)
    after = _sending(record_on(desk, visit, at.case, did).case)
    assert after is not None  # noqa: S101 - no step takes a parcel away
    return _line(after)


def _next(known: tuple[Sending, ...]) -> Sending:
    waiting = [each for each in known if each.delivery.state is DeliveryState.BATCHED]
    if not waiting:
        raise RuleError("waybill_nothing_waits")
    return min(waiting, key=lambda e: (e.parcel.batched_on, e.parcel.batch, e.parcel.no))


def _held(desk: Desk, case_no: str) -> Sending:
    found = _sending(case_by_no(desk, case_no))
    if found is None:
        raise RuleError("delivery_none")
    return found


def _step(
    desk: Desk, visit: Visit, case_no: str, make: Callable[[Sending, date], ParcelOperation]
) -> Done:
    at = _held(desk, case_no)
    return record_on(desk, visit, at.case, make(at, step_time(desk, visit).day))


def _reason(text: str) -> str:
    if not text.strip():
        raise RuleError("reason_missing")
    return text.strip()


def _line(at: Sending) -> ParcelLine:
    parcel, to = at.parcel, at.delivery.order.to
    return ParcelLine(
        case_id=at.case.id,
        case_no=at.case.no,
        batch=parcel.batch,
        no=parcel.no,
        courier=parcel.courier,
        receiver=to.receiver,
        region=to.region,
        state=at.delivery.state.value,
        batched_on=parcel.batched_on,
        waybill=parcel.waybill,
        handed_on=parcel.handed_on,
        news=parcel.news,
        signed_on=parcel.signed_on,
        signed_by=parcel.signed_by,
        reason=parcel.reason,
    )
