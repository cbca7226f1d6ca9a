"""What the clerk does in 叫号: one by number, lay aside, send on, pause, take back; no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from counter_app.domain.errors import CounterError, RuleError
from counter_app.services import calling
from counter_app.services.calling import Called
from counter_app.services.visit import User
from counter_app.ui.board import FieldBoard, Focus
from counter_app.ui.place import Surroundings
from counter_app.ui.queue.facts import Calling, Undo
from counter_app.ui.queue.line import CallingLine
from counter_app.ui.queue.look_forms import Target, reason_of_row, targets
from counter_app.ui.queue.state import Counter, Form, FormKind


class QueueView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: Counter) -> None:
        """Show a state; idempotent, takes no focus but where ``state.focus`` has a new turn."""


class Board(FieldBoard[Counter]):
    """The one state of 叫号."""

    AREA = "queue"


class QueuePresenter:
    """Draws what the window's calling is, and adds to it."""

    def __init__(self, around: Surroundings, view: QueueView) -> None:
        self._desk = around.desk
        self._line: CallingLine = around.shell.calling
        self._board = Board(around, Counter(), view.show_state)
        self._line.watch.listen(self._moved)

    @property
    def state(self) -> Counter:
        """What stands on the screen."""
        return self._board.state

    @property
    def calling(self) -> Calling:
        """The window's calling."""
        return self._line.state

    def user_changed(self, _user: User | None) -> None:
        """Somebody sits down or leaves."""
        self._board.renew(Counter(self.calling, focus=Focus("ticket_no", self._turn() + 1)))

    def enter_place(self) -> None:
        """The place is shown: look often."""
        self._line.watch.show(near=True)

    def leave(self) -> None:
        """It is not shown any more."""
        self._line.watch.show(near=False)

    # ---- fields

    def type_text(self, name: str, text: str) -> None:
        """A field was typed into."""
        self._board.put_text(name, text)

    def at(self, name: str) -> None:
        """The clerk went to a field by himself."""
        self._board.put(focus=Focus(name, self._turn()))

    def left(self, name: str) -> None:
        """A field lost the caret; nothing follows from that here."""

    def enter(self, name: str) -> None:
        """Enter was pressed in a field or a list."""
        if self.state.form.kind:
            self._take()
        elif name == "ticket_no" and self.state.text(name).strip():
            self._call_typed(self.state.text(name))
        elif name == "aside":
            self._call_aside()

    def step_back(self) -> None:
        """Esc: out of the form, else an empty field."""
        if self.state.form.kind:
            self._close()
        else:
            self._board.drop_texts("ticket_no")
            self._board.focus("ticket_no")
        self._board.shell.hush()

    def choose(self, ticket: str) -> None:
        """Another ticket laid aside is the chosen one."""
        self._board.put(chosen=ticket)

    def move_row(self, row: int) -> None:
        """Another line of the form is the chosen one."""
        self._board.put(form=replace(self.state.form, row=row))

    # ---- keys

    def press_number(self) -> None:
        """F4: type a number."""
        self._close()

    def press_skip(self) -> None:
        """F6: lay aside who did not come."""
        undo = Undo("call_one", "skip", self._no())
        self._line.lay_aside("skip", lambda visit: calling.skip(self._desk, visit), undo)

    def press_hold(self) -> None:
        """F7: the person fetches something."""
        self._open("hold")

    def press_transfer(self) -> None:
        """F8: another window or line."""
        self._open("transfer")

    def press_no_show(self) -> None:
        """F9: close who did not come; asked first, since it cannot be taken back."""
        self._open("no_show")

    def press_pause(self) -> None:
        """F10: call nobody for a while, or call again."""
        if self.calling.calls:
            self._open("pause")
        else:
            self._resume()

    def press_undo(self) -> None:
        """Alt+Z: take the last act back."""
        undo = self.calling.undo
        if undo is None:
            return
        if undo.act == "resume":
            self._resume()
        else:
            self._line.press_call_one(undo.no, self._line.called, self._line.teller.refused)

    # ---- inside

    def _moved(self) -> None:
        """The calling is another one; a form about a ticket that has gone is closed."""
        state, now = self.state, self.calling
        aside = now.look.aside if now.look is not None else ()
        ids = [each.id for each in aside]
        chosen = state.chosen if state.chosen in ids else next(iter(ids), "")
        about = state.form.kind in ("hold", "transfer", "no_show")
        with self._board.together():
            self._board.put(calling=now, chosen=chosen)
            if about and now.ticket is None:
                self._close()

    def _call_typed(self, no: str) -> None:
        def called(done: Called) -> None:
            self._board.drop_texts("ticket_no")
            self._line.called(done)

        def refused(error: CounterError) -> None:
            line = self._line.teller.say_one(error)
            self._board.put(errors={**self.state.errors, "ticket_no": line})
            self._board.focus("ticket_no")

        self._line.press_call_one(no, called, refused)

    def _call_aside(self) -> None:
        look = self.calling.look
        rows = look.aside if look is not None else ()
        for each in rows:
            if each.id == self.state.chosen:
                self._line.press_call_one(each.no, self._line.called, self._line.teller.refused)

    def _open(self, kind: FormKind) -> None:
        with self._board.together():
            self._board.drop_texts("reason")
            self._board.put(form=Form(kind))
            self._board.focus("form")
            self._board.shell.hush()

    def _close(self) -> None:
        with self._board.together():
            self._board.put(form=Form())
            self._board.drop_texts("reason")
            self._board.focus("ticket_no")

    def _take(self) -> None:
        """Enter in a form."""
        kind, words = self.state.form.kind, self._desk.words
        reason = self.state.text("reason").strip() or reason_of_row(words, self.state)
        if kind == "transfer":
            self._transfer()
            return
        self._close()
        if kind == "pause":
            self._pause(reason)
        elif kind == "hold":
            undo = Undo("call_one", "hold", self._no())
            self._line.lay_aside(
                "hold", lambda visit: calling.hold(self._desk, visit, reason), undo
            )
        else:
            self._line.lay_aside("no_show", lambda visit: calling.no_show(self._desk, visit))

    def _transfer(self) -> None:
        there = targets(self._desk.words, self.calling)
        if self.state.form.row >= len(there):
            return
        to = there[self.state.form.row]
        if not to.open:
            self._line.teller.refused(RuleError("transfer_closed", window=to.window))
            return
        self._close()
        self._send(to)

    def _send(self, to: Target) -> None:
        undo = Undo("call_one", "transfer", self._no()) if to.line else None
        self._line.lay_aside(
            "transfer",
            lambda visit: calling.transfer(self._desk, visit, window=to.window, line=to.line),
            undo,
            to.name,
        )

    def _pause(self, reason: str) -> None:
        def paused(_called: Called) -> None:
            self._line.watch.put(paused=reason, undo=Undo("resume", "pause"))
            self._board.say("told.paused", "warning", reason=reason)

        self._line.do("pause", lambda visit: calling.pause(self._desk, visit, reason), paused)

    def _resume(self) -> None:
        def resumed(_called: Called) -> None:
            self._line.watch.put(paused=None, undo=None)
            self._board.say("told.resumed", "good")

        self._line.do("resume", lambda visit: calling.resume(self._desk, visit), resumed)

    def _no(self) -> str:
        ticket = self.calling.ticket
        return ticket.no if ticket is not None else ""

    def _turn(self) -> int:
        return self.state.focus.turn
