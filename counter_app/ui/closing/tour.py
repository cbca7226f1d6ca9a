"""Pictures of the closing list and of the hand-over: a quiet evening, a busy one, two who sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counter_app.domain.serial_range import SerialRange
from counter_app.domain.shift import BlankUse, DayFigures
from counter_app.services.closing import ClosingList
from counter_app.services.closing_checks import closing_checks, waiting_check
from counter_app.services.opening_checks import Check
from counter_app.services.shift import Snapshot
from counter_app.services.shift_checks import shift_checks
from counter_app.services.visit import User
from counter_app.ui.board import Focus
from counter_app.ui.closing.state import ClosingFacts, say_closing
from counter_app.ui.closing.view import ClosingScreen
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.second import SignState
from counter_app.ui.tour_states import StillPlace, TourDesk, TourState

_CLERK = User("ciren", "次仁", ("clerk", "certificate_clerk"))
_BLANKS = (
    BlankUse(
        "JY-SPJY-2026",
        (SerialRange(35_001, 35_007),),
        (SerialRange(35_008, 35_008),),
        92,
        35_009,
        (),
        (SerialRange(35_009, 35_020),),
    ),
)
_WELL = {each: Check(each, "green", "ready") for each in ("reader", "tickets", "documents")}
_NOTED = DayFigures(
    held=("A009", "B003"),
    drafts=2,
    receipts=3,
    unsent=12,
    unsent_age_s=5_400,
    unprinted=1,
    papers=26,
    blanks=_BLANKS,
)
_STOPPED = replace(_NOTED, ticket="A012", sheets=1, table=True)
_FAULTS = {**_WELL, "tickets": Check("tickets", "red", "paper_out")}
_AT_MS = 1_794_820_260_000
_ASKED = "ui.closing.two"


def states() -> Iterable[TourState]:
    """All done, things noted, things that come first, the line cut, two who sign, one refused."""
    quiet = ClosingFacts(who="次仁", roles=_CLERK.roles, seen=_WELL, listed=_listed(DayFigures()))
    yield _still("quiet", replace(quiet, waiting=waiting_check(0)), (100, 200))
    noted = replace(quiet, listed=_listed(_NOTED), seen=_FAULTS, waiting=waiting_check(4))
    yield _still("noted", noted, (100, 200))
    stopped = replace(noted, listed=_listed(_STOPPED), waiting=waiting_check(None))
    yield _still("stopped", stopped)
    yield _still("looking", replace(quiet, seen={}, listed=_listed(DayFigures())))
    over = ClosingFacts(
        "hand_over",
        "次仁",
        _CLERK.roles,
        listed=noted.listed,
        snapshot=Snapshot(_CLERK, _AT_MS, _NOTED, shift_checks(_NOTED)),
        seen=_FAULTS,
        sign=SignState(_ASKED, {"second": "zhuoma"}, focus=Focus("password", 1)),
    )
    yield _still("hand-over", over, (100, 200))
    wrong = {"password": "用户名或密码不对，还可以再试 3 次。请重新输入；忘记密码请找管理员。"}
    yield _still("hand-over-refused", replace(over, sign=replace(over.sign, errors=wrong)))


def _listed(figures: DayFigures) -> ClosingList:
    return ClosingList(figures, closing_checks(figures), queue=True, closed=False)


class _Still(StillPlace):
    def enter(self) -> None:
        if not self.view.second.isVisible():
            self.view.focus_close()


def _still(name: str, facts: ClosingFacts, scales: tuple[int, ...] = (100,)) -> TourState:
    def build(tour: TourDesk) -> object:
        words = tour.desk.words
        two = words.say(facts.sign.two, who=facts.who) if facts.sign.two else ""
        state = say_closing(words, replace(facts, sign=replace(facts.sign, two=two)))
        screen = ClosingScreen(words)
        screen.show_state(state)
        over = KeyAction("Alt+J", state.over, _nothing)
        keys = (
            KeyAction("Enter", state.enter, _nothing),
            *((over,) if state.over else ()),
            KeyAction("F5", state.again, _nothing),
            KeyAction("Esc", words.say("ui.closing.act.back"), _nothing),
            KeyAction("F12", words.say("ui.session.act.lock"), _nothing),
        )
        window = tour.cover(_Still("closing", screen, keys, NowLine(state.now)))
        window.welcome(_CLERK)
        return window

    return TourState(name, build, scales=scales)


def _nothing() -> None:
    """A picture does nothing."""
