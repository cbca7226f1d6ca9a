"""Pictures of 办件: each state a clerk meets, made by the presenter's own hands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from counter_app.ui.intake.place import IntakePlace
from counter_app.ui.intake.tour_acts import ACTS, Act
from counter_app.ui.intake.tour_beside import BESIDE
from counter_app.ui.line_watch.tour import away_strip
from counter_app.ui.tour_states import TourDesk, TourState

SIZES = (100, 200)

BOTH = (
    "empty",
    "card",
    "searching",
    "materials-partly",
    "outcomes",
    "accepted",
    "tibetan",
    "passport",
)


def states() -> Iterable[TourState]:
    """Empty, people, search, materials, outcomes, papers, the way back, errors, long names."""
    for name, act in ACTS.items():
        yield TourState(name, partial(_picture, act), scales=SIZES if name in BOTH else (100,))
    for name, act in BESIDE.items():
        yield TourState(name, partial(_picture, act), scales=SIZES if name == "sample" else (100,))
    yield TourState("offline", partial(_picture, ACTS["complete"], away=True), scales=SIZES)
    for name in ("materials-partly", "accepted", "guide", "sample"):
        act = (ACTS | BESIDE)[name]
        yield TourState(f"{name}-wide", partial(_picture, act), size=(1920, 1080))


def _picture(act: Act, desk: TourDesk, *, away: bool = False) -> Any:
    place = IntakePlace(desk.surroundings)
    window = desk.dress(place, strip=away_strip(desk.desk) if away else None)
    act(place.presenter)
    told = getattr(desk.surroundings.shell, "told", [])
    if told:
        kind, what, remedy = told[-1]
        window.tell(what, remedy, kind)
    window.refresh()
    return window
