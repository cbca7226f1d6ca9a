"""Who is at the counter: card, typed person or body, agent, guardian (F-D1, F-D2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.person import Person, is_same_person, needs_guardian
from counter_app.services import applicants
from counter_app.services.visit import Visit
from counter_app.ui.board import without
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.presenter_phone import Phone
from counter_app.ui.intake.state import TYPED, Seat
from counter_app.ui.numbers import SELF_TELLING, Reading, guess_kind, read_number

_DAY = 8


class Applicants:
    """Seats people; a second card never replaces anybody by itself."""

    def __init__(self, board: Board, phone: Phone) -> None:
        self._board, self._phone = board, phone
        self.seated: Callable[[Person], None] = lambda _person: None

    def press_read(self) -> None:
        """F3: wait for a card; typing goes on meanwhile."""
        board = self._board
        if board.state.reading:
            return
        board.put(reading=True)
        flow = applicants.take_card(board.desk, board.state.visit)
        board.run(flow, self.card_read, self._unread)

    def card_read(self, person: Person) -> None:
        """Seat the holder of a card where one is awaited, else ask who he is."""
        state = self._board.state
        self._board.put(reading=False, card_out=True)
        seat = _free_seat(state.visit, state.seat, self._today())
        if seat:
            self._seat(seat, person)
            return
        known = applicants.at_counter(state.visit)
        if known is not None and is_same_person(known, person):
            self._board.say("card_again")
        else:
            self._board.put(laid=person)

    def place_laid(self, seat: Seat | str) -> None:
        """Say who the holder of a second card is; ``replace`` puts him in the applicant's place."""
        person = self._board.state.laid
        if person is None:
            return
        self._board.put(laid=None)
        self._seat("applicant" if seat == "replace" else seat, person)

    def drop_laid(self) -> None:
        """Leave a second card out of it."""
        self._board.put(laid=None)

    def press_agent(self) -> None:
        """The next card or number is that of somebody who acts for the applicant."""
        if self._board.state.laid is not None:
            self.place_laid("agent")
            return
        asked: Seat = "applicant" if self._board.state.seat == "agent" else "agent"
        self._board.put(seat=asked)
        self._board.focus("number")

    def press_body(self) -> None:
        """Open the fields of a body."""
        self._board.put_text("body_code", self._board.state.text("body_code"))
        self._board.focus("body_code")

    def choose_kind(self, kind: str) -> None:
        """Take another kind of paper than the number looks like."""
        self._board.put(kind=kind, kind_chosen=True)

    def type_number(self, text: str) -> None:
        """Guess the kind of paper while the number is typed."""
        if not self._board.state.kind_chosen:
            self._board.put(kind=guess_kind(text))

    def enter_number(self) -> Reading | None:
        """Check the number; a body's and a person's open their fields, a case's is given back."""
        board, state = self._board, self._board.state
        text = state.text("number")
        if not text.strip():
            board.focus("search")
            return None
        try:
            found = read_number(text, state.kind if state.kind_chosen else "")
        except RuleError as error:
            board.wrong("number", error)
            return None
        if found.as_what == "body":
            self.take_code(found.number)
        elif found.as_what == "person":
            board.put(kind=found.kind)
            board.focus("name")
        return found

    def take_code(self, code: str) -> None:
        """Take a credit code that was typed or scanned anywhere."""
        board = self._board
        texts = without(board.state.texts, "number")
        board.put(texts={**texts, "body_code": code}, errors={})
        board.focus("body_name")

    def enter_person(self, name: str) -> None:
        """Enter in a field of a person: the next field, or the person is seated."""
        board, state = self._board, self._board.state
        wanted = self._wanted(state.kind)
        at = wanted.index(name) if name in wanted else len(wanted) - 1
        if at + 1 < len(wanted):
            board.focus(wanted[at + 1])
            return
        fields = {each: _tidy(each, state.text(each)) for each in TYPED}
        try:
            person = applicants.typed({"kind": state.kind, **fields})
        except RuleError as error:
            board.wrong(_field_of(error, name), error)
            return
        board.put(texts=without(board.state.texts, *TYPED), kind_chosen=False, kind="resident")
        self._seat(_free_seat(state.visit, state.seat, self._today()) or state.seat, person)

    def enter_body(self, name: str) -> None:
        """Enter in a field of a body: its name after its code, then it is the applicant."""
        board, state = self._board, self._board.state
        if name == "body_code" and not state.text("body_name"):
            board.focus("body_name")
            return
        code, called = state.text("body_code"), state.text("body_name")

        def wrong(error: CounterError) -> None:
            board.wrong("body_name" if error.code.startswith("body") else "body_code", error)

        def named() -> None:
            board.drop_texts("body_code", "body_name")
            self._next_field()

        board.alter(lambda visit: applicants.set_body(visit, code, called), wrong, named)

    def set_scope(self) -> None:
        """Note for what the agent acts, or how the guardian is related."""
        scope, relation = self._board.state.text("scope"), self._board.state.text("relation")

        def noted(visit: Visit) -> Visit:
            agent, guardian = visit.agent, visit.guardian
            if agent is not None and agent.scope != scope:
                visit = applicants.set_agent(visit, agent.person, scope)
            if guardian is not None and guardian.relation != relation:
                visit = applicants.set_guardian(visit, guardian.person, relation)
            return visit

        self._board.alter(noted)

    def enter_full_name(self) -> None:
        """Complete a name that the chip holds cut off."""
        state = self._board.state
        name, reason = state.text("full_name"), state.text("name_reason")
        if name and not reason:
            self._board.focus("name_reason")
            return
        self._board.alter(
            lambda visit: applicants.correct_name(visit, name, reason),
            lambda error: self._board.wrong(
                "name_reason" if error.code == "name_reason_missing" else "full_name", error
            ),
            lambda: self._board.drop_texts("full_name", "name_reason"),
        )

    def return_card(self) -> None:
        """The card has gone back to its holder."""
        self._board.put(card_out=False)

    def _unread(self, error: CounterError) -> None:
        self._board.put(reading=False)
        self._board.shell.tell(*self._board.desk.words.error(error), "error")

    def _seat(self, seat: Seat | str, person: Person) -> None:
        scope = self._board.desk.words.say("ui.intake.scope_default")

        def seated(visit: Visit) -> Visit:
            if seat == "agent":
                return applicants.set_agent(visit, person, scope)
            if seat == "guardian":
                return applicants.set_guardian(visit, person, "")
            visit = replace(visit, person=None, phone="") if visit.body is None else visit
            return applicants.seat(visit, person)

        def done() -> None:
            texts = dict(self._board.state.texts)
            if self._board.state.visit.agent is not None:
                texts["scope"] = scope
            self._board.put(texts=texts, seat="applicant")
            self._agent_scope(scope)
            self._phone.recall()
            self.seated(person)
            self._next_field()

        self._board.alter(seated, None, done)

    def _agent_scope(self, scope: str) -> None:
        agent = self._board.state.visit.agent
        if agent is not None and not agent.scope:
            self._board.alter(lambda visit: applicants.set_agent(visit, agent.person, scope))

    def _next_field(self) -> None:
        """The caret goes to the first thing that is still wanted."""
        state, visit = self._board.state, self._board.state.visit
        if _free_seat(visit, "applicant", self._today()):
            self._board.focus("number")
        elif visit.guardian is not None and not visit.guardian.relation:
            self._board.focus("relation")
        elif not visit.phone and state.phone_from != "none":
            self._board.focus("phone")
        else:
            self._board.focus("materials" if visit.draft and not visit.case else "search")

    def _wanted(self, kind: str) -> tuple[str, ...]:
        told = ("number", "name")
        return told if kind in SELF_TELLING else (*told, "birth_date", "sex")

    def _today(self) -> date:
        return localtime.day(self._board.desk.clock.read().wall_ms)


def _free_seat(visit: Visit, asked: Seat, today: date) -> Seat | None:
    """Return who a card seats now: an empty place, or the one that was asked for."""
    if visit.person is None and visit.body is None:
        return asked
    if asked == "agent" or (visit.body is not None and visit.agent is None):
        return "agent"
    person = visit.person
    if person is not None and visit.guardian is None and needs_guardian(person, today):
        return "guardian"
    return None


def _field_of(error: RuleError, fallback: str) -> str:
    """Return the field that an error of typed fields is about."""
    named = str(error.values.get("field", "")).removeprefix("@person_field.")
    if named in TYPED:
        return named
    if error.code.startswith("name"):
        return "name"
    if error.code.startswith("number"):
        return "number"
    return "sex" if error.code == "sex_unknown" else fallback


def _tidy(name: str, text: str) -> str:
    """Eight digits of a date in the form that the rules read."""
    digits = text.strip().replace("-", "").replace(".", "")
    if name in ("birth_date", "valid_to") and len(digits) == _DAY and digits.isdigit():
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return text
