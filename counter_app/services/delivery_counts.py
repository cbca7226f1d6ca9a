"""
People served by delivery, and the record of what the courier was told (F-G1).

A person counts once for each authorisation with a dispatched parcel, on the day its waybill was
scanned first; ``delivery.served_definition`` says so wherever the figure is printed (facts/domain.md
1.4). Both are read from what was recorded here and need no line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter_app.domain.delivery import DeliveryState
from counter_app.domain.delivery_operation import ParcelBatched, WaybillScanned
from counter_app.domain.flow import Flow
from counter_app.domain.localtime import day as day_of
from counter_app.domain.records import Recorded
from counter_app.services.certificate_steps import ROLES
from counter_app.services.delivery_parcels import sendings
from counter_app.services.desk import Desk, on_store
from counter_app.services.visit import Visit, signed_in

AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Served:
    """Figures of this window; ``out``: parcels on their way now, ``lost`` among them."""

    day: int
    month: int
    year: int
    out: int
    lost: int


@dataclass(frozen=True, slots=True)
class Provision:
    """What was told to whom of whose case (LAW-ND 12); ``fields`` are names, not values."""

    given_on: date
    courier: str
    batch: str
    case_no: str
    fields: tuple[str, ...]
    keep_until: date


def served(desk: Desk, visit: Visit, day: date) -> Flow[Served]:
    """Return the figures of ``day``, its month and its year."""
    signed_in(visit, *ROLES)
    return (yield from on_store(lambda: _served(desk, day)))


def provisions(desk: Desk, visit: Visit) -> Flow[tuple[Provision, ...]]:
    """Return what was given to couriers here, oldest first, as long as it is to be kept."""
    signed_in(visit, *ROLES, AUDITOR)
    return (yield from on_store(lambda: _provisions(desk)))


def dispatched(recorded: Iterable[Recorded]) -> dict[str, date]:
    """Return each authorisation (order id) with the day its parcel was dispatched first."""
    first: dict[str, date] = {}
    for each in recorded:
        did = each.entry.operation
        if isinstance(did, WaybillScanned) and not each.code:
            first.setdefault(did.order, day_of(each.entry.at.wall))
    return first


def _served(desk: Desk, day: date) -> Served:
    days = dispatched(desk.ledger.of_kinds(WaybillScanned.kind)).values()
    states = [each.delivery.state for each in sendings(desk) if each.delivery.is_out]
    return Served(
        day=sum(each == day for each in days),
        month=sum((each.year, each.month) == (day.year, day.month) for each in days),
        year=sum(each.year == day.year for each in days),
        out=len(states),
        lost=states.count(DeliveryState.LOST),
    )


def _provisions(desk: Desk) -> tuple[Provision, ...]:
    found = []
    for each in desk.ledger.of_kinds(ParcelBatched.kind):
        did = each.entry.operation
        assert isinstance(did, ParcelBatched)  # noqa: S101 - no other kind was asked for
        found.append(
            Provision(
                did.batched_on,
                did.courier,
                did.batch,
                each.entry.no or "",
                did.given,
                did.keep_until,
            )
        )
    return tuple(found)
