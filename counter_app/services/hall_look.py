"""What a window knows of its hall's queue: from the hall, or with the line cut from its own ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter_app.domain import localtime
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.hall import DEFAULT_INFO, HallAhead, QueueInfo
from counter_app.domain.ticket import ASIDE, Ticket
from counter_app.services.calling import current
from counter_app.services.desk import Desk, enrolled
from counter_app.services.hall_line import ask
from counter_app.services.ticketing import queue_info


@dataclass(frozen=True, slots=True)
class HallLook:
    """
    A look at the queue from one window.

    ``window``: the window's id, ``kind`` its kind; ``ticket``: whom it has called or serves; ``ahead``:
    the hall, None with the line cut: then ``lent`` are those who may still be called, and ``aside``
    whom this window itself laid aside.
    """

    window: str
    kind: str
    info: QueueInfo
    ticket: Ticket | None = None
    ahead: HallAhead | None = None
    lent: tuple[Ticket, ...] = ()
    aside: tuple[Ticket, ...] = ()

    @property
    def queued(self) -> bool:
        """Whether people take numbers here: lines or kiosks were set up, or numbers are about."""
        set_up = self.info.lines != DEFAULT_INFO.lines or bool(self.info.kiosks)
        if set_up or self.ticket is not None or self.aside:
            return True
        if self.ahead is None:
            return bool(self.lent)
        state = self.ahead.state
        return bool(state.calls or state.aside or any(each.waiting for each in state.waiting))


def look_at_hall(desk: Desk) -> Flow[HallLook]:
    """
    Look at the queue; a cut line is no failure.

    Raises:
        RuleError: ``not_enrolled``
        StoreError: of the window's own files

    """
    ahead: HallAhead | None = yield from ask(desk, desk.county.hall_ahead)
    found: HallLook = yield Hop("store", lambda: _joined(desk, ahead))
    return found


def _joined(desk: Desk, ahead: HallAhead | None) -> HallLook:
    window, now = enrolled(desk).window, desk.clock.read()
    there = HallLook(window.id, window.kind, queue_info(desk), current(desk), ahead)
    if ahead is not None:
        return replace(there, aside=ahead.state.aside)
    own = desk.ledger.own_tickets(localtime.start_ms(localtime.day(now.wall_ms)))
    lent = tuple(each.ticket for each in desk.ledger.ticket_leases() if each.holds(now))
    aside = tuple(each for each in own if each.window == window.id and each.state in ASIDE)
    return replace(there, lent=lent, aside=aside)
