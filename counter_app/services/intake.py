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
    CaseMaterial,
    CaseState,
    MaterialState,
    RefusalKind,
)
from counter_app.domain.errors import RuleError
from counter_app.domain.flow import Flow, Hop
from counter_app.domain.item import MaterialId
from counter_app.domain.operation import CaseAccepted, CaseCorrected, CaseReceived, CaseRefused
from counter_app.domain.outcome import (
    Outcome,
    OutcomeKind,
    acceptance,
    blocking,
    outcomes,
    require,
)
from counter_app.services import handouts
from counter_app.services.desk import Desk
from counter_app.services.drafts import CLERK
from counter_app.services.limits import Dates
from counter_app.services.phrasing import say
from counter_app.services.tabletop import (
    Done,
    Tabletop,
    ask_online,
    done_before,
    lay_table,
    record,
)
from counter_app.services.visit import Visit, signed_in


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is open for the case on the table, the dates that an act today would promise, and today."""

    outcomes: tuple[Outcome, ...]
    dates: Dates
    today: date

    def of(self, kind: OutcomeKind) -> Outcome:
        """Return the outcome of a kind."""
        return next(each for each in self.outcomes if each.kind is kind)


def open_outcomes(desk: Desk, visit: Visit, *, online: bool) -> Flow[tuple[Outcome, ...]]:
    """Return every outcome for the case on the table, open or with the reason it is closed."""
    found: tuple[Outcome, ...] = yield Hop(
        "store", lambda: outcomes(lay_table(desk, visit, online=online).table)
    )
    return found


def look_ahead(desk: Desk, visit: Visit, *, online: bool) -> Flow[Outlook]:
    """Return what a screen shows before the act: outcomes, dates and the paper's day."""
    ahead: Outlook = yield Hop("store", lambda: _ahead(lay_table(desk, visit, online=online)))
    return ahead


def receive(desk: Desk, visit: Visit) -> Flow[Done]:
    """收件: take the papers and print W01; the five-day clock runs."""
    signed_in(visit, CLERK)
    done: Done = yield Hop("store", lambda: _receive(desk, visit))
    return done


def accept(desk: Desk, visit: Visit) -> Flow[Done]:
    """
    受理: number and W02, with W06 when a material is deferred, W07 when a promise stands for a proof.

    An item limited in number asks the county first: the order of acceptance decides (licence law
    art. 57), so with the line cut it is refused.
    """
    signed_in(visit, CLERK)
    online = False
    if visit.case is None or visit.case.state is CaseState.RECEIVED:
        online = yield from ask_online(desk, visit)
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


def _ahead(top: Tabletop) -> Outlook:
    return Outlook(outcomes(top.table), top.dates, top.time.day)


def _receive(desk: Desk, visit: Visit) -> Done:
    top = lay_table(desk, visit, online=True)
    if again := done_before(visit, top, CaseState.RECEIVED):
        return again
    require(top.table, OutcomeKind.RECEIVE)
    did = CaseReceived(top.draft.application, top.time.day, (), top.dates.answer_by)
    return record(desk, visit, top, did, handouts.received(top.draft.item))


def _accept(desk: Desk, visit: Visit, *, online: bool) -> Done:
    top = lay_table(desk, visit, online=online)
    if again := done_before(visit, top, CaseState.ACCEPTED, CaseState.ACCEPTED_WITH_GAPS):
        return again
    require(top.table, acceptance(top.draft.application))
    return record_acceptance(desk, visit, top)


def record_acceptance(desk: Desk, visit: Visit, top: Tabletop) -> Done:
    """Record that what lies on the table is accepted, whoever has judged it (store lane)."""
    did = CaseAccepted(
        top.draft.application,
        top.draft.received_on or top.time.day,
        top.time.day,
        (),
        top.dates.due,
        top.dates.statutory_due,
    )
    return record(desk, visit, top, did, handouts.accepted(top.draft.item))


def _correct(desk: Desk, visit: Visit, faults: Mapping[str, str], repeat_reason: str) -> Done:
    top = lay_table(desk, visit, online=True)
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
    return record(desk, visit, top, did, handouts.corrected(top.draft.item))


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
    top = lay_table(desk, visit, online=True)
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
    return record(desk, visit, top, did, handouts.refused(top.draft.item, refusal))
