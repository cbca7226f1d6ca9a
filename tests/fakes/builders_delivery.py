"""Operations of delivery, for the case of ``tests.fakes.builders``."""

from __future__ import annotations

from datetime import date

from counter_app.domain.delivery import DeliveryOrder, Sent
from counter_app.domain.delivery_operation import (
    DeliveryAuthorised,
    DeliveryCancelled,
    ParcelBatched,
    ParcelReturned,
    ParcelSigned,
    ParcelTracked,
    WaybillScanned,
)
from counter_app.domain.postal import Address
from tests.fakes.builders_issue import NUMBER, a_grant

DAY = date(2026, 11, 24)
EMS = "EE473124829CN"
HOME = Address("扎西", "13800000831", "西藏自治区林芝市巴宜区", "示例路3号")
CERTIFICATE = Sent("食品经营许可证", NUMBER, certificate=a_grant().id)


def authorised(order: str = "o-1") -> DeliveryAuthorised:
    signed = DeliveryOrder(order, "540402199001010014", HOME, (Sent("办理结果"),), DAY)
    return DeliveryAuthorised("c-1", signed, "paper", ())


def cancelled(order: str = "o-1") -> DeliveryCancelled:
    return DeliveryCancelled("c-1", order, DAY, "自取")


def batched(order: str = "o-1", contents: tuple[Sent, ...] = (CERTIFICATE,)) -> ParcelBatched:
    return ParcelBatched(
        "c-1", order, "B-01", 1, "EMS", DAY, contents, ("receiver",), date(2029, 11, 24)
    )


def waybill(number: str = EMS, order: str = "o-1") -> WaybillScanned:
    return WaybillScanned("c-1", order, number, DAY)


def tracked(state: str = "in_transit", order: str = "o-1") -> ParcelTracked:
    return ParcelTracked("c-1", order, state, DAY, "拉萨")


def signed_for(order: str = "o-1") -> ParcelSigned:
    return ParcelSigned("c-1", order, DAY, "扎西")


def returned(order: str = "o-1") -> ParcelReturned:
    return ParcelReturned("c-1", order, DAY, "无人签收")


DELIVERY_OPERATIONS = (
    authorised(),
    cancelled(),
    batched(),
    waybill(),
    tracked(),
    signed_for(),
    returned(),
)
