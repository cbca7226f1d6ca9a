"""The one state of 出证 and the ends that its parts share; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.services.desk import Changes, Desk
from counter_app.services.visit import Visit
from counter_app.ui.certificates.state import Counter, Form, FormKind, HandingOver
from counter_app.ui.intake.board import both, without
from counter_app.ui.intake.state import Focus
from counter_app.ui.place import Surroundings

T = TypeVar("T")
Failed = Callable[[CounterError], None]


class Board:
    """``show`` is called after each change of the state."""

    def __init__(self, around: Surroundings, show: Callable[[Counter], None]) -> None:
        self.desk: Desk = around.desk
        self.shell, self.citizen = around.shell, around.citizen
        self._runner, self._draw = around.runner, show
        self.state = Counter()
        self._epoch = 0
        self._depth, self._stale = 0, False
        self.announcing = False

    @property
    def visit(self) -> Visit:
        """Who sits here."""
        return self.state.visit

    def put(self, **changes: Any) -> None:
        """Change the state and show it."""
        before = self.state
        self.state = replace(before, **changes)
        if self.state != before:
            self._stale = True
            self._settle()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Draw what changes in here once, at its end."""
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
        self.put(acting="", errors={**self.state.errors, name: both(self.desk.words, what, remedy)})
        self.focus(name)

    def focus(self, name: str) -> None:
        """Put the caret into a field."""
        self.put(focus=Focus(name, self.state.focus.turn + 1))

    def open(self, kind: FormKind, field: str = "form", act: str = "", row: int = 0) -> None:
        """Open a form with the caret in one of its fields; what was typed in another is gone."""
        with self.together():
            search = {"search": self.state.text("search")} if self.state.text("search") else {}
            self.put(form=Form(kind, row, act), texts=search, errors={}, which=False)
            self.focus(field)
            self.shell.hush()

    def close(self, **changes: Any) -> None:
        """Back to the list."""
        with self.together():
            kept = {"search": self.state.text("search")} if self.state.text("search") else {}
            nobody: HandingOver | None = None
            changes = {"handing": nobody, **changes}
            self.put(form=Form(), texts=kept, errors={}, which=False, **changes)
            self.focus("table")

    def say(self, message: str, /, kind: str = "note", **values: str | int) -> None:
        """Say a sentence of this screen in the message line."""
        words = self.desk.words
        remedy = f"ui.certificates.{message}_remedy"
        told = words.say(remedy, **values) if words.knows(remedy) else ""
        self.shell.tell(words.say(f"ui.certificates.{message}", **values), told, kind)

    def fail(self, error: CounterError) -> None:
        """Say what happened and what to do."""
        self.put(acting="", reading=False)
        self.shell.tell(*self.desk.words.error(error), "error")

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

    def act(
        self, name: str, flow: Flow[T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Run the one act of the moment; the same key again while it is under way does nothing."""
        if self.state.acting:
            return
        self.put(acting=name)

        def ended(value: T) -> None:
            self.put(acting="")
            done(value)

        self.run(flow, ended, failed)

    def announce(self, changes: Changes) -> None:
        """Tell every place what changed; this one looks by itself."""
        self.announcing = True
        self.shell.announce(changes)
        self.announcing = False

    def reset(self, visit: Visit) -> None:
        """Somebody else sits here: ends of flows still under way are not heard any more."""
        self._epoch += 1
        self.state = Counter(visit=visit, focus=Focus("table", self.state.focus.turn + 1))
        self._stale = True
        self._settle()

    def today(self) -> date:
        """The day of this PC."""
        return localtime.day(self.desk.clock.read().wall_ms)

    def _settle(self) -> None:
        if self._stale and not self._depth:
            self._stale = False
            self._draw(self.state)
            self.shell.refresh()
