"""
Delivery by courier, under operation's rules (F-G1; facts/domain.md 1.4, 2.5 W14, W15).

All but ``BatchClosed`` are case operations and name the order that they move. ``ParcelBatched`` is
at the same time the record of what was told to the courier, kept until ``keep_until`` (three years,
facts/domain.md 7, LAW-ND 12).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from counter_app.domain.delivery import DeliveryOrder, Sent
from counter_app.domain.document import Document

Signing = Literal["paper", "touch", "fingerprint"]


@dataclass(frozen=True, slots=True)
class DeliveryAuthorised:
    """
    The applicant authorised the hall to send the result (W14).

    Signed with a pen on the ``paper``, by ``touch`` (``strokes`` as in CitizenConfirmed) or by
    ``fingerprint`` before ``witness``.
    """

    kind: ClassVar[str] = "delivery.authorise"
    v: ClassVar[int] = 1
    case_id: str
    order: DeliveryOrder
    manner: Signing
    documents: tuple[Document, ...]
    witness: str = ""
    picture: str = ""
    strokes: bytes = b""


@dataclass(frozen=True, slots=True)
class DeliveryCancelled:
    """The applicant took the authorisation back before anything was sent."""

    kind: ClassVar[str] = "delivery.cancel"
    v: ClassVar[int] = 1
    case_id: str
    order: str
    cancelled_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a courier's list: the case, the order, and what lies in the parcel."""

    case_id: str
    case_no: str
    order: str
    contents: tuple[Sent, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """
    A list was handed to the courier, signed by both (W15C); ``taker`` is the courier's person.

    Its subject is the paper. Each line becomes a ``ParcelBatched`` of its case, which names this
    operation among its dependencies.
    """

    kind: ClassVar[str] = "delivery.close"
    v: ClassVar[int] = 1
    batch: str
    courier: str
    taker: str
    closed_on: date
    lines: tuple[BatchLine, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class ParcelBatched:
    """
    A result left the house on line ``no`` of a batch; ``given`` names what the courier was told.

    ``documents``: the decision (W10) that lies in the parcel, where it was not given before.
    """

    kind: ClassVar[str] = "delivery.batch"
    v: ClassVar[int] = 1
    case_id: str
    order: str
    batch: str
    no: int
    courier: str
    batched_on: date
    contents: tuple[Sent, ...]
    given: tuple[str, ...]
    keep_until: date
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class WaybillScanned:
    """The courier's number stands on the parcel."""

    kind: ClassVar[str] = "delivery.waybill"
    v: ClassVar[int] = 1
    case_id: str
    order: str
    waybill: str
    handed_on: date


@dataclass(frozen=True, slots=True)
class ParcelTracked:
    """The courier's word of a parcel: on its way, or lost."""

    kind: ClassVar[str] = "delivery.track"
    v: ClassVar[int] = 1
    case_id: str
    order: str
    state: Literal["in_transit", "lost"]
    told_on: date
    news: str = ""


@dataclass(frozen=True, slots=True)
class ParcelSigned:
    """The parcel was signed for: the result is served."""

    kind: ClassVar[str] = "delivery.sign_for"
    v: ClassVar[int] = 1
    case_id: str
    order: str
    signed_on: date
    signed_by: str


@dataclass(frozen=True, slots=True)
class ParcelReturned:
    """The parcel lies at the window again."""

    kind: ClassVar[str] = "delivery.return"
    v: ClassVar[int] = 1
    case_id: str
    order: str
    returned_on: date
    reason: str


ParcelOperation = (
    DeliveryCancelled
    | ParcelBatched
    | WaybillScanned
    | ParcelTracked
    | ParcelSigned
    | ParcelReturned
)
