"""Handing a result over: the collector's card or papers, by what right he takes it, his signature."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.case import Case
from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.person import Person, is_same_person
from counter_app.services import applicants
from counter_app.services.cases import case_by_no
from counter_app.services.certificates import Group
from counter_app.services.confirmation import Consent, Manner
from counter_app.services.desk import Changes, on_store
from counter_app.services.handover import HandOver, hand_over
from counter_app.services.paper_handover import Collector, Relation
from counter_app.services.receipt import receipt_of
from counter_app.services.tabletop import Done
from counter_app.ui.certificates.board import Board
from counter_app.ui.certificates.presenter_lists import Lists
from counter_app.ui.certificates.presenter_papers import Papers
from counter_app.ui.certificates.state import HandingOver
from counter_app.ui.numbers import SELF_TELLING, guess_kind

TYPED = ("number", "name", "birth_date", "sex")
_ABOUT = {
    "collector_typed_reason": "typed_reason",
    "authorisation_missing": "authorisation",
    "witness_missing": "witness",
}
"""The field that an error of the hand-over is about."""


class Handing:
    """What the clerk does from the chosen line to the signed receipt."""

    def __init__(self, board: Board, lists: Lists, papers: Papers) -> None:
        self._board, self._lists, self._papers = board, lists, papers

    def press_hand_over(self) -> None:
        """F8: hand over what is chosen; in the form, put the receipt before the person."""
        board = self._board
        if board.state.handing is not None:
            self.sign()
            return
        line = board.state.line()
        if line is None or line.group not in (Group.TO_FETCH, Group.TO_SEND):
            return
        flow = on_store(lambda: case_by_no(board.desk, line.case_no))
        board.act("hand_over", flow, self._begin)

    def collect(self, person: Person) -> None:
        """A card was read, or papers typed: this person takes it."""
        board, handing = self._board, self._board.state.handing
        if handing is None:
            board.put(person=person)
            return
        relation = _guess(handing.case, person)
        board.drop_texts(*TYPED)
        board.put(person=person, handing=replace(handing, relation=relation, typing=False))
        self._next_field()

    def press_type(self) -> None:
        """Alt+T: the card cannot be read; his papers are typed with the reason."""
        handing = self._board.state.handing
        if handing is not None:
            self._board.put(handing=replace(handing, typing=True), person=None)
            self._board.focus("number")

    def enter(self, name: str) -> None:
        """Enter in one of the form's fields."""
        if name in TYPED:
            self._enter_typed(name)
        elif name == "witness":
            self.mark()
        elif name == "form":
            self.choose()
        else:
            self._next_field()

    def choose(self) -> None:
        """Enter in the list: by what right he takes it."""
        board, handing = self._board, self._board.state.handing
        if handing is not None:
            relation = relations(handing.case)[board.state.form.row]
            board.put(handing=replace(handing, relation=relation))
            self._next_field()

    def press_manner(self) -> None:
        """Alt+O: a fingerprint on the paper before a witness, or the screen again."""
        board, handing = self._board, self._board.state.handing
        if handing is None:
            return
        manner: Manner = "touch" if handing.manner == "fingerprint" else "fingerprint"
        board.put(handing=replace(handing, manner=manner))
        if board.citizen is not None and board.citizen.clerk.asked:
            board.citizen.choose_manner(manner)
        board.focus("witness" if manner == "fingerprint" else "form")

    def sign(self) -> None:
        """Put the receipt before the person; without a screen for him he gives a fingerprint."""
        board, handing = self._board, self._board.state.handing
        collector = self._collector()
        if handing is None or collector is None:
            return
        if handing.manner == "fingerprint" or board.citizen is None:
            board.put(handing=replace(handing, manner="fingerprint"))
            self.mark()
            return
        case = handing.case
        board.citizen.ask_receipt(
            receipt_of(case, collector),
            lambda consent: self._record(case, collector, consent),
            self._handed,
            lambda: board.say("disputed", "warning"),
        )
        board.say("signing")

    def mark(self) -> None:
        """The fingerprint is on the paper."""
        board, handing, collector = self._board, self._board.state.handing, self._collector()
        if handing is None or collector is None:
            return
        witness = board.state.text("witness")
        if not witness.strip():
            board.wrong("witness", RuleError("witness_missing"))
            return
        consent = Consent("fingerprint", 0, (), witness)
        flow = self._record(handing.case, collector, consent)
        board.act("hand_over", flow, self._handed, self._refused)

    def withdraw(self) -> None:
        """Take the receipt back from the person's screen."""
        citizen = self._board.citizen
        if citizen is not None and self._board.state.handing is not None:
            citizen.withdraw()

    # ---- inside

    def _begin(self, case: Case) -> None:
        board = self._board
        person = board.state.person
        board.put(handing=HandingOver(case, None if person is None else _guess(case, person)))
        board.open("hand_over", "form")
        self._next_field()

    def _enter_typed(self, name: str) -> None:
        board, state = self._board, self._board.state
        kind = guess_kind(state.text("number"))
        wanted = TYPED[:2] if kind in SELF_TELLING else TYPED
        at = wanted.index(name) if name in wanted else len(wanted) - 1
        if at + 1 < len(wanted):
            board.focus(wanted[at + 1])
            return
        try:
            person = applicants.typed({"kind": kind, **{each: state.text(each) for each in TYPED}})
        except RuleError as error:
            named = str(error.values.get("field", "")).removeprefix("@person_field.")
            board.wrong(named if named in TYPED else _field_of(error, name), error)
            return
        self.collect(person)

    def _next_field(self) -> None:
        """The caret goes to what is still wanted."""
        board, handing, person = self._board, self._board.state.handing, self._board.state.person
        if handing is None:
            return
        text = board.state.text
        if person is None:
            board.focus("number" if handing.typing else "form")
        elif person.source == "typed" and not text("typed_reason").strip():
            board.focus("typed_reason")
        elif handing.relation is Relation.AGENT and not (
            text("authorisation").strip() or _scope(handing.case, person)
        ):
            board.focus("authorisation")
        elif handing.manner == "fingerprint":
            board.focus("witness")
        else:
            row = relations(handing.case).index(handing.relation) if handing.relation else 0
            board.put(form=replace(board.state.form, row=row))
            board.focus("form")

    def _collector(self) -> Collector | None:
        """Return who takes it; what is missing is said where it is typed."""
        board, handing, person = self._board, self._board.state.handing, self._board.state.person
        if handing is None:
            return None
        if person is None:
            board.fail(RuleError("collector_missing"))
            return None
        text = board.state.text
        scope = _scope(handing.case, person)
        authorisation = text("authorisation").strip() or scope
        if person.source == "typed" and not text("typed_reason").strip():
            board.wrong("typed_reason", RuleError("collector_typed_reason"))
            return None
        relation = handing.relation or relations(handing.case)[board.state.form.row]
        if relation is Relation.AGENT and not authorisation:
            board.wrong("authorisation", RuleError("authorisation_missing"))
            return None
        return Collector(person, relation, authorisation, text("typed_reason").strip())

    def _record(self, case: Case, collector: Collector, consent: Consent) -> Flow[Done]:
        given = HandOver(
            case.no,
            collector.person,
            collector.relation,
            collector.authorisation,
            collector.typed_reason,
            (),
            consent.manner,
            consent.strokes,
            consent.witness,
        )
        return hand_over(self._board.desk, self._board.visit, given)

    def _handed(self, done: Done) -> None:
        board = self._board
        user, person = board.visit.user, board.state.person
        if board.rating is not None and user is not None and person is not None:
            board.rating.handed(done.case, user.name, person.number)
        with board.together():
            board.close(person=None, card_out=False, matters=None)
            board.say("handed", "good", name=done.case.application.applicant_name())
            board.put(handed=())
            self._papers.print_new(done.documents)
            board.announce(Changes(cases=(done.case.id,)))
            self._lists.look()

    def _refused(self, error: CounterError) -> None:
        field = _ABOUT.get(error.code, "")
        if field:
            self._board.wrong(field, error)
        else:
            self._board.fail(error)


def relations(case: Case) -> tuple[Relation, ...]:
    """Return by what right somebody may take the result of a case, in the order of the list."""
    first = Relation.LEGAL if case.application.body is not None else Relation.SELF
    return (first, Relation.AGENT)


def _guess(case: Case, person: Person) -> Relation | None:
    """Return the relation that the application tells; None where only he can say it."""
    about = case.application
    if about.body is None and about.person is not None and is_same_person(about.person, person):
        return Relation.SELF
    return Relation.AGENT if about.body is None or _scope(case, person) else None


def _scope(case: Case, person: Person) -> str:
    agent = case.application.agent
    return agent.scope if agent is not None and is_same_person(agent.person, person) else ""


def _field_of(error: RuleError, name: str) -> str:
    if error.code.startswith("name"):
        return "name"
    return "number" if error.code.startswith("number") else name
