"""Printing a certificate, and what came of the sheet: the clerk's hand on F10 and on three digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow
from counter_app.services.certificate_answers import confirm_print
from counter_app.services.certificate_doubles import void_doubled
from counter_app.services.certificate_issue import Issued, Order, issue_certificate
from counter_app.services.certificates import Group, Line
from counter_app.services.desk import Changes
from counter_app.services.print_answers import Answer, Answered, PrintFate
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_lists import Lists
from counter_app.ui.certificates.state import Key, key_of

T = TypeVar("T")
FATES = (PrintFate.BLANK, PrintFate.SPOILED, PrintFate.LOST, PrintFate.UNKNOWN)
"""What may have become of a sheet that is not the certificate, in the order of the list."""
EMPTY = "came_out_empty"
"""Why a further sheet is bound, in the log, where the clerk has just said that one came out empty."""
OTHER_SHEET = ("blank_tail_other", "blank_tail_unknown", "print_sheet_missing")
BY_HAND = ("glyph_missing", "certificate_text_long")
PRINTED = (Group.TO_FETCH, Group.TO_SEND)


class Prints:
    """One act at a time; nothing is confirmed by Enter alone."""

    def __init__(self, board: Board, lists: Lists) -> None:
        self._board, self._lists = board, lists

    def press_print(self) -> None:
        """F10: print the certificate that is shown on the offered blank, or show the next ready one."""
        board, line = self._board, self._board.state.line()
        if line is not None and line.group is Group.TO_PRINT and not board.state.form.kind:
            board.shell.hush()
            if key_of(line) in board.state.emptied:
                self._issue(replace(_order(line), reason=EMPTY))
            elif line.prints and not line.job:
                board.open("reprint", "reason", "again")
            else:
                self._issue(_order(line))
            return
        ready = board.state.ready()
        if ready is not None:
            with board.together():
                if board.state.form.kind:
                    board.close()
                self._lists.show(ready)
                board.focus("table")
                board.say("ready_shown", "note", name=ready.name, holder=ready.holder)

    def confirm(self) -> None:
        """Enter under the question which number is on the sheet in hand."""
        board, line = self._board, self._board.state.line()
        if line is None or line.group is not Group.TO_ANSWER:
            return
        typed = board.state.text("serial").strip() if board.state.which else ""
        if board.state.which and not (typed.isascii() and typed.isdecimal()):
            board.wrong("serial", RuleError("blank_serial_form"))
            return
        serial = int(typed) if typed else None
        answer = Answer(line.job, PrintFate.GOOD, board.state.text("last3"), serial)
        self._answer(answer, self._confirmed, self._not_the_sheet)

    def press_fates(self) -> None:
        """F6: it is not the certificate: empty, spoiled, lost, or nobody knows."""
        line = self._board.state.line()
        if line is not None and line.group is Group.TO_ANSWER:
            self._board.open("fate")
        elif line is not None and line.group is Group.TO_VOID:
            self._board.open("void", "reason")

    def take_fate(self) -> None:
        """Enter in the list of fates: a void sheet wants a reason first."""
        board, line = self._board, self._board.state.line()
        if line is None:
            return
        fate = FATES[board.state.form.row]
        reason = board.state.text("reason").strip()
        if fate in (PrintFate.SPOILED, PrintFate.LOST) and not reason:
            if board.state.focus.field == "reason":
                board.wrong("reason", RuleError("sheet_reason_missing"))
            else:
                board.focus("reason")
            return
        self._answer(Answer(line.job, fate, reason=reason), self._answered, self._refused)

    def press_reprint(self) -> None:
        """F7: a printed certificate is printed once more, for a reason; its sheet becomes void."""
        line = self._board.state.line()
        if line is not None and line.group in PRINTED and line.certificate:
            self._board.open("reprint", "reason", "void")

    def reprint(self) -> None:
        """Enter in the reason of a further print."""
        board, line = self._board, self._board.state.line()
        if line is None or not self._reason(RuleError("reissue_reason", name=line.name)):
            return
        reason = board.state.text("reason").strip()
        if board.state.form.act == "again":
            board.close()
            self._issue(replace(_order(line), reason=reason))
            return

        def voided(_answered: Answered) -> None:
            board.close()
            self._issue(replace(_order(line), reason=reason))

        self._answer(Answer(line.job, PrintFate.SPOILED, reason=reason), voided, self._refused)

    def press_by_hand(self) -> None:
        """Alt+W: written by hand; a character that no printer has needs no other reason."""
        board, line = self._board, self._board.state.line()
        if line is None or line.group is not Group.TO_PRINT:
            return
        shown = board.state.shown
        trouble = shown.preview.trouble if shown is not None and shown.preview else None
        if trouble is not None and trouble.code in BY_HAND:
            self._issue(replace(_order(line), by_hand=True))
        else:
            board.open("by_hand", "reason")

    def by_hand(self) -> None:
        """Enter in the reason for writing by hand."""
        board, line = self._board, self._board.state.line()
        if line is not None and self._reason(RuleError("by_hand_reason", name=line.name)):
            reason = board.state.text("reason").strip()
            board.close()
            self._issue(replace(_order(line), reason=reason, by_hand=True))

    def void(self) -> None:
        """Enter in the reason: the sheet of a withdrawn or doubled certificate is made void."""
        board, line = self._board, self._board.state.line()
        if line is None or not self._reason(RuleError("sheet_reason_missing")):
            return
        reason = board.state.text("reason").strip()

        def doubled(error: CounterError) -> None:
            if error.code in ("print_answered", "print_job_unknown"):
                flow = void_doubled(board.desk, board.visit, line.case_no, line.certificate, reason)
                board.put(acting="")
                self._run(flow, lambda _sheet: self._voided(), self._refused)
            else:
                self._refused(error)

        answer = Answer(line.job, PrintFate.SPOILED, reason=reason)
        self._answer(answer, lambda _answered: self._voided(), doubled)

    def press_other_blank(self) -> None:
        """Alt+S: another sheet lies on top of the pile than the one that is offered."""
        line = self._board.state.line()
        paper = self._board.state.paper(line.type_code) if line is not None else None
        if (
            line is not None
            and line.group is Group.TO_PRINT
            and paper is not None
            and paper.preprinted
        ):
            self._board.open("skip", "other")

    def other_blank(self) -> None:
        """Enter in the number of that sheet; Enter again says that it is so although others come first."""
        board, line = self._board, self._board.state.line()
        typed = board.state.text("other").strip()
        if line is None:
            return
        if not (typed.isascii() and typed.isdecimal()):
            board.wrong("other", RuleError("blank_serial_form"))
            return
        skip = board.state.form.act == typed

        def refused(error: CounterError) -> None:
            if error.code == "blank_skipped":
                board.put(form=replace(board.state.form, act=typed))
            board.wrong("other", error)

        self._issue(replace(_order(line), serial=int(typed), skip=skip), refused)

    # ---- inside

    def _issue(self, order: Order, refused: Callable[[CounterError], None] | None = None) -> None:
        board = self._board
        flow = issue_certificate(board.desk, board.visit, order)
        self._run(flow, self._issued, refused or self._not_issued)

    def _issued(self, done: Issued) -> None:
        board, words = self._board, self._board.desk.words
        board.close(emptied=board.state.emptied - {(done.case.id, done.certificate.grant.id)})
        name = done.certificate.grant.name
        if done.trouble is not None:
            board.shell.tell(*words.error(done.trouble.error()), "error")
        elif done.certificate.by_hand:
            board.say("by_hand_bound", "note", name=name)
        elif done.warning is not None:
            board.shell.tell(*words.error(done.warning.error()), "warning")
        self._happened((done.case.id, done.certificate.grant.id), done.job, show=True)

    def _not_issued(self, error: CounterError) -> None:
        board = self._board
        board.fail(error)
        self._lists.show_page(anew=True)
        self._lists.look()

    def _confirmed(self, answered: Answered) -> None:
        board, line = self._board, self._board.state.line()
        name = line.name if line is not None else ""
        board.put(which=False)
        board.drop_texts("last3", "serial")
        self._happened(self._key(), answered.job)
        board.say("confirmed", "good", name=name)

    def _not_the_sheet(self, error: CounterError) -> None:
        """Another number: stop, and ask which sheet came out."""
        board = self._board
        if error.code in OTHER_SHEET:
            board.put(which=True)
        board.wrong("serial" if board.state.which else "last3", error)

    def _answered(self, answered: Answered) -> None:
        board, line = self._board, self._board.state.line()
        fate, lost_for = FATES[board.state.form.row], board.state.text("reason")
        board.close()
        if line is not None and fate is PrintFate.BLANK:
            board.put(emptied=board.state.emptied | {key_of(line)})
        self._happened(self._key(), answered.job)
        if answered.declare_lost is not None:
            series, serial = answered.declare_lost
            board.open("blank_act", "second", f"lost:{series}")
            board.put_text("sheets", str(serial))
            board.put_text("reason", lost_for)
        board.say(f"fate_done.{fate.value}")

    def _voided(self) -> None:
        board, line = self._board, self._board.state.line()
        board.close()
        board.say("voided", "good")
        self._happened(self._key(), line.job if line is not None else "")

    def _refused(self, error: CounterError) -> None:
        self._board.wrong("reason", error)

    def _reason(self, missing: RuleError) -> bool:
        if self._board.state.text("reason").strip():
            return True
        self._board.wrong("reason", missing)
        return False

    def _answer(
        self,
        answer: Answer,
        done: Callable[[Answered], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        self._run(confirm_print(self._board.desk, self._board.visit, answer), done, failed)

    def _run(
        self, flow: Flow[T], done: Callable[[T], None], failed: Callable[[CounterError], None]
    ) -> None:
        self._board.act("print", flow, done, failed)

    def _key(self) -> Key:
        return self._board.state.chosen or ("", "")

    def _happened(self, key: Key, job: str, *, show: bool = False) -> None:
        self._board.announce(Changes(cases=(key[0],), jobs=(job,)))
        self._lists.look_after(key if show else None)


def _order(line: Line) -> Order:
    return Order(line.case_no, line.certificate)
