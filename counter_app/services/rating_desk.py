"""What a supervisor sees of his hall's ratings, and what he does with bad ones (F-G3, F-H1); needs the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from counter_app.domain.flow import Flow, Hop
from counter_app.domain.rating_desk import (
    TicketAct,
    TicketList,
    TicketSeen,
    TicketsWish,
    TicketWish,
)
from counter_app.domain.rating_figures import RatingView
from counter_app.domain.rating_rule import SUPERVISOR
from counter_app.domain.report_span import Span
from counter_app.services.desk import Desk, enrolled
from counter_app.services.visit import Visit, signed_in

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RatingBook:
    """
    A hall's ratings of a period, and the tickets of bad ones.

    ``names``: what users are called, of those that this window knows.
    """

    view: RatingView
    tickets: TicketList
    names: Mapping[str, str]


def rating_book(desk: Desk, visit: Visit, span: Span) -> Flow[RatingBook]:
    """
    Ask for the ratings of a period.

    Raises:
        RuleError: ``not_signed_in``, ``role_missing``, ``rating_role``
        CountyError: the line

    """
    by = signed_in(visit, SUPERVISOR).name

    def asked() -> tuple[RatingView, TicketList]:
        view = desk.county.rating_figures(span.first, span.last, by)
        return view, desk.county.rating_tickets(TicketsWish(span.first, span.last, by))

    view, tickets = yield from _told(desk, asked)
    names: Mapping[str, str] = yield Hop("store", lambda: _names(desk, _people(view, tickets)))
    return RatingBook(view, tickets, names)


def act_on(
    desk: Desk, visit: Visit, rating: str, act: TicketAct, wish: TicketWish
) -> Flow[TicketSeen]:
    """
    Do one act on a ticket, by who is signed in.

    Raises:
        RuleError: ``not_signed_in``, ``role_missing``, or what the county's rules forbid
        CountyError: the line

    """
    by = signed_in(visit, SUPERVISOR).name
    asked = replace(wish, by=by)
    return (yield from _told(desk, lambda: desk.county.act_on_rating(rating, act, asked)))


def _told(desk: Desk, call: Callable[[], T]) -> Flow[T]:
    known = yield Hop("store", lambda: enrolled(desk))

    def asked() -> T:
        desk.county.aim(known.server, known.device)
        return call()

    answer: T = yield Hop("sync", asked)
    return answer


def _names(desk: Desk, users: set[str]) -> dict[str, str]:
    known = {each: desk.ledger.user(each) for each in users}
    return {name: user.display_name for name, user in known.items() if user is not None}


def _people(view: RatingView, tickets: TicketList) -> set[str]:
    named = {each.clerk for each in view.clerks}
    for each in tickets.tickets:
        named.update(_of(each))
    return named - {""}


def _of(seen: TicketSeen) -> Iterator[str]:
    ticket = seen.ticket
    yield from (seen.clerk, ticket.owner, ticket.fixed_by, ticket.closed_by)
    yield from ticket.judges
    yield from (each.by for each in ticket.calls)
