"""Pictures of the citizen screen: each page, a sheet that is full, long names, and the clerk's panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import sin
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.errors import RuleError, StoreError
from counter_app.domain.flow import Flow
from counter_app.domain.handwriting import WIDE, Strokes
from counter_app.domain.rating import Level, Occasion
from counter_app.services.confirmation import Consent, Row, Sheet
from counter_app.services.rating import Served
from counter_app.services.visit import Visit
from counter_app.ui.citizen.facts import Facts, Question
from counter_app.ui.citizen.look_rating import RatingFacts, rating_state
from counter_app.ui.citizen.looks import Said, citizen_state, clerk_state
from counter_app.ui.citizen.panel import ClerkPanel
from counter_app.ui.citizen.view import CitizenWindow
from counter_app.ui.tour_states import TourDesk, TourState

_SHORT = (
    Row("item", "食品经营许可（新办）"),
    Row("situation", "新办·餐饮"),
    Row("body", "林芝某某小吃店"),
    Row("credit_code", "9*************347G"),
    Row("agent", "加仓·晋美南杰"),
    Row("agent_number", "5*************0014"),
    Row("agent_scope", "提交申请材料、领取结果"),
    Row("phone", "138****0831"),
    Row("delivery", "pickup"),
    Row("materials_received", "食品经营许可申请书、营业执照复印件、食品安全管理制度"),
    Row("materials_deferred", "经营场所平面图"),
)
_LONG = (
    Row("item", "公共场所卫生许可（含集中空调通风系统、饮用水供水单位卫生许可事项联合办理）"),
    Row(
        "applicant",
        "加仓·晋美南杰次仁多吉旺堆·次仁旺堆顿珠罗布平措次仁旺堆顿珠罗布平措阿旺洛桑丹增",
    ),
    Row("applicant_number", "5*************0026"),
    Row("guardian", "བཀྲ་ཤིས་སྒྲོལ་མ་རྒྱལ་མཚན"),
    Row("guardian_number", "5*************0041"),
    Row("phone", ""),
    Row("address", "西藏自治区林****"),
    Row("delivery", "courier"),
    Row("materials_received", "申请表、近期免冠照片、户口簿、监护关系证明、场所使用证明、检测报告"),
)


def states() -> Iterable[TourState]:
    """The person's pages in the order in which they come, then the clerk's panel."""
    both = (100, 200)
    yield TourState("idle", _page(Facts()), scales=both)
    yield TourState("check", _page(_asked(_SHORT)), scales=both)
    yield TourState("check-long", _page(_asked(_LONG)), scales=both)
    yield TourState("check-small", _page(_asked(_SHORT)), size=(1024, 600))
    sign = replace(_asked(_SHORT), page="sign")
    yield TourState("sign", _page(sign), scales=both)
    yield TourState("signed", _page(replace(sign, strokes=_NAME)))
    failed = replace(sign, strokes=_NAME, error=RuleError("signature_too_long"))
    yield TourState("sign-failed", _page(failed), scales=both)
    yield TourState("mark", _page(replace(_asked(_SHORT), page="mark")))
    yield TourState("done", _page(replace(_asked(_SHORT), page="done")))
    yield TourState("disputed", _page(replace(_asked(_SHORT), page="disputed")))
    for name, facts in _RATED:
        yield TourState(f"rate-{name}", _rating(facts), scales=both)
    yield TourState("rate-small", _rating(_RATED[1][1]), size=(1024, 600))
    yield TourState("panel", _panels, size=(560, 1100), scales=both)


def _asked(rows: tuple[Row, ...]) -> Facts:
    sheet = Sheet("case", rows, "content")
    return Facts("check", Question(Visit(), sheet, _never, lambda _did: None, lambda: None))


def _never(_consent: Consent) -> Flow[None]:
    """Be a flow of no hop: nothing is recorded in a picture."""
    yield from ()


def _page(facts: Facts) -> Callable[[TourDesk], Any]:
    def build(tour: TourDesk) -> CitizenWindow:
        enrolment = tour.desk.ledger.enrolment()
        window = enrolment.window if enrolment is not None else None
        said = Said(tour.desk.words)
        shown = CitizenWindow(said.clerk("window_title"))
        shown.show_state(citizen_state(said, replace(facts, window=window)))
        return shown

    return build


def _rating(facts: RatingFacts) -> Callable[[TourDesk], Any]:
    def build(tour: TourDesk) -> CitizenWindow:
        said = Said(tour.desk.words)
        shown = CitizenWindow(said.clerk("window_title"))
        shown.show_state(rating_state(said, facts))
        return shown

    return build


def _panels(tour: TourDesk) -> QWidget:
    """Each state of the panel, one under another."""
    asked = _asked(_SHORT)
    mark = replace(asked, page="mark", manner="fingerprint")
    shown = (
        Facts(),
        asked,
        replace(asked, page="sign"),
        replace(mark, witness="卓玛"),
        replace(mark, error=RuleError("witness_missing")),
        replace(asked, page="done", confirmed=True),
        replace(asked, page="idle", stale=True),
        replace(asked, page="disputed"),
        replace(asked, monitor="gone"),
    )
    holder = QWidget()
    holder.setObjectName("window")
    column = QVBoxLayout(holder)
    said = Said(tour.desk.words)
    for each in shown:
        panel = ClerkPanel(tour.desk.words)
        panel.show_state(clerk_state(said, each))
        column.addWidget(panel)
    column.addStretch(1)
    return holder


_ASKED = RatingFacts(Served("", Occasion.INTAKE, ""))
_RATED = (
    ("asked", _ASKED),
    ("chosen", replace(_ASKED, level=Level.NOT_GOOD, tags=("207", "212"), anonymous=True)),
    ("failed", replace(_ASKED, level=Level.VERY_GOOD, error=StoreError("disk_full"))),
)
_NAME: Strokes = tuple(
    tuple(
        (
            at * WIDE // 40 + word * WIDE // 4 + WIDE // 6,
            round(700 + word * 40 + 220 * sin(at * 1.7)),
        )
        for at in range(9)
    )
    for word in range(3)
)
