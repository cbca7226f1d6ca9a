"""
Who is next, and why (F-C3, F-C4): one pure rule for hall, window and display.

Priority tickets come first, but at most two in a row, then the longest waiting; and nobody is
passed by more than five who came after. Both hold in the hall as a whole and in each line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter_app.domain.ticket import Ticket, TicketState
from counter_app.domain.ticket_operation import CallManner

PRIORITY_MOST = 2
PASSED_MOST = 5
HALL = ""
"""Names the whole hall among the runs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that the window may call now; ``passed``: by how many later ones it was passed."""

    ticket: Ticket
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is called, in which manner, and over which lines' older tickets."""

    ticket: Ticket
    manner: CallManner
    passed: tuple[str, ...] = ()


def choose(candidates: Sequence[Candidate], runs: Mapping[str, int]) -> Choice | None:
    """
    Return who is next, None when nobody waits.

    ``candidates`` hold at least the longest waiting of each line, its longest waiting priority
    ticket, and what was transferred to the window. ``runs``: how many of the newest calls in a row
    were of a priority class, by line and under ``HALL``; one that is missing is 0.
    """
    line = sorted(candidates, key=_place)
    if not line:
        return None
    oldest = line[0].ticket
    first = next((each.ticket for each in line if _may_pass(each.ticket, runs)), None)
    if first is None:
        return Choice(oldest, _manner(line, oldest))
    before = [each for each in line if each.ticket.order < first.order]
    if not before:
        return Choice(first, _plain(first))
    if any(each.passed >= PASSED_MOST for each in before):
        return Choice(oldest, "passed")
    return Choice(first, "priority", passed_lines(before))


def passed_lines(before: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the lines of those who wait on."""
    return tuple(sorted({each.ticket.line for each in before}))


def run_of(classes: Sequence[bool]) -> int:
    """Return how many of the newest calls (newest first, whether of a priority class) are in a row."""
    return next((at for at, first in enumerate(classes) if not first), len(classes))


def _may_pass(ticket: Ticket, runs: Mapping[str, int]) -> bool:
    run = max(runs.get(HALL, 0), runs.get(ticket.line, 0))
    return ticket.ticket_class.comes_first and run < PRIORITY_MOST


def _manner(line: Sequence[Candidate], oldest: Ticket) -> CallManner:
    """Return why the oldest is next although somebody of a priority class may wait."""
    waits = any(each.ticket.ticket_class.comes_first for each in line)
    return "turn" if waits and not oldest.ticket_class.comes_first else _plain(oldest)


def _plain(ticket: Ticket) -> CallManner:
    return "transferred" if ticket.state is TicketState.TRANSFERRED else "longest"


def _place(candidate: Candidate) -> tuple[int, str]:
    return candidate.ticket.order, candidate.ticket.no
