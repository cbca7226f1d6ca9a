"""
Which outcomes the licence law leaves open for the case on the table, and why the others are not.

Each outcome is open, or closed by one rule with a message id that says why and who can open it.
The same function feeds the screen's one sentence and refuses in the services.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from counter_app.domain.case import Application, CaseMaterial, CaseState, MaterialState
from counter_app.domain.errors import RuleError
from counter_app.domain.fold import ALLOWED
from counter_app.domain.issue_operation import CaseDecided
from counter_app.domain.item import DayUnit, Item, Necessity, TaskState
from counter_app.domain.operation import (
    CaseAccepted,
    CaseCorrected,
    CaseReceived,
    CaseRefused,
    CaseWithdrawn,
    Operation,
)
from counter_app.domain.outcome_special import (
    Closed,
    delegation_closed,
    gaps_closed,
    promises_closed,
)
from counter_app.domain.person import is_same_person, needs_guardian


class OutcomeKind(Enum):
    """What a clerk can do with a case at the window (F-D6)."""

    RECEIVE = "receive"
    ACCEPT = "accept"
    DEFER = "defer"
    PROMISE = "promise"
    ON_THE_SPOT = "on_the_spot"
    CORRECT = "correct"
    NOT_ACCEPTED = "not_accepted"
    NOT_COMPETENT = "not_competent"
    NOT_NEEDED = "not_needed"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome; ``code`` (with ``values``) is the RuleError that closes it, empty when open."""

    kind: OutcomeKind
    code: str = ""
    values: dict[str, str | int] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether the clerk may take it now."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Table:
    """
    What lies on the table: the draft or case, and what the rules look at around it.

    ``today`` is the paper's day, ``received_on`` the day of receipt if there was one; ``due_date``
    the promise, None without a holiday table; ``online`` whether the county answers now.
    """

    item: Item
    application: Application
    state: CaseState
    today: date
    received_on: date | None
    due_date: date | None
    online: bool


def outcomes(table: Table) -> tuple[Outcome, ...]:
    """Return every outcome, open or closed with its reason."""
    return tuple(_outcome(table, kind) for kind in OutcomeKind)


def require(table: Table, kind: OutcomeKind) -> None:
    """
    Refuse an outcome that is closed.

    Raises:
        RuleError: with the code and values of the rule that closes it

    """
    found = _outcome(table, kind)
    if not found.open:
        raise RuleError(found.code, **found.values)


def blocking(application: Application) -> tuple[CaseMaterial, ...]:
    """Materials that stand in the way of acceptance: missing and neither optional nor deferred."""
    return tuple(
        each
        for each in application.materials
        if each.state is MaterialState.MISSING and each.necessity is not Necessity.OPTIONAL
    )


def gap_limit(table: Table) -> date:
    """
    Return the last day a deferred material may be promised for.

    The promised due date (facts/domain.md 2.7); without a holiday table the same number of
    calendar days, which is never later than that many working days.
    """
    if table.due_date is not None:
        return table.due_date
    limit = table.item.promised
    days = limit.days // 24 if limit.unit is DayUnit.HOURS else limit.days
    return table.today + timedelta(days=days)


_NEEDS: dict[OutcomeKind, type[Operation]] = {
    OutcomeKind.RECEIVE: CaseReceived,
    OutcomeKind.ACCEPT: CaseAccepted,
    OutcomeKind.DEFER: CaseAccepted,
    OutcomeKind.PROMISE: CaseAccepted,
    OutcomeKind.ON_THE_SPOT: CaseDecided,
    OutcomeKind.CORRECT: CaseCorrected,
    OutcomeKind.NOT_ACCEPTED: CaseRefused,
    OutcomeKind.NOT_COMPETENT: CaseRefused,
    OutcomeKind.NOT_NEEDED: CaseRefused,
    OutcomeKind.WITHDRAW: CaseWithdrawn,
}


def _outcome(table: Table, kind: OutcomeKind) -> Outcome:
    closed = _closed(table, kind)
    return Outcome(kind) if closed is None else Outcome(kind, *closed)


_BEFORE_ACCEPTANCE = ALLOWED[CaseAccepted]


def _closed(table: Table, kind: OutcomeKind) -> Closed | None:
    in_one_sitting = kind is OutcomeKind.ON_THE_SPOT and table.state in _BEFORE_ACCEPTANCE
    if table.state not in ALLOWED[_NEEDS[kind]] and not in_one_sitting:
        state = f"@case_state.{table.state.value}"
        return "case_state", {"state": state, "kind": _NEEDS[kind].kind}
    if kind is OutcomeKind.WITHDRAW:
        return None
    if kind is OutcomeKind.ON_THE_SPOT and not in_one_sitting:
        return _decision_closed(table)
    return _applicant_missing(table) or _by_kind(table, kind)


_ACCEPTANCES = frozenset({OutcomeKind.ACCEPT, OutcomeKind.DEFER, OutcomeKind.PROMISE})
_WAYS_IN = _ACCEPTANCES | {OutcomeKind.RECEIVE, OutcomeKind.ON_THE_SPOT, OutcomeKind.CORRECT}


def _by_kind(table: Table, kind: OutcomeKind) -> Closed | None:
    barred = _ineligible(table) or item_closed(table.item, table.received_on or table.today)
    if barred and kind in _WAYS_IN:
        return barred
    if kind is OutcomeKind.ON_THE_SPOT:
        return _decision_closed(table) or _accept_closed(table, acceptance(table.application))
    if kind in _ACCEPTANCES:
        return _accept_closed(table, kind)
    if kind in (OutcomeKind.CORRECT, OutcomeKind.NOT_ACCEPTED):
        # who is barred is refused in writing, whatever he brought (art. 32, last paragraph)
        return None if barred or not _complete(table.application) else ("all_received", {})
    return None


def _decision_closed(table: Table) -> Closed | None:
    return delegation_closed(table.item) or gaps_closed(table.application)


def acceptance(application: Application) -> OutcomeKind:
    """Return the one kind of acceptance that fits what was found of the materials."""
    states = {each.state for each in application.materials}
    if MaterialState.DEFERRED in states:
        return OutcomeKind.DEFER
    return OutcomeKind.PROMISE if MaterialState.PROMISED in states else OutcomeKind.ACCEPT


def _complete(application: Application) -> bool:
    return not blocking(application) and not any(
        each.state is MaterialState.DEFERRED for each in application.materials
    )


def _applicant_missing(table: Table) -> Closed | None:
    given = table.application
    if given.person is None and given.body is None:
        return "applicant_missing", {}
    if given.person is None or not needs_guardian(given.person, table.today):
        return None
    return None if _has_guardian(given, table.today) else ("guardian_missing", {})


def _has_guardian(given: Application, today: date) -> bool:
    """Whether somebody else, himself no child, stands for the child."""
    if given.person is None or given.guardian is None:
        return False
    guardian = given.guardian.person
    return not is_same_person(given.person, guardian) and not needs_guardian(guardian, today)


def _ineligible(table: Table) -> Closed | None:
    asked, given = table.item, table.application
    if given.body is not None and not asked.serves_bodies():
        return "persons_only", {"item": asked.name}
    if given.body is None and not asked.serves_persons():
        return "bodies_only", {"item": asked.name}
    if given.agent is not None and asked.must_appear:
        return "must_appear", {"item": asked.name}
    return None


def item_closed(item: Item, day: date) -> Closed | None:
    """Return why applications for ``item`` are not taken on ``day``, or None."""
    if item.is_open_on(day):
        return None
    ended = item.withdrawn_on
    if ended is not None and ended < day:
        return "item_withdrawn", {"item": item.name, "date": ended.isoformat()}
    in_use = item.state is TaskState.IN_USE
    return "item_not_yet" if in_use else "item_not_in_use", {"item": item.name}


def _accept_closed(table: Table, kind: OutcomeKind) -> Closed | None:
    missing = blocking(table.application)
    if missing:
        names = "、".join(each.name for each in missing)
        return "materials_missing", {"count": len(missing), "names": names}
    return (
        _limits_wrong(table.item)
        or promises_closed(table.item, table.application)
        or _gap_closed(table, kind)
        or _promise_kind(table.application, kind)
        or _quantity_closed(table)
    )


def _promise_kind(application: Application, kind: OutcomeKind) -> Closed | None:
    fits = acceptance(application)
    if kind is OutcomeKind.ACCEPT and fits is OutcomeKind.PROMISE:
        return "accept_is_promise", {"count": len(application.promises())}
    if kind is OutcomeKind.PROMISE and fits is OutcomeKind.ACCEPT:
        return "nothing_promised", {}
    return None


def _quantity_closed(table: Table) -> Closed | None:
    if table.item.quantity_limit and not table.online:
        return "quantity_limited_offline", {"item": table.item.name}
    return None


def _limits_wrong(item: Item) -> Closed | None:
    if item.promised.exceeds(item.statutory):
        return "promise_over_statute", {"item": item.name}
    return None


def _gap_closed(table: Table, kind: OutcomeKind) -> Closed | None:
    gaps = [each for each in table.application.materials if each.state is MaterialState.DEFERRED]
    if not gaps:
        return ("nothing_deferred", {}) if kind is OutcomeKind.DEFER else None
    if kind is not OutcomeKind.DEFER:
        return "accept_is_deferral", {"count": len(gaps)}
    for gap in gaps:
        if closed := gap_closed(table, gap):
            return closed
    return None


def gap_closed(table: Table, material: CaseMaterial) -> Closed | None:
    """Return why ``material`` may not be deferred to its ``until``, or None."""
    named: dict[str, str | int] = {"name": material.name}
    if material.necessity is not Necessity.DEFERRABLE or not table.item.deferral_allowed:
        return "not_deferrable", named
    if material.until is None:
        return "gap_date_missing", named
    if material.until < table.today:
        return "gap_date_past", named
    last = gap_limit(table)
    if material.until > last:
        return "gap_date_late", named | {"date": last.isoformat()}
    return None
