"""The keys and the sentence of 好差评; no Qt."""

from __future__ import annotations

from counter_app.domain.rating_desk import TicketAct
from counter_app.ui.hall.presenter_ratings import RatingsPresenter
from counter_app.ui.hall.state_ratings import RatingsState
from counter_app.ui.place import KeyAction, NowLine
from counter_app.words import Words

ACT_KEYS: tuple[tuple[str, TicketAct], ...] = (
    ("F6", "assign"),
    ("F7", "call"),
    ("F8", "verdict"),
    ("F9", "fix"),
    ("F10", "confirm"),
)


def ratings_keys(words: Words, hands: RatingsPresenter) -> tuple[KeyAction, ...]:
    """Periods, the acts on the chosen ticket, and the other table."""
    say = words.say
    return (
        KeyAction("PgUp", say("ui.ratings.key.before"), lambda: hands.turn(-1)),
        KeyAction("PgDn", say("ui.ratings.key.after"), lambda: hands.turn(1)),
        KeyAction("F3", say("ui.ratings.key.look"), hands.look),
        KeyAction("F4", say("ui.ratings.key.period"), hands.go_to_period),
        *(_act(words, hands, key, act) for key, act in ACT_KEYS),
        KeyAction("F11", say("ui.ratings.key.table"), hands.turn_table),
        KeyAction("Esc", say("ui.ratings.key.back"), hands.step_back, bar=False),
    )


def ratings_now(words: Words, state: RatingsState) -> NowLine:
    """Return what can be done."""
    if state.acting:
        return NowLine(words.say(f"ui.ratings.now.{'look' if state.acting == 'look' else 'act'}"))
    if state.form is not None:
        return NowLine(words.say("ui.ratings.now.form"))
    if state.trouble[0]:
        return NowLine(words.say("ui.ratings.now.trouble"))
    return NowLine(words.say(f"ui.ratings.now.{state.table}"))


def _act(words: Words, hands: RatingsPresenter, key: str, act: TicketAct) -> KeyAction:
    why = hands.closed(act)
    text = words.say(f"ui.ratings.key.{act}")
    return KeyAction(key, text, lambda: hands.press(act), not why, why)
