"""Values of the operations on numbered blanks, for ``tests.fakes.released``."""

from __future__ import annotations

from datetime import date

from counter_app.domain.blank_operation import (
    BlankAllotted,
    BlankCounted,
    BlankDestroyed,
    BlankHandedOver,
    BlankLost,
    BlankReceived,
    BlankReturned,
    BlankVoided,
)
from counter_app.domain.operation import Operation
from counter_app.domain.serial_range import SerialRange

DAY = date(2026, 11, 24)
SHEETS, OTHERS = SerialRange(35_001, 35_100), SerialRange(35_200, 35_200)


def blank_operations() -> dict[str, Operation]:
    series = "SPJY"
    return {
        "blank.receive.1": BlankReceived(series, SHEETS, DAY, "格桑", "食品经营许可证"),
        "blank.allot.1": BlankAllotted(series, SHEETS, "0c" * 16, 3, "w-3", "0d" * 16),
        "blank.void.1": BlankVoided(series, 35_017, "污损"),
        "blank.lost.1": BlankLost(series, SHEETS, "被盗", "zhuoma"),
        "blank.hand_over.1": BlankHandedOver(series, SHEETS, "ciren", "zhuoma"),
        "blank.return.1": BlankReturned(series, SHEETS, "换版"),
        "blank.destroy.1": BlankDestroyed(series, (SHEETS, OTHERS), DAY, "zhuoma"),
        "blank.count.1": BlankCounted(series, (SHEETS,), DAY, (OTHERS,), (OTHERS,)),
    }
