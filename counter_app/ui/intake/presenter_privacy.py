"""Full numbers on demand, and copying field by field into another system (F-K3, F-D19)."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.services.drafts import CLERK
from counter_app.ui.intake.board import Board

SHOWN_MS = 30_000
"""How long a revealed number stands, and how long a copied one stays in the clipboard."""

Note = Callable[[str, str, str], None]
"""Writes down an act on personal data: what was done, which field, which case (an id)."""


class Privacy:
    """Each reveal and each copy is noted before it happens, and undone after half a minute."""

    def __init__(
        self, board: Board, copy: Callable[[str], None], clear: Callable[[str], None], note: Note
    ) -> None:
        self._board, self._copy, self._clear, self._note = board, copy, clear, note
        self._revoke: Callable[[], None] = lambda: None

    def press_reveal(self) -> None:
        """Alt+V: show numbers in full, by right; again hides them."""
        board = self._board
        user = board.state.visit.user
        if user is None or CLERK not in user.roles:
            board.say("reveal_right", "error")
        elif board.state.revealed:
            self.hide()
        else:
            self._note("reveal", "numbers", self._case())
            board.put(revealed=True)
            self._revoke = board.timers.after(SHOWN_MS, self.hide)

    def hide(self) -> None:
        """Mask them again."""
        self._revoke()
        self._board.put(revealed=False)

    def press_copy(self) -> None:
        """Alt+C: the next field of the case goes into the clipboard."""
        board, fields = self._board, self.fields()
        if not fields:
            board.say("copy_nothing", "warning")
            return
        name, text = fields[board.state.copied % len(fields)]
        self._note("copy", name, self._case())
        self._copy(text)
        board.timers.after(SHOWN_MS, lambda: self._clear(text))
        board.put(copied=board.state.copied % len(fields) + 1)
        field = f"@ui.intake.copy.{name}"
        board.say("copied", "note", field=field, at=board.state.copied, of=len(fields))

    def fields(self) -> tuple[tuple[str, str], ...]:
        """What another system may ask for, in the order of its form; empty fields left out."""
        visit = self._board.state.visit
        body, person = visit.body, visit.person
        found = {
            "name": body.name if body else person.name if person else "",
            "number": body.credit_code if body else person.number if person else "",
            "agent_name": visit.agent.person.name if visit.agent else "",
            "agent_number": visit.agent.person.number if visit.agent else "",
            "guardian_name": visit.guardian.person.name if visit.guardian else "",
            "guardian_number": visit.guardian.person.number if visit.guardian else "",
            "phone": visit.phone,
            "item": visit.draft.item.name if visit.draft else "",
            "item_code": str(visit.draft.item.code) if visit.draft else "",
            "situation": visit.draft.application.situation_name if visit.draft else "",
            "case_no": visit.case.no if visit.case else "",
        }
        return tuple((name, text) for name, text in found.items() if text)

    def _case(self) -> str:
        draft = self._board.state.visit.draft
        return draft.application.case_id if draft else ""
