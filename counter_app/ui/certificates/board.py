"""The one state of 出证 and the ends that its parts share; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError
from counter_app.domain.flow import Flow
from counter_app.services.desk import Changes
from counter_app.services.visit import Visit
from counter_app.ui.board import Failed, FieldBoard, Focus
from counter_app.ui.certificates.state import Counter, Form, FormKind, HandingOver
from counter_app.ui.place import Surroundings

T = TypeVar("T")


class Board(FieldBoard[Counter]):
    """``show`` is called after each change of the state."""

    AREA = "certificates"

    def __init__(self, around: Surroundings, show: Callable[[Counter], None]) -> None:
        super().__init__(around, Counter(), show)
        self.citizen, self.rating, self.pins = around.citizen, around.rating, around.pins
        self.announcing = False

    @property
    def visit(self) -> Visit:
        """Who sits here."""
        return self.state.visit

    def wrong(self, name: str, error: CounterError) -> None:
        """Say under a field what is wrong with it, and put the caret there; the act is over."""
        with self.together():
            self.put(acting="")
            super().wrong(name, error)

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

    def fail(self, error: CounterError) -> None:
        """Say what happened and what to do."""
        self.put(acting="", reading=False)
        super().fail(error)

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
        self.renew(Counter(visit=visit, focus=Focus("table", self.state.focus.turn + 1)))

    def today(self) -> date:
        """The day of this PC."""
        return localtime.day(self.desk.clock.read().wall_ms)
