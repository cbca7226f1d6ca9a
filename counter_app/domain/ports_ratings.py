"""What the rules need for figures of ratings and for bad ones: the county over the line."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from counter_app.domain.rating_desk import (
    TicketAct,
    TicketList,
    TicketSeen,
    TicketsWish,
    TicketWish,
)
from counter_app.domain.rating_figures import RatingView


class RatingCaller(Protocol):
    """The county's ratings; part of the County. Failures of the line are CountyErrors."""

    def rating_figures(self, first: date, last: date, by: str) -> RatingView:
        """
        The own hall's ratings of a period, both days included; ``by`` is the user who looks.

        Who is no supervisor is the county's RuleError ``rating_role``.
        """

    def rating_tickets(self, wish: TicketsWish) -> TicketList:
        """
        The own hall's bad ratings but for those of who looks.

        Who is no supervisor is the county's RuleError ``rating_role``.
        """

    def act_on_rating(self, rating: str, act: TicketAct, wish: TicketWish) -> TicketSeen:
        """
        Do one act and return the ticket as it then stands.

        What a rule forbids is the county's RuleError: ``rating_role``, ``rating_unknown``,
        ``user_unknown``, ``rating_stage``, or another of ``rating_rule`` and ``rating_ticket``.
        """
