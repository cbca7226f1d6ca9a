"""
The kiosk's behaviour: three steps to a number, and back to the start by itself.

One entry for fingers, ``press(what)``. Nothing is pressed while a number is being taken, so one
press takes one number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from counter_app.domain.errors import CounterError, DeviceError, RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.printing import Trouble
from counter_app.domain.ticket import TicketClass
from counter_app.services import kiosk
from counter_app.services.checking_in import Claim
from counter_app.services.desk import Desk
from counter_app.services.kiosk import CardSeen, Given
from counter_app.services.ticketing import Wish
from counter_app.ui.kiosk.board import KioskBoard, KioskView
from counter_app.ui.kiosk.facts import APPOINTMENT_ENDS
from counter_app.ui.kiosk.presenter_staff import StaffDesk
from counter_app.ui.kiosk.watch import KioskWatch
from counter_app.ui.runner import Runner, Timers

NO_APPOINTMENT = ("appointment_unknown", "appointment_cut")
"""What a card without an appointment is answered: it still tells the class."""


class KioskPresenter:
    """``begin`` once, ``end`` when the window goes."""

    def __init__(self, desk: Desk, runner: Runner, timers: Timers, view: KioskView) -> None:
        self.board = KioskBoard(desk, runner, timers, view)
        self._desk, self._runner = desk, runner
        self._busy = False
        self._staff = StaffDesk(self.board)
        self._watch = KioskWatch(self.board, self._card, self._wants_card)
        self._acts: dict[str, Callable[[str], None]] = {
            "line": self._choose_line,
            "class": self._choose_class,
            "more": lambda _: self._people(1),
            "fewer": lambda _: self._people(-1),
            "appointment": lambda _: self._code(),
            "digit": self._digit,
            "clear": lambda _: self._typed(self.board.facts.digits[:-1]),
            "confirm": lambda _: self._confirm(),
            "reprint": lambda _: self._reprint(),
            "back": lambda _: self.board.to_start(),
            "start": lambda _: self.board.to_start(),
            "ordinary": lambda _: self._ordinary(),
        }

    def begin(self) -> None:
        """Show that it starts, then what there is; a number without a paper comes first."""
        self.board.draw()
        self._watch.begin()
        self._runner.run(kiosk.left_behind(self._desk), self._left, lambda _: None)

    def end(self) -> None:
        """Nothing is asked any more."""
        self.board.end()
        self._watch.end()

    def press(self, what: str) -> None:
        """Do what a tile or button says; one that is not there, or comes too soon, does nothing."""
        if self._busy or not self.board.hears(what):
            return
        self.board.touched()
        if self.board.facts.page in ("staff", "menu"):
            self._staff.press(what)
            return
        name, _, value = what.partition(":")
        self._acts[name](value)

    def call_staff(self) -> None:
        """The hidden place was held: a person of the staff wants in."""
        if not self._busy and self.board.facts.page not in ("staff", "menu"):
            self._staff.open()

    def type(self, text: str) -> None:
        """Take what a keyboard types: text, a line end or a backspace; only the staff has fields."""
        if self.board.facts.page == "staff":
            self.board.touched()
            self._staff.type(text)

    # ---- the way to a number

    def _choose_line(self, letter: str) -> None:
        facts = self.board.facts
        lines = () if facts.place is None else facts.place.info.lines
        line = next(each for each in lines if each.letter == letter)
        self.board.show(replace(facts, page="class", line=line, people=1, refused=None))

    def _choose_class(self, name: str) -> None:
        facts, kind = self.board.facts, TicketClass(name)
        letter = facts.line.letter if facts.line is not None else ""
        self.board.show(replace(facts, ticket_class=kind))
        wish = Wish(letter, kind, facts.people)
        self._take(kiosk.give_ticket(self._desk, wish), self._refused)

    def _people(self, step: int) -> None:
        facts = self.board.facts
        self.board.show(replace(facts, people=facts.people + step))

    def _code(self) -> None:
        self.board.show(replace(self.board.facts, page="code", digits="", refused=None))

    def _digit(self, digit: str) -> None:
        self._typed((self.board.facts.digits + digit)[:APPOINTMENT_ENDS])

    def _typed(self, digits: str) -> None:
        self.board.show(replace(self.board.facts, digits=digits))

    def _confirm(self) -> None:
        claim = Claim(self.board.facts.digits)
        self._take(kiosk.give_appointment(self._desk, claim), self._refused)

    def _ordinary(self) -> None:
        self.board.show(replace(self.board.facts, page="start", refused=None))

    def _reprint(self) -> None:
        facts = self.board.facts
        assert facts.given is not None  # noqa: S101 - the page of a ticket has one
        self.board.show(replace(facts, reprinted=True))
        self._take(kiosk.reprint(self._desk, facts.given), self._not_again)

    def _not_again(self, _error: CounterError) -> None:
        """The printer would not begin: the number stays, and so does the one more try."""
        self.board.show(replace(self.board.facts, page="ticket", reprinted=False))

    # ---- what comes back

    def _take(self, flow: Flow[Given], failed: Callable[[CounterError], None]) -> None:
        self._busy = True
        self.board.show(replace(self.board.facts, page="wait"))
        self._runner.run(flow, self._given, partial(self._failed, failed))

    def _given(self, given: Given) -> None:
        self._busy = False
        facts = self.board.facts
        self.board.show(replace(facts, page="ticket", given=given, left_behind=False, refused=None))
        self._watch.look()

    def _failed(self, failed: Callable[[CounterError], None], error: CounterError) -> None:
        self._busy = False
        failed(error)
        self._watch.look()

    def _refused(self, error: CounterError) -> None:
        facts = self.board.facts
        if isinstance(error, DeviceError):
            self.board.show(replace(facts, page="paused", trouble=Trouble.of(error)))
            return
        offered = error.code.startswith("appointment_")
        self.board.show(replace(facts, page="refused", refused=error, ordinary_offered=offered))

    def _left(self, left: Given | None) -> None:
        facts = self.board.facts
        if left is not None and facts.page in ("not_ready", "start", "paused"):
            self.board.show(replace(facts, page="ticket", given=left, left_behind=True))

    # ---- a card

    def _wants_card(self) -> bool:
        return self.board.facts.page in ("start", "code") and not self._busy

    def _card(self, seen: CardSeen) -> None:
        facts = self.board.facts
        asked = facts.page == "code"
        self.board.show(
            replace(
                facts,
                ticket_class=seen.ticket_class,
                card_laid=True,
                card_again=False,
                refused=None,
            )
        )
        self.board.touched()
        if seen.claim is not None:
            flow = kiosk.give_appointment(self._desk, seen.claim)
            self._take(flow, self._refused if asked else self._card_refused)
        elif asked:
            self._refused(RuleError("appointment_cut"))

    def _card_refused(self, error: CounterError) -> None:
        """A card laid without a word about appointments: it has told the class in any case."""
        if isinstance(error, DeviceError):
            self._refused(error)
            return
        told = None if error.code in NO_APPOINTMENT else error
        self.board.show(replace(self.board.facts, page="start", refused=told))
