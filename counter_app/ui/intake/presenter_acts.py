"""What is done with the case: receive, accept, correct, refuse, supplement, withdraw, amend."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.case import CaseState, RefusalKind
from counter_app.domain.deciding import Ruling
from counter_app.domain.decision import DecisionKind
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.item import ItemHit
from counter_app.domain.outcome import OutcomeKind
from counter_app.services import decisions, intake, wayback
from counter_app.services.tabletop import Done
from counter_app.services.visit import Visit, open_draft
from counter_app.ui.intake.board import Board
from counter_app.ui.intake.presenter_materials import Materials
from counter_app.ui.intake.presenter_papers import Papers
from counter_app.ui.intake.presenter_phone import Phone
from counter_app.ui.intake.presenter_search import matter_of, with_matter
from counter_app.ui.intake.state import ADDRESSED, Sheet, fault_field

REFUSALS = {
    OutcomeKind.NOT_ACCEPTED: RefusalKind.NOT_ACCEPTED,
    OutcomeKind.NOT_COMPETENT: RefusalKind.NOT_COMPETENT,
    OutcomeKind.NOT_NEEDED: RefusalKind.NOT_NEEDED,
}
RULINGS = (DecisionKind.GRANTED, DecisionKind.DENIED)
"""What a window may decide by delegation, in the order of the list."""


class Acts:
    """One act at a time; the same key again while it is under way does nothing."""

    def __init__(self, board: Board, phone: Phone, materials: Materials, papers: Papers) -> None:
        self._board, self._phone = board, phone
        self._materials, self._papers = materials, papers

    def closed(self, kind: OutcomeKind) -> tuple[str, str]:
        """Return why an outcome is closed, two empty texts when it is open or not known yet."""
        state = self._board.state
        if state.visit.draft is None:
            return self._error(RuleError("no_open_case"))
        if self._board.unsure or state.outlook is None:
            return "", ""
        found = state.outlook.of(kind)
        return ("", "") if found.open else self._error(RuleError(found.code, **found.values))

    def press_receive(self) -> None:
        """收件: take the papers."""
        self._act(OutcomeKind.RECEIVE, lambda visit: intake.receive(self._board.desk, visit))

    def press_accept(self) -> None:
        """F9: accept what is complete, or completed by a written promise."""
        kind = self.accepting()
        self._act(kind, self._accept(kind))

    def accepting(self) -> OutcomeKind:
        """Which of both F9 is now."""
        promised = self._board.state.promised() and not self._board.state.deferred()
        return OutcomeKind.PROMISE if promised else OutcomeKind.ACCEPT

    def ask_ruling(self) -> None:
        """即办件: choose between granting and refusing on the spot."""
        what, remedy = self.closed(OutcomeKind.ON_THE_SPOT)
        if what:
            self._board.shell.tell(what, remedy, "error")
            return
        self._board.put(sheet=Sheet("spot"))
        self._board.focus("sheet")

    def take_ruling(self, row: int) -> None:
        """Grant at once; a refusal is written first (licence law art. 38)."""
        if RULINGS[row] is DecisionKind.GRANTED:
            self._decide(Ruling(DecisionKind.GRANTED))
        else:
            self.ask_reason(OutcomeKind.ON_THE_SPOT)

    def press_promise(self) -> None:
        """Accept with a written promise in place of a proof."""
        self._act(OutcomeKind.PROMISE, self._accept(OutcomeKind.PROMISE))

    def press_defer(self) -> None:
        """F8: accept while deferred materials are still to come."""
        self._act(OutcomeKind.DEFER, self._accept(OutcomeKind.DEFER))

    def press_correct(self) -> None:
        """F7: tell once all that is missing; on the way back, take what was brought."""
        state = self._board.state
        if state.returning():
            self._supplement()
        elif state.visit.case is not None and state.visit.case.corrections:
            self.ask_reason(OutcomeKind.CORRECT)
        else:
            self._correct("")

    def ask_reason(self, kind: OutcomeKind) -> None:
        """Open the short form for what goes into writing."""
        what, remedy = self.closed(kind)
        if what:
            self._board.shell.tell(what, remedy, "error")
            return
        self._board.put(sheet=Sheet("reason", outcome=kind))
        self._board.focus("reason")

    def give_reason(self) -> None:
        """Enter in the form: the act, with what was written."""
        state, desk = self._board.state, self._board.desk
        kind, reason = state.sheet.outcome, state.text("reason").strip()
        elsewhere = state.text("competent_body").strip()
        if not reason:
            self._board.wrong("reason", RuleError("reason_missing"))
        elif kind is OutcomeKind.NOT_COMPETENT and not elsewhere:
            self._board.wrong("competent_body", RuleError("competent_body_missing"))
        elif kind is OutcomeKind.CORRECT:
            self._correct(reason)
        elif kind is OutcomeKind.WITHDRAW:
            self._act(kind, lambda visit: wayback.withdraw(desk, visit, _no(visit), reason))
        elif kind is OutcomeKind.ON_THE_SPOT:
            self._decide(Ruling(DecisionKind.DENIED, reason=reason))
        elif kind is not None:
            refusal = REFUSALS[kind]
            self._act(kind, lambda visit: intake.refuse(desk, visit, refusal, reason, elsewhere))

    def amend(self, field: str) -> None:
        """Put a field right before the person leaves; the old value is kept with the case."""
        state = self._board.state
        self._amend(field, state.text("amend_value"), state.text("amend_reason"))

    def change_delivery(self) -> None:
        """Collected at the window becomes sent by post, and back."""
        now = open_draft(self._board.state.visit).application.delivery
        self._amend("delivery", next(each for each in wayback.DELIVERIES if each != now), "")

    def take_up(self, case_no: str) -> None:
        """Open a case by its number, typed or scanned, after an act under way."""
        self._board.after_act(lambda: self._take_up(case_no))

    def _take_up(self, case_no: str) -> None:
        board = self._board

        def taken(visit: Visit) -> None:
            board.put(
                visit=visit,
                row=0,
                ticked=frozenset(),
                done="",
                sheet=Sheet(),
                papers=(),
                texts={},
                popup=False,
            )
            self.note_matter()
            board.look()
            board.focus("materials")

        board.ask(lambda visit: wayback.take_up(board.desk, visit, case_no), taken)

    def note_matter(self) -> None:
        """Keep this visit's list in step with the case on the table."""
        board, visit = self._board, self._board.state.visit
        if visit.draft is not None:
            matter = matter_of(visit.draft, visit.case.no if visit.case else "")
            board.put(matters=with_matter(board.state.matters, matter))

    def _amend(self, field: str, value: str, reason: str) -> None:
        board = self._board

        def refused(error: CounterError) -> None:
            if field == "delivery":
                board.fail(error)
            else:
                board.wrong(
                    "amend_reason" if error.code == "amend_reason" else "amend_value", error
                )

        self.do(
            "amend",
            lambda visit: wayback.amend(board.desk, visit, field, value, reason),
            refused,
        )

    def _accept(self, kind: OutcomeKind) -> Callable[[Visit], Flow[Done]]:
        def accept(visit: Visit) -> Flow[Done]:
            gaps = self._board.state.deferred()
            if gaps and kind is not OutcomeKind.DEFER:
                return _refused(RuleError("accept_is_deferral", count=len(gaps)))
            if not gaps and kind is OutcomeKind.DEFER:
                return _refused(RuleError("nothing_deferred"))
            return intake.accept(self._board.desk, visit)

        return accept

    def _decide(self, ruling: Ruling) -> None:
        desk = self._board.desk
        self._act(
            OutcomeKind.ON_THE_SPOT, lambda visit: decisions.decide_on_the_spot(desk, visit, ruling)
        )

    def _correct(self, repeat_reason: str) -> None:
        desk, faults = self._board.desk, self._materials.faults

        def correct(visit: Visit) -> Flow[Done]:
            return intake.correct(desk, visit, faults(), repeat_reason)

        self._act(OutcomeKind.CORRECT, correct)

    def _supplement(self) -> None:
        desk, ticked = self._board.desk, tuple(sorted(self._board.state.ticked))
        if not ticked:
            self._board.say("nothing_ticked", "warning")
            return
        self.do("supplement", lambda visit: wayback.supplement(desk, visit, _no(visit), ticked))

    def _act(self, kind: OutcomeKind, make: Callable[[Visit], Flow[Done]]) -> None:
        what, remedy = self.closed(kind)
        if what and not self._board.state.acting:
            self._board.shell.tell(what, remedy, "error")
            return
        self.do(kind.value, make)

    def do(
        self,
        name: str,
        make: Callable[[Visit], Flow[Done]],
        failed: Callable[[CounterError], None] | None = None,
    ) -> None:
        """Carry out one act and show what it led to; a second key meanwhile does nothing."""
        board = self._board
        if board.state.acting or not self._phone.settle():
            return
        board.put(acting=name)

        def refused(error: CounterError) -> None:
            board.put(acting="")
            board.act_ended(well=False)
            (failed or board.fail)(error)

        board.ask(make, lambda done: self._done(name, done), refused)

    def _done(self, name: str, done: Done) -> None:
        board = self._board
        board.put(
            visit=done.visit,
            acting="",
            done=name,
            sheet=Sheet(),
            ticked=frozenset(),
            touched=False,
            restored="",
            recalled=board.state.recalled.with_case(done.case, _hit(done)),
            papers=() if name == "supplement" else board.state.papers,
        )
        faults = (fault_field(each.id) for each in board.state.materials())
        board.drop_texts(
            "reason",
            "competent_body",
            "amend_value",
            "amend_reason",
            "until",
            "to_reason",
            *ADDRESSED,
            *faults,
        )
        self.note_matter()
        board.shell.hush()
        board.shell.announce(done.changes)
        self._papers.print_new(done.documents)
        board.look()
        back = name == "supplement" and done.case.state is CaseState.RECEIVED
        board.focus("materials" if back else "search")
        board.act_ended(well=True)

    def _error(self, error: CounterError) -> tuple[str, str]:
        return self._board.desk.words.error(error)


def _no(visit: Visit) -> str:
    return visit.case.no if visit.case is not None else ""


def _hit(done: Done) -> ItemHit:
    item = done.case.application.item
    return ItemHit(item.code, item.name, item.dept_name, item.project_type)


def _refused(error: CounterError) -> Flow[Done]:
    """Be a flow that a rule of this screen ends before its first hop."""
    yield from ()
    raise error
