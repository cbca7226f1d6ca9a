"""Values of the operations of delivery, for ``tests.fakes.released``."""

from __future__ import annotations

from datetime import date

from counter_app.domain.delivery import DeliveryOrder, Sent
from counter_app.domain.delivery_operation import (
    BatchClosed,
    BatchLine,
    DeliveryAuthorised,
    DeliveryCancelled,
    ParcelBatched,
    ParcelReturned,
    ParcelSigned,
    ParcelTracked,
    WaybillScanned,
)
from counter_app.domain.document import Document
from counter_app.domain.operation import Operation
from counter_app.domain.postal import Address

DAY, LAST = date(2026, 11, 24), date(2029, 11, 24)
ADDRESS = Address(
    "卓玛",
    "13800000831",
    "西藏自治区林芝市巴宜区",
    "示例路3号",
    "860000",
    "扎西",
    "13800000832",
)
CONTENTS = (Sent("食品经营许可证", "Z540402262AAAA0000197", 2, "0a" * 16),)


def delivery_operations(paper: Document) -> dict[str, Operation]:
    case, order, batch = "0192f00d", "0e" * 16, "AAAA261124-01"
    signed = DeliveryOrder(order, "540402199001010014", ADDRESS, CONTENTS, DAY)
    given = ("receiver", "phone")
    line = BatchLine(case, "540402260A1A0000197", order, CONTENTS, given)
    return {
        "delivery.authorise.1": DeliveryAuthorised(
            case,
            signed,
            "fingerprint",
            (paper,),
            "卓玛",
            "cd" * 32,
            bytes((1, 2, 128, 16, 6, 4, 0)),
        ),
        "delivery.cancel.1": DeliveryCancelled(case, order, DAY, "自取"),
        "delivery.close.1": BatchClosed(batch, "中国邮政 EMS", "格桑", DAY, (line,), (paper,)),
        "delivery.batch.1": ParcelBatched(
            case, order, batch, 3, "中国邮政 EMS", DAY, CONTENTS, given, LAST, (paper,)
        ),
        "delivery.waybill.1": WaybillScanned(case, order, "EE473124829CN", DAY),
        "delivery.track.1": ParcelTracked(case, order, "in_transit", DAY, "拉萨已发出"),
        "delivery.sign_for.1": ParcelSigned(case, order, DAY, "卓玛"),
        "delivery.return.1": ParcelReturned(case, order, DAY, "无人签收"),
    }
