"""Nothing typed is lost: the journal has it within 100 ms, and gives it back (F-A3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counter_app.domain import localtime
from counter_app.domain.errors import CounterError
from counter_app.services.recollection import Recollection, recollect
from counter_app.services.sketch import Recalled, Sketch, keep_sketch, recall
from counter_app.ui.intake.board import Board

DELAY_MS = 40
"""From the first unwritten change to the write: well under the 100 ms that are promised."""


class Keep:
    """Writes what stands on the screen; one write at a time, the newest state each time."""

    def __init__(self, board: Board, opened: Callable[[], None]) -> None:
        self._board, self._opened = board, opened
        self._written: Sketch | None = None
        self._due = False
        self._writing = False
        board.changed = self.changed

    def changed(self) -> None:
        """Something may have to be written."""
        if self._due or self._board.state.visit.user is None:
            return
        self._due = True
        self._board.timers.after(DELAY_MS, self._write)

    def flush(self) -> None:
        """Write what is due at once: the clerk is about to leave the table."""
        if self._due and self._board.state.visit.user is not None:
            self._put(self._sketch())

    def recall(self) -> None:
        """Bring back what a crash or a lock interrupted, and what this window remembers."""
        board, visit = self._board, self._board.state.visit
        user = visit.user.name if visit.user else ""
        board.run(recollect(board.desk, user), self._remember)
        board.ask(lambda now: recall(board.desk, now), self._recalled)

    def forget(self) -> None:
        """The visit has ended: an empty table is kept, so that what it left open stays in the list."""
        self._put(self._sketch())

    def _remember(self, recalled: Recollection) -> None:
        self._board.put(recalled=recalled)

    def _recalled(self, found: Recalled | None) -> None:
        if found is None:
            return
        board, sketch = self._board, found.sketch
        board.put(
            visit=found.visit,
            texts=dict(sketch.texts),
            seat=sketch.seat,
            row=sketch.row,
            matters=sketch.matters,
            touched=True,
            restored=f"{localtime.at(sketch.saved_ms):%H:%M}",
        )
        board.focus(sketch.focus or ("materials" if found.visit.draft else "number"))
        board.look()
        self._opened()
        board.say("restored", "good", time=board.state.restored)

    def _write(self) -> None:
        self._due = False
        if self._board.state.visit.user is None:
            return
        if self._writing:
            self.changed()
            return
        sketch = self._sketch()
        if self._written is None or not _same(sketch, self._written):
            self._put(sketch)

    def _put(self, sketch: Sketch) -> None:
        self._written, self._writing = sketch, True
        board = self._board
        board.store(keep_sketch(board.desk, board.state.visit, sketch), self._kept, self._unkept)

    def _kept(self, _none: None) -> None:
        self._writing = False

    def _unkept(self, error: CounterError) -> None:
        self._writing, self._written = False, None
        self._board.shell.tell(*self._board.desk.words.error(error), "error")

    def _sketch(self) -> Sketch:
        state, visit = self._board.state, self._board.state.visit
        draft = visit.draft
        return Sketch(
            saved_ms=self._board.desk.clock.read().wall_ms,
            texts=tuple(sorted((name, text) for name, text in state.texts.items() if text)),
            focus=state.focus.field,
            row=state.row,
            seat=state.seat,
            draft=draft.application.case_id if draft is not None and visit.case is None else "",
            case_no=visit.case.no if visit.case is not None else "",
            person=visit.person,
            body=visit.body,
            agent=visit.agent,
            guardian=visit.guardian,
            phone=visit.phone,
            matters=state.matters,
        )


def _same(one: Sketch, other: Sketch) -> bool:
    """Whether nothing but the time differs."""
    return replace(one, saved_ms=0) == replace(other, saved_ms=0)
