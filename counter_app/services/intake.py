"""
What a clerk does with an application: receive, accept, correct once, refuse (F-D6, F-D16).

Each is a flow that judges by ``domain.outcome``, records one operation and empties the journal
only after the ledger has returned. Doing the same thing twice gives the same case again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain.case import (
    Application,
    Case,
    CaseMaterial,
    CaseState,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.document import Document
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.item import MaterialId, in_force
from counter_app.domain.operation import (
    CaseAccepted,
    CaseCorrected,
    CaseOperation,
    CaseReceived,
    CaseRefused,
)
from counter_app.domain.outcome import Outcome, OutcomeKind, Table, blocking, outcomes, require
from counter_app.services import handouts
from counter_app.services.acts import Act, Papers, record_act
from counter_app.services.cases import case_of
from counter_app.services.desk import Changes, Desk, enrolled
from counter_app.services.drafts import CLERK
from counter_app.services.limits import Dates, dates
from counter_app.services.papertime import PaperTime, paper_time
from counter_app.services.phrasing import say
from counter_app.services.sync.flow import sync_turn
from counter_app.services.visit import Draft, Visit, open_draft, signed_in

ONLINE_WAIT_S = 8.0
"""How long an item limited in number may wait for the county before it counts as unreachable."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act's result: the visit after it, the case, its new papers, and what changed."""

    visit: Visit
    case: Case
    documents: tuple[Document, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is open for the case on the table, the dates that an act today would promise, and today."""

    outcomes: tuple[Outcome, ...]
    dates: Dates
    today: date

    def of(self, kind: OutcomeKind) -> Outcome:
        """Return the outcome of a kind."""
        return next(each for each in self.outcomes if each.kind is kind)


@dataclass(frozen=True, slots=True)
class _Desktop:
    """What one act looks at, read once on the store lane."""

    draft: Draft
    case: Case | None
    time: PaperTime
    dates: Dates
    table: Table


def open_outcomes(desk: Desk, visit: Visit, *, online: bool) -> Flow[tuple[Outcome, ...]]:
    """Return every outcome for the case on the table, open or with the reason it is closed."""
    found: tuple[Outcome, ...] = yield Hop(
        "store", lambda: outcomes(_desktop(desk, visit, online=online).table)
    )
    return found


def look_ahead(desk: Desk, visit: Visit, *, online: bool) -> Flow[Outlook]:
    """Return what a screen shows before the act: outcomes, dates and the paper's day."""
    ahead: Outlook = yield Hop("store", lambda: _ahead(_desktop(desk, visit, online=online)))
    return ahead


def receive(desk: Desk, visit: Visit) -> Flow[Done]:
    """收件: take the papers and print W01; the five-day clock runs."""
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _receive(desk, visit))
    return done


def accept(desk: Desk, visit: Visit) -> Flow[Done]:
    """
    受理, or 容缺受理 when a material is deferred: number, W02 (and W06).

    An item limited in number asks the county first: the order of acceptance decides (licence law
    art. 57), so with the line cut it is refused.
    """
    signed_in(visit, CLERK)
    online = False
    if visit.case is None or visit.case.state is CaseState.RECEIVED:
        online = yield from _online(desk, visit)
    done: Done = yield Hop("store", lambda: _accept(desk, visit, online=online))
    return done


def correct(
    desk: Desk, visit: Visit, faults: Mapping[str, str], repeat_reason: str = ""
) -> Flow[Done]:
    """
    补正 once: W03 names everything; what is missing and not named in ``faults`` is added.

    Args:
        desk: the desk
        visit: with the open case
        faults: material id to what is wrong and what is required
        repeat_reason: why a second notice is served (licence law art. 72(4))

    """
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _correct(desk, visit, faults, repeat_reason))
    return done


def refuse(
    desk: Desk, visit: Visit, refusal: RefusalKind, reason: str, competent_body: str = ""
) -> Flow[Done]:
    """不予受理 or not our competence (W04, S30); no licence needed (W05, S40)."""
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _refuse(desk, visit, refusal, reason, competent_body))
    return done


def _online(desk: Desk, visit: Visit) -> Flow[bool]:
    if not open_draft(visit).item.quantity_limit:
        return False
    report = yield from sync_turn(desk, ONLINE_WAIT_S)
    return report.fault is None


def _desktop(desk: Desk, visit: Visit, *, online: bool) -> _Desktop:
    draft = open_draft(visit)
    case = case_of(desk, draft.application.case_id)
    if case is not None:
        draft = replace(draft, state=case.state, received_on=case.received_on)
    time = paper_time(desk, confirmed=signed_in(visit).clock_confirmed)
    counted = dates(desk, enrolled(desk).window.area, draft.item, time.day)
    table = Table(
        in_force(draft.item, desk.cache.item(draft.item.code), received=bool(draft.received_on)),
        draft.application,
        draft.state,
        time.day,
        draft.received_on,
        counted.due,
        online=online,
    )
    return _Desktop(draft, case, time, counted, table)


def _ahead(top: _Desktop) -> Outlook:
    return Outlook(outcomes(top.table), top.dates, top.time.day)


def _receive(desk: Desk, visit: Visit) -> Done:
    top = _desktop(desk, visit, online=True)
    if again := _again(visit, top, CaseState.RECEIVED):
        return again
    require(top.table, OutcomeKind.RECEIVE)
    did = CaseReceived(top.draft.application, top.time.day, (), top.dates.answer_by)
    return _do(desk, visit, top, did, handouts.received(top.draft.item))


def _accept(desk: Desk, visit: Visit, *, online: bool) -> Done:
    top = _desktop(desk, visit, online=online)
    if again := _again(visit, top, CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS):
        return again
    gaps = any(each.state is MaterialState.DEFERRED for each in top.draft.application.materials)
    require(top.table, OutcomeKind.DEFER if gaps else OutcomeKind.ACCEPT)
    did = CaseAccepted(
        top.draft.application,
        top.draft.received_on or top.time.day,
        top.time.day,
        (),
        top.dates.due,
        top.dates.statutory_due,
    )
    return _do(desk, visit, top, did, handouts.accepted(top.draft.item))


def _correct(desk: Desk, visit: Visit, faults: Mapping[str, str], repeat_reason: str) -> Done:
    top = _desktop(desk, visit, online=True)
    if top.case is None:
        # what is no good is marked missing first; who lays down all that is asked is accepted
        require(top.table, OutcomeKind.CORRECT)
    marked = _faulted(top.draft.application, faults)
    named = tuple(each.id for each in marked.materials if each.fault)
    if not named:
        raise RuleError("correction_empty")
    require(replace(top.table, application=marked), OutcomeKind.CORRECT)
    if top.case is not None and top.case.corrections and not repeat_reason.strip():
        raise RuleError("second_correction_reason")
    did = CaseCorrected(
        marked,
        top.draft.received_on or top.time.day,
        top.time.day,
        named,
        (),
        top.dates.answer_by,
        top.dates.bring_by,
        repeat_reason.strip(),
    )
    return _do(desk, visit, top, did, handouts.corrected(top.draft.item))


def _faulted(application: Application, faults: Mapping[str, str]) -> Application:
    known = {each.id for each in application.materials}
    if unknown := sorted(faults.keys() - known):
        raise RuleError("material_unknown", material=unknown[0])
    told = dict(faults)
    for each in blocking(application):
        told.setdefault(each.id, say("fault_missing"))
    marked = tuple(_with_fault(each, told) for each in application.materials)
    return replace(application, materials=marked)


def _with_fault(material: CaseMaterial, told: Mapping[str, str]) -> CaseMaterial:
    if material.id not in told:
        return replace(material, fault="")
    fault = told[MaterialId(material.id)].strip()
    if not fault:
        raise RuleError("correction_reason", name=material.name)
    return replace(material, state=MaterialState.MISSING, until=None, fault=fault)


_OUTCOME = {
    RefusalKind.NOT_ACCEPTED: OutcomeKind.NOT_ACCEPTED,
    RefusalKind.NOT_COMPETENT: OutcomeKind.NOT_COMPETENT,
    RefusalKind.NOT_NEEDED: OutcomeKind.NOT_NEEDED,
}


def _refuse(
    desk: Desk, visit: Visit, refusal: RefusalKind, reason: str, competent_body: str
) -> Done:
    top = _desktop(desk, visit, online=True)
    require(top.table, _OUTCOME[refusal])
    if not reason.strip():
        raise RuleError("reason_missing")
    elsewhere = refusal is RefusalKind.NOT_COMPETENT
    if elsewhere and not competent_body.strip():
        raise RuleError("competent_body_missing")
    did = CaseRefused(
        top.draft.application,
        top.draft.received_on or top.time.day,
        refusal,
        reason.strip(),
        (),
        competent_body.strip() if elsewhere else "",
    )
    return _do(desk, visit, top, did, handouts.refused(top.draft.item, refusal))


def _again(visit: Visit, top: _Desktop, *states: CaseState) -> Done | None:
    """The act was already done (a second key, a crash before the answer): the same result."""
    if top.case is None or top.case.state not in states:
        return None
    handed = replace(visit, case=top.case)
    return Done(handed, top.case, top.case.documents, Changes())


def _do(desk: Desk, visit: Visit, top: _Desktop, did: CaseOperation, papers: Papers) -> Done:
    case_id = top.draft.application.case_id
    act = Act(case_id, top.case, did, papers)
    case = record_act(desk, visit, act, top.time)
    desk.journal.clear(case_id)
    new = case.documents[len(top.case.documents) if top.case else 0 :]
    draft = replace(
        top.draft,
        application=case.application,
        state=case.state,
        received_on=case.received_on,
    )
    changed = replace(visit, draft=draft, case=case).with_papers(*new)
    return Done(changed, case, new, Changes(cases=(case_id,), drafts=(case_id,)))
