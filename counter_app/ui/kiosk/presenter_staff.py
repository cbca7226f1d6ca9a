"""The staff at the kiosk: who proves who he is may print a ticket again, or end the program (F-A1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain.errors import CounterError
from counter_app.services import kiosk
from counter_app.services.kiosk import Given
from counter_app.services.kiosk_staff import prove_staff
from counter_app.ui.kiosk.board import KioskBoard
from counter_app.ui.kiosk.facts import Board, Typed

LONGEST = 64
BACKSPACE, ENTER, TAB = "\b", "\r", "\t"


class StaffDesk:
    """Pages ``staff`` and ``menu``."""

    def __init__(self, board: KioskBoard) -> None:
        self._board = board
        self._busy = False
        self._acts: dict[str, Callable[[str], None]] = {
            "key": self.type,
            "erase": lambda _: self.type(BACKSPACE),
            "board": self._turn_board,
            "field": self._enter_field,
            "sign_in": lambda _: self._sign_in(),
            "start": lambda _: self._board.to_start(),
            "missing": self._print,
            "quit": lambda _: self._board.view.leave(),
        }

    def open(self) -> None:
        """Ask who it is; what the person before was doing is left."""
        self._board.to_start()
        facts = self._board.facts
        self._board.show(replace(facts, page="staff", typed=Typed(), refused=None))

    def press(self, what: str) -> None:
        """Do what a key or button says."""
        if not self._busy:
            name, _, value = what.partition(":")
            self._acts[name](value)

    def type(self, text: str) -> None:
        """Put text into the field; line end goes on, backspace takes back."""
        if self._busy:
            return
        typed = self._board.facts.typed
        if text in (ENTER, TAB):
            self._go_on(typed, text)
            return
        before = typed.name if typed.into == "name" else typed.password
        shown = "".join(each for each in text if each.isprintable())
        after = before[:-1] if text == BACKSPACE else (before + shown)[:LONGEST]
        if typed.into == "name":
            self._typed(replace(typed, name=after))
        else:
            self._typed(replace(typed, password=after))

    def _go_on(self, typed: Typed, text: str) -> None:
        if typed.into == "password" and text == ENTER:
            self._sign_in()
        else:
            self._enter_field("password" if typed.into == "name" else "name")

    def _turn_board(self, name: str) -> None:
        boards: dict[str, Board] = {each: each for each in ("letters", "capitals", "symbols")}
        self._typed(replace(self._board.facts.typed, board=boards[name]))

    def _enter_field(self, name: str) -> None:
        into = "name" if name == "name" else "password"
        self._typed(replace(self._board.facts.typed, into=into))  # type: ignore[arg-type]  # of two

    def _typed(self, typed: Typed) -> None:
        self._board.show(replace(self._board.facts, typed=typed))

    def _sign_in(self) -> None:
        typed = self._board.facts.typed
        self._typed(replace(typed, password=""))
        flow = prove_staff(self._board.desk, typed.name.strip(), typed.password)
        self._busy = True
        self._board.runner.run(flow, self._proved, self._refused)

    def _proved(self, person: str) -> None:
        self._busy = False
        facts = self._board.facts
        if facts.page == "staff":
            self._board.show(replace(facts, page="menu", person=person, refused=None))
            self._list()

    def _refused(self, error: CounterError) -> None:
        self._busy = False
        facts = self._board.facts
        if facts.page in ("staff", "menu"):
            self._board.show(replace(facts, refused=error))

    def _list(self) -> None:
        flow = kiosk.missing_papers(self._board.desk)
        self._board.runner.run(flow, self._listed, self._refused)

    def _listed(self, missing: tuple[Given, ...]) -> None:
        facts = self._board.facts
        if facts.page == "menu":
            self._board.show(replace(facts, missing=missing))

    def _print(self, no: str) -> None:
        facts = self._board.facts
        given = next(each for each in facts.missing if each.ticket.no == no)
        self._busy = True
        self._board.show(replace(facts, said="", refused=None))
        self._board.runner.run(kiosk.reprint(self._board.desk, given), self._printed, self._refused)

    def _printed(self, given: Given) -> None:
        self._busy = False
        facts = self._board.facts
        trouble = given.paper.trouble
        if facts.page != "menu":
            return
        if trouble is not None:
            self._board.show(replace(facts, refused=trouble.error()))
        else:
            self._board.show(replace(facts, said=given.ticket.no))
        self._list()
