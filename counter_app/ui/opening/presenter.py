"""
The opening check: looks come in as the lanes answer, one Enter opens the window (F-A6).

Nothing here keeps the window shut: a fault says what will not work, and Enter opens all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError, StoreError
from counter_app.services.desk import Changes
from counter_app.services.opening import (
    Findings,
    Leftover,
    lay_on_table,
    look_at_device,
    look_at_stores,
    open_window,
)
from counter_app.services.opening_checks import Check
from counter_app.services.opening_clock import confirm_by_two
from counter_app.services.printing import PrintReport, print_document
from counter_app.services.second_person import Second
from counter_app.services.status import device_roles
from counter_app.services.visit import User, Visit
from counter_app.ui.opening.state import (
    ORDER,
    OpeningFacts,
    OpeningState,
    reason_needed,
    say_opening,
)
from counter_app.ui.place import Place, Surroundings
from counter_app.ui.second import Signing


class OpeningView(Protocol):
    """The screen as it is seen."""

    def show_state(self, state: OpeningState) -> None:
        """Draw it; never takes the focus."""

    def focus_open(self) -> None:
        """Put the focus on the button that opens the window."""


class Opening:
    """``place`` is the screen as a cover of the window."""

    def __init__(self, around: Surroundings, view: OpeningView, place: Place) -> None:
        self._desk, self._shell, self._runner = around.desk, around.shell, around.runner
        self._view, self._place = view, place
        self._user: User | None = None
        self._opened: Callable[[User], None] = _not_begun
        self._round = 0
        self._covering = False
        self.facts = OpeningFacts(devices=device_roles(self._desk))
        self.signing = Signing(self._desk.words, around.pins, self._sign_changed)

    @property
    def state(self) -> OpeningState:
        """What is drawn."""
        return say_opening(self._desk.words, self.facts)

    def begin(self, user: User, opened: Callable[[User], None]) -> None:
        """
        Look at everything and cover the window with it.

        After a second start on the same day with nothing left over, ``opened`` comes at once. It
        gets the user, who may have vouched for the clock with a second person.
        """
        self._user, self._opened, self._covering = user, opened, False
        devices = device_roles(self._desk)
        self.facts = OpeningFacts(who=user.display_name, devices=devices, roles=user.roles)
        self.signing.close()
        self._look()

    def press_again(self) -> None:
        """F5: look once more."""
        self._put(checks={}, row=-1, warned="")
        self._look()

    def select(self, row: int) -> None:
        """A row of what was left is chosen, or with -1 none."""
        if row != self.facts.row:
            self._put(row=row, warned="")

    def press_back(self) -> None:
        """Esc: back to opening the window."""
        self.signing.close()
        self.select(-1)
        self._view.focus_open()

    def press_enter(self) -> None:
        """Open the window, or what is chosen."""
        chosen = self.facts.chosen
        if self.signing.open:
            self.signing.press()
        elif chosen is None:
            self._open()
        elif chosen.kind == "draft":
            self._take_up(chosen)
        elif chosen.kind == "sheet":
            self._answer(chosen)
        else:
            self._print(chosen)

    def press_go(self, key: str) -> None:
        """Alt+1 to Alt+9: open the window where that line is put right."""
        for each in self.state.checks:
            if each.key == key:
                self._open()
                if not self._shell.go(each.place):
                    say = self._desk.words.say
                    self._shell.tell(say("ui.check.elsewhere"), "", "warning")

    def press_two(self) -> None:
        """Alt+T: two persons compare the PC's clock."""
        if self.facts.doubtful:
            now = localtime.at(self._desk.clock.read().wall_ms)
            two = self._desk.words.say("ui.opening.two_clock", shown=f"{now:%Y-%m-%d %H:%M}")
            self.signing.ask(two, self._sign_clock)

    # ---- looking

    def _look(self) -> None:
        self._round += 1
        now = self._round
        self._run(now, look_at_stores(self._desk), self._found, self._unknown)

    def _found(self, found: Findings) -> None:
        left = found.leftovers or found.restored
        if found.opened and not left and not self._covering and self._user is not None:
            self._opened(self._user)
            return
        self._put(findings=found, checks={each.id: each for each in found.checks})
        self._cover()

    def _unknown(self, error: CounterError) -> None:
        """The files of the window do not answer: say so; the devices can still be looked at."""
        self._cover()
        self._tell(error)

    def _cover(self) -> None:
        if not self._covering:
            self._covering = True
            self._shell.cover(self._place)
        for role in self.facts.devices:
            self._run(self._round, look_at_device(self._desk, role), self._seen, self._tell)

    def _seen(self, check: Check) -> None:
        self._put(checks={**self.facts.checks, check.id: check})

    def _run(
        self,
        asked: int,
        flow: Any,
        done: Callable[[Any], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        """Run a flow; its end counts only while nothing newer was asked."""

        def if_asked(end: Callable[[Any], None], value: Any) -> None:
            if asked == self._round:
                end(value)

        self._runner.run(flow, partial(if_asked, done), partial(if_asked, failed))

    # ---- acting

    def _open(self) -> None:
        user = self._user
        if user is None:
            return
        self._round += 1
        seen = tuple(self.facts.checks[name] for name in ORDER if name in self.facts.checks)
        self._shell.hush()
        self._runner.run(open_window(self._desk, user, seen), _nothing, self._tell)
        self._opened(user)

    def _sign_clock(self, second: Second) -> None:
        flow = confirm_by_two(self._desk, Visit(user=self._user), second)
        self._run(self._round, flow, self._clock_signed, self._not_signed)

    def _clock_signed(self, user: User) -> None:
        self._user = user
        self.signing.close()
        self._put(checks={**self.facts.checks, "clock": Check("clock", "green", "confirmed")})
        self._view.focus_open()

    def _not_signed(self, error: CounterError) -> None:
        if not self.signing.refuse(error):
            self._tell(error)

    def _sign_changed(self) -> None:
        self._put(sign=self.signing.state)

    def _take_up(self, draft: Leftover) -> None:
        if not draft.opened_ms:
            self._tell(StoreError("draft_damaged"))
            return
        flow = lay_on_table(self._desk, Visit(user=self._user), draft.id)
        self._run(self._round, flow, lambda _none: self._open(), self._tell)

    def _answer(self, sheet: Leftover) -> None:
        """Open the window where the sheet in hand is asked for."""
        self._open()
        if not self._shell.show_case("certificates", sheet.case_no):
            say = self._desk.words.say
            self._shell.tell(
                say("ui.opening.sheet_elsewhere"), say("ui.opening.sheet_todo"), "warning"
            )

    def _print(self, paper: Leftover) -> None:
        if self.facts.paper_state(paper) == "printing":
            return
        doubtful = reason_needed(self.facts, paper)
        if doubtful and self.facts.warned != paper.id:
            say = self._desk.words.say
            self._put(warned=paper.id)
            self._shell.tell(
                say("ui.opening.maybe_out.what"), say("ui.opening.maybe_out.remedy"), "warning"
            )
            return
        reason = self._desk.words.say("ui.opening.reprint_reason") if doubtful else ""
        before = self.facts.paper_state(paper)
        self._mark(paper.id, "printing")
        flow = print_document(self._desk, Visit(user=self._user), paper.id, reason=reason)
        self._runner.run(
            flow, partial(self._printed, paper.id), partial(self._not_printed, paper.id, before)
        )

    def _printed(self, paper: str, report: PrintReport) -> None:
        self._mark(paper, report.state)
        self._shell.announce(Changes(jobs=(report.job,)))
        if report.trouble is not None:
            self._tell(report.trouble.error())

    def _not_printed(self, paper: str, before: str, error: CounterError) -> None:
        # an earlier print of this paper may be out: the next Enter warns, the one after prints
        self._mark(paper, "unknown" if error.code == "reprint_reason" else before)
        self._tell(error)

    def _mark(self, paper: str, state: str) -> None:
        self._put(printed={**self.facts.printed, paper: state}, warned="")

    def _tell(self, error: CounterError) -> None:
        self._shell.tell(*self._desk.words.error(error), "error")

    def _put(self, **changes: Any) -> None:
        self.facts = replace(self.facts, **changes)
        self._view.show_state(self.state)
        self._shell.refresh()


def _not_begun(_user: User) -> None:
    """Nobody waits for it."""


def _nothing(_value: object) -> None:
    """It is recorded."""
