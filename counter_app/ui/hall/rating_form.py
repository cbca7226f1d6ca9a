"""What is typed for an act on a bad rating, and which step it is; no Qt."""

from __future__ import annotations

from counter_app.domain.errors import RuleError
from counter_app.domain.rating_desk import TicketAct, TicketWish
from counter_app.domain.rating_operation import (
    CallResult,
    RatingAssigned,
    RatingCalled,
    RatingConfirmed,
    RatingFixed,
    RatingJudged,
    RatingTicketOperation,
    Verdict,
)
from counter_app.domain.rating_rule import FIX_DAYS_MOST
from counter_app.ui.hall.state_ratings import RatingsState

STEPS: dict[TicketAct, type[RatingTicketOperation]] = {
    "assign": RatingAssigned,
    "call": RatingCalled,
    "verdict": RatingJudged,
    "fix": RatingFixed,
    "confirm": RatingConfirmed,
}
UNDER = {"rating_fix_days": "days", "user_unknown": "owner"}
"""Refusals that are said under a field; the others stand in the message line."""
ASKED: dict[TicketAct, tuple[str, ...]] = {"verdict": ("grounds",), "fix": ("done", "reply")}
"""Texts without which an act is none."""


def wish_of(state: RatingsState) -> TicketWish:
    """Return what is typed; RuleError ``rating_fix_days``."""
    result, verdict = state.text("result"), state.text("verdict")
    return TicketWish(
        owner=state.text("owner").strip(),
        result=CallResult(result) if result else None,
        note=state.text("note").strip(),
        verdict=Verdict(verdict) if verdict else None,
        grounds=state.text("grounds"),
        days=read_days(state.text("days")),
        again=state.text("again") == "yes",
        done=state.text("done"),
        reply=state.text("reply"),
    )


def read_days(text: str) -> int | None:
    """Return a number of working days, None for an empty field; RuleError ``rating_fix_days``."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed[:3]) <= FIX_DAYS_MOST:
        raise RuleError("rating_fix_days", most=FIX_DAYS_MOST)
    return int(typed)
