"""What a list behind a figure holds and shows: frozen values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.case import Case
from counter_app.domain.errors import CounterError
from counter_app.domain.figure_drill import CaseLine, DrillWish, TicketLine


@dataclass(frozen=True, slots=True)
class ListState:
    """
    The lines read so far; ``more`` asks for the next page, empty at the end.

    ``opened``: the line whose status is shown; ``case``: that case as this window knows it.
    """

    title: str = ""
    wish: DrillWish | None = None
    cases: tuple[CaseLine, ...] = ()
    tickets: tuple[TicketLine, ...] = ()
    more: str = ""
    reading: bool = False
    wrong: CounterError | None = None
    opened: CaseLine | None = None
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of a list in words."""

    op_id: str
    no: str
    item: str
    window: str
    at_ms: int
    time: str
    state: str
    applicant: str
    clerk: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket of a list in words; ``lasted`` in minutes, empty where nothing was measured."""

    op_id: str
    no: str
    window: str
    at_ms: int
    time: str
    seconds: int
    lasted: str
    clerk: str


@dataclass(frozen=True, slots=True)
class ListLook:
    """The list: one of ``cases`` and ``tickets``; ``status``: lines of the opened case."""

    title: str
    count: str
    of_tickets: bool
    cases: tuple[CaseRow, ...]
    tickets: tuple[TicketRow, ...]
    empty: str
    status: tuple[str, ...] = ()
