"""Papers of a hand-over or a courier's list: printed by themselves, again for a reason (F-E4)."""

from __future__ import annotations

from collections.abc import Iterable

from counter_app.domain.document import Document
from counter_app.domain.errors import CounterError
from counter_app.domain.printing import Trouble
from counter_app.services.printing import PrintReport, print_document
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.state import PaperLine
from counter_app.ui.looks import PaperState

_KNOWN: dict[str, PaperState] = {
    "sent": "sent",
    "device_done": "device_done",
    "confirmed": "confirmed",
    "failed": "failed",
}


class Papers:
    """A print that fails is a line with what to do; it never stands in the way."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def print_new(self, documents: Iterable[Document]) -> None:
        """Show the papers of one act in place of those before, and send each to its printer."""
        self._board.put(handed=())
        for each in documents:
            self._put(PaperLine(each, "printing"))
            self._print(each, "")

    def press_again(self) -> None:
        """Alt+R: what certainly did not come out is sent again; where nobody knows, it is a reprint."""
        troubled = [each for each in self._board.state.handed if each.troubled]
        if not troubled:
            self._board.say("papers_none")
        for each in troubled:
            unsure = each.state == "unknown"
            reason = self._board.desk.words.say("ui.certificates.papers_reason") if unsure else ""
            self._put(PaperLine(each.document, "printing"))
            self._print(each.document, reason)

    def _print(self, document: Document, reason: str) -> None:
        board = self._board

        def done(report: PrintReport) -> None:
            state: PaperState = _KNOWN.get(report.state, "unknown")
            self._put(PaperLine(document, state, report.trouble or report.warning))

        def failed(error: CounterError) -> None:
            self._put(PaperLine(document, "failed", Trouble.of(error)))

        flow = print_document(board.desk, board.visit, document.id, "", reason)
        board.run(flow, done, failed)

    def _put(self, line: PaperLine) -> None:
        known = self._board.state.handed
        ids = [each.document.id for each in known]
        if line.document.id in ids:
            at = ids.index(line.document.id)
            known = (*known[:at], line, *known[at + 1 :])
        else:
            known = (*known, line)
        self._board.put(handed=known)
