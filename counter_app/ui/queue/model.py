"""The columns of both tables of 叫号."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.ticket import TicketClass
from counter_app.ui.queue.looks import WaitingRow
from counter_app.ui.widgets.table import Column
from counter_app.words import Words


def waiting_columns(words: Words) -> tuple[Column, ...]:
    """Return line, whether this window calls from it, how many wait, and those of each class."""
    own = words.say("ui.queue.calls_it")
    classes = tuple(
        Column(
            words.say(f"ticket_class.{kind.value}"),
            _count(at),
            width=64,
            right=True,
            sort_key=_number(at),
            spare=len(TicketClass) - at,
        )
        for at, kind in enumerate(TicketClass)
    )
    return (
        Column(words.say("ui.queue.column.line"), lambda row: row.name, width=180, grow=True),
        Column(
            words.say("ui.queue.column.here"),
            lambda row: own if row.own else "",
            width=84,
            kind=lambda row: "good" if row.own else "",
            spare=6,
        ),
        Column(
            words.say("ui.queue.column.waiting"),
            lambda row: str(row.total),
            width=64,
            right=True,
            sort_key=lambda row: row.total,
        ),
        *classes,
    )


def aside_columns(words: Words) -> tuple[Column, ...]:
    """Return number, state, class, people, window and since when."""

    def title(name: str) -> str:
        return words.say(f"ui.queue.column.{name}")

    return (
        Column(title("no"), lambda row: row.no, width=84),
        Column(title("state"), lambda row: row.state, width=96, kind=lambda row: row.kind),
        Column(title("class"), lambda row: row.of_class, width=96, spare=2),
        Column(
            title("people"),
            lambda row: str(row.people),
            width=64,
            right=True,
            sort_key=lambda row: row.people,
            spare=3,
        ),
        Column(title("window"), lambda row: row.window, width=150, grow=True),
        Column(title("since"), lambda row: row.since, width=84, sort_key=lambda row: row.since_ms),
    )


def _count(at: int) -> Callable[[WaitingRow], str]:
    return lambda row: str(row.classes[at] or "")


def _number(at: int) -> Callable[[WaitingRow], int]:
    return lambda row: row.classes[at]
