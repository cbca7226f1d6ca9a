"""
The living line to the hall: one act asked, and what it answers kept in the ledger.

It has a lane of its own: who presses F2 does not wait behind a sync turn on a silent line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from counter_app.domain.errors import CountyError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.hall import HallAct, HallAnswer
from counter_app.domain.ids import uuid7
from counter_app.services.desk import Desk, enrolled

logger = logging.getLogger(__name__)

T = TypeVar("T")
UNSURE = frozenset({"county_cut", "county_timeout"})
"""Codes after which the hall may have done the act all the same."""


def new_op_id(desk: Desk) -> bytes:
    """Return the id of an act, made when the key is pressed."""
    return uuid7(desk.clock.read().wall_ms, desk.random(10))


def act(desk: Desk, name: str, wanted: HallAct) -> Flow[HallAnswer | None]:
    """
    Let the hall do one act and keep its ticket; None when the line is cut.

    An answer that was lost on the way is asked for once more: the hall knows the act by its id.

    Raises:
        RuleError: the hall's rules forbid it

    """
    answer = yield from ask(desk, lambda: desk.county.hall_act(name, wanted))
    ticket = None if answer is None else answer.ticket
    if ticket is not None:
        yield Hop("store", lambda: desk.ledger.keep_ticket(ticket))
    return answer


def ask(desk: Desk, call: Callable[[], T]) -> Flow[T | None]:
    """Ask the hall something; None when the line is cut."""
    known = yield Hop("store", lambda: enrolled(desk))

    def once() -> T | str:
        desk.county.aim(known.server, known.device)
        try:
            return call()
        except CountyError as error:
            logger.warning("hall not heard code=%s", error.code)
            return error.code if error.code in UNSURE else ""

    answer = yield Hop("hall", once)
    if isinstance(answer, str) and answer:
        answer = yield Hop("hall", once)
    return None if isinstance(answer, str) else answer
