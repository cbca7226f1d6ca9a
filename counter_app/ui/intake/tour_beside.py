"""Further pictures of 办件: what stands beside the case, and what is put right after it."""

from __future__ import annotations

from functools import partial

from counter_app.ui.intake.presenter import IntakePresenter
from counter_app.ui.intake.tour_acts import Act, accepted, ready, suggested


def _sample(hands: IntakePresenter) -> None:
    ready(hands)
    hands.parts.samples.press()


def _sample_none(hands: IntakePresenter) -> None:
    ready(hands)
    hands.parts.samples.press()
    board = hands.parts.board
    shown = board.state.sample
    if shown is not None:
        board.put(sample=type(shown)(shown.material, shown.name))


def _pinned(hands: IntakePresenter) -> None:
    suggested(hands)
    hands.parts.search.close()
    hands.type_text("search", "社会保障卡")
    hands.parts.favourites.press()
    hands.type_text("search", "")
    hands.press_items()


def _amend_name(hands: IntakePresenter) -> None:
    accepted(hands)
    hands.parts.sheets.press_amend()
    hands.parts.sheets.move(1)
    hands.parts.sheets.enter()
    hands.type_text("amend_value", "扎西顿珠")
    hands.enter("amend_value")


def _amend_delivery(hands: IntakePresenter) -> None:
    accepted(hands)
    hands.parts.sheets.press_amend()
    hands.parts.sheets.move(3)


def _authorise(hands: IntakePresenter, *, known: bool) -> None:
    accepted(hands)
    case = hands.state.visit.case
    if known and case is not None:
        hands.parts.deliveries.press()
        for name, text in _ADDRESS.items():
            hands.type_text(name, text)
        hands.at("to_phone")
        hands.enter("to_phone")
        hands.parts.deliveries.press()
        hands.parts.sheets.enter()
        hands.type_text("to_reason", "地址写错")
        hands.enter("to_reason")
    hands.parts.deliveries.press()


def _delivery_typed(hands: IntakePresenter) -> None:
    _authorise(hands, known=False)
    for name, text in _ADDRESS.items():
        hands.type_text(name, text)
    hands.type_text("to_region", "四川省成都市")
    hands.at("to_phone")
    hands.enter("to_phone")


def _delivery_done(hands: IntakePresenter) -> None:
    _authorise(hands, known=True)
    hands.parts.sheets.enter()
    hands.enter("to_phone")


_ADDRESS = {
    "to_receiver": "卓玛",
    "to_region": "巴宜区",
    "to_address": "示例镇示例路3号示例小区2栋1单元",
}
BESIDE: dict[str, Act] = {
    "sample": _sample,
    "sample-none": _sample_none,
    "pinned": _pinned,
    "amend-name": _amend_name,
    "amend-delivery": _amend_delivery,
    "delivery": partial(_authorise, known=True),
    "delivery-typed": _delivery_typed,
    "delivery-done": _delivery_done,
}
