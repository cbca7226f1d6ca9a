"""What calling says in the message line and asks before a visit ends; windows by their names, no Qt."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.errors import CounterError
from counter_app.domain.hall import Reason
from counter_app.domain.ticket import Ticket
from counter_app.services.calling import Called
from counter_app.ui.looks import Question
from counter_app.ui.queue.facts import Calling
from counter_app.words import Words

Tell = Callable[[str, str, str], None]
_SILENT = frozenset({"queue_cut", "not_enrolled"})
"""What F2 meets in a hall where nobody takes numbers: nobody wants to hear of it."""


def say_reason(words: Words, reason: Reason | None) -> str:
    """Return why a ticket is next, or was called; empty where that is not known."""
    return words.say(f"queue.reason.{reason.code}", **reason.values) if reason is not None else ""


def say_error(words: Words, error: CounterError, calling: Calling) -> tuple[str, str]:
    """Return an error's sentences, with windows by their names."""
    values = dict(error.values)
    if "window" in values:
        values["window"] = calling.name_of(str(values["window"]))
    return words.error_of(error.code, values)


class Teller:
    """``tell(what, remedy, kind)`` is the message line; ``state()`` what is known now."""

    def __init__(self, words: Words, tell: Tell, state: Callable[[], Calling]) -> None:
        self._words, self._tell, self._state = words, tell, state

    def question(self, how: str, lines: tuple[str, ...]) -> Question:
        """Ask before ``next``, ``leave`` or ``one``; ``lines`` name what is in mid-case."""
        say = self._words.say
        return Question(
            say("ui.queue.ask.title"),
            (*lines, say("ui.queue.ask.explain")),
            say(f"ui.queue.ask.now_{how}"),
            say("ui.queue.ask.stay"),
            say(f"ui.queue.ask.{how}"),
        )

    def called(self, called: Called) -> None:
        """Somebody was called; nobody waits; or who was called before has not come yet."""
        ticket, state = called.ticket, self._state()
        if ticket is None:
            if state.queued:
                self._say("nobody")
            return
        if called.reason is None:
            self._say("called_before", "warning", no=ticket.no)
            return
        self._say("called", "good", why=say_reason(self._words, called.reason))

    def recalled(self, called: Called) -> None:
        """The called one was called again."""
        if called.ticket is not None:
            self._say("recalled", no=ticket_no(called.ticket), count=called.ticket.recalls)

    def left(self, ticket: Ticket) -> None:
        """The visit ended and nobody was called."""
        self._say("left", "good", no=ticket.no)

    def aside(self, act: str, ticket: Ticket | None, where: str = "") -> None:
        """A ticket was laid aside, closed or sent on."""
        self._say(f"did_{act}", no=ticket_no(ticket), where=where)

    def refused(self, error: CounterError) -> None:
        """Say why not."""
        what, remedy = say_error(self._words, error, self._state())
        self._tell(what, remedy, "error")

    def not_called(self, error: CounterError) -> None:
        """F2 called nobody: said where people take numbers."""
        if error.code not in _SILENT or self._state().queued:
            self.refused(error)

    def say_one(self, error: CounterError) -> str:
        """Return an error as one line, for under a field."""
        what, remedy = say_error(self._words, error, self._state())
        return self._words.say("ui.shell.both", what=what, remedy=remedy)

    def _say(self, message: str, kind: str = "note", **values: str | int) -> None:
        remedy = f"ui.queue.told.{message}_remedy"
        told = self._words.say(remedy, **values) if self._words.knows(remedy) else ""
        self._tell(self._words.say(f"ui.queue.told.{message}", **values), told, kind)


def ticket_no(ticket: Ticket | None) -> str:
    """Return a ticket's number."""
    return ticket.no if ticket is not None else ""
