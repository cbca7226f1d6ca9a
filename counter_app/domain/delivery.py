"""
The delivery of a result by courier, from the signed authorisation to the receiver (F-G1).

Free of charge for the applicant (facts/domain.md 1.4). A state never goes back: what comes back into
the house is a new beginning, with a new authorisation (``NEXT``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from counter_app.domain.errors import RuleError
from counter_app.domain.postal import Address


class DeliveryState(Enum):
    """Where a delivery stands; ``HANDED``: its waybill is known, so the courier has it."""

    AUTHORISED = "authorised"
    CANCELLED = "cancelled"
    BATCHED = "batched"
    HANDED = "handed"
    IN_TRANSIT = "in_transit"
    LOST = "lost"
    RETURNED = "returned"
    SIGNED = "signed"


_ENDS = frozenset({DeliveryState.SIGNED, DeliveryState.RETURNED})
_ON_THE_WAY = _ENDS | {DeliveryState.IN_TRANSIT, DeliveryState.LOST}
NEXT: Mapping[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.AUTHORISED: frozenset({DeliveryState.BATCHED, DeliveryState.CANCELLED}),
    DeliveryState.BATCHED: frozenset(
        {DeliveryState.HANDED, DeliveryState.RETURNED, DeliveryState.LOST}
    ),
    DeliveryState.HANDED: _ON_THE_WAY | {DeliveryState.HANDED},
    DeliveryState.IN_TRANSIT: _ON_THE_WAY,
    DeliveryState.LOST: _ENDS,
    DeliveryState.CANCELLED: frozenset(),
    DeliveryState.RETURNED: frozenset(),
    DeliveryState.SIGNED: frozenset(),
}
"""What may follow; a misread waybill may be put right, a parcel reported lost may still turn up."""
OUT = frozenset(
    {
        DeliveryState.BATCHED,
        DeliveryState.HANDED,
        DeliveryState.IN_TRANSIT,
        DeliveryState.LOST,
    }
)
"""The result is out of the house."""
OPEN = OUT | {DeliveryState.AUTHORISED}
GIVEN_FIELDS = ("receiver", "phone", "region", "address", "postcode", "alternative")
"""What of a person is told to the courier, as far as it was left (law-ND 12)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing sent: ``certificate`` is the grant's id, empty for the decision itself."""

    name: str
    number: str = ""
    copies: int = 1
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """
    What the applicant signed (W14): ``id`` is unique (hex), ``applicant`` his number or credit code.

    ``contents`` as known when it was signed; the parcel names what lay in it.
    """

    id: str
    applicant: str
    to: Address
    contents: tuple[Sent, ...]
    authorised_on: date


@dataclass(frozen=True, slots=True)
class Parcel:
    """
    Line ``no`` of the courier's list ``batch``.

    ``news`` is the courier's last word in transit; ``signed_by`` who took it. ``reason``: why it came
    back or counts as lost.
    """

    batch: str
    no: int
    courier: str
    batched_on: date
    contents: tuple[Sent, ...]
    waybill: str = ""
    handed_on: date | None = None
    news: str = ""
    news_on: date | None = None
    signed_on: date | None = None
    signed_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order with its state; ``parcel`` is None before it is on a courier's list."""

    order: DeliveryOrder
    state: DeliveryState = DeliveryState.AUTHORISED
    parcel: Parcel | None = None

    @property
    def is_open(self) -> bool:
        """Whether a result may still be sent, or is on its way, under it."""
        return self.state in OPEN

    @property
    def is_out(self) -> bool:
        """Whether the result is out of the house under it."""
        return self.state in OUT

    def moved(self, state: DeliveryState, parcel: Parcel | None = None) -> Delivery:
        """
        Return the delivery in another state.

        Raises:
            RuleError: ``delivery_state``, it does not follow this one

        """
        if state not in NEXT[self.state]:
            raise RuleError("delivery_state", state=f"@delivery.{self.state.value}")
        return replace(self, state=state, parcel=parcel or self.parcel)


def fetched(delivery: Delivery | None) -> Delivery | None:
    """
    Return a delivery after its result was handed over at the window: nothing is sent any more.

    Raises:
        RuleError: ``delivery_under_way``, the result is out of the house

    """
    if delivery is not None and delivery.is_out:
        raise RuleError("delivery_under_way")
    if delivery is not None and delivery.state is DeliveryState.AUTHORISED:
        return delivery.moved(DeliveryState.CANCELLED)
    return delivery
