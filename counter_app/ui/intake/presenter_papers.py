"""Papers of the visit: printed by themselves after the act, again for a reason (F-E4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from counter_app.domain.document import Document
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.printing import Trouble
from counter_app.services.printing import PrintReport, print_document
from counter_app.services.slips import hand_slip
from counter_app.services.visit import Visit
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.state import PaperLine, Sheet
from counter_app.ui.looks import PaperState


class Papers:
    """A print that fails is a line with what to do; it never stands in the way."""

    def __init__(self, board: Board, chosen_hit: Callable[[], int]) -> None:
        self._board, self._chosen_hit = board, chosen_hit

    def print_new(self, documents: Iterable[Document]) -> None:
        """Show new papers and send each to its printer."""
        for each in documents:
            self._put(PaperLine(each, "printing"))
            self._print(each, "")

    def press_slip(self) -> None:
        """F1: the one-time notice slip of the item under the caret or on the table."""
        state, board = self._board.state, self._board
        draft = state.visit.draft
        if state.popup and state.hits:
            hit = state.hits[min(max(0, self._chosen_hit()), len(state.hits) - 1)]
            code, situation = str(hit.code), None
        elif draft is not None:
            code, situation = str(draft.item.code), draft.application.situation
        else:
            board.say("slip_needs_item", "warning")
            return
        self.hand_slip(code, situation)

    def hand_slip(self, code: str, situation: str | None) -> None:
        """Hand out the slip of an item."""
        board = self._board

        def handed(visit: Visit) -> None:
            board.put(visit=visit, popup=False)
            board.drop_texts("search")
            self.print_new(visit.documents[-1:])

        board.ask(lambda visit: hand_slip(board.desk, visit, code, situation), handed)

    def press_again(self) -> None:
        """
        Alt+P: what certainly did not come out is sent again, else the list asks which and why.

        A paper that a missing character kept back goes out with a blank to be written by hand.
        """
        failed = [each for each in self._board.state.papers if each.state in ("failed", "none")]
        if failed:
            for each in failed:
                self._put(PaperLine(each.document, "printing"))
                self._print(each.document, "", by_hand=each.lacking)
        elif self._board.state.papers:
            unsure = next((n for n, p in enumerate(self._board.state.papers) if p.troubled), 0)
            self._board.put(sheet=Sheet("reprint", unsure))
            self._board.focus("reprint_reason")
        else:
            self._board.say("no_papers", "warning")

    def print_again(self) -> None:
        """Enter in the list: print the chosen paper once more, marked with the reason."""
        state = self._board.state
        reason = state.text("reprint_reason").strip()
        paper = state.papers[state.sheet.row]
        if not reason:
            error = RuleError("reprint_reason", document=paper.document.id)
            self._board.wrong("reprint_reason", error)
            return
        self._board.put(sheet=Sheet())
        self._board.drop_texts("reprint_reason")
        self._put(replace(paper, state="printing", trouble=None))
        self._print(paper.document, reason, by_hand=paper.by_hand)
        self._board.focus("search")

    def _print(self, document: Document, reason: str, *, by_hand: bool = False) -> None:
        board = self._board
        flow = print_document(
            board.desk, board.state.visit, document.id, "", reason, by_hand=by_hand
        )

        def done(report: PrintReport) -> None:
            trouble = report.trouble or report.warning
            blank = bool(report.document.by_hand)
            self._heard(PaperLine(document, _known(report.state), trouble, by_hand=blank))

        def failed(error: CounterError) -> None:
            self._heard(PaperLine(document, "failed", Trouble.of(error)))

        board.store(flow, done, failed)

    def _heard(self, line: PaperLine) -> None:
        """Show how a print ended; when its visit is over, say what went wrong with it."""
        board = self._board
        if any(each.document.id == line.document.id for each in board.state.papers):
            with board.together():
                self._put(line)
        elif line.troubled and line.trouble is not None:
            board.shell.tell(*board.desk.words.error(line.trouble.error()), "error")

    def _put(self, line: PaperLine) -> None:
        papers = self._board.state.papers
        ids = [each.document.id for each in papers]
        if line.document.id in ids:
            at = ids.index(line.document.id)
            papers = (*papers[:at], line, *papers[at + 1 :])
        else:
            papers = (*papers, line)
        self._board.put(papers=papers)


def _known(state: str) -> PaperState:
    known: dict[str, PaperState] = {
        "sent": "sent",
        "device_done": "device_done",
        "confirmed": "confirmed",
        "failed": "failed",
    }
    return known.get(state, "unknown")
