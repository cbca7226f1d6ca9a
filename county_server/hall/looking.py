"""The hall as one of its windows sees it: the rule asked without calling anybody (F-C3)."""

from __future__ import annotations

from counter_app.domain.hall import KIOSK, HallAhead, reason_of
from counter_app.domain.hall_desk import Place
from counter_app.domain.queue_rule import choose
from county_server.hall.acts import called_of
from county_server.hall.store import HallTurn


async def look_ahead(turn: HallTurn, place: Place, now_ms: int) -> HallAhead:
    """Return whom the window would call at ``now_ms`` (UTC ms), and the hall around it."""
    state, classes = await turn.state(place.day), await turn.classes(place.day)
    if turn.kind == KIOSK:
        return HallAhead(state, classes=classes)
    lines = [each.letter for each in turn.info.lines if each.served_by(turn.kind)]
    candidates = await turn.candidates(place, lines)
    chosen = choose(candidates, await turn.runs(place.day, lines) if candidates else {})
    waiting = await turn.waiting(place, lines)
    if chosen is None:
        return HallAhead(state, waiting=waiting, classes=classes)
    would = called_of(chosen.ticket, chosen.manner, chosen.passed, now_ms)
    reason = reason_of(chosen.ticket, would)
    return HallAhead(state, chosen.ticket, reason, waiting, classes)
