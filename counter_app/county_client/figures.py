"""The county's figures over the line; a living day waits for news like a pull does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import quote, urlencode

from counter_app.county_client.answers import Answer, read_answer
from counter_app.county_client.hall import refusal
from counter_app.domain.codec import to_bytes
from counter_app.domain.figure_alert import HallNow
from counter_app.domain.figure_day import DayFigures
from counter_app.domain.figure_drill import DrillPage, DrillWish
from counter_app.domain.figure_period import PeriodView, PeriodWish
from counter_app.domain.figures import Scope

T = TypeVar("T")

API = "/hall/v1/figures"


class FiguresLine:
    """``counter_app.domain.ports_figures.FiguresCaller`` over the county's signed requests."""

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], wait_s: float = 0.0
    ) -> Answer:
        raise NotImplementedError

    def day_figures(
        self, scope: Scope, day: date, *, by: str = "", cursor: str = "", wait_s: float = 0.0
    ) -> DayFigures:
        """One day, or what changed of it since ``cursor``; the county may take ``wait_s``."""
        wish = {"scope": scope, "day": day, "by": by, "cursor": cursor}
        return self._told("day", DayFigures, wish, wait_s)

    def period_figures(self, wish: PeriodWish) -> PeriodView:
        """A period, grouped."""
        return self._told("period", PeriodView, wish)

    def drill_figures(self, wish: DrillWish) -> DrillPage:
        """One page of what lies behind a figure."""
        return self._told("drill", DrillPage, wish)

    def hall_now(self) -> HallNow:
        """What the alerts of the device's hall are made of."""
        return self._told("now", HallNow, {})

    def _told(self, what: str, cls: type[T], wish: object, wait_s: float = 0.0) -> T:
        named = {"wish": to_bytes(wish).decode(), "wait": f"{wait_s:g}"}
        path = f"{API}/{what}?{urlencode(named, quote_via=quote)}"
        answer = self._ask("GET", path, b"", {}, wait_s)
        refused = refusal(answer)
        if refused is not None:
            raise refused
        return read_answer(answer, cls)
