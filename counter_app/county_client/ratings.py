"""The line to the county's figures of ratings, and to the acts on bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import quote, urlencode

from counter_app.county_client.answers import Answer, read_answer
from counter_app.county_client.hall import API, refusal
from counter_app.domain.codec import to_bytes, to_plain
from counter_app.domain.rating_desk import (
    TicketAct,
    TicketList,
    TicketSeen,
    TicketsWish,
    TicketWish,
)
from counter_app.domain.rating_figures import RatingView

_JSON = {"Content-Type": "application/json"}
T = TypeVar("T")


class RatingLine:
    """``counter_app.domain.ports_ratings.RatingCaller`` over the county's signed requests."""

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], wait_s: float = 0.0
    ) -> Answer:
        raise NotImplementedError

    def rating_figures(self, first: date, last: date, by: str) -> RatingView:
        """The own hall's ratings of a period; who is no supervisor gets RuleError ``rating_role``."""
        asked = urlencode({"first": first.isoformat(), "last": last.isoformat(), "by": by})
        return _read(self._ask("GET", f"{API}/ratings?{asked}", b"", {}), RatingView)

    def rating_tickets(self, wish: TicketsWish) -> TicketList:
        """The own hall's bad ratings but for those of who looks; RuleError ``rating_role``."""
        asked = urlencode(to_plain(wish))
        return _read(self._ask("GET", f"{API}/ratings/tickets?{asked}", b"", {}), TicketList)

    def act_on_rating(self, rating: str, act: TicketAct, wish: TicketWish) -> TicketSeen:
        """Do one act and return the ticket as it then stands; RuleErrors of the county's rules."""
        path = f"{API}/ratings/tickets/{quote(rating, safe='')}/{act}"
        return _read(self._ask("POST", path, to_bytes(wish), _JSON), TicketSeen)


def _read(answer: Answer, cls: type[T]) -> T:
    refused = refusal(answer)
    if refused is not None:
        raise refused
    return read_answer(answer, cls)
