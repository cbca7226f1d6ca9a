"""Joins the parts of 出证 and says which hand each key has; behaviour only, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from counter_app.services.desk import Changes
from counter_app.services.visit import User, Visit
from counter_app.ui.board import Focus
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_books import Books
from counter_app.ui.certificates.presenter_drawer import Drawer
from counter_app.ui.certificates.presenter_handing import Handing
from counter_app.ui.certificates.presenter_lists import Lists
from counter_app.ui.certificates.presenter_papers import Papers
from counter_app.ui.certificates.presenter_person import People
from counter_app.ui.certificates.presenter_placing import Placing
from counter_app.ui.certificates.presenter_post import Post
from counter_app.ui.certificates.presenter_prints import Prints
from counter_app.ui.certificates.state import Counter
from counter_app.ui.place import Surroundings


class CertificatesView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: Counter) -> None:
        """Show a state; idempotent, takes no focus but where ``state.focus`` has a new turn."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One object for each concern."""

    board: Board
    lists: Lists
    prints: Prints
    papers: Papers
    handing: Handing
    people: People
    drawer: Drawer
    placing: Placing
    post: Post
    books: Books


class CertificatesPresenter:
    """What the clerk does in 出证."""

    def __init__(self, around: Surroundings, view: CertificatesView) -> None:
        board = Board(around, view.show_state)
        lists, papers = Lists(board), Papers(board)
        handing = Handing(board, lists, papers)
        self.parts = Parts(
            board,
            lists,
            Prints(board, lists),
            papers,
            handing,
            People(board, lists, handing),
            Drawer(board, lists),
            Placing(board, lists),
            Post(board, lists, papers),
            Books(board),
        )

    @property
    def state(self) -> Counter:
        """What stands on the screen."""
        return self.parts.board.state

    def user_changed(self, user: User | None) -> None:
        """Somebody sits down, or nobody does: then nothing personal stays on the screen."""
        self.parts.handing.withdraw()
        self.parts.lists.forget()
        self.parts.board.reset(Visit(user=user))

    def enter_place(self) -> None:
        """The place is shown: what waits is looked at anew."""
        self.parts.lists.look()

    def heard(self, changes: Changes) -> None:
        """Something was recorded or printed elsewhere, or came by the feed."""
        if not self.parts.board.announcing and (changes.cases or changes.jobs):
            self.parts.lists.look()

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        self.parts.board.shell.calling.sits()
        if name == "search":
            self.parts.lists.type_search(text)
            return
        with self.parts.board.together():
            if name != self.state.focus.field:
                self.at(name)
            self.parts.board.put_text(name, text)

    def at(self, name: str) -> None:
        """The clerk went to a field by himself."""
        self.parts.board.put(focus=Focus(name, self.state.focus.turn))

    def move_row(self, row: int) -> None:
        """Another line of a form is the chosen one."""
        board = self.parts.board
        with board.together():
            board.put(form=replace(self.state.form, row=row))
            if self.state.form.kind == "placement":
                self.parts.placing.move()

    def enter(self, name: str) -> None:
        """Enter was pressed in a field, or in the form's list."""
        with self.parts.board.together():
            self._enter(name)

    def left(self, name: str) -> None:
        """A field lost the caret; nothing follows from that here."""

    def step_back(self) -> None:
        """Esc: one step; what was typed for a form goes with it."""
        board = self.parts.board
        if self.state.form.kind:
            self.parts.handing.withdraw()
            board.close(taking=None)
        elif self.state.which:
            board.put(which=False)
            board.drop_texts("serial")
            board.focus("last3")
        elif self.state.text("search"):
            self.parts.lists.type_search("")
            board.focus("table")
        else:
            board.focus("table")
        board.shell.hush()

    def leave(self) -> None:
        """Another place is wanted: what lies before the person is taken back."""
        self.parts.handing.withdraw()

    def _enter(self, name: str) -> None:
        parts, state = self.parts, self.state
        if not state.form.kind:
            if name in ("last3", "serial"):
                parts.prints.confirm()
            else:
                parts.lists.settle_focus()
            return
        hands: dict[str, Callable[[], None]] = {
            "fate": parts.prints.take_fate,
            "reprint": parts.prints.reprint,
            "by_hand": parts.prints.by_hand,
            "void": parts.prints.void,
            "skip": parts.prints.other_blank,
            "drawer": parts.drawer.take,
            "hand_over": lambda: parts.handing.enter(name),
            "blank_act": lambda: parts.drawer.enter(name),
            "placement": lambda: parts.placing.enter(name),
            "post": lambda: parts.post.enter(name),
            "books": lambda: None,
        }
        hands[state.form.kind]()
