"""One value of every released operation on tickets, told in full."""

from __future__ import annotations

from counter_app.domain.ticket import TicketClass
from counter_app.domain.ticket_operation import (
    CallingPaused,
    CallingResumed,
    TicketCalled,
    TicketFinished,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketSkipped,
    TicketStarted,
    TicketTaken,
    TicketTransferred,
)

TICKET = "hall-1/2026-11-16/A017"


def hall_operations() -> dict[str, object]:
    return {
        "ticket.take.1": TicketTaken(TICKET, "A", TicketClass.ELDERLY, 2, 17),
        "ticket.call.1": TicketCalled(TICKET, "priority", 1_440, 1, ("A", "B")),
        "ticket.recall.1": TicketRecalled(TICKET),
        "ticket.skip.1": TicketSkipped(TICKET),
        "ticket.no_show.1": TicketMissed(TICKET),
        "ticket.hold.1": TicketHeld(TICKET, "复印身份证"),
        "ticket.transfer.1": TicketTransferred(TICKET, "w-4", "B", "税务"),
        "ticket.start.1": TicketStarted(TICKET),
        "ticket.finish.1": TicketFinished(TICKET, ("0192f00d",), 1),
        "window.pause.1": CallingPaused("午休"),
        "window.resume.1": CallingResumed(),
    }
