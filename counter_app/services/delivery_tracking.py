"""
Tracking states by import of the courier's list: all of a file or nothing of it (F-G1).

A row that tells nothing new changes nothing, so the same file may be read twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from counter_app.domain.delivery import NEXT, DeliveryState, Parcel
from counter_app.domain.delivery_operation import ParcelOperation, ParcelSigned, ParcelTracked
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.names import normalise_name
from counter_app.services.certificate_steps import ROLES, step_time
from counter_app.services.delivery_parcels import Sending, check_day, sendings
from counter_app.services.delivery_steps import record_on
from counter_app.services.desk import Changes, Desk, on_store
from counter_app.services.tracking_table import Told, read_told
from counter_app.services.visit import Visit, signed_in
from counter_app.spreadsheet import CellError

_LATER = (DeliveryState.IN_TRANSIT, DeliveryState.LOST, DeliveryState.SIGNED)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows there were and how many parcels moved; with ``faults`` nothing was imported."""

    rows: int
    moved: int
    changes: Changes = field(default_factory=Changes)
    faults: tuple[CellError, ...] = ()


def import_tracking(desk: Desk, visit: Visit, name: str, content: bytes) -> Flow[Imported]:
    """
    Take over a courier's list of states, ``name`` being what faults call the file.

    Raises:
        StoreError: of the ledger; the rows before it are recorded, the file may be read again

    """
    signed_in(visit, *ROLES)
    rows = read_told(name, content)
    wrong = tuple(each for each in rows if isinstance(each, CellError))
    if wrong:
        return Imported(0, 0, faults=wrong)
    told = tuple(each for each in rows if isinstance(each, Told))
    return (yield from on_store(lambda: _import(desk, visit, name, told)))


def _import(desk: Desk, visit: Visit, name: str, told: tuple[Told, ...]) -> Imported:
    known = {each.parcel.waybill: each for each in sendings(desk) if each.parcel.waybill}
    today = step_time(desk, visit).day
    faults = tuple(
        CellError(name, row.row, column, wrong.code, tuple(wrong.values.items()))
        for row in told
        for column, wrong in _faults(known.get(row.waybill), row, today)
    )
    if faults:
        return Imported(len(told), 0, faults=faults)
    moved = set()
    for row in sorted(told, key=lambda each: (each.day, _LATER.index(each.state))):
        at = known[row.waybill]
        if not _is_news(at, row):
            continue
        after = record_on(desk, visit, at.case, _operation(at, row)).case
        assert after.delivery is not None  # noqa: S101 - no step takes a delivery away
        parcel = after.delivery.parcel or at.parcel
        known[row.waybill] = replace(at, case=after, delivery=after.delivery, parcel=parcel)
        moved.add(after.id)
    return Imported(len(told), len(moved), Changes(cases=tuple(sorted(moved))))


def _faults(at: Sending | None, row: Told, today: date) -> Iterator[tuple[str, RuleError]]:
    if at is None:
        yield "waybill", RuleError("tracking_waybill_unknown", waybill=row.waybill)
        return
    try:
        check_day(at.parcel, row.day, today)
    except RuleError as wrong:
        yield "day", wrong
    try:
        if row.signed_by:
            normalise_name(row.signed_by)
    except RuleError as wrong:
        yield "signed_by", wrong


def _is_news(at: Sending, row: Told) -> bool:
    """Whether a row says what is not known yet: older and repeated words change nothing."""
    if row.state not in NEXT[at.delivery.state]:
        return False
    return row.state is not DeliveryState.IN_TRANSIT or _is_newer(at.parcel, row)


def _is_newer(parcel: Parcel, row: Told) -> bool:
    told = parcel.news_on
    return told is None or row.day > told or (row.day == told and row.news != parcel.news)


def _operation(at: Sending, row: Told) -> ParcelOperation:
    order = at.delivery.order.id
    if row.state is DeliveryState.SIGNED:
        return ParcelSigned(at.case.id, order, row.day, normalise_name(row.signed_by))
    if row.state is DeliveryState.LOST:
        return ParcelTracked(at.case.id, order, "lost", row.day, row.news)
    return ParcelTracked(at.case.id, order, "in_transit", row.day, row.news)
