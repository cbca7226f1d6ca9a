"""
What the board of every screen of fields does: one state, its fields, their faults and the caret; no Qt.

A screen's own board adds what only that screen has, such as the queue of 办件 or the forms of 出证.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.services.desk import Desk
from counter_app.ui.place import Surroundings
from counter_app.words import Words

T = TypeVar("T")
Failed = Callable[[CounterError], None]


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the caret belongs; the view moves it only when ``turn`` is another one."""

    field: str
    turn: int = 0


class Fields(Protocol):
    """The part of a screen's frozen state that its fields stand in."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def texts(self) -> Mapping[str, str]:
        """What was typed, by field."""

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong, by field."""

    @property
    def focus(self) -> Focus:
        """Where the caret belongs."""


S = TypeVar("S", bound=Fields)


class FieldBoard(Generic[S]):
    """``show`` is called after each change of ``state``; ``AREA`` is the screen's part of ``ui.*`` ids."""

    AREA: ClassVar[str]

    def __init__(self, around: Surroundings, state: S, show: Callable[[S], None]) -> None:
        self.desk: Desk = around.desk
        self.shell = around.shell
        self.state = state
        self.changed: Callable[[], None] = lambda: None
        self._runner, self._draw = around.runner, show
        self._epoch = 0
        self._depth, self._stale = 0, False

    def put(self, **changes: Any) -> None:
        """Change the state, tell that it ``changed`` and show it."""
        before = self.state
        self.state = replace(before, **changes)
        if self.state != before:
            self._stale = True
            self.changed()
            self._settle()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Draw what changes in here once, at its end: a draw costs a few milliseconds."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self._settle()

    def put_text(self, name: str, text: str) -> None:
        """Note what a field holds; what was wrong with it is not any more."""
        self.put(texts={**self.state.texts, name: text}, errors=without(self.state.errors, name))

    def drop_texts(self, *names: str) -> None:
        """Empty fields."""
        self.put(texts=without(self.state.texts, *names), errors=without(self.state.errors, *names))

    def wrong(self, name: str, error: CounterError) -> None:
        """Say under a field what is wrong with it, and put the caret there."""
        what, remedy = self.desk.words.error(error)
        self.put(errors={**self.state.errors, name: both(self.desk.words, what, remedy)})
        self.focus(name)

    def focus(self, name: str) -> None:
        """Put the caret into a field."""
        self.put(focus=Focus(name, self.state.focus.turn + 1))

    def fail(self, error: CounterError) -> None:
        """Say what happened and what to do."""
        self.shell.tell(*self.desk.words.error(error), "error")

    def say(self, message: str, /, kind: str = "note", **values: str | int) -> None:
        """Say a sentence of this screen in the message line."""
        words = self.desk.words
        remedy = f"ui.{self.AREA}.{message}_remedy"
        told = words.say(remedy, **values) if words.knows(remedy) else ""
        self.shell.tell(words.say(f"ui.{self.AREA}.{message}", **values), told, kind)

    def run(self, flow: Flow[T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Run a flow; its end counts only while the same person sits here."""
        epoch = self._epoch

        def still(end: Callable[[Any], None]) -> Callable[[Any], None]:
            def heard(value: Any) -> None:
                if epoch == self._epoch:
                    with self.together():
                        end(value)

            return heard

        self._runner.run(flow, still(done), still(failed or self.fail))

    def renew(self, state: S) -> None:
        """Begin anew: ends of flows still under way are not heard any more."""
        self._epoch += 1
        self.state = state
        self._stale = True
        self._settle()

    def _show(self) -> None:
        self._draw(self.state)

    def _settle(self) -> None:
        if self._stale and not self._depth:
            self._stale = False
            self._show()
            self.shell.refresh()


def without(table: Mapping[str, str], *names: str) -> dict[str, str]:
    """Return a table without some of its names."""
    return {name: text for name, text in table.items() if name not in names}


def both(words: Words, what: str, remedy: str) -> str:
    """Put the two sentences of an error into one line."""
    return words.say("ui.shell.both", what=what, remedy=remedy).strip() if what else remedy
