"""Joins the parts of 办件 and says which hand each key has; behaviour only, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.errors import RuleError
from counter_app.services.session import confirm_clock
from counter_app.services.visit import User, Visit
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.presenter_acts import Acts
from counter_app.ui.intake.presenter_applicants import Applicants
from counter_app.ui.intake.presenter_delivery import Deliveries
from counter_app.ui.intake.presenter_due import DueNow
from counter_app.ui.intake.presenter_favourites import Favourites
from counter_app.ui.intake.presenter_keep import Keep
from counter_app.ui.intake.presenter_materials import Materials
from counter_app.ui.intake.presenter_papers import Papers
from counter_app.ui.intake.presenter_phone import Phone
from counter_app.ui.intake.presenter_privacy import Note, Privacy
from counter_app.ui.intake.presenter_samples import Samples
from counter_app.ui.intake.presenter_search import Search
from counter_app.ui.intake.presenter_sheets import Sheets
from counter_app.ui.intake.state import TYPED, Desktop
from counter_app.ui.numbers import read_number
from counter_app.ui.place import Surroundings


class IntakeView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: Desktop) -> None:
        """Show a state; idempotent, takes no focus but where ``state.focus`` has a new turn."""

    def chosen_hit(self) -> int:
        """The row of the open list of hits, -1 when it is closed."""

    def copy(self, text: str) -> None:
        """Put a text into the clipboard."""

    def clear_copied(self, text: str) -> None:
        """Empty the clipboard if that text is still in it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One object for each concern."""

    board: Board
    phone: Phone
    applicants: Applicants
    search: Search
    favourites: Favourites
    samples: Samples
    materials: Materials
    papers: Papers
    acts: Acts
    sheets: Sheets
    deliveries: Deliveries
    keep: Keep
    due: DueNow
    privacy: Privacy


class IntakePresenter:
    """What the clerk does in 办件; ``note`` writes down each look at and copy of personal data."""

    def __init__(self, around: Surroundings, view: IntakeView, note: Note) -> None:
        board = Board(around, view.show_state)
        phone, materials = Phone(board), Materials(board)
        papers = Papers(board, view.chosen_hit)
        acts = Acts(board, phone, materials, papers)
        deliveries = Deliveries(board, acts)
        sheets, applicants = Sheets(board, acts, papers, deliveries), Applicants(board, phone)
        due = DueNow(board, acts.take_up, sheets.resume)
        applicants.seated = due.look
        self.parts = Parts(
            board,
            phone,
            applicants,
            Search(board, self._opened),
            Favourites(board, view.chosen_hit),
            Samples(board, around.citizen),
            materials,
            papers,
            acts,
            sheets,
            deliveries,
            Keep(board, acts.note_matter),
            due,
            Privacy(board, view.copy, view.clear_copied, note),
        )

    @property
    def state(self) -> Desktop:
        """What stands on the screen."""
        return self.parts.board.state

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down, or nobody does: then nothing personal stays on the screen."""
        self.parts.keep.flush()
        self.parts.board.reset(visit=Visit(user=user))
        if user is not None:
            self.parts.keep.recall()

    def visit_over(self, then: Callable[[], None]) -> None:
        """Clear the table, after an act under way; an application left open waits in the journal."""

        def over() -> None:
            self._next_visit()
            then()

        self.parts.board.after_act(over)

    def _next_visit(self) -> None:
        open_one = self.state.visit.draft is not None and self.state.visit.case is None
        self.parts.board.reset(visit=Visit(user=self.state.visit.user))
        self.parts.keep.forget()
        self.parts.board.shell.hush()
        if open_one:
            self.parts.board.say("draft_kept")

    def next_person(self) -> None:
        """Alt+N: another person of the same visit, after an act under way."""
        self.parts.board.after_act(self._next_person)

    def _next_person(self) -> None:
        self.parts.acts.note_matter()
        laid, user = self.state.laid, self.state.visit.user
        self.parts.board.reset(visit=Visit(user=user), matters=self.state.matters)
        self.parts.board.changed()
        if laid is not None:
            self.parts.applicants.card_read(laid)

    def press_items(self) -> None:
        """F4: what was typed as phone is taken over before the caret leaves it."""
        self.parts.phone.settle()
        self.parts.search.press()

    def press_all(self) -> None:
        """F6: everything is here."""
        self.parts.phone.settle()
        self.parts.materials.press_all()

    def confirm_clock(self) -> None:
        """Alt+T: the wall clock says the same as this PC."""
        self.parts.board.put(clock_doubt=False)
        self.parts.board.shell.hush()
        self.parts.board.alter(confirm_clock)

    def move_row(self, row: int) -> None:
        """Another material is the chosen one; a sample that is shown becomes its own."""
        with self.parts.board.together():
            self.parts.materials.move(row)
            self.parts.samples.follow()

    def toggle_guide(self) -> None:
        """Alt+H: the guide of the item, or what stood there before."""
        self.parts.board.put(guide=not self.state.guide)

    def step_back(self) -> None:
        """Esc: one step, and nothing typed is lost."""
        state = self.state
        if state.laid is not None:
            self.parts.applicants.drop_laid()
        elif state.sheet.kind:
            self.parts.sheets.close()
        elif state.popup:
            self.parts.search.close()
        elif state.sample is not None:
            self.parts.samples.close()
        elif state.guide:
            self.toggle_guide()
        elif state.revealed:
            self.parts.privacy.hide()
        else:
            self.parts.board.shell.hush()

    def leave(self) -> None:
        """Another place is wanted: what was revealed is masked, the hits go."""
        self.parts.search.close()
        self.parts.privacy.hide()

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        with self.parts.board.together():
            self._type_text(name, text)

    def _type_text(self, name: str, text: str) -> None:
        parts = self.parts
        if name == "fault":
            parts.materials.type_fault(text)
            return
        if name == self.state.focus.field:
            parts.board.put_text(name, text)
        else:
            parts.board.at(name)
            parts.board.put_text(name, text)
        after: dict[str, Callable[[str], None]] = {
            "search": parts.search.type_text,
            "number": parts.applicants.type_number,
            "phone": parts.phone.type_text,
        }
        if name in after:
            after[name](text)

    def at(self, name: str) -> None:
        """The clerk went to a field by himself."""
        self.parts.board.at(name)

    def enter(self, name: str) -> None:
        """Enter was pressed in a field."""
        with self.parts.board.together():
            self._enter(name)

    def _enter(self, name: str) -> None:
        parts = self.parts
        if name == "number":
            self._enter_number()
        elif name in TYPED:
            parts.applicants.enter_person(name)
        elif name in ("body_code", "body_name"):
            parts.applicants.enter_body(name)
        else:
            self._enter_other(name)

    def left(self, name: str) -> None:
        """A field lost the caret."""
        if name == "phone" and self.state.text("phone"):
            self.parts.phone.settle()
        elif name in ("scope", "relation"):
            self.parts.applicants.set_scope()
        elif name == "search":
            self.parts.search.close()

    def scanned(self, text: str) -> None:
        """A scanner typed a case number or a credit code, into whatever field had the caret."""
        try:
            found = read_number(text)
        except RuleError:
            return
        if found.as_what == "case":
            self.parts.acts.take_up(found.number)
        elif found.as_what == "body":
            code = found.number
            self.parts.board.after_act(lambda: self.parts.applicants.take_code(code))

    def _enter_number(self) -> None:
        found = self.parts.applicants.enter_number()
        if found is not None and found.as_what == "case":
            self.parts.acts.take_up(found.number)

    def _enter_other(self, name: str) -> None:
        parts = self.parts
        hands: dict[str, Callable[[], None]] = {
            "phone": parts.phone.enter,
            "search": parts.search.enter,
            "scope": self._scope_done,
            "relation": self._scope_done,
            "fault": lambda: parts.board.focus("materials"),
            "until": parts.materials.enter_until,
            "materials": parts.materials.cycle,
            "full_name": parts.applicants.enter_full_name,
            "name_reason": parts.applicants.enter_full_name,
        }
        hands.get(name, parts.sheets.enter)()

    def _scope_done(self) -> None:
        self.parts.applicants.set_scope()
        self.parts.board.focus("phone" if not self.state.visit.phone else "search")

    def _opened(self) -> None:
        self.parts.acts.note_matter()
        self.parts.samples.follow()
        self.parts.board.look()
        self.parts.board.focus("materials")
