"""
What a supervisor does with his hall's ratings and the tickets of bad ones; no Qt.

All of it is the county's: with the line cut nothing is shown and nothing done. After an act that was
refused or not heard the tickets are read again, for somebody else may have been there first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.rating_desk import TicketAct, TicketSeen, TicketWish
from counter_app.domain.rating_rule import check_words
from counter_app.domain.rating_ticket import allows
from counter_app.domain.report_span import read_span, span_at, write_span
from counter_app.services.rating_desk import RatingBook, act_on, rating_book
from counter_app.services.visit import User, Visit
from counter_app.ui.board import FieldBoard, Focus
from counter_app.ui.hall.page import HallRoom
from counter_app.ui.hall.rating_form import ASKED, STEPS, UNDER, read_days, wish_of
from counter_app.ui.hall.state_ratings import (
    FIELDS,
    FORMS,
    PERIOD,
    TABLES,
    RatingsState,
    RatingTable,
)


class RatingsView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: RatingsState) -> None:
        """Show a state; idempotent, takes no focus but where ``state.focus`` has a new turn."""


class RatingsBoard(FieldBoard[RatingsState]):
    """The state of the page."""

    AREA = "ratings"


class RatingsPresenter:
    """好差评 of the own hall."""

    def __init__(self, room: HallRoom, view: RatingsView) -> None:
        self._desk = room.around.desk
        self.board = RatingsBoard(room.around, RatingsState(), view.show_state)
        self.board.changed = room.refresh

    @property
    def state(self) -> RatingsState:
        """What stands on the page."""
        return self.board.state

    # ---- looking

    def enter(self) -> None:
        """The page is shown: tickets may have moved on meanwhile."""
        self.look()
        self.board.focus(self.state.focus.field)

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down or leaves: nothing of the one before stays."""
        today = localtime.day(self._desk.clock.read().wall_ms)
        texts = {PERIOD: write_span(span_at("month", today))}
        self.board.renew(RatingsState(visit=Visit(user=user), texts=texts))

    def look(self) -> None:
        """Ask anew for what is chosen."""
        if self.state.acting:
            return
        self.board.put(acting="look")
        self.board.run(self._ask(), self._looked, self._not_looked)

    def turn(self, steps: int) -> None:
        """PgUp and PgDn: the period before and after; none that lies ahead."""
        try:
            span = read_span(self.state.text(PERIOD)).turned(steps)
        except RuleError as wrong:
            self.board.wrong(PERIOD, wrong)
            return
        if span.first <= localtime.day(self._desk.clock.read().wall_ms):
            self.board.put_text(PERIOD, write_span(span))
            self.look()

    def go_to_period(self) -> None:
        """F4: another period is typed; it stands over the figures."""
        self.board.put(opened=False, form=None)
        self.board.focus(PERIOD)

    def turn_table(self) -> None:
        """F11: tickets, or what clerks were rated."""
        self.choose_table(TABLES.index(self.state.table) - 1)

    def choose_table(self, at: int) -> None:
        """Show one of the tables."""
        table: RatingTable = TABLES[at]
        self.board.put(table=table, opened=False, form=None)
        self.board.focus("table")

    def move(self, rating: str) -> None:
        """Another ticket is the chosen one; an act that was typed was meant for the one before."""
        if rating != self.state.chosen:
            self.board.put(chosen=rating, form=None)

    def open(self, rating: str) -> None:
        """Enter: what became of it so far."""
        self.move(rating)
        self.board.put(opened=True)

    def step_back(self) -> None:
        """Esc: the act, the course, then the table."""
        if self.state.form is not None:
            self.board.put(form=None)
        else:
            self.board.put(opened=False)
        self.board.shell.hush()
        self.board.focus("table")

    # ---- acting

    def closed(self, act: TicketAct) -> str:
        """Why an act cannot be begun, empty when it can."""
        words, ticket = self._desk.words, self.state.ticket()
        if self.state.trouble[0]:
            return self.state.trouble[0]
        if ticket is None:
            return words.say("ui.ratings.no_ticket")
        if allows(ticket.ticket, STEPS[act]):
            return ""
        stage = f"@rating.stage.{ticket.ticket.stage.value}"
        return words.error_of("rating_stage", {"stage": stage})[0]

    def press(self, act: TicketAct) -> None:
        """Ask for what an act needs; what was typed for the same ticket and act is still there."""
        ticket = self.state.ticket()
        if ticket is None or self.closed(act) or self.state.acting:
            return
        with self.board.together():
            if self.state.typed != (ticket.rating, act):
                self.board.drop_texts(*FIELDS)
                self._offer(act, ticket)
            self.board.put(form=act, opened=True, typed=(ticket.rating, act))
            self.board.focus(FORMS[act][0])

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        self.board.put_text(name, text)

    def at(self, name: str) -> None:
        """The caret went to a field by itself."""
        self.board.put(focus=Focus(name, self.state.focus.turn))

    def enter_field(self, name: str) -> None:
        """Enter was pressed in a field: the next one, or the act."""
        form = self.state.form
        with self.board.together():
            if name == PERIOD:
                self._take_period()
            elif form is not None:
                names = FORMS[form]
                if name == names[-1]:
                    self._submit(form)
                else:
                    self.board.focus(names[names.index(name) + 1])

    # ---- inside

    def _ask(self) -> Flow[RatingBook]:
        # a period that cannot be read is refused before the line is asked
        span = yield Hop("store", lambda: read_span(self.state.text(PERIOD)))
        today = localtime.day(self._desk.clock.read().wall_ms)
        return (yield from rating_book(self._desk, self.state.visit, span.cut(today)))

    def _looked(self, book: RatingBook) -> None:
        there = [each.rating for each in book.tickets.tickets]
        chosen = self.state.chosen
        if chosen not in there:
            chosen = there[0] if there else ""
        self.board.put(book=book, chosen=chosen, acting="", trouble=("", ""))
        form = self.state.form
        if form is not None and self.closed(form):
            self.board.put(form=None)
            self.board.focus("table")

    def _not_looked(self, error: CounterError) -> None:
        trouble = self._desk.words.error(error)
        self.board.put(book=None, acting="", form=None, opened=False, trouble=trouble)

    def _take_period(self) -> None:
        try:
            read_span(self.state.text(PERIOD))
        except RuleError as wrong:
            self.board.wrong(PERIOD, wrong)
            return
        self.board.focus("table")
        self.look()

    def _offer(self, act: TicketAct, ticket: TicketSeen) -> None:
        user = self.state.visit.user
        if act == "assign":
            self.board.put_text("owner", ticket.ticket.owner or (user.name if user else ""))
        elif act == "verdict":
            self.board.put_text("again", "no")

    def _submit(self, act: TicketAct) -> None:
        ticket, wish = self.state.ticket(), self._wish(act)
        if ticket is None or wish is None or self.state.acting:
            return
        self.board.put(acting=act)
        flow = act_on(self._desk, self.state.visit, ticket.rating, act, wish)
        self.board.run(flow, self._done(act), self._refused)

    def _wish(self, act: TicketAct) -> TicketWish | None:
        """Return what is typed; None when something is missing, which is then said under its field."""
        state = self.state
        for name in ASKED.get(act, ()):
            if not self._holds(name, partial(check_words, **{name: state.text(name)})):
                return None
        if act in ("call", "verdict") and not state.text(FORMS[act][0]):
            self._missing(FORMS[act][0])
            return None
        if not self._holds("days", lambda: read_days(state.text("days"))):
            return None
        return wish_of(state)

    def _holds(self, name: str, check: Callable[[], object]) -> bool:
        try:
            check()
        except RuleError as wrong:
            self.board.wrong(name, wrong)
            return False
        return True

    def _missing(self, name: str) -> None:
        told = self._desk.words.say("ui.ratings.choose")
        self.board.put(errors={**self.state.errors, name: told})
        self.board.focus(name)

    def _done(self, act: TicketAct) -> Callable[[TicketSeen], None]:
        def done(seen: TicketSeen) -> None:
            book = self.state.book
            assert book is not None  # noqa: S101 - an act is begun from what is seen
            told = (seen if each.rating == seen.rating else each for each in book.tickets.tickets)
            tickets = replace(book.tickets, tickets=tuple(told))
            self.board.drop_texts(*FIELDS)
            self.board.put(
                book=replace(book, tickets=tickets), acting="", form=None, typed=("", "")
            )
            self.board.say(f"did.{act}", "good")
            self.board.focus("table")
            self.look()

        return done

    def _refused(self, error: CounterError) -> None:
        self.board.put(acting="")
        form, name = self.state.form, UNDER.get(error.code, "")
        if form is not None and name in FORMS[form]:
            self.board.wrong(name, error)
            return
        self.board.fail(error)
        self.look()
