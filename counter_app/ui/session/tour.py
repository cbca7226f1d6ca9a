"""Pictures of the door: each mode, each refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from counter_app.domain.errors import CounterError, CountyError, RuleError
from counter_app.services.people import KnownPerson
from counter_app.services.pin import Holder, Pins
from counter_app.ui.place import KeyAction, NowLine
from counter_app.ui.session.state import DoorFacts, Told, say_door, told_of
from counter_app.ui.session.view import DoorCard
from counter_app.ui.tour_states import StillPlace, TourDesk, TourState
from counter_app.words import Words

_BOTH_SCALES = (100, 200)
_PEOPLE = (
    KnownPerson("ciren", "次仁"),
    KnownPerson("zhuoma", "卓玛"),
    KnownPerson("jiacang", "加仓·晋美南杰"),
)
_PINS = Pins((Holder("ciren", "次仁", ""), Holder("zhuoma", "卓玛", "")))
_SIGN_IN = DoorFacts(mode="sign_in", people=_PEOPLE, texts={"user": "ciren"})
_LOCKED = DoorFacts(mode="pin", shut="lock", pins=_PINS, chosen="ciren", who="次仁")


def states() -> Iterable[TourState]:
    """Every mode of the card, and what it says when somebody is refused."""
    yield _still("sign-in", lambda _words: _SIGN_IN, scales=_BOTH_SCALES)
    yield _still("sign-in-new", lambda _words: DoorFacts(mode="sign_in"))
    yield _still("checking", lambda _words: replace(_SIGN_IN, busy="checking"))
    for name, error in _REFUSALS.items():
        yield _refused(name, _SIGN_IN, error)
    yield _still("synced", _synced)
    yield _still("enrol", lambda _words: DoorFacts(mode="enrol"), scales=_BOTH_SCALES)
    yield _refused("enrol-refused", DoorFacts(mode="enrol"), CountyError("county_code"))
    yield _still("pin-new", lambda _words: DoorFacts(mode="set_pin", who="次仁"))
    weak = RuleError("pin_weak")
    yield _refused("pin-weak", DoorFacts(mode="set_pin", who="次仁"), weak)
    yield _still("locked", lambda _words: _LOCKED, scales=_BOTH_SCALES)
    yield _refused("locked-wrong-pin", _LOCKED, RuleError("pin_refused", left=3))
    used_up = replace(_LOCKED, mode="sign_in", people=_PEOPLE, texts={"user": "ciren"})
    yield _refused("locked-pin-used-up", used_up, RuleError("pin_used_up"))
    yield _still("veiled", lambda _words: replace(_LOCKED, shut="veil"))


_REFUSALS = {
    "refused": RuleError("sign_in_refused", left=3),
    "locked-out": RuleError("sign_in_locked", minutes=27),
    "expired": RuleError("user_expired"),
    "not-synced": RuleError("no_users_yet"),
    "line-cut": CountyError("county_unreachable"),
}


class _Still(StillPlace):
    def enter(self) -> None:
        empty = [name for name, field in self.view.fields.items() if not field.line.text()]
        for name in empty[:1]:
            self.view.focus(name)


def _synced(words: Words) -> DoorFacts:
    return replace(_SIGN_IN, told=Told("good", words.say("ui.session.synced")))


def _refused(name: str, facts: DoorFacts, error: CounterError) -> TourState:
    return _still(name, lambda words: replace(facts, told=told_of(words, error)))


def _still(
    name: str, make: Callable[[Words], DoorFacts], scales: tuple[int, ...] = (100,)
) -> TourState:
    def build(tour: TourDesk) -> object:
        words = tour.desk.words
        state = say_door(words, make(words))
        card = DoorCard()
        card.show_state(state)
        keys = tuple(KeyAction(each.key, each.text, _nothing) for each in state.acts)
        return tour.cover(_Still("session", card, keys, NowLine(state.now)))

    return TourState(name, build, scales=scales)


def _nothing() -> None:
    """A picture does nothing."""
