"""One value of every released operation that ends a day or a shift, told in full."""

from __future__ import annotations

from counter_app.domain.serial_range import SerialRange
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.domain.shift_operation import ClockConfirmed, ShiftHandedOver, WindowClosed

LEFT = DayFigures(
    ticket="A012",
    called=True,
    held=("A009", "B003"),
    drafts=2,
    table=True,
    receipts=1,
    unsent=12,
    unsent_age_s=5_400,
    parked=1,
    unprinted=3,
    sheets=1,
    papers=4,
    blanks=(
        BlankUse(
            "JY-SPJY-2026",
            (SerialRange(35_001, 35_007),),
            (SerialRange(35_008, 35_008),),
            92,
            35_010,
            (SerialRange(35_009, 35_009),),
            (SerialRange(35_010, 35_020),),
        ),
    ),
    devices=(("tickets", "paper_out"),),
)


def shift_operations() -> dict[str, object]:
    return {
        "window.close.1": WindowClosed("ciren", LEFT),
        "shift.hand_over.1": ShiftHandedOver("ciren", "zhuoma", LEFT),
        "clock.confirm.1": ClockConfirmed(1_794_794_400_000, "zhuoma"),
    }
