"""Pictures of the opening check: a good morning, a bad one, and the one after a crash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counter_app.services.opening import Findings, Leftover
from counter_app.services.opening_checks import Check
from counter_app.services.status import DEVICE_ROLES, DeviceLine
from counter_app.services.visit import User
from counter_app.ui.board import Focus
from counter_app.ui.line_watch.tour import strip_of
from counter_app.ui.opening.state import OpeningFacts, say_opening
from counter_app.ui.opening.view import OpeningScreen
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.second import SignState
from counter_app.ui.tour_states import StillPlace, TourDesk, TourState

_BOTH_SCALES = (100, 200)
_CLERK = User("ciren", "次仁", ("clerk",))
_YEAR = ("year", 2026)
_GOOD = (
    Check("yesterday", "green", "closed", (("month", 11), ("day", 23))),
    Check("receipts", "green", "there", (("count", 2),)),
    Check("reader", "green", "ready"),
    Check("tickets", "green", "ready"),
    Check("documents", "green", "ready"),
    Check("numbers", "green", "enough", (("left", 98_765), _YEAR)),
    Check("lent", "green", "some", (("count", 5),)),
    Check("lists", "green", "fresh"),
    Check("holidays", "green", "there", (_YEAR,)),
    Check("unsent", "green", "none", (("count", 0),)),
    Check("clock", "green", "right"),
)
_BAD = (
    Check("yesterday", "yellow", "open", (("month", 11), ("day", 23), ("held", 2))),
    Check("receipts", "red", "due", (("count", 2), ("tail", "0019742"))),
    Check("reader", "red", "reader_silent"),
    Check("tickets", "red", "paper_out"),
    Check("documents", "yellow", "not_set"),
    Check("numbers", "yellow", "few", (("left", 2_871), _YEAR)),
    Check("lists", "red", "stale", (("days", 9),)),
    Check("holidays", "yellow", "next_missing", (("year", 2027),)),
    Check("unsent", "yellow", "hours", (("count", 12), ("hours", 3))),
    Check("clock", "yellow", "ahead", (("minutes", 7),)),
)
_ASKED = "ui.opening.two_clock"
_OPENED_MS = 1_794_793_860_000
_RESTORED = Leftover("draft", "d-1", "食品经营许可（新办）", opened_ms=_OPENED_MS)
_LEFT = (
    Leftover("paper", "p-1", "W01", "540402260A1A0000197", "none"),
    Leftover("paper", "p-2", "W02", "540402260A1A0000197", "unknown"),
    Leftover("paper", "p-3", "W17", "", "failed"),
    Leftover("draft", "d-2", "户外广告设施设置审批", opened_ms=_OPENED_MS - 86_400_000),
)


def states() -> Iterable[TourState]:
    """Looking, all well, much amiss, after a crash, a row chosen."""
    fresh = Findings((), (), None, opened=False)
    good = OpeningFacts("次仁", {each.id: each for each in _GOOD}, fresh)
    yield _still("good", good, _BOTH_SCALES)
    devices = ("reader", "tickets", "documents")
    looked = {each.id: each for each in _GOOD if each.id not in devices}
    yield _still("looking", replace(good, checks=looked))
    left = Findings((), _LEFT, None, opened=False)
    checks = {each.id: each for each in _BAD}
    bad = OpeningFacts("次仁", checks, left, roles=("clerk", "certificate_clerk"))
    yield _still("bad", bad, _BOTH_SCALES)
    doubtful = {**good.checks, "clock": Check("clock", "red", "doubtful")}
    yield _still("clock", replace(good, checks=doubtful))
    asked = SignState(_ASKED, {"second": "zhuoma"}, focus=Focus("password", 1))
    yield _still("two-sign", replace(good, checks=doubtful, sign=asked))
    crashed = replace(good, findings=Findings((), _LEFT, _RESTORED, opened=True))
    yield _still("after-crash", crashed, _BOTH_SCALES)
    yield _still("paper-chosen", replace(crashed, row=0, printed={"p-1": "printing"}))
    yield _still("paper-maybe-out", replace(crashed, row=1, warned="p-2"))
    yield _still("draft-chosen", replace(crashed, row=3, printed={"p-1": "device_done"}))


class _Still(StillPlace):
    def enter(self) -> None:
        if self.view.second.isVisible():
            return
        chosen = self.view.table.currentIndex().isValid()
        (self.view.table if chosen else self.view.open_button).setFocus()


def _still(name: str, facts: OpeningFacts, scales: tuple[int, ...] = (100,)) -> TourState:
    def build(tour: TourDesk) -> object:
        words = tour.desk.words
        two = words.say(facts.sign.two, shown="2009-01-01 08:02") if facts.sign.two else ""
        state = say_opening(words, replace(facts, sign=replace(facts.sign, two=two)))
        screen = OpeningScreen(words)
        screen.show_state(state)
        keys = (
            KeyAction("Enter", state.enter, _nothing),
            KeyAction("F5", state.again, _nothing),
            *(
                (KeyAction("Esc", words.say("ui.opening.act.back"), _nothing),)
                if state.row >= 0 or state.sign.two
                else ()
            ),
            KeyAction("F12", words.say("ui.session.act.lock"), _nothing),
        )
        still = _Still("opening", screen, keys, NowLine(state.now))
        window = tour.cover(still, strip=strip_of(tour.desk, _devices(facts)))
        window.welcome(_CLERK)
        return window

    return TourState(name, build, scales=scales)


def _devices(facts: OpeningFacts) -> tuple[DeviceLine, ...]:
    """The lights above are those of the check below; not looked at yet: silent about it."""
    checks = ((role, facts.checks.get(role)) for role in DEVICE_ROLES)
    return tuple(DeviceLine(role, check.state) for role, check in checks if check is not None)


def _nothing() -> None:
    """A picture does nothing."""
