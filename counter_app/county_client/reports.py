"""Reports over the line: a close of day, and what the roll-ups do not hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import quote, urlencode

from counter_app.county_client.answers import Answer, read_answer
from counter_app.county_client.hall import refusal
from counter_app.domain.codec import to_bytes, to_plain
from counter_app.domain.ports_reports import CloseWish, DayClosing, FactsWish
from counter_app.domain.report import LinesPage, LinesWish
from counter_app.domain.report_annual import AnnualFacts

API = "/hall/v1/reports"
_JSON = {"Content-Type": "application/json"}
T = TypeVar("T")


class ReportsLine:
    """``counter_app.domain.ports_reports.ReportsCaller`` over the county's signed requests."""

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], wait_s: float = 0.0
    ) -> Answer:
        raise NotImplementedError

    def annual_facts(self, wish: FactsWish) -> AnnualFacts:
        """Count what the roll-ups do not hold."""
        return self._reported("facts", to_plain(wish), AnnualFacts)

    def report_lines(self, wish: LinesWish) -> LinesPage:
        """One page of what lies behind a count."""
        return self._reported("lines", to_plain(wish), LinesPage)

    def day_closing(self, day: date, by: str) -> DayClosing:
        """The day of the device's hall."""
        return self._reported("day", {"day": day.isoformat(), "by": by}, DayClosing)

    def close_day(self, wish: CloseWish) -> DayClosing:
        """Sign off the day and return it."""
        return _read(self._ask("POST", f"{API}/close", to_bytes(wish), _JSON), DayClosing)

    def _reported(self, name: str, asked: Mapping[str, object], cls: type[T]) -> T:
        path = f"{API}/{name}?{urlencode(asked, quote_via=quote)}"
        return _read(self._ask("GET", path, b"", {}), cls)


def _read(answer: Answer, cls: type[T]) -> T:
    refused = refusal(answer)
    if refused is not None:
        raise refused
    return read_answer(answer, cls)
