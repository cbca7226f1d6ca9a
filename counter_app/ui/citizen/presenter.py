"""
Leads one person through checking, reading the notice and signing; no Qt.

The clerk's screen asks (``ask``), tells what changed on the table (``follow``) and hears the end;
the person's screen and the clerk's panel show what this holds. What lies before the person is
always what is on the table: an entry changed meanwhile starts the check again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from counter_app.domain.errors import CounterError, RuleError
from counter_app.domain.flow import Flow
from counter_app.domain.handwriting import Stroke, thinned
from counter_app.domain.window_operation import CitizenConfirmed
from counter_app.domain.wire import WindowInfo
from counter_app.services.confirmation import (
    Consent,
    Manner,
    Sheet,
    confirm,
    content_of,
    sheet_of,
)
from counter_app.services.desk import Desk, enrolled, on_store
from counter_app.services.privacy_notice import current_notice
from counter_app.services.visit import Visit
from counter_app.ui.citizen.facts import Facts, Question, SampleBefore
from counter_app.ui.citizen.looks import Said, citizen_state, clerk_state
from counter_app.ui.citizen.state import CitizenState, ClerkState
from counter_app.ui.runner import Runner, Timers

THANKS_MS = 8_000
"""How long the thanks stand before the calm page comes back."""


class CitizenView(Protocol):
    """The person's screen."""

    def show_state(self, state: CitizenState) -> None:
        """Show a state; idempotent."""


class ClerkSide(Protocol):
    """What the clerk's window does for this screen."""

    def refresh(self) -> None:
        """Read the keys again."""

    def tell(self, what: str, remedy: str = "", kind: str = "note") -> None:
        """Say one thing in the message line."""


class CitizenPresenter:
    """``begin`` once it may show something; listeners of the clerk's side come by ``watch``."""

    def __init__(
        self, desk: Desk, runner: Runner, timers: Timers, view: CitizenView, clerk: ClerkSide
    ) -> None:
        self._desk, self._runner, self._timers = desk, runner, timers
        self._view, self._clerk = view, clerk
        self._said = Said(desk.words)
        self._facts = Facts()
        self._listeners: list[Callable[[ClerkState], None]] = []
        self._revoke: Callable[[], None] = _nothing
        self._round = 0

    # ---- the clerk's side

    @property
    def clerk(self) -> ClerkState:
        """What the clerk is shown."""
        return clerk_state(self._said, self._facts)

    def watch(self, listener: Callable[[ClerkState], None]) -> None:
        """Call ``listener`` with the clerk's state, now and after each change."""
        self._listeners.append(listener)
        listener(self.clerk)

    def begin(self) -> None:
        """Show the calm page with the hall's name."""
        self._put()
        self._runner.run(
            on_store(lambda: enrolled(self._desk).window), self._named, self._not_named
        )

    def ask(
        self,
        visit: Visit,
        on_confirmed: Callable[[CitizenConfirmed], None],
        on_disputed: Callable[[], None],
    ) -> None:
        """
        Put what is on the table before the person, whatever lay there.

        ``on_disputed`` hears each "something is wrong", ``on_confirmed`` the one end; neither once it
        is taken back.

        Raises:
            RuleError: ``no_open_case`` or ``applicant_missing``

        """
        self._ask(Question(visit, sheet_of(visit), self._consent(visit), on_confirmed, on_disputed))

    def ask_receipt(
        self,
        sheet: Sheet,
        record: Callable[[Consent], Flow[Any]],
        on_signed: Callable[[Any], None],
        on_disputed: Callable[[], None],
    ) -> None:
        """
        Put what a person is about to take before him, whatever lay there.

        ``record`` makes the flow of the hand-over from how he signed; ``on_signed`` gets its value.
        """
        self._ask(Question(None, sheet, record, on_signed, on_disputed))

    def follow(self, visit: Visit) -> None:
        """Hear what is on the table now: another case takes the question back, a change renews it."""
        sample, question, draft = self._facts.sample, self._facts.question, visit.draft
        if sample is not None and (draft is None or draft.application.case_id != sample.case_id):
            self.hide_sample()
        if question is None or question.visit is None:
            return
        if draft is None or draft.application.case_id != question.sheet.case_id:
            self.withdraw()
        elif visit.case is None and content_of(draft.application) != question.sheet.content:
            self._renew(visit, question)
        else:
            known = replace(question, visit=visit, record=self._consent(visit))
            self._facts = replace(self._facts, question=known)

    def show_sample(self, case_id: str, name: str, picture: bytes) -> bool:
        """Show the sample form of a material over what lies there; False while the person signs."""
        facts = self._facts
        if facts.question is not None and facts.page in ("sign", "mark"):
            return False
        self._put(sample=SampleBefore(case_id, name, picture))
        return True

    def hide_sample(self) -> None:
        """Take it away; what lay there before is shown again."""
        if self._facts.sample is not None:
            self._put(sample=None)

    def withdraw(self) -> None:
        """Take the question back: nothing of it stays on the screen."""
        self._end_round()
        self._put(**_FRESH, page="idle", question=None, manner="touch")

    def choose_manner(self, manner: Manner) -> None:
        """Sign on the screen, or a fingerprint on paper before a witness."""
        page = self._facts.page
        if page in ("sign", "mark"):
            page = "sign" if manner == "touch" else "mark"
        self._put(manner=manner, page=page, strokes=(), error=None)

    def type_witness(self, text: str) -> None:
        """Note who the witness is."""
        self._put(witness=text, error=None)

    def press_marked(self) -> None:
        """
        The fingerprint is on the paper; a person who cannot read may have been read to instead.

        Without a question, or while signing on the screen was chosen, it does nothing.
        """
        if self._facts.page in ("check", "mark") and self._facts.manner == "fingerprint":
            self._record(Consent("fingerprint", current_notice().version, (), self._facts.witness))

    def cover(self, *, covered: bool) -> None:
        """Lay the calm page over what is shown while the clerk's window is veiled or locked."""
        self._put(covered=covered)

    def monitor(self, state: str) -> None:
        """Hear where the screen stands: ``there``, ``window`` or ``gone``; what was asked stays."""
        before = self._facts.monitor
        if state == before:
            return
        self._put(monitor=state)
        if "gone" in (state, before):
            message = "gone" if state == "gone" else "back"
            kind = "warning" if state == "gone" else "good"
            say = self._said.clerk
            self._clerk.tell(say(f"monitor.{message}"), say(f"monitor.{message}_remedy"), kind)

    # ---- the person's side

    def press_right(self) -> None:
        """All of it is right; or, on the next page, the signature is finished."""
        if self._facts.page == "check":
            self._put(page="sign" if self._facts.manner == "touch" else "mark", error=None)
        elif self._facts.page == "sign":
            self._record(Consent("touch", current_notice().version, self._facts.strokes))

    def press_wrong(self) -> None:
        """Something is wrong: the clerk hears it and puts it right."""
        question = self._facts.question
        if self._facts.page != "check" or question is None:
            return
        self._put(page="disputed")
        question.on_disputed()

    def press_back(self) -> None:
        """Look at the entries once more; what was written is gone."""
        if self._facts.page in ("sign", "mark") and not self._facts.saving:
            self._put(page="check", strokes=(), error=None)

    def draw(self, stroke: Stroke) -> None:
        """A stroke was written."""
        if self._facts.page == "sign" and not self._facts.saving:
            self._put(strokes=(*self._facts.strokes, thinned(stroke)), error=None)

    def press_again(self) -> None:
        """Write it anew."""
        if not self._facts.saving:
            self._put(strokes=(), error=None)

    # ---- inside

    def _ask(self, question: Question) -> None:
        self._end_round()
        self._put(**_FRESH, page="check", question=question)

    def _consent(self, visit: Visit) -> Callable[[Consent], Flow[Any]]:
        return lambda consent: confirm(self._desk, visit, consent)

    def _renew(self, visit: Visit, question: Question) -> None:
        """What was shown is not what is on the table any more."""
        try:
            sheet = sheet_of(visit)
        except RuleError:
            self.withdraw()
            return
        renewed = replace(question, visit=visit, sheet=sheet, record=self._consent(visit))
        stale = self._facts.confirmed or self._facts.stale
        kept = {"witness": self._facts.witness, "stale": stale}
        self._end_round()
        self._put(**{**_FRESH, **kept}, page="idle" if stale else "check", question=renewed)

    def _record(self, consent: Consent) -> None:
        question = self._facts.question
        if question is None or self._facts.saving:
            return
        self._put(saving=True, error=None)
        begun = self._round

        def done(did: Any) -> None:
            if begun == self._round:
                self._confirmed(question, did)

        def failed(error: CounterError) -> None:
            if begun == self._round:
                self._put(saving=False, error=error)

        self._runner.run(question.record(consent), done, failed)

    def _confirmed(self, question: Question, did: Any) -> None:
        self._put(page="done", saving=False, confirmed=True, strokes=())
        self._revoke = self._timers.after(THANKS_MS, lambda: self._put(page="idle"))
        question.on_confirmed(did)

    def _end_round(self) -> None:
        """What still comes of the question before is not heard any more."""
        self._round += 1
        self._revoke()
        self._revoke = _nothing

    def _named(self, window: WindowInfo) -> None:
        self._put(window=window)

    def _not_named(self, _error: CounterError) -> None:
        """A window that is not enrolled has no hall; the page says so by having no name."""

    def _put(self, **changes: object) -> None:
        self._facts = replace(self._facts, **changes)  # type: ignore[arg-type]  # names of fields
        self._view.show_state(citizen_state(self._said, self._facts))
        state = self.clerk
        for each in self._listeners:
            each(state)
        self._clerk.refresh()


_FRESH: dict[str, object] = {
    "strokes": (),
    "witness": "",
    "error": None,
    "saving": False,
    "confirmed": False,
    "stale": False,
    "sample": None,
}


def _nothing() -> None:
    """Nothing is planned."""
