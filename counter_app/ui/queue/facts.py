"""What the window knows of its calling: a frozen value, no Qt, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counter_app.domain.hall import Reason, WindowAt
from counter_app.domain.ticket import Ticket, TicketState
from counter_app.services.hall_look import HallLook


@dataclass(frozen=True, slots=True)
class Undo:
    """What Alt+Z takes back: ``act`` ``call_one`` with a number, or ``resume``; ``did`` names the act before."""

    act: Literal["call_one", "resume"]
    did: str
    no: str = ""


@dataclass(frozen=True, slots=True)
class Calling:
    """
    The window's calling.

    ``look`` None: not looked yet. ``reason``: why the ticket was called here; ``paused``: the reason
    given at this window while it calls nobody, None else; ``acting``: acts under way or waiting;
    ``refused``: code of what keeps the queue away (``not_enrolled``); ``lasts_s``: how long the ticket
    has been called or served.
    """

    look: HallLook | None = None
    reason: Reason | None = None
    paused: str | None = None
    acting: tuple[str, ...] = ()
    undo: Undo | None = None
    refused: str = ""
    lasts_s: int = 0

    @property
    def ticket(self) -> Ticket | None:
        """Whom this window has called or serves."""
        return self.look.ticket if self.look is not None else None

    @property
    def queued(self) -> bool:
        """Whether people take numbers in this hall, as far as is known."""
        return self.look is not None and self.look.queued

    @property
    def away(self) -> bool:
        """Whether the line to the hall was cut at the last look."""
        return self.look is not None and self.look.ahead is None

    @property
    def calls(self) -> bool:
        """Whether the window calls; with the line cut as far as it knows itself."""
        if self.look is None or self.look.ahead is None:
            return self.paused is None
        here = self.look.window
        return any(each.open for each in self.look.ahead.state.windows if each.window == here)

    @property
    def come(self) -> bool:
        """Whether the called one sits here."""
        return self.ticket is not None and self.ticket.state is TicketState.SERVING

    def window(self, window: str) -> WindowAt | None:
        """A window of the hall."""
        ahead = self.look.ahead if self.look is not None else None
        there = ahead.state.windows if ahead is not None else ()
        return next((each for each in there if each.window == window), None)

    def name_of(self, window: str) -> str:
        """Return the name of a window, its id where the name is not known."""
        there = self.window(window)
        return there.name if there is not None else window
