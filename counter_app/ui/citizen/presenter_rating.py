"""
Asks the person for a rating once a visit is served, and lets nobody see, close or fill it in; no Qt.

It stands between the citizen's screen and what else is shown there: while a rating is asked, whatever
the clerk does waits beneath it, for a minute at most (facts/domain.md 3.6). A visit is rated once,
however many cases it had. The clerk hears that there is one more rating, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counter_app.domain.case import Case, CaseState
from counter_app.domain.errors import CounterError
from counter_app.domain.rating import Level, Occasion, Source
from counter_app.services.desk import Desk, on_store
from counter_app.services.rating import Opinion, Served, give, is_rated
from counter_app.services.visit import Visit
from counter_app.ui.citizen.look_rating import RatingFacts, rating_state, thanks_state
from counter_app.ui.citizen.looks import Said
from counter_app.ui.citizen.presenter import CitizenView, ClerkSide
from counter_app.ui.citizen.state import CitizenState
from counter_app.ui.runner import Runner, Timers

WAIT_MS = 60_000
"""Without a touch the page goes; a level that was touched by then is what the person said."""
THANKS_MS = 4_000
SERVED = frozenset({CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS})
_FREE = ("idle", "done", "sample")


@dataclass(frozen=True, slots=True)
class _Seen:
    """The case that lay on the table last, as far as it had come."""

    case_id: str
    state: CaseState


class RatingPresenter:
    """``show_state`` is what the rest of the citizen's screen draws; ``view`` is the screen itself."""

    def __init__(
        self, desk: Desk, runner: Runner, timers: Timers, view: CitizenView, clerk: ClerkSide
    ) -> None:
        self._desk, self._runner, self._timers = desk, runner, timers
        self._view, self._clerk = view, clerk
        self._said = Said(desk.words)
        self._beneath = CitizenState()
        self._facts: RatingFacts | None = None
        self._waiting: Served | None = None
        self._thanking = False
        self._visitor = ""
        self._seen: _Seen | None = None
        self._revoke: Callable[[], None] = _nothing

    # ---- from the clerk's side

    def show_state(self, state: CitizenState) -> None:
        """Hear what else there is to show: at once, or once the rating is over."""
        self._beneath = state
        if self._facts is None and not self._thanking:
            self._view.show_state(state)
            self._begin()

    def follow(self, visit: Visit) -> None:
        """Hear what is on the table: a case that has just been received or accepted may be rated."""
        if visit.draft is None:
            if visit == Visit(user=visit.user):  # nobody sits here
                self._visitor, self._seen, self._waiting = "", None, None
            return
        case_id = visit.draft.application.case_id
        state = visit.case.state if visit.case is not None else CaseState.DRAFT
        seen, self._seen = self._seen, _Seen(case_id, state)
        moved = seen is not None and seen.case_id == case_id and seen.state is not state
        if moved and state in SERVED and visit.case is not None and visit.user is not None:
            visitor = visit.person.number if visit.person is not None else ""
            self._offer(visit.case, Occasion.INTAKE, visit.user.name, visitor)

    def handed(self, case: Case, clerk: str, collector: str) -> None:
        """Hear that a result was handed to whom (his number)."""
        self._offer(case, Occasion.HAND_OVER, clerk, collector)

    # ---- the person's side

    def press(self, what: str) -> None:
        """Take a touch: ``level:ID``, ``tag:CODE``, ``anonymous``, ``submit`` or ``skip``."""
        facts = self._facts
        if facts is None or facts.saving:
            return
        kind, _, value = what.partition(":")
        if kind == "skip":
            self._end()
        elif kind == "submit":
            self._submit(facts)
        else:
            self._wait(_touched(facts, kind, value))

    # ---- inside

    def _offer(self, case: Case, occasion: Occasion, clerk: str, visitor: str) -> None:
        who = visitor or case.application.applicant_number()
        if who == self._visitor:
            return
        self._visitor = who
        served = Served(case.no, occasion, clerk)

        def known(rated: bool) -> None:
            if not rated:
                self._waiting = served
                self._begin()

        self._runner.run(on_store(lambda: is_rated(self._desk, served)), known, _unheard)

    def _begin(self) -> None:
        served = self._waiting
        if served is None or self._facts is not None or self._beneath.page not in _FREE:
            return
        self._waiting = None
        self._wait(RatingFacts(served))

    def _wait(self, facts: RatingFacts) -> None:
        """Show what is touched so far; a minute without another touch ends it."""
        self._revoke()
        self._put(facts)
        self._revoke = self._timers.after(WAIT_MS, lambda: self._timed_out(facts))

    def _timed_out(self, facts: RatingFacts) -> None:
        default = self._desk.settings.rules.rating_default
        if facts.level is not None and facts.error is None:
            self._submit(facts)
            return
        self._end()
        if facts.level is None and default:
            opinion = Opinion(Level(default), source=Source.SYSTEM_DEFAULT)
            self._runner.run(give(self._desk, facts.served, opinion), _unheard, _unheard)

    def _submit(self, facts: RatingFacts) -> None:
        if facts.level is None:
            return
        self._revoke()
        self._put(replace(facts, saving=True, error=None))
        opinion = Opinion(facts.level, facts.tags, anonymous=facts.anonymous)
        flow = give(self._desk, facts.served, opinion)
        self._runner.run(flow, self._given, lambda error: self._failed(facts, error))

    def _given(self, count: int) -> None:
        self._facts, self._thanking = None, True
        self._view.show_state(thanks_state(self._said))
        self._clerk.tell(self._desk.words.say("rating.count", count=count))
        self._revoke = self._timers.after(THANKS_MS, self._end)

    def _failed(self, facts: RatingFacts, error: CounterError) -> None:
        self._wait(replace(facts, error=error))

    def _end(self) -> None:
        self._revoke()
        self._facts, self._thanking = None, False
        self._view.show_state(self._beneath)
        self._begin()

    def _put(self, facts: RatingFacts) -> None:
        self._facts = facts
        self._view.show_state(rating_state(self._said, facts))


def _touched(facts: RatingFacts, kind: str, value: str) -> RatingFacts:
    if kind == "level":
        level = Level(value)
        kept = facts.tags if level is facts.level else ()
        return replace(facts, level=level, tags=kept, error=None)
    if kind == "anonymous":
        return replace(facts, anonymous=not facts.anonymous)
    without = tuple(each for each in facts.tags if each != value)
    tags = without if value in facts.tags else (*facts.tags, value)
    return replace(facts, tags=tags)


def _unheard(_what: object) -> None:
    """Nobody waits for it."""


def _nothing() -> None:
    """Nothing is planned."""
