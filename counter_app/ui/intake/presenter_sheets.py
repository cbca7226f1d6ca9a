"""Lists in the place of the materials: outcomes, amendments, drafts left open, this visit's matters."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.outcome import OutcomeKind
from counter_app.services.drafts import resume_draft
from counter_app.services.sketch import Waiting, waiting_drafts
from counter_app.services.visit import Visit
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.presenter_acts import Acts
from counter_app.ui.intake.presenter_delivery import Deliveries
from counter_app.ui.intake.presenter_papers import Papers
from counter_app.ui.intake.state import AMENDED, Sheet, SheetKind

OUTCOMES = tuple(OutcomeKind)


class Sheets:
    """Opened by a key, walked by arrows, taken by Enter, left by Esc."""

    def __init__(self, board: Board, acts: Acts, papers: Papers, deliveries: Deliveries) -> None:
        self._board, self._acts, self._papers = board, acts, papers
        self._deliveries = deliveries

    def open(self, kind: SheetKind) -> None:
        """Show a list; the same key again puts it away."""
        if self._board.state.sheet.kind == kind:
            self.close()
            return
        self._board.put(sheet=Sheet(kind), popup=False)
        self._board.focus("sheet")

    def press_outcomes(self) -> None:
        """Alt+F9: every outcome, each closed one with its reason."""
        if self._board.state.visit.draft is None:
            self._board.say("outcomes_need_case", "warning")
            return
        self.open("outcomes")

    def press_amend(self) -> None:
        """Alt+E: put right what was recorded in this visit."""
        case_id = self._board.state.visit.case.id if self._board.state.visit.case else ""
        if not self._board.state.done and case_id:
            self._board.say("amend_gone", "warning")
        elif not case_id:
            self._board.say("amend_nothing", "note")
        else:
            self.open("amend")
            self._prefill()

    def press_drafts(self) -> None:
        """Alt+D: applications left open at this window."""

        def found(waiting: tuple[Waiting, ...]) -> None:
            self._board.put(waiting=waiting)
            if waiting:
                self.open("drafts")
            else:
                self._board.say("no_drafts")

        self._board.run(waiting_drafts(self._board.desk), found)

    def press_matters(self) -> None:
        """Alt+L: the items of this visit."""
        if self._board.state.matters:
            self.open("matters")
        else:
            self._board.say("no_matters")

    def move(self, row: int) -> None:
        """Another line is the chosen one."""
        sheet = self._board.state.sheet
        self._board.put(sheet=Sheet(sheet.kind, row, sheet.outcome))
        if sheet.kind == "amend":
            self._prefill()

    def enter(self) -> None:
        """Take the chosen line, or what was written for it."""
        sheet = self._board.state.sheet
        takes: dict[str, Callable[[], None]] = {
            "outcomes": lambda: self._take_outcome(OUTCOMES[sheet.row]),
            "reason": self._acts.give_reason,
            "spot": lambda: self._acts.take_ruling(sheet.row),
            "amend": self._take_amendment,
            "reprint": self._papers.print_again,
            "drafts": self._take_draft,
            "matters": self._take_matter,
            "delivery": self._deliveries.take,
            "delivery_to": self._deliveries.enter,
            "delivery_back": self._deliveries.give_back,
        }
        if sheet.kind:
            takes[sheet.kind]()

    def close(self) -> None:
        """Esc: back to the materials; what was written stays for the next time."""
        self._board.put(sheet=Sheet())
        self._board.focus("materials" if self._board.state.visit.draft else "search")

    def _take_outcome(self, kind: OutcomeKind) -> None:
        acts: dict[OutcomeKind, Callable[[], None]] = {
            OutcomeKind.RECEIVE: self._acts.press_receive,
            OutcomeKind.ACCEPT: self._acts.press_accept,
            OutcomeKind.DEFER: self._acts.press_defer,
            OutcomeKind.PROMISE: self._acts.press_promise,
            OutcomeKind.ON_THE_SPOT: self._acts.ask_ruling,
            OutcomeKind.CORRECT: self._acts.press_correct,
        }
        act = acts.get(kind)
        if act is None:
            self._acts.ask_reason(kind)
        else:
            act()

    def _prefill(self) -> None:
        """Start from a name as it stands; what is masked is typed anew."""
        draft = self._board.state.visit.draft
        if draft is not None:
            about, field = draft.application, AMENDED[self._board.state.sheet.row]
            old = about.applicant_name() if field == "name" else ""
            self._board.put_text("amend_value", old)

    def _take_amendment(self) -> None:
        """Enter goes on to what is still to be written; delivery is one of two, so Enter is the change."""
        state = self._board.state
        field, at = AMENDED[state.sheet.row], state.focus.field
        if field == "delivery":
            self._acts.change_delivery()
        elif at == "sheet":
            self._board.focus("amend_value")
        elif field == "name" and at == "amend_value" and not state.text("amend_reason").strip():
            self._board.focus("amend_reason")
        else:
            self._acts.amend(field)

    def _take_draft(self) -> None:
        state = self._board.state
        self.resume(state.waiting[state.sheet.row].draft)

    def _take_matter(self) -> None:
        state = self._board.state
        matter = state.matters[state.sheet.row]
        if matter.case_no:
            self._acts.take_up(matter.case_no)
        else:
            self.resume(matter.case_id)

    def resume(self, draft_id: str) -> None:
        """Put an application that was left open on the table."""
        board = self._board

        def resumed(visit: Visit) -> None:
            board.put(visit=visit, row=0, done="", sheet=Sheet(), touched=True)
            self._acts.note_matter()
            board.look()
            board.focus("materials")

        board.ask(lambda visit: resume_draft(board.desk, visit, draft_id), resumed)
